"""What is written of an event, as one value: read from the tables, kept as plain data, compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from django.db.models import Prefetch

from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.events.models import Event, Participation
from orgplan.events.rules import ChangeKind, Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.returning import rule_and_days_out, with_days_out
from orgplan.language.timing.writing import write_timing

#: What `facts_of` reads beside the row itself, for `prefetch_related` over many events.
WITH_FACTS = (
    "occurrences",
    "co_owners",
    Prefetch("participations", Participation.objects.select_related("person", "unit", "organisation")),
)
_LEADING = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS, ParticipationKind.DESIRED)
_NOTHING = "—"
_PLAIN = ("title", "wording", "place", "note", "expected_turnout")
"""Facts that are kept as they are."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One participation to write: at least one of person, unit, organisation or wording."""

    kind: ParticipationKind
    person: Person | None = None
    unit: Unit | None = None
    organisation: Organisation | None = None
    wording: str = ""
    consent: Consent = Consent.NOT_NEEDED

    @property
    def words(self) -> str:
        """Return the name, with «(по согласованию)» until consent is given."""
        name = self.wording or str(self.person or self.unit or self.organisation)
        return f"{name} (по согласованию)" if self.consent == Consent.PENDING else name


@dataclass(frozen=True, slots=True)
class EventFacts:
    """All that is written of an event at once."""

    title: str
    owner: Unit
    timing: Timing = field(default_factory=lambda: Timing(TimingKind.UNSCHEDULED))
    wording: str = ""
    kind: EventKind = EventKind.OTHER
    level: Level = Level.CITY
    state: EventState = EventState.PLANNED
    venue: Venue | None = None
    place: str = ""
    note: str = ""
    part_of: Event | None = None
    co_owners: tuple[Unit, ...] = ()
    participants: tuple[Participant, ...] = ()
    expected_turnout: int | None = None

    @property
    def when(self) -> str:
        """Return the time in the words of an official plan, or as it was worded where no day could be read."""
        return write_timing(self.timing) if self.timing.occurrences or self.timing.rrule else self.wording

    @property
    def where(self) -> str:
        """Return the place as worded, else the venue's name."""
        return self.place or (self.venue.name if self.venue else "")

    def moved(self, timing: Timing, wording: str = "") -> EventFacts:
        """Return the facts of the event at another time («перенести»); `wording` are the words beside it."""
        return replace(self, timing=timing, wording=wording)

    def worded(self, timing: Timing, wording: str) -> EventFacts:
        """Return the facts of the event at the time that was read of new words.

        A rule written anew leaves out the days that were taken out of the old one: what stands on them instead is an
        event of its own.
        """
        if timing.rrule and self.timing.rrule:
            timing = replace(timing, rrule=with_days_out(timing.rrule, rule_and_days_out(self.timing.rrule)[1]))
        return replace(self, timing=timing, wording=wording)

    def placed(self, venue: Venue | None = None, words: str = "") -> EventFacts:
        """Return the facts of the event in another place («сменить место»): a venue, words, or both."""
        return replace(self, venue=venue, place=words)

    def joined_by(self, person: Person) -> EventFacts:
        """Return the facts of the event where the person attends beside the others («вместе с»)."""
        return replace(self, participants=(*self.participants, Participant(ParticipationKind.ATTENDS, person=person)))

    def handed_over(self, leaving: Person, joining: Person) -> EventFacts:
        """Return the facts of the event where one takes the other's place in every way in which that one takes part.

        A consent that was given or refused is the other's: the one who joins has still to be asked. Whoever takes part
        in the same way already is not named twice («вместо»).
        """
        taken = {each.kind for each in self.participants if each.person == joining}
        found: list[Participant] = []
        for each in self.participants:
            if each.kind not in _LEADING or each.person != leaving:
                found.append(each)
            elif each.kind not in taken:
                taken.add(each.kind)
                asked = each.consent if each.consent == Consent.NOT_NEEDED else Consent.PENDING
                found.append(replace(each, person=joining, wording="", consent=asked))
        return replace(self, participants=tuple(found))

    def cancelled(self) -> EventFacts:
        """Return the facts of the event that is not held; it stays on record («отменить»)."""
        return replace(self, state=EventState.CANCELLED)

    def reinstated(self) -> EventFacts:
        """Return the facts of a cancelled event put back among the planned ones («восстановить»)."""
        return replace(self, state=EventState.PLANNED)


