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
from orgplan.documents.word.bounded import FormRefusedError
from orgplan.planning.documents.executive_calendar import executive_pdf, executive_title, executive_word
from orgplan.planning.forms.executive_calendar import ExecutiveFilterForm
from orgplan.planning.policy import can_see_executive_calendar
from orgplan.planning.queries.executive_calendar import ExecutiveCalendar, executive_calendar
from orgplan.planning.rules.executive_calendar import neighbour

_WRITERS = {
    "docx": (executive_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (executive_pdf, "application/pdf"),
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
    """The same in Word or PDF."""
    asked, calendar = _asked(request)
    write, content_type = _WRITERS[form]
    try:
        content = write(calendar)
    except FormRefusedError as refusal:
        tell_saved(request, str(refusal))
        page = reverse("planning:executive_calendar")
        return SeeOther(f"{page}?{asked.address(calendar.period, calendar.chosen)}")
    response = HttpResponse(content, content_type=content_type)
    name = f"{executive_title(calendar)}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
