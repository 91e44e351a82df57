"""«Изменения к плану» on paper: what was approved, what comes instead, why and on which basis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.language.grammar import Case
from orgplan.language.wording import for_signature, typeset
from orgplan.planning.documents.plan import plan_data
from orgplan.planning.models import Plan, PlanVersion
from orgplan.planning.rules.amendment_papers import AMENDMENTS_FORM
from orgplan.planning.rules.amendments import Amendment
from orgplan.planning.rules.naming import title_within


def amendments_data(
    plan: Plan, version: PlanVersion, made: Sequence[Amendment], later: PlanVersion | None
) -> dict[str, Any]:
    """Return what the form of changes prints; a draft bears the signatures of today, whenever the plan began."""
    data = plan_data(plan, later, timezone.localdate())
    kept = ("draft", "approver_post", "approver_line", "approved_line", "signer_post", "signer_name")
    now = timezone.localtime()
    number = f"Изменения к редакции {version.number} от {version.approved_on:%d.%m.%Y}."
    return {name: data[name] for name in kept} | {
        "title": f"Изменения к плану «{version.title}»",
        "plan_title": version.title,
        "plan_dative": title_within(version.title, Case.DATIVE),
        "approved_when": for_signature(version.approved_on),
        "approved_by": f"{version.approver_post} {version.approver_name}",
        "amendments": [_printed(order, each) for order, each in enumerate(made, start=1)],
        "footer": f"{number} {'' if later else 'Проект. '}Напечатано {now:%d.%m.%Y %H:%M}",
    }


def _printed(order: int, each: Amendment) -> dict[str, Any]:
    point = each.after
    return {
        "order": order,
        "wording": each.wording,
        "has_text": point is not None,
        "number": each.number,
        "when": point.when if point else "",
        "event": point.title if point else each.title,
        "place": (point.place or "—") if point else "",
        "responsible": point.responsible if point else "",
        "reason": typeset(each.reason or "не указана"),
        "basis": typeset(each.basis or "не указано"),
    }


def amendments_paper(version: PlanVersion, made: Sequence[Amendment], later: PlanVersion | None, ending: str) -> Paper:
    """Return the changes to the version for the register: «проект» where no later version approved them."""
    data = amendments_data(version.plan, version, made, later)
    code = AMENDMENTS_FORM.code
    return Paper(
        kind=code,
        subject=f"amendments version {version.pk} {ending}",
        title=data["title"],
        format=DocumentFormat(ending),
        content=(print_pdf if ending == "pdf" else print_word)(code, data),
        data=data,
        template=active_template(code) if ending == "docx" else None,
        is_open=later is not None,
        is_draft=later is None,
    )
