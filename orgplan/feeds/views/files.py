"""Calendars as files of a page: one event, the days that the calendar shows."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest, refused
from orgplan.calendar.queries import calendar_filter
from orgplan.calendar.rules.spans import View, is_sane, window
from orgplan.calendar.rules.wording import window_words
from orgplan.events.models import Event
from orgplan.feeds.documents import days_text, event_text, headers_of_file


@require_GET
def event_file(request: UserRequest, pk: int) -> HttpResponse:
    """One event for the calendar program; an event without a day says so."""
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    text = event_text(request.user, event.pk)
    if text is None:
        return refused(
            request,
            reverse("events:event", args=[event.pk]),
            _("The event has no day yet: nothing to put into a calendar."),
        )
    return HttpResponse(text, headers=headers_of_file(f"event-{event.pk}"))


@require_GET
def days_file(request: UserRequest, view: str, day: str) -> HttpResponse:
    """What the calendar's page shows, with its filter."""
    try:
        shown, on = View(view), date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if not is_sane(on):
        raise Http404
    wanted = calendar_filter(request.GET.dict(), request.GET.getlist("leader"))
    text = days_text(request.user, wanted, window(shown, on), window_words(shown, on))
    return HttpResponse(text, headers=headers_of_file(f"{shown.value}-{on.isoformat()}"))
