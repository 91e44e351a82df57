"""Moving an event in the calendar: the page of the time, which dragging posts to as well, and the times not free."""

from __future__ import annotations

from datetime import date, time, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.http import UserRequest
from orgplan.calendar.forms import MoveForm
from orgplan.calendar.queries.moving import (
    closed_as,
    closed_times,
    leaders_to_join,
    meeting_page,
    present_people,
    refuse_closed,
    seen_meeting,
    seen_meeting_day,
    why_it_stays,
)
from orgplan.calendar.rules.moving import Seen, moved, placed, stretch_seen
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import SeeOther, render_page, saved
from orgplan.directory.models import Person, Venue
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import WITH_FACTS, Wanted, change_with_undo, facts_of, prepare_change
from orgplan.events.following import GroundNeededError, ProposalOnlyError, page_of
from orgplan.events.models import Event, ProposedChange, UndoStep
from orgplan.events.policy import can_edit
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.writing import write_timing

_MOST_DAYS = 42
_GIVEN = ("day", "start", "end", "next", "joins", "leaves", "venue")
_MEETING = ("day", "start", "end", "next")
_ASKED = ("day", "start", "end", "seen_day", "seen_start", "seen_end", "next", "joins")
_MEANWHILE = gettext_lazy("Somebody changed the event at this very moment: look at it and move it again.")


def _found(request: UserRequest, pk: int) -> Event:
    events = Event.objects.visible_to(request.user).select_related("owner", "venue", "part_of")
    return get_object_or_404(events.prefetch_related(*WITH_FACTS), pk=pk)


def _may_move(request: UserRequest, event: Event) -> bool:
    return can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id)


@require_http_methods(["GET", "POST"])
def move(request: UserRequest, pk: int) -> HttpResponse:
    """Move one stretch of the event to another day or hour; an approved plan's asks for its ground on its own page."""
    event = _found(request, pk)
    if not _may_move(request, event):
        raise PermissionDenied(_("This event belongs to another unit: ask it to move."))
    why = why_it_stays(event)
    if event.timing.rrule and not why:
        return _to_meeting(request, event)
    stretches = event.timing.occurrences
    at = row_key(request.GET.get("at", "")) or 0
    stretch = stretches[min(at, len(stretches) - 1)] if stretches else None
    day = (stretch.start if stretch else None) or timezone.localdate()
    people = {"leaders": leaders_to_join(request.user, day), "present": present_people(request.user, event)}
    initial = {"seen_venue": event.venue_id} | _initial(request, stretch)
    venues = Venue.objects.visible_to(request.user)
    form = MoveForm(posted(request), initial=initial, venues=venues, **people)
    done = None if why else submitted(form, lambda: _move(request, event, form))
    if isinstance(done, ProposedChange):
        return SeeOther(page_of(done))
    if done is not None:
        undo = reverse("events:take_back", args=[done.pk])
        changed = form.shift.joins or form.shift.venue
        words = _("The event is changed in the calendar.") if changed else _("The event is moved.")
        return saved(request, _back(form.cleaned_data["next"], event), words, undo=undo)
    status = 422 if request.method == "POST" else 200
    shown = [write_timing(Timing(TimingKind.TIMED, (each,))) for each in stretches] if len(stretches) > 1 else []
    context = {"event": event, "form": form, "why": why, "stretches": shown, "at": at}
    context["meeting_page"] = meeting_page(request.user, event)
    return render_page(request, "calendar/move.html", context, status=status)


def _to_meeting(request: UserRequest, event: Event) -> HttpResponse:
    """Lead on to the page of the meeting that was seen, else of the next one: there is asked how many go with it."""
    given = request.POST if request.method == "POST" else request.GET
    day = seen_meeting_day(event, given.get("seen_day", ""), timezone.localdate())
    page = meeting_page(request.user, event, day)
    asked = {name: given[name] for name in _MEETING if given.get(name)}
    return SeeOther(f"{page}?{urlencode(asked)}" if page else reverse("events:event", args=[event.pk]))


def _move(request: UserRequest, event: Event, form: MoveForm) -> UndoStep | ProposedChange:
    """RefusedError where the event stands otherwise by now, or where rules forbid the time; what was typed stays."""
    timing = moved(event.timing, form.seen, form.wanted)
    if timing is None:
        if len(event.timing.occurrences) == 1:
            (stands,) = event.timing.occurrences
            form.see(Seen(stands.start or form.seen.day, stands.start_time, stands.end_time))
        raise RefusedError(
            _("Meanwhile the event was moved by somebody: now it is %(when)s. What you wanted stands below.")
            % {"when": event.when}
        )
    if form.shift.venue and form.cleaned_data["seen_venue"] != event.venue_id:
        form.see_venue(event.venue_id)
        where = event.where or _("without a place")
        said = _("Meanwhile somebody changed the place: now it is %(where)s. What you wanted stands below.")
        raise RefusedError(said % {"where": where})
    now = facts_of(event)
    facts = form.shift.applied(now if timing == now.timing else now.moved(timing))
    refuse_closed(request.user, event, facts, form.seen, form.wanted)
    try:
        return change_with_undo(wanted=[Wanted(event, facts, event.edition)], by=request.user)
    except ChangedMeanwhileError as race:
        raise RefusedError(str(_MEANWHILE)) from race
    except (GroundNeededError, ProposalOnlyError):
        return prepare_change(event, facts=facts, edition=event.edition, by=request.user)


