"""The plan on paper: Word and PDF of a version or of the draft as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from orgplan.directory.queries import leaders_on, signatory_on
from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.language.wording import for_signature
from orgplan.planning.models import Plan, PlanVersion
from orgplan.planning.queries.plans import PlanRow, rows_of, signer_on, version_rows
from orgplan.planning.rules.laying_out import LaidRow, calendar_of, weeks_of

_BLANK_NAME = "____________________"


def plan_word(plan: Plan, version: PlanVersion | None, code: str = "plan") -> bytes:
    """Return the .docx of the version, or of the draft marked «проект» where version is None; `code` is the form."""
    return print_word(code, plan_data(plan, version))


def plan_pdf(plan: Plan, version: PlanVersion | None, code: str = "plan") -> bytes:
    """Return the PDF of the version, or of the draft, in the shipped layout of the form `code`."""
    return print_pdf(code, plan_data(plan, version))


def version_paper(version: PlanVersion, code: str, ending: str) -> Paper:
    """Return the paper of a version for the register: `ending` is docx or pdf, `code` the form."""
    print_plan = plan_pdf if ending == "pdf" else plan_word
    return Paper(
        kind=code,
        subject=f"plan version {version.pk} {ending}",
        title=version.title,
        format=DocumentFormat(ending),
        content=print_plan(version.plan, version, code),
        data=plan_data(version.plan, version),
        template=active_template(code) if ending == "docx" else None,
        is_open=True,
    )


def plan_data(plan: Plan, version: PlanVersion | None, signed_on: date | None = None) -> dict[str, Any]:
    """Return what the forms of a plan print; every value is a text, a number, a flag or a list of such dicts.

    A draft bears the signatures of `signed_on`, usually of its printing.
    """
    title = version.title if version else plan.title
    heading, _, subject = title.partition(" ")
    rows = version_rows(version) if version else rows_of(plan)
    signed_on = signed_on or _print_day(plan)
    signer = (version.signer_post, version.signer_name) if version else signer_on(plan, signed_on)
    printed = _printed(rows)
    laid = [LaidRow(each["when"], each["title"], each["place"], each["responsible"]) for each in printed]
    return {
        "title": title,
        "heading": heading,
        "subject": subject,
        "draft": version is None,
        **(_stamp(version) if version else _blank_stamp(plan, signed_on)),
        "annex": f"Приложение: {version.basis}" if version and version.basis else "",
        "rows": printed,
        "entries": calendar_of(laid, plan.period),
        "weeks": weeks_of(laid, plan.period),
        "signer_post": signer[0],
        "signer_name": signer[1],
        "footer": _footer(version),
    }


def _stamp(version: PlanVersion) -> dict[str, str]:
    return {
        "approver_post": version.approver_post,
        "approver_line": f"____________ {version.approver_name}",
        "approved_line": for_signature(version.approved_on),
    }


def _blank_stamp(plan: Plan, day: date) -> dict[str, str]:
    """Return the stamp of a draft, of whoever could approve it that day: the first leader, or the one who acts."""
    first = next(iter(leaders_on(day)), None)
    signs = signatory_on(day, first) if first else None
    return {
        "approver_post": signs.post if signs else "",
        "approver_line": f"____________ {signs.name}" if signs else _BLANK_NAME,
        "approved_line": f"«___» ______________ {plan.starts_on.year} г.",
    }


def _print_day(plan: Plan) -> date:
    """Return the day whose signatures a draft bears: today, of a plan gone by its first day."""
    return min(timezone.localdate(), plan.starts_on)


def _printed(rows: Iterable[PlanRow]) -> list[dict[str, Any]]:
    """Number the rows; a section's name stands with its first row only."""
    printed: list[dict[str, Any]] = []
    section = ""
    for number, row in enumerate(rows, start=1):
        printed.append(
            {
                "number": number,
                "section": row.section if row.section != section else "",
                "when": row.when,
                "title": row.title,
                "place": row.place or "—",
                "responsible": "\n".join(row.responsible) or ", ".join(row.units),
            }
        )
        section = row.section
    return printed


def _footer(version: PlanVersion | None) -> str:
    now = timezone.localtime()
    if version:
        return f"Редакция {version.number} от {version.approved_on:%d.%m.%Y}. Напечатано {now:%d.%m.%Y %H:%M}"
    return f"Проект. Напечатано {now:%d.%m.%Y %H:%M}"
