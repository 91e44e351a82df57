"""Events whose participants are away, and who could stand in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.accounts.models import User
from orgplan.directory.models import Absence, Person
from orgplan.directory.queries import ActingIndex
from orgplan.directory.rules import ActingScope
from orgplan.events.models import Event, Participation, SubstitutionDecision
from orgplan.events.rules import EventState, ParticipationKind

_PRESENT = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS)
_OPEN = (EventState.DRAFT, EventState.PLANNED)
_ON_DAYS = ("timed", "days")
"""Only these occupy a person: of «в течение месяца» nobody knows the day."""
LONGEST_ABSENCE = timedelta(days=366)
"""How far an absence without a last day is looked through."""


@dataclass(frozen=True, slots=True)
class SubstitutionOffer:
    """A participation of somebody who is away on a day of the event; `acting` is who could stand in, if anybody."""

    event: Event
    participation: Participation
    absence: Absence
    acting: Person | None


def offers_of_event(event: Event, today: date) -> list[SubstitutionOffer]:
    """Return the participants of a coming event who are away on its days, undecided ones; three queries at most."""
    if event.first_day is None or event.last_day is None or event.last_day < today:
        return []
    if event.state not in _OPEN or event.timing_kind not in _ON_DAYS:
        return []
    rows = event.participations.filter(person__isnull=False, kind__in=_PRESENT).select_related("person")
    return _offers([(event, list(rows))], ActingIndex(event.first_day, event.last_day))


def offers_of_absence(user: User, absence: Absence, today: date) -> list[SubstitutionOffer]:
    """Return the coming events of the absent person's days that the reader sees and nobody decided about."""
    first = max(absence.starts_on, today)
    last = absence.ends_on or first + LONGEST_ABSENCE
    events = (
        Event.objects.visible_to(user)
        .filter(first_day__lte=last, last_day__gte=first, state__in=_OPEN, timing_kind__in=_ON_DAYS)
        .filter(participations__person=absence.person_id, participations__kind__in=_PRESENT)
        .select_related("owner", "venue")
        .prefetch_related("occurrences", "participations__person")
        .distinct()
    )
    found = [(event, [each for each in event.participations.all() if each.kind in _PRESENT]) for event in events]
    index = ActingIndex(min((event.first_day or first for event, _rows in found), default=first), last)
    return [each for each in _offers(found, index) if each.absence.pk == absence.pk]


def _offers(found: list[tuple[Event, list[Participation]]], index: ActingIndex) -> list[SubstitutionOffer]:
    events = [event for event, _rows in found]
    decided = set(SubstitutionDecision.objects.filter(event__in=events).values_list("event", "absence"))
    offers = []
    for event, rows in found:
        for row in rows:
            met = _first_absence(row, event, index) if row.person_id else None
            if met and (event.pk, met[0].pk) not in decided:
                offers.append(SubstitutionOffer(event, row, *met))
    return offers


def _first_absence(row: Participation, event: Event, index: ActingIndex) -> tuple[Absence, Person | None] | None:
    """Return the absence on the first day of the event that the participant misses, and who acts that day."""
    assert row.person is not None
    for occurrence in event.occurrences.all():
        day, last = occurrence.start, occurrence.end
        while day is not None and last is not None and day <= last:
            away = index.substitution(row.person.pk, day, ActingScope.MEETINGS)
            if away is not None:
                return index.rows[away.chain[0].key], index.people.get(away.acting or 0)
            day += timedelta(days=1)
    return None
