"""What a program sent, as facts that actions take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.api.endpoints.schemas import EventChangeIn, EventFields, OccurrenceIn, ParticipantIn
from orgplan.api.problems import ProblemError
from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.events.actions import EventFacts, Participant, facts_of
from orgplan.events.models import Event, Programme
from orgplan.events.rules import reading_period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.reading import read_timing

M = TypeVar("M", bound=Model)

_FROM_FIELDS = ("title", "kind", "level", "place", "note", "expected_turnout", "state")


def facts_from(event: EventFields, user: User) -> EventFacts:
    """Return the facts of a new event; ProblemError 409 for a key of nothing and for a contradiction."""
    owner = _one(Unit.objects.visible_to(user).filter(is_active=True), event.owner, "body.owner")
    facts = EventFacts(title=event.title, owner=owner, kind=event.kind, level=event.level, place=event.place)
    facts = replace(facts, note=event.note, expected_turnout=event.expected_turnout)
    return _related(facts, event, user)


def changed_facts(event: Event, change: EventChangeIn, user: User) -> EventFacts:
    """Return the event's facts with what the program named put over them."""
    facts = facts_of(event)
    given = change.model_fields_set
    plain = {name: getattr(change, name) for name in _FROM_FIELDS if name in given}
    if empty := next((name for name, value in plain.items() if value is None and name != "expected_turnout"), None):
        raise ProblemError(409, "contradiction", _("“%s” cannot be null.") % empty)
    facts = replace(facts, **plain)
    if "owner" in given:
        units = Unit.objects.visible_to(user).filter(is_active=True)
        facts = replace(facts, owner=_one(units, change.owner or 0, "body.owner"))
    return _related(facts, change, user)


def programmes_from(keys: Iterable[int], user: User) -> list[Programme]:
    """Return the programmes of the keys; ProblemError 409 for a key of nothing."""
    rows = Programme.objects.visible_to(user)
    return [_one(rows, key, "body.programmes") for key in dict.fromkeys(keys)]


def _related(facts: EventFacts, sent: EventFields, user: User) -> EventFacts:
    given, values = sent.model_fields_set, dict[str, Any]()
    if "venue" in given:
        values["venue"] = _one(Venue.objects.visible_to(user), sent.venue, "body.venue") if sent.venue else None
    if "part_of" in given:
        values["part_of"] = _whole(sent, user)
    if "co_owners" in given:
        units = Unit.objects.visible_to(user)
        values["co_owners"] = tuple(_one(units, key, "body.co_owners") for key in dict.fromkeys(sent.co_owners or ()))
    if "participants" in given:
        values["participants"] = tuple(_participants(sent.participants or (), user))
    if sent.occurrences is not None:
        values |= {"timing": timing_of(sent.occurrences), "wording": (sent.when or "").strip()}
    elif sent.when is not None:
        facts = _said(facts, sent.when.strip())
    return replace(facts, **values)


def _said(facts: EventFacts, when: str) -> EventFacts:
    """Return the facts at the time said in words; the words that the event has already change nothing."""
    if when and when == facts.wording:
        return facts
    if when and when == facts.when:
        return replace(facts, wording=when)
    return facts.worded(read_timing(when, reading_period(timezone.localdate())).timing, when)


def _whole(sent: EventFields, user: User) -> Event | None:
    if sent.part_of is None:
        return None
    whole = Event.objects.visible_to(user).filter(uid=sent.part_of).first()
    if whole is None:
        raise ProblemError(409, "no-such-record", _("body.part_of: there is no such event."))
    return whole


def _one(rows: QuerySet[M], key: int, place: str) -> M:
    found = rows.filter(pk=key).first()
    if found is None:
        raise ProblemError(
            409, "no-such-record", _("%(place)s: there is no row %(key)s.") % {"place": place, "key": key}
        )
    return found


def _participants(sent: Iterable[ParticipantIn], user: User) -> Iterable[Participant]:
    tables: tuple[tuple[str, Any], ...] = (("person", Person), ("unit", Unit), ("organisation", Organisation))
    for each in sent:
        if sum(bool(name) for name in (each.person, each.unit, each.organisation, each.wording.strip())) != 1:
            said = _("body.participants: name exactly one of person, unit, organisation, wording.")
            raise ProblemError(409, "contradiction", said)
        bodies = {
            name: _one(table.objects.visible_to(user), key, f"body.participants.{name}")
            for name, table in tables
            if (key := getattr(each, name))
        }
        yield Participant(each.kind, wording=each.wording.strip(), consent=each.consent, **bodies)


def timing_of(occurrences: Iterable[OccurrenceIn]) -> Timing:
    """Return stretches of days as a time: timed where any has a clock, else days; none: not scheduled yet."""
    rows = tuple(_occurrence(each) for each in occurrences)
    if not rows:
        return Timing(TimingKind.UNSCHEDULED)
    timed = any(each.start_time for each in rows)
    return Timing(TimingKind.TIMED if timed else TimingKind.DAYS, rows)


def _occurrence(sent: OccurrenceIn) -> Occurrence:
    """Return the stretch of days; ProblemError 409 where its values contradict each other."""
    end = sent.end or sent.start
    if end < sent.start:
        raise ProblemError(409, "contradiction", _("body.occurrences: the last day is before the first."))
    if sent.end_time and not sent.start_time:
        raise ProblemError(409, "contradiction", _("body.occurrences: an end time without a start time."))
    return Occurrence(sent.start, end, sent.start_time, sent.end_time)
