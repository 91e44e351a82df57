"""Operations of the calendar that write: an event said in one line, an event moved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from ninja.decorators import decorate_view
from pydantic import Field

from orgplan.accounts.models import User
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import (
    REFUSALS,
    WRITE_REFUSALS,
    BasisIn,
    ClockTime,
    EventOut,
    Key,
    Named,
    Strict,
    Text,
    TimingOut,
    Title,
)
from orgplan.api.endpoints.shapes import event_shape, named, timing_shape
from orgplan.api.endpoints.undo import tell_undo
from orgplan.api.idempotency import once
from orgplan.api.problems import ProblemError
from orgplan.api.queries import events_for
from orgplan.calendar.queries.moving import refuse_closed, why_it_stays
from orgplan.calendar.rules.moving import Seen, Wanted, moved, shifted_end
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.models import Person, Unit
from orgplan.directory.queries import own_unit_key, unit_of
from orgplan.events.actions import Wanted as Moved
from orgplan.events.actions import change_with_undo, create_with_undo, facts_of, facts_said
from orgplan.events.models import Event
from orgplan.events.policy import can_create, can_edit
from orgplan.events.queries.quick import QuickCard, quick_card
from orgplan.events.rules import ParticipationKind
from orgplan.language.timing.model import Occurrence

router = Router(tags=["calendar"])
_WRITE = TokenFor(TokenScope.WRITE_EVENTS)


class SaidQuery(Schema):
    """One line of an event, as a person would say it."""

    say: Title = Field(min_length=1, max_length=500, description="ср 15:00 встреча с делегацией, каб. 401, 1 ч, мэр")


class SaidPersonOut(Schema):
    """Somebody whom the line names: `people` are those whom the words may mean, none where nobody is known by them."""

    kind: ParticipationKind
    words: str
    people: list[Named]


class SaidOut(Schema):
    """What the line says. `missing` tells what stops it from being recorded."""

    title: str
    when: str
    timing: TimingOut
    venue: Named | None
    place: str
    people: list[SaidPersonOut]
    unit: Named | None = Field(description="The unit of the new event unless another is given.")
    missing: list[str]
    notes: list[str] = Field(description="Choices made for the reader, and words that are no day or hour.")


class SaidIn(Strict):
    """A line to record; `people` are keys that say who is meant where several bear a name."""

    say: Title = Field(min_length=1, max_length=500)
    people: list[Key] = Field(default_factory=list, max_length=100)
    unit: Key | None = Field(None, description="Key of the unit; without it the holder's own.")


class StretchIn(Strict):
    """A stretch as it was read."""

    start: date
    start_time: ClockTime | None = None
    end_time: ClockTime | None = None


class MoveIn(Strict):
    """Where an event goes: a day, and hours where it has any; without an end it lasts as long as before."""

    edition: Key = Field(description="The edition that was read: over a newer one nothing is written (409).")
    day: date
    start_time: ClockTime | None = None
    end_time: ClockTime | None = None
    stretch: StretchIn | None = Field(None, description="Which one, where the event has several stretches of days.")
    reason: Text = Field("", max_length=1000)
    basis: BasisIn | None = None


@router.get("/events/said", response={200: SaidOut, **REFUSALS}, auth=_WRITE, summary="What one line says of an event")
def preview_said(request: ApiRequest, wanted: Query[SaidQuery]) -> dict[str, Any]:
    """Read one line of an event without recording it."""
    user = _recorder(request)
    card = quick_card(wanted.say, timezone.localdate())
    unit = unit_of(user)
    return {
        "title": card.phrase.title,
        "when": card.when,
        "timing": timing_shape(card.phrase.timing),
        "venue": named(card.venue),
        "place": card.place,
        "people": [
            {
                "kind": each.kind,
                "words": each.words,
                "people": [{"id": person.pk, "name": str(person)} for person in each.people],
            }
            for each in card.named
        ],
        "unit": named(unit),
        "missing": _missing(card, unit),
        "notes": [note.text for note in card.phrase.notes],
    }


@router.post("/events/said", response={201: EventOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Record what a line says")
@decorate_view(once)
def record_said(request: ApiRequest, response: HttpResponse, sent: SaidIn) -> Status[Any]:
    """Record a new event by one line; what is not clear is asked (409), nothing is guessed."""
    user = _recorder(request)
    card = quick_card(sent.say, timezone.localdate())
    owner = _owner(user, sent.unit)
    if missing := _missing(card, owner):
        raise ProblemError(409, "unclear", " ".join(missing))
    if owner is None or not can_edit(user, unit_id=own_unit_key(user), owner_id=owner.pk):
        raise PermissionDenied(_("This event belongs to another unit."))
    made, step = create_with_undo(facts=facts_said(card, owner, _meant(card, sent.people)), by=user)
    tell_undo(response, step)
    made = events_for(user, deleted=False).get(pk=made.pk)
    response["Location"] = f"/api/v1/events/{made.uid}"
    response["ETag"] = f'"{made.edition}"'
    return Status(201, event_shape(made))


@router.post(
    "/events/{uuid:event_id}/move", response={200: EventOut, **WRITE_REFUSALS}, auth=_WRITE, summary="Move an event"
)
@decorate_view(once)
def move(request: ApiRequest, response: HttpResponse, event_id: UUID, sent: MoveIn) -> dict[str, Any]:
    """Move one stretch of an event, as dragging in the calendar does: what rules forbid is refused with their words.

    An approved plan asks for reason and basis (422). Parts, notices and papers follow as on the page.
    """
    user = request.auth.user
    event: Event = get_object_or_404(events_for(user, deleted=False), uid=event_id)
    if not can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id):
        raise PermissionDenied(_("This event belongs to another unit: ask it to move."))
    if event.edition != sent.edition:
        raise ChangedMeanwhileError(event)
    if stays := why_it_stays(event):
        raise RefusedError(stays)
    seen = _seen(event.timing.occurrences, sent.stretch)
    wanted = _wanted(sent, seen)
    timing = moved(event.timing, seen, wanted)
    if timing is None:
        raise ProblemError(409, "no-such-record", _("body.stretch: the event has no such stretch of days."))
    facts = facts_of(event).moved(timing)
    refuse_closed(user, event, facts, seen, wanted)
    basis = sent.basis.as_rule if sent.basis else None
    step = change_with_undo(wanted=[Moved(event, facts, sent.edition)], reason=sent.reason, basis=basis, by=user)
    tell_undo(response, step)
    now = events_for(user, deleted=False).get(pk=event.pk)
    response["ETag"] = f'"{now.edition}"'
    return event_shape(now)


def _recorder(request: ApiRequest) -> User:
    if not can_create(request.auth.user):
        raise PermissionDenied(_("Events are recorded by the department, the protocol service and unit coordinators."))
    return request.auth.user


def _owner(user: User, key: int | None) -> Unit | None:
    if key is None:
        return unit_of(user)
    found: Unit | None = Unit.objects.visible_to(user).filter(is_active=True, pk=key).first()
    if found is None:
        said = _("%(place)s: there is no row %(key)s.") % {"place": "body.unit", "key": key}
        raise ProblemError(409, "no-such-record", said)
    return found


def _missing(card: QuickCard, owner: Unit | None) -> list[str]:
    missing = []
    if not card.phrase.title:
        missing.append(_("Say what it is: no title is left when day, place and people are taken out."))
    if not card.has_day:
        missing.append(_("Say when it is: “tomorrow 10:00”, “12.09”, “during May”."))
    if owner is None:
        missing.append(_("The holder of the token has no unit: name one in “unit”."))
    return missing


def _meant(card: QuickCard, keys: Iterable[int]) -> list[Person]:
    """Return who is meant by each open name; ProblemError 409 with the names that stay open."""
    chosen = set(keys)
    meant = [(each, [one for one in each.people if one.pk in chosen]) for each in card.named if each.is_open]
    still = [each.words for each, found in meant if len(found) != 1]
    if still:
        said = _("Several people bear this name; say in “people” who is meant: %s.") % ", ".join(still)
        raise ProblemError(409, "unclear", said)
    return [found[0] for _each, found in meant]


def _seen(stretches: tuple[Occurrence, ...], sent: StretchIn | None) -> Seen:
    if sent is not None:
        return Seen(sent.start, sent.start_time, sent.end_time)
    if len(stretches) != 1 or stretches[0].start is None:
        raise ProblemError(409, "unclear", _("The event has several stretches of days: name one in “stretch”."))
    only = stretches[0]
    return Seen(only.start or date.min, only.start_time, only.end_time)


def _wanted(sent: MoveIn, seen: Seen) -> Wanted:
    """Return where it goes; ProblemError 409 for hours that contradict each other."""
    start, end = sent.start_time, sent.end_time
    if end and (not start or start == end):
        raise ProblemError(409, "contradiction", _("An end needs a beginning before it."))
    if start and not end and seen.start:
        end = shifted_end(seen.start, seen.end, start)
    return Wanted(sent.day, start, end)
