"""The demonstration city's folders: full ones for the Mayor and two deputies, escorts, an evening archive of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.clashes.queries import norms
from orgplan.clashes.queries.occupation import taken_between
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Person, Unit, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import EventFacts, Participant, change_event, create_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import Consent, EventKind, ParticipationKind
from orgplan.folders.actions import (
    BriefingFacts,
    EscortFacts,
    NoteFacts,
    keep_archive,
    write_briefing,
    write_escort,
    write_note,
)
from orgplan.folders.documents import pack_archive
from orgplan.folders.rules.days import days_of_folder, next_folder_day
from orgplan.folders.rules.kinds import NoteKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.worktime import WorkingCalendar

_ROOM = timedelta(minutes=25)
_DATA = Path(__file__).with_name("demo_data")


def build_folders(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Fill the next working day, write briefings and texts, keep one archive in the register."""
    today, calendar = timezone.localdate(), WorkingCalendar.bundled()
    day = next_folder_day(today, calendar)
    leaders: dict[int, Person] = {post.leader_order or 0: post.person for post in leaders_on(day)}
    for row in rows_of(_DATA / "events.csv"):
        if _is_free(row, day, leaders):
            create_event(facts=_facts(row, day, leaders), by=by)
    for row in rows_of(_DATA / "guests.csv"):
        _invite(row, today, by)
    for row in rows_of(_DATA / "briefings.csv"):
        _brief(row, today, leaders, by)
    venues = {venue.name: venue for venue in Venue.objects.all()}
    for row in rows_of(_DATA / "escorts.csv"):
        words = {name: row[name] for name in ("driver", "driver_phone", "car", "aide", "aide_phone")}
        facts = EscortFacts(**words, starts_from=venues[row["starts_from"]])
        write_escort(leaders[int(row["leader"])], facts=facts, by=by)
    packed = pack_archive(days_of_folder(today, calendar)[:1])
    keep_archive(
        key="показательный",
        day=days_of_folder(today, calendar)[0],
        content=packed.content,
        contents=packed.contents,
        tells=False,
        now=timezone.now(),
        by=by,
    )


def _facts(row: Row, day: date, leaders: dict[int, Person]) -> EventFacts:
    hours = time.fromisoformat(row["start"]), time.fromisoformat(row["end"])
    people = {person.surname: person for person in Person.objects.all()}
    guests = [people[name] for name in several(row["attends"]) if name in people]
    taking = [Participant(ParticipationKind.HOSTS, leaders[int(row["host"])], consent=Consent.NOT_NEEDED)]
    taking += [Participant(ParticipationKind.ATTENDS, each, consent=Consent.NOT_NEEDED) for each in guests]
    if row["responsible"] in people:
        answers = people[row["responsible"]]
        taking.append(Participant(ParticipationKind.RESPONSIBLE, answers, consent=Consent.NOT_NEEDED))
    return EventFacts(
        title=row["title"],
        owner=Unit.objects.get(short_name=row["owner"]),
        timing=Timing(TimingKind.TIMED, (Occurrence(day, day, *hours),)),
        kind=EventKind(row["kind"]),
        venue=Venue.objects.get(name=row["venue"]),
        participants=tuple(taking),
    )


def _is_free(row: Row, day: date, leaders: dict[int, Person]) -> bool:
    """Tell whether the leader has an hour to spare there: what else stands on the day depends on the day."""
    start, end = (datetime.combine(day, time.fromisoformat(row[name])) for name in ("start", "end"))
    taken = taken_between(day, day, norms(), people=[leaders[int(row["host"])].pk])
    return all(each.end + _ROOM <= start or end + _ROOM <= each.start for each in taken)


def _named(row: Row, today: date) -> Event | None:
    return Event.objects.kept().filter(title=row["title"], first_day__gt=today).order_by("first_day").first()


def _invite(row: Row, today: date, by: Actor) -> None:
    event = _named(row, today)
    if event is None:
        return
    facts = facts_of(event)
    people = {person.surname: person for person in Person.objects.all()}
    guests = tuple(Participant(ParticipationKind.ATTENDS, people[name]) for name in several(row["guests"]))
    facts = replace(facts, participants=(*facts.participants, *guests))
    change_event(event, facts=facts, edition=event.edition, reason="Названы участники", by=by)


def _brief(row: Row, today: date, leaders: dict[int, Person], by: Actor) -> None:
    event = _named(row, today)
    if event is None:
        return
    facts = BriefingFacts(row["greeter"], row["phone"], row["entrance"], row["dress"], row["plan_b"], row["decides"])
    write_briefing(event, facts=facts, by=by)
    text = row["text"].replace("|", "\n")
    write_note(event, facts=NoteFacts(leaders[int(row["leader"])], NoteKind(row["kind"]), text), by=by)
