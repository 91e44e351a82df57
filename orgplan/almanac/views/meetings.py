"""Moving and calling off one meeting of many: how many of them is asked; the same page serves the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.almanac.actions.moving import cancel_meeting, move_meeting, slot_of, take_back_meetings
from orgplan.almanac.forms import CancelMeetingForm, MoveMeetingForm
from orgplan.almanac.models import CycleStep, MeetingCycle
from orgplan.almanac.policy import can_keep_almanac
from orgplan.almanac.queries import closed_to_meeting
from orgplan.almanac.rules.cycles import Slot
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.pages import local_address, page_before, render_page, saved

_MOST_DAYS = timedelta(days=42)
_GIVEN = ("day", "start", "end", "next")


def _found(request: UserRequest, pk: int, day: str) -> tuple[MeetingCycle, Slot]:
    cycles = MeetingCycle.objects.visible_to(request.user).select_related("owner", "chair", "venue")
    cycle: MeetingCycle = get_object_or_404(cycles.prefetch_related("exceptions"), pk=pk)
    if not can_keep_almanac(request.user):
        raise PermissionDenied(_("The almanac is kept by the organisational department and the protocol service."))
    try:
        slot = slot_of(cycle, date.fromisoformat(day))
    except ValueError as error:
        raise Http404 from error
    if slot is None:
        raise Http404
    return cycle, slot


def _after(request: UserRequest, cycle: MeetingCycle, wanted: str, text: str, step: CycleStep) -> HttpResponse:
    fits = bool(wanted) and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    to = wanted if fits else cycle.get_absolute_url()
    return saved(request, to, text, undo=reverse("almanac:take_back", args=[step.pk]))


@require_http_methods(["GET", "POST"])
def move(request: UserRequest, pk: int, day: str) -> HttpResponse:
    """Move the meeting of the day; «only this one, this and those after it, or all» is asked."""
    cycle, slot = _found(request, pk, day)
    stands = {"day": slot.on, "start": slot.start_time, "end": slot.end_time}
    given = {name: request.GET[name] for name in _GIVEN if name in request.GET}
    form = MoveMeetingForm(posted(request), initial=stands | given)
    done = submitted(
        form,
        lambda: move_meeting(cycle, day=slot.day, going=form.going, scope=form.meant, why=form.why, by=request.user),
    )
    if done is not None:
        return _after(request, cycle, form.cleaned_data["next"], _("The meeting is moved in the calendar."), done)
    context = {"cycle": cycle, "slot": slot, "form": form, "moves": True, "back": _back(request, cycle)}
    status = 422 if form.is_bound else 200
    return render_page(request, "almanac/meeting.html", context, fragment="form", status=status)


@require_http_methods(["GET", "POST"])
def cancel(request: UserRequest, pk: int, day: str) -> HttpResponse:
    """Call off the meeting of the day, those from it on, or all to come."""
    cycle, slot = _found(request, pk, day)
    form = CancelMeetingForm(posted(request), initial={"next": request.GET.get("next", "")})
    done = submitted(form, lambda: cancel_meeting(cycle, day=slot.day, scope=form.meant, why=form.why, by=request.user))
    if done is not None:
        return _after(request, cycle, form.cleaned_data["next"], _("The meeting is called off."), done)
    context = {"cycle": cycle, "slot": slot, "form": form, "moves": False, "back": _back(request, cycle)}
    status = 422 if form.is_bound else 200
    return render_page(request, "almanac/meeting.html", context, fragment="form", status=status)


@require_GET
def closed(request: UserRequest, pk: int, day: str) -> HttpResponse:
    """Where the meeting may not begin from `?first=` to `?last=`, as JSON for dragging, with the page that moves it."""
    cycle, slot = _found(request, pk, day)
    first, last = _days(request, slot.on)
    rows = [
        {
            "after": each.after.isoformat(timespec="minutes"),
            "before": each.before.isoformat(timespec="minutes"),
            "firm": each.level == ClashLevel.BLOCK,
            "words": each.words,
        }
        for each in closed_to_meeting(request.user, cycle, slot, first, last)
    ]
    page = reverse("almanac:move_meeting", args=[cycle.pk, slot.day.isoformat()])
    return JsonResponse({"why": "", "closed": rows, "ask": page})


def _days(request: UserRequest, day: date) -> tuple[date, date]:
    try:
        first, last = (date.fromisoformat(request.GET.get(name, "")) for name in ("first", "last"))
    except ValueError:
        first = last = day
    return first, max(first, min(last, first + _MOST_DAYS))


def _back(request: UserRequest, cycle: MeetingCycle) -> str:
    return local_address(request, cycle.get_absolute_url())


@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    """Put back what one write of the reader changed of meetings, unless somebody changed them since."""
    step = get_object_or_404(CycleStep.objects.visible_to(request.user), pk=pk)
    to = page_before(request, reverse("almanac:cycles"))
    try:
        left = take_back_meetings(step, by=request.user)
    except (RefusedError, ChangedMeanwhileError) as refusal:
        messages.error(request, str(refusal))
        return saved(request, to, _("Nothing was taken back of the meetings."))
    for sentence in left:
        messages.warning(request, sentence)
    return saved(request, to, _("Taken back: the meetings stand as before."))
