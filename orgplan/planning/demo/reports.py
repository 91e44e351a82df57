"""What units have reported: months gone by almost whole, the last one in part, the running one only begun."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from orgplan.audit.actions import Actor
from orgplan.events.actions import OutcomeFacts, report_held, report_outcome
from orgplan.events.models import Event
from orgplan.events.rules import EventKind, EventState, OutcomeKind, TurnoutSource
from orgplan.language.periods import Period

_PUBLIC = (EventKind.MASS_EVENT, EventKind.CULTURE, EventKind.SPORT)
_OUTSIDE = (EventKind.MASS_EVENT, EventKind.SPORT)
_LATE_UNITS = ("Департамент транспорта", "Октябрьский округ", "Центр молодёжи", "Департамент образования")
"""These units are behind with the last and the running month."""
_ORDINARY = ("ярмарка", "выходного дня", "забег", "Субботник", "Первенство", "Турнир")
"""What a city puts off without a second thought; nobody moves a parade."""
_NOT_HELD = "Штормовое предупреждение: торговля и выступления на открытом воздухе отменены"
_MOVED = {
    EventKind.MASS_EVENT: "Перенесено на три дня: сильный ветер и дождь",
    EventKind.SPORT: "Перенесено на три дня по письму областной федерации: судьи на соревнованиях",
    EventKind.CULTURE: "Перенесено на три дня: болезнь солиста",
}


def build_reports(today: date, by: Actor) -> None:
    """Report the events gone by, at different completeness; what nobody reported is planned still and waits."""
    gone = list(Event.objects.select_related("owner").filter(last_day__lt=today, state=EventState.HELD).order_by("pk"))
    this_month = Period.around(today, "month").start
    last_month = Period.around(this_month - timedelta(days=1), "month").start
    waiting = [event for event in gone if _is_waiting(event, last_month, this_month)]
    Event.objects.filter(pk__in=[event.pk for event in waiting]).update(state=EventState.PLANNED)
    reported = [event for event in gone if event not in set(waiting)]
    _expect(gone)
    special = [event for event in reported if event.kind in _PUBLIC and event.first_day == event.last_day]
    ordinary = [event for event in special if any(word in event.title for word in _ORDINARY)]
    number = {event.pk: place for place, event in enumerate(ordinary)}
    for place, event in enumerate(special):
        facts = _facts(event, place, number.get(event.pk, -1), today)
        report_outcome(event, facts=facts, edition=0, today=today, by=by)
    done = {event.pk for event in special}
    report_held(events=[event for event in reported if event.pk not in done], today=today, by=by)


def _is_waiting(event: Event, last_month: date, this_month: date) -> bool:
    assert event.last_day is not None, "chosen by its last day"
    late = str(event.owner) in _LATE_UNITS
    if event.last_day >= this_month:
        return late or event.pk % 3 == 0
    return event.last_day >= last_month and (late or event.pk % 11 == 0)


def _expect(events: Iterable[Event]) -> None:
    """Say how many people public events expected."""
    public = [event for event in events if event.kind in _PUBLIC]
    for event in public:
        event.expected_turnout = _expected(event)
    Event.objects.bulk_update(public, ["expected_turnout"], batch_size=300)


def _expected(event: Event) -> int:
    return (1_000 if event.kind == EventKind.MASS_EVENT else 150) * (1 + event.pk % 5)


def _facts(event: Event, place: int, ordinary: int, today: date) -> OutcomeFacts:
    """Return a report: mostly held on its day; of the `ordinary` ones now and then later, seldom not at all."""
    assert event.first_day is not None, "public events of the demonstration have days"
    if ordinary % 9 == 3 and event.kind == EventKind.MASS_EVENT:  # noqa: PLR2004 -- now and then
        return OutcomeFacts(OutcomeKind.NOT_HELD, reason=_NOT_HELD)
    moved = ordinary % 7 == 2 and event.first_day + timedelta(days=3) <= today  # noqa: PLR2004 -- now and then
    day = event.first_day + timedelta(days=3 if moved else 0)
    source = TurnoutSource.ESTIMATE if event.kind in _OUTSIDE else TurnoutSource.TICKETS
    turnout = _expected(event) * (80 + place * 7 % 35) // 100
    note = _MOVED[EventKind(event.kind)] if moved else ""
    return OutcomeFacts(OutcomeKind.HELD, day, day, turnout=turnout, turnout_source=source.value, note=note)