def facts_of(event: Event) -> EventFacts:
    """Return the event as it stands, to be written back with `dataclasses.replace`."""
    known = getattr(event, "_prefetched_objects_cache", {})
    participations = event.participations.all()
    if "participations" not in known:
        participations = participations.select_related("person", "unit", "organisation")
    return EventFacts(
        title=event.title,
        owner=event.owner,
        timing=event.timing,
        wording=event.wording,
        kind=EventKind(event.kind),
        level=Level(event.level),
        state=EventState(event.state),
        venue=event.venue,
        place=event.place,
        note=event.note,
        expected_turnout=event.expected_turnout,
        part_of=event.part_of,
        co_owners=tuple(event.co_owners.all()),
        participants=tuple(
            Participant(
                ParticipationKind(each.kind),
                each.person,
                each.unit,
                each.organisation,
                each.wording,
                Consent(each.consent),
            )
            for each in participations
        ),
    )


def with_responsible(facts: EventFacts, more: Iterable[Participant]) -> EventFacts:
    """Return the facts with participants added whose words are not there yet."""
    known = {_key(each) for each in facts.participants}
    new = tuple(each for each in more if _key(each) not in known)
    return replace(facts, participants=facts.participants + new)


def _key(each: Participant) -> tuple[Any, ...]:
    words = each.wording.casefold().replace(" ", "").replace("ё", "е")
    return (each.kind, each.person, each.unit, each.organisation, words)


Shift = tuple[ChangeKind, str, str]
"""What was changed, in words before and after."""


def shifts_between(before: EventFacts, after: EventFacts) -> list[Shift]:
    """Return what of a standing event is otherwise now, each with its words before and after."""
    found: list[Shift] = []
    if before.state != after.state:
        found.append((_passage(before.state, after.state), str(before.state.label), str(after.state.label)))
    words = (
        (ChangeKind.MOVED, before.when, after.when, _plain_rule(before) != _plain_rule(after)),
        (ChangeKind.RE_VENUED, before.where, after.where, before.venue != after.venue or before.where != after.where),
        (ChangeKind.RENAMED, before.title, after.title, False),
        (ChangeKind.LEADERS, _taking_part(before, *_LEADING), _taking_part(after, *_LEADING), False),
        (
            ChangeKind.RESPONSIBLE,
            _taking_part(before, ParticipationKind.RESPONSIBLE),
            _taking_part(after, ParticipationKind.RESPONSIBLE),
            False,
        ),
        (ChangeKind.OWNER, _units(before), _units(after), False),
    )
    found += [(kind, old or _NOTHING, new or _NOTHING) for kind, old, new, other in words if other or old != new]
    return found


def _plain_rule(facts: EventFacts) -> tuple[Timing, str]:
    """Return the time without the days on which its rule does not hold: what stands on them is told by itself."""
    rule = facts.timing.rrule
    return (replace(facts.timing, rrule=rule_and_days_out(rule)[0]) if rule else facts.timing), facts.when


def _passage(before: EventState, after: EventState) -> ChangeKind:
    match after:
        case EventState.CANCELLED:
            return ChangeKind.CANCELLED
        case EventState.HELD:
            return ChangeKind.HELD
        case EventState.NOT_HELD:
            return ChangeKind.NOT_HELD
        case EventState.DRAFT:
            return ChangeKind.TO_DRAFT
        case EventState.PLANNED:
            return ChangeKind.REINSTATED


def _taking_part(facts: EventFacts, *kinds: ParticipationKind) -> str:
    return "; ".join(each.words for each in facts.participants if each.kind in kinds)


def _units(facts: EventFacts) -> str:
    return ", ".join(str(unit) for unit in (facts.owner, *facts.co_owners))


# Plain data


