"""The demonstration city's clashes: usual rules, roads that drivers know, a few clashes of each level, one accepted."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.clashes.actions import (
    LoadFacts,
    PairFacts,
    RoadFacts,
    accept_clashes,
    lay_usual_norms,
    write_load,
    write_pair,
    write_road,
)
from orgplan.clashes.queries import blocking_of
from orgplan.clashes.queries.finding import is_off
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Unit, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import EventFacts, Participant, create_event
from orgplan.events.models import Event
from orgplan.events.rules import Consent, EventKind, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

_DATA = Path(__file__).with_name("demo_data")


def build_clashes(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Write the rules and the roads, record events that clash, and accept one clash with a reason."""
    venues = {venue.name: venue for venue in Venue.objects.all()}
    lay_usual_norms(by=by)
    write_road(facts=RoadFacts(30, Decimal("1.4"), 10, {7: 1.3, 8: 1.5, 17: 1.5, 18: 1.6}), by=by)
    norm = LoadFacts(None, 8, 4, "Решение аппаратного совещания: вечера и выходные руководителей распределять поровну.")
    write_load(year=timezone.localdate().year - 1, facts=norm, by=by)
    for row in rows_of(_DATA / "roads.csv"):
        write_pair(facts=PairFacts(venues[row["from"]], venues[row["to"]], int(row["minutes"]), row["note"]), by=by)
    units = {unit.short_name: unit for unit in Unit.objects.all()}
    accepted = [event.pk for row in rows_of(_DATA / "clashes.csv") if (event := _event(row, units, venues, by))]
    levels = (ClashLevel.BLOCK, ClashLevel.BLOCK_APPROVAL, ClashLevel.WARN)
    found = [each for each in blocking_of(accepted, levels) if each.clash.subject == Subject.TRAVEL]
    reason = "Мэр уезжает с совещания за 15 минут до конца, заключительное слово — за первым заместителем."
    accept_clashes(clashes=[each.clash for each in found], reason=reason, by=by)


def _event(row: Row, units: dict[str, Unit], venues: dict[str, Venue], by: Actor) -> Event | None:
    """Record the event of a row; return it where its clash on the road is to be accepted."""
    day = _day(int(row["after"]))
    start, end = time.fromisoformat(row["start"]), time.fromisoformat(row["end"])
    leaders = {str(post.leader_order): post.person for post in leaders_on(day)}
    columns = (
        ("host", ParticipationKind.HOSTS),
        ("attends", ParticipationKind.ATTENDS),
        ("desired", ParticipationKind.DESIRED),
    )
    facts = EventFacts(
        title=row["title"],
        owner=units[row["owner"]],
        timing=Timing(TimingKind.TIMED, (Occurrence(day, day, start, end),)),
        kind=EventKind(row["kind"]),
        venue=venues[row["venue"]] if row["venue"] else None,
        participants=tuple(
            Participant(kind, leaders[order], consent=Consent.NOT_NEEDED)
            for column, kind in columns
            for order in several(row[column])
            if order in leaders
        ),
    )
    event = create_event(facts=facts, by=by)
    return event if row["accepted"] else None


def _day(after: int) -> date:
    """Return the working day so many days ahead, or the next one behind it."""
    day = timezone.localdate() + timedelta(days=after)
    while is_off(day):
        day += timedelta(days=1)
    return day
