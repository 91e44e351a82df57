"""Execution discipline: the report by unit and by source, each figure opening its list; the printed one."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Unit
from orgplan.documents.actions import record_document
from orgplan.documents.queries import same_paper
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.instructions.documents import KIND, discipline_data, discipline_paper, discipline_subject
from orgplan.instructions.policy import can_see_discipline, sees_all
from orgplan.instructions.queries.discipline import Discipline, DisciplineLine, discipline_of
from orgplan.instructions.rules.discipline import Outcome, formula
from orgplan.instructions.rules.papers import DEFINITION

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _report(request: UserRequest) -> tuple[Discipline, Unit | None]:
    if not can_see_discipline(request.user):
        raise PermissionDenied(_("Discipline is counted for units and for those who keep control."))
    today = timezone.localdate()
    since = _day(request, "since") or today.replace(month=1, day=1)
    until = _day(request, "until") or today
    key = row_key(request.GET.get("unit", ""))
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=key) if key else None
    report = discipline_of(request.user, min(since, until), max(since, until), today, unit=unit.pk if unit else None)
    return report, unit


def _day(request: UserRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


@require_GET
def discipline(request: UserRequest) -> HttpResponse:
    """The report for a period, from the beginning of the year to today unless said otherwise."""
    report, unit = _report(request)
    whole = report.whole.tally
    context = {
        "report": report,
        "unit": unit,
        "parts": (
            (_("By unit"), [_line(each) for each in report.units]),
            (_("By source"), [_line(each) for each in report.sources]),
        ),
        "whole": _line(report.whole),
        "outcomes": list(Outcome),
        "formula": formula(whole.done, whole.total),
        "timely": formula(whole.of(Outcome.IN_TIME), whole.total, "Кс"),
        "definition": DEFINITION,
        "units": Unit.objects.visible_to(request.user).filter(is_active=True) if sees_all(request.user) else (),
        "query": request.GET.urlencode(),
    }
    return render_page(request, "instructions/discipline.html", context)


def _line(line: DisciplineLine) -> dict[str, object]:
    """Return a line as the table draws it: each count beside the address of its list."""
    tally = line.tally
    query = line.query
    counts = [(each, tally.of(each), f"{query}&outcome={each.value}") for each in Outcome]
    return {
        "label": line.label,
        "tally": tally,
        "counts": counts,
        "all": f"{query}&outcome=all",
        "carried": f"{query}&carried=1",
    }


@require_GET
def discipline_document(request: UserRequest, form: str) -> HttpResponse:
    """The report as Word or PDF, put into the register of documents."""
    report, unit = _report(request)
    name = str(unit) if unit else ""
    try:
        document = same_paper(
            KIND, discipline_subject(report, name, form), discipline_data(report), form
        ) or record_document(paper=discipline_paper(report, name, form), by=request.user)
    except FormRefusedError as refusal:
        return saved(request, reverse("instructions:discipline"), str(refusal))
    with document.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=_TYPES[form])
    disposition = content_disposition_header(as_attachment=True, filename=document.download_name)
    response.headers["Content-Disposition"] = disposition or ""
    return response