def to_plain(facts: EventFacts) -> dict[str, Any]:
    """Return the facts as JSON holds them; other rows by their keys."""
    return {
        **{name: getattr(facts, name) for name in _PLAIN},
        **{name: getattr(facts, name).value for name in ("kind", "level", "state")},
        "timing": timing_to_plain(facts.timing),
        "owner": facts.owner.pk,
        "venue": facts.venue.pk if facts.venue else None,
        "part_of": facts.part_of.pk if facts.part_of else None,
        "co_owners": [unit.pk for unit in facts.co_owners],
        "participants": [
            {
                "kind": each.kind.value,
                "person": each.person.pk if each.person else None,
                "unit": each.unit.pk if each.unit else None,
                "organisation": each.organisation.pk if each.organisation else None,
                "wording": each.wording,
                "consent": each.consent.value,
            }
            for each in facts.participants
        ],
    }


def from_plain(stored: Mapping[str, Any]) -> EventFacts:
    """Return facts that `to_plain` stored; a venue or participant that is no longer on record is left out.

    At most five queries. Unit.DoesNotExist where the owner is gone, which the tables forbid.
    """
    return many_from_plain([stored])[0]


def many_from_plain(stored: Sequence[Mapping[str, Any]]) -> list[EventFacts]:
    """Return the facts of many events as `from_plain` does; at most five queries for all."""
    given = [participant for each in stored for participant in each["participants"]]
    units = {each["owner"] for each in stored}.union(*(each["co_owners"] for each in stored), _keys(given, "unit"))
    known = _Known(
        people=Person.objects.in_bulk(_keys(given, "person")),
        units=Unit.objects.in_bulk(units),
        organisations=Organisation.objects.in_bulk(_keys(given, "organisation")),
        venues=Venue.objects.in_bulk(_keys(stored, "venue")),
        events=Event.objects.in_bulk(_keys(stored, "part_of")),
    )
    return [_facts(each, known) for each in stored]


@dataclass(frozen=True, slots=True)
class _Known:
    """The rows that stored facts name, by key."""

    people: Mapping[int, Person]
    units: Mapping[int, Unit]
    organisations: Mapping[int, Organisation]
    venues: Mapping[int, Venue]
    events: Mapping[int, Event]


def _facts(stored: Mapping[str, Any], known: _Known) -> EventFacts:
    if stored["owner"] not in known.units:
        raise Unit.DoesNotExist
    participants = (
        Participant(
            ParticipationKind(each["kind"]),
            known.people.get(each["person"]),
            known.units.get(each["unit"]),
            known.organisations.get(each["organisation"]),
            each["wording"],
            Consent(each["consent"]),
        )
        for each in stored["participants"]
    )
    return EventFacts(
        **{name: stored[name] for name in _PLAIN if name in stored},
        owner=known.units[stored["owner"]],
        timing=timing_from_plain(stored["timing"]),
        kind=EventKind(stored["kind"]),
        level=Level(stored["level"]),
        state=EventState(stored["state"]),
        venue=known.venues.get(stored["venue"]),
        part_of=known.events.get(stored["part_of"]),
        co_owners=tuple(known.units[key] for key in stored["co_owners"] if key in known.units),
        participants=tuple(
            each for each in participants if each.person or each.unit or each.organisation or each.wording
        ),
    )


def _keys(rows: Iterable[Mapping[str, Any]], name: str) -> set[int]:
    return {each[name] for each in rows if each[name]}


def timing_to_plain(timing: Timing) -> dict[str, Any]:
    """Return the time as JSON holds it: kind, rule and `[start, end, start_time, end_time]` in ISO form."""
    return {
        "kind": timing.kind.value,
        "rrule": timing.rrule,
        "occurrences": [
            [value.isoformat() if value else None for value in (each.start, each.end, each.start_time, each.end_time)]
            for each in timing.occurrences
        ],
    }


def timing_from_plain(stored: Mapping[str, Any]) -> Timing:
    """Return the time that `timing_to_plain` stored."""
    return Timing(
        TimingKind(stored["kind"]),
        tuple(
            Occurrence(
                date.fromisoformat(start) if start else None,
                date.fromisoformat(end) if end else None,
                time.fromisoformat(start_time) if start_time else None,
                time.fromisoformat(end_time) if end_time else None,
            )
            for start, end, start_time, end_time in stored["occurrences"]
        ),
        stored["rrule"],
    )
