"""The plan «с участием Мэра»: any leader or all, a week, a month or a range, on the page and on paper."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import SeeOther, render_page, tell_saved
from orgplan.documents.queries import same_paper
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.planning.actions.documents import record_printed_calendar
from orgplan.planning.documents.executive_calendar import (
    calendar_paper,
    calendar_subject,
    executive_data,
    executive_title,
)
from orgplan.planning.forms.executive_calendar import ExecutiveFilterForm
from orgplan.planning.policy import can_see_executive_calendar
from orgplan.planning.queries.executive_calendar import ExecutiveCalendar, executive_calendar
from orgplan.planning.rules.executive_calendar import neighbour
from orgplan.planning.rules.executive_papers import EXECUTIVE_FORM

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def _asked(request: UserRequest) -> tuple[ExecutiveFilterForm, ExecutiveCalendar]:
    if not can_see_executive_calendar(request.user):
        raise PermissionDenied(_("Leaders' calendars are kept by the department and the protocol service."))
    form = ExecutiveFilterForm(request.GET, today=timezone.localdate())
    return form, executive_calendar(request.user, form.period, form.chosen)


@require_GET
def calendar_page(request: UserRequest) -> HttpResponse:
    """The calendar with its filter; the same address prints."""
    form, calendar = _asked(request)
    form.offer(calendar.seats, calendar.chosen)
    context = {
        "form": form,
        "calendar": calendar,
        "title": executive_title(calendar),
        "events": len(calendar.events),
        "query": form.address(calendar.period, calendar.chosen),
        "before": form.address(neighbour(calendar.period, -1), calendar.chosen),
        "after": form.address(neighbour(calendar.period, 1), calendar.chosen),
    }
    return render_page(request, "planning/executive_calendar.html", context)


@require_GET
def calendar_document(request: UserRequest, form: str) -> HttpResponse:
    """The same in Word or PDF: what says the same is given out as it stands in the register."""
    asked, calendar = _asked(request)
    data, subject = executive_data(calendar), calendar_subject(calendar, form)
    try:
        found = same_paper(EXECUTIVE_FORM.code, subject, data, form) or record_printed_calendar(
            chosen=calendar.chosen,
            period_code=calendar.period.code,
            paper=calendar_paper(calendar, data, form),
            events=calendar.events,
            by=request.user,
        )
    except FormRefusedError as refusal:
        tell_saved(request, str(refusal))
        page = reverse("planning:executive_calendar")
        return SeeOther(f"{page}?{asked.address(calendar.period, calendar.chosen)}")
    with found.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=_TYPES[form])
    name = f"{data['title']}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
