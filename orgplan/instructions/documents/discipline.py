"""The report on execution discipline on paper."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from orgplan.documents.actions import Paper
from orgplan.documents.documents import print_pdf, print_word
from orgplan.documents.models import DocumentFormat
from orgplan.documents.queries import active_template
from orgplan.instructions.queries.discipline import Discipline, DisciplineLine
from orgplan.instructions.rules.discipline import Outcome, formula, percent_words
from orgplan.instructions.rules.papers import DEFINITION

KIND = "discipline"


def discipline_data(report: Discipline) -> dict[str, Any]:
    """Return the report as the form prints it."""
    whole = report.whole.tally
    period = f"{report.since:%d.%m.%Y}–{report.until:%d.%m.%Y}"
    now = timezone.localtime()
    return {
        "title": "Отчёт об исполнительской дисциплине",
        "heading": "Отчёт",
        "subject": f"об исполнительской дисциплине за {period}",
        "basis": f"по состоянию на {now:%d.%m.%Y}",
        "units": [*(_row(each, each.label) for each in report.units), _row(report.whole, "Всего")],
        "sources": [_row(each, each.label) for each in report.sources],
        "formula": formula(whole.done, whole.total),
        "timely": "В первоначальный срок: " + formula(whole.of(Outcome.IN_TIME), whole.total, "Кс"),
        "definition": DEFINITION,
        "signer_post": "",
        "signer_name": "",
        "footer": f"Напечатано {now:%d.%m.%Y %H:%M}",
    }


def _row(line: DisciplineLine, name: str) -> dict[str, Any]:
    tally = line.tally
    counts = {each.value: tally.of(each) for each in Outcome}
    more = {"total": tally.total, "carried_out": tally.carried_out, "share": percent_words(tally.share)}
    return {"name": name} | counts | more


def discipline_subject(report: Discipline, unit: str, ending: str) -> str:
    """Return the name of the report's series in the register."""
    return f"discipline {report.since} {report.until} {unit[:100]} {ending}"


def discipline_paper(report: Discipline, unit: str, ending: str) -> Paper:
    """Return the report for the register; `unit` names the only unit that is counted, «» for all."""
    data = discipline_data(report)
    return Paper(
        kind=KIND,
        subject=discipline_subject(report, unit, ending),
        title=f"Отчёт {data['subject']}",
        format=DocumentFormat(ending),
        content=(print_pdf if ending == "pdf" else print_word)(KIND, data),
        data=data,
        template=active_template(KIND) if ending == "docx" else None,
    )