@require_GET
def ask(request: UserRequest, pk: int) -> HttpResponse:
    """Ask whether the leader to whose column the event was dragged comes instead of the other, or beside."""
    event = _found(request, pk)
    if not _may_move(request, event):
        raise PermissionDenied(_("This event belongs to another unit: ask it to move."))
    if event.timing.rrule:
        return _to_meeting(request, event)
    given = request.GET
    form = MoveForm(
        given,
        leaders=Person.objects.visible_to(request.user),
        present=present_people(request.user, event),
    )
    if not form.is_valid() or (joins := form.shift.joins) is None:
        return redirect("calendar:move", pk=event.pk)
    shift, kept = form.shift, [(name, given.get(name, "")) for name in _ASKED]
    context = {
        "event": event,
        "shift": shift,
        "kept": kept,
        "when": write_timing(_one(placed(_stands(form.seen), form.wanted))),
        "closed": closed_as(request.user, event, facts_of(event).joined_by(joins), form.seen, form.wanted),
        "back": _back(form.cleaned_data["next"], event),
    }
    return render_page(request, "calendar/ask.html", context, fragment="form")


def _stands(seen: Seen) -> Occurrence:
    return Occurrence(seen.day, seen.day, seen.start, seen.end)


def _one(stretch: Occurrence | None) -> Timing:
    found = (stretch,) if stretch else ()
    return Timing(TimingKind.TIMED if stretch and stretch.start_time else TimingKind.DAYS, found)


def _initial(request: UserRequest, stretch: Occurrence | None) -> dict[str, object]:
    stands: dict[str, object] = {}
    if stretch is not None:
        stands = {"day": stretch.start, "start": stretch.start_time, "end": stretch.end_time}
        stands |= {"seen_day": stretch.start, "seen_start": stretch.start_time, "seen_end": stretch.end_time}
    given: dict[str, object] = {name: request.GET[name] for name in _GIVEN if name in request.GET}
    return stands | given


def _back(address: str, event: Event) -> str:
    fits = bool(address) and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if fits else reverse("events:event", args=[event.pk])


@require_GET
def closed(request: UserRequest, pk: int) -> HttpResponse:
    """Where the event may not begin from `?first=` to `?last=`, as JSON for dragging; or why it is not moved at all."""
    event = _found(request, pk)
    if not _may_move(request, event):
        return JsonResponse({"why": _("This event belongs to another unit: ask it to move."), "closed": []})
    first, last = _days(request)
    why = why_it_stays(event)
    venue = Venue.objects.visible_to(request.user).filter(pk=row_key(request.GET.get("venue", ""))).first()
    stretch = _seen_stretch(request, event)
    found = [] if why else closed_times(request.user, event, first, last, stretch=stretch, venue=venue)
    seen = seen_meeting_day(event, request.GET.get("day", ""), first) if event.timing.rrule else None
    rows = [
        {
            "after": each.after.isoformat(timespec="minutes"),
            "before": each.before.isoformat(timespec="minutes"),
            "firm": each.is_firm,
            "words": each.words,
        }
        for each in found
    ]
    return JsonResponse({"why": why, "closed": rows, "ask": meeting_page(request.user, event, seen)})


def _seen_stretch(request: UserRequest, event: Event) -> Occurrence | None:
    """Return the stretch under the hand; the first where the page says none that stands."""
    if event.timing.rrule:
        return seen_meeting(event, request.GET.get("day", ""))
    given = {name: request.GET.get(name, "") for name in ("day", "from", "until")}
    try:
        clocks = [time.fromisoformat(given[name]) if given[name] else None for name in ("from", "until")]
        seen = Seen(date.fromisoformat(given["day"]), *clocks)
    except ValueError:
        return next(iter(event.timing.occurrences), None)
    return stretch_seen(event.timing, seen) or next(iter(event.timing.occurrences), None)


def _days(request: UserRequest) -> tuple[date, date]:
    try:
        first = date.fromisoformat(request.GET.get("first", ""))
        last = date.fromisoformat(request.GET.get("last", ""))
    except ValueError:
        first = last = timezone.localdate()
    return first, max(first, min(last, first + timedelta(days=_MOST_DAYS)))
