"""The report on execution on paper: a plan–fact table for one plan, a unit or several plans of a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.language.grammar import Case
from orgplan.planning.queries.execution import Execution, ExecutionRow, added_up
from orgplan.planning.queries.plans import signer_on
from orgplan.planning.queries.tallies import counts_as_text
from orgplan.planning.rules.execution import percent, tally_by_unit
from orgplan.planning.rules.naming import period_words, title_within

KIND = "execution"


def execution_subject(executions: Sequence[Execution], unit: str, ending: str) -> str:
    """Return the name of the report's series in the register: of which plans, of whose rows, Word or PDF."""
    first, last = executions[0].version.plan_id, executions[-1].version.plan_id
    return f"execution {first}-{last} {len(executions)} {unit[:120]} {ending}"


def execution_paper(executions: Sequence[Execution], unit: str, data: dict[str, Any], ending: str) -> Paper:
    """Return the report for the register; `unit` names the only unit whose rows are given, «» for all."""
    return Paper(
        kind=KIND,
        subject=execution_subject(executions, unit, ending),
        title=f"Отчёт {data['subject']}",
        format=DocumentFormat(ending),
        content=(print_pdf if ending == "pdf" else print_word)(KIND, data),
        data=data,
        template=active_template(KIND) if ending == "docx" else None,
    )


def execution_data(executions: Sequence[Execution], unit: str) -> dict[str, Any]:
    """Return what the form of the report prints; the plans in their order, each under its own heading."""
    counts = added_up(executions)
    signer = signer_on(executions[-1].version.plan, timezone.localdate())
    units = {} if unit else tally_by_unit((row.row.units, row.state) for each in executions for row in each.rows)
    return {
        "title": "Отчёт о выполнении плана",
        "heading": "Отчёт",
        "subject": _subject(executions, unit),
        "basis": "; ".join(_basis(each) for each in executions),
        "rows": [row for each in executions for row in _plan_rows(each, several=len(executions) > 1)],
        "summary": _summary(executions),
        "formula": f"Выполнение: {counts.held} / {counts.total} × 100 = {percent(counts.share_held)}",
        "units": [
            {"unit": name or "Без подразделения", **counts_as_text(found)} for name, found in sorted(units.items())
        ],
        "signer_post": signer[0],
        "signer_name": signer[1],
        "footer": f"Напечатано {timezone.localtime():%d.%m.%Y %H:%M}",
    }


def _subject(executions: Sequence[Execution], unit: str) -> str:
    plan = executions[-1].version.plan
    if len(executions) == 1:
        words = f"о выполнении {title_within(executions[0].version.title, Case.GENITIVE)}"
    else:
        first, last = executions[0].version.plan, plan
        words = f"о выполнении планов за {period_words(first.period)} – {period_words(last.period)}"
    return f"{words}: {unit}" if unit else words


def _basis(execution: Execution) -> str:
    version = execution.version
    return f"{period_words(version.plan.period)}: редакция {version.number}, утверждена {version.approved_on:%d.%m.%Y}"


def _plan_rows(execution: Execution, *, several: bool) -> list[dict[str, Any]]:
    plan = execution.version.plan
    heading = period_words(plan.period).capitalize() if several else ""
    printed = []
    section = ""
    for row in execution.rows:
        own = row.row.section if row.row.section != section else ""
        printed.append(_printed(row, ". ".join(part for part in (heading, own) if part)))
        section, heading = row.row.section, ""
    for place, row in enumerate(execution.added):
        printed.append(_printed(row, "Добавлено после утверждения, в итог не входит" if not place else "", added=True))
    return printed


def _printed(row: ExecutionRow, section: str, *, added: bool = False) -> dict[str, Any]:
    counts = [str(number) if number is not None else "—" for number in (row.expected, row.turnout)]
    known = row.expected is not None or row.turnout is not None
    return {
        "number": "" if added else str(row.number),
        "section": section,
        "title": row.row.title,
        "planned": row.row.when or "—",
        "actual": row.actual or "—",
        "state": str(row.state.label),
        "reason": "; ".join(part for part in (row.reason, row.note) if part) or "—",
        "turnout": " / ".join(counts) if known else "—",
        "responsible": "\n".join(row.row.responsible) or ", ".join(row.row.units),
    }


def _summary(executions: Sequence[Execution]) -> str:
    counts = counts_as_text(added_up(executions))
    added = sum(len(each.added) for each in executions)
    words = (
        f"Всего по плану: {counts['total']}; проведено: {counts['held']}, из них в срок: {counts['in_time']}, "
        f"с переносом: {counts['moved']}; перенесено или проведено не полностью: {counts['ahead']}; "
        f"отменено и не состоялось: {counts['cancelled']}; без отчёта: {counts['unreported']}."
    )
    return f"{words} Добавлено после утверждения: {added}." if added else words
