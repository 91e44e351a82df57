"""The demonstration city's draft month: a dozen events that clash two by two, one pinned, and a computed proposal."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.clashes.queries.finding import is_off
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Unit, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import EventFacts, Participant, create_event
from orgplan.events.models import Event
from orgplan.events.rules import Consent, EventKind, ParticipationKind
from orgplan.jobs.actions.leases import claim_job
from orgplan.jobs.jobs import JobContext, run_job
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.scheduling.actions import ask_for_proposals, pin_event
from orgplan.scheduling.jobs import handler
from orgplan.scheduling.queries import coming_month

_DATA = Path(__file__).with_name("demo_data")
_SECONDS = 10.0
"""The best is proven within a second of work; a slow machine shows what it found until then."""
_COLUMNS = (
    ("host", ParticipationKind.HOSTS),
    ("attends", ParticipationKind.ATTENDS),
    ("desired", ParticipationKind.DESIRED),
)


def build_scheduling(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Record the events of the month after the next one, pin one of them, and let the job compute proposals."""
    month = coming_month(coming_month(timezone.localdate()))
    units = {unit.short_name: unit for unit in Unit.objects.all()}
    venues = {venue.name: venue for venue in Venue.objects.all()}
    events = [_event(row, month, units, venues, by) for row in rows_of(_DATA / "month.csv")]
    pin_event(events[0], by=by)
    search = ask_for_proposals(month=month, by=by)
    job = claim_job(token="показательный месяц", now=timezone.now())  # noqa: S106 -- a lease, no secret
    assert job is not None
    assert job.key == str(search.pk)
    run_job(JobContext(job), handler(_SECONDS, asks=False))


def _event(row: Row, month: date, units: dict[str, Unit], venues: dict[str, Venue], by: Actor) -> Event:
    day = _working_day(month, int(row["day"]))
    leaders = {str(post.leader_order): post.person for post in leaders_on(day)}
    facts = EventFacts(
        title=row["title"],
        owner=units[row["owner"]],
        timing=Timing(
            TimingKind.TIMED,
            (Occurrence(day, day, time.fromisoformat(row["start"]), time.fromisoformat(row["end"])),),
        ),
        kind=EventKind(row["kind"]),
        venue=venues[row["venue"]],
        participants=tuple(
            Participant(kind, leaders[order], consent=Consent.NOT_NEEDED)
            for column, kind in _COLUMNS
            for order in several(row[column])
            if order in leaders
        ),
    )
    return create_event(facts=facts, by=by)


def _working_day(month: date, number: int) -> date:
    """Return the working day of the month with that number, from one on."""
    day = month
    while True:
        number -= not is_off(day)
        if not number:
            return day
        day += timedelta(days=1)
