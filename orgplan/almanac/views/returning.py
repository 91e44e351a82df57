"""Moving and calling off one meeting of an event that comes back by its own rule; the same page serves the calendar."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.almanac.actions.returning import Meeting, cancel_occurrence, is_whole, meeting_on, move_occurrence
from orgplan.almanac.forms import CancelMeetingForm, MoveMeetingForm
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import local_address, render_page, saved
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import WITH_FACTS
from orgplan.events.models import Event, UndoStep
from orgplan.events.policy import can_edit

_GIVEN = ("day", "start", "end", "next")


def _found(request: UserRequest, pk: int, day: str) -> tuple[Event, Meeting]:
    events = Event.objects.visible_to(request.user).select_related("owner", "venue", "part_of")
    event = get_object_or_404(events.prefetch_related(*WITH_FACTS), pk=pk)
    if not can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id):
        raise PermissionDenied(_("This event belongs to another unit: ask it to move the meeting."))
    try:
        meeting = meeting_on(event.timing, date.fromisoformat(day)) if is_whole(event) else None
    except ValueError as error:
        raise Http404 from error
    if meeting is None:
        raise Http404
    return event, meeting


@require_http_methods(["GET", "POST"])
def move(request: UserRequest, pk: int, day: str) -> HttpResponse:
    """Move the meeting of the day; «only this one, this and those after it, or all» is asked."""
    event, meeting = _found(request, pk, day)
    stands = {"day": meeting.day, "start": meeting.stands.start_time, "end": meeting.stands.end_time}
    given = {name: request.GET[name] for name in _GIVEN if name in request.GET}
    form = MoveMeetingForm(posted(request), initial=stands | given)
    done = submitted(
        form,
        lambda: move_occurrence(
            event, day=meeting.day, going=form.going, scope=form.meant, why=form.why, by=request.user
        ),
    )
    if done is not None:
        return _after(request, event, form.cleaned_data["next"], _("The meeting is moved in the calendar."), done)
    return _page(request, event, meeting, form, moves=True)


@require_http_methods(["GET", "POST"])
def cancel(request: UserRequest, pk: int, day: str) -> HttpResponse:
    """Call off the meeting of the day, those from it on, or all to come."""
    event, meeting = _found(request, pk, day)
    form = CancelMeetingForm(posted(request), initial={"next": request.GET.get("next", "")})
    done = submitted(
        form,
        lambda: cancel_occurrence(event, day=meeting.day, scope=form.meant, why=form.why, by=request.user),
    )
    if done is not None:
        return _after(request, event, form.cleaned_data["next"], _("The meeting is called off."), done)
    return _page(request, event, meeting, form, moves=False)


def _page(
    request: UserRequest, event: Event, meeting: Meeting, form: CancelMeetingForm, *, moves: bool
) -> HttpResponse:
    back = local_address(request, reverse("events:event", args=[event.pk]))
    context = {"event": event, "meeting": meeting, "form": form, "moves": moves, "back": back}
    return render_page(
        request, "almanac/occurrence.html", context, fragment="form", status=422 if form.is_bound else 200
    )


def _after(request: UserRequest, event: Event, wanted: str, text: str, step: UndoStep) -> HttpResponse:
    fits = bool(wanted) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    to = wanted if fits else reverse("events:event", args=[event.pk])
    return saved(request, to, text, undo=reverse("events:take_back", args=[step.pk]))
