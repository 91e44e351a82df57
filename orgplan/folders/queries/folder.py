"""A leader's folder put together: events with the road, people, texts, promises, contacts, plan B."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.formats import date_format

from orgplan.clashes.queries import norms
from orgplan.clashes.queries.occupation import KEEPING, STANDING, place_of, taken_between
from orgplan.clashes.rules.occupation import Taken
from orgplan.directory.models import Position
from orgplan.directory.queries import acting_on
from orgplan.events.models import Event, Occurrence, Participation
from orgplan.events.rules import Consent
from orgplan.folders.models import Escort
from orgplan.folders.queries.met import People, people_of
from orgplan.folders.queries.papers import Papers, papers_of
from orgplan.folders.queries.promises import Promises, promises_of
from orgplan.folders.rules.folder import Contact, Folder, FolderEvent
from orgplan.folders.rules.roads import Way, ways_of
from orgplan.worktime import WorkingCalendar


@dataclass(frozen=True, slots=True)
class _Hours:
    """When an event stands on the day; `begins` is None for a whole day."""

    begins: time | None
    ends: time | None


@dataclass(frozen=True, slots=True)
class _Around:
    """All that was read around the day, each part by key of event."""

    leader: int
    hours: Mapping[int, _Hours]
    ways: Mapping[int, Way]
    people: People
    papers: Papers
    promises: Promises


def folder_of(post: Position, day: date) -> Folder:
    """Return the folder of whoever holds the post; some twenty queries, whatever the number of events.

    An event with a script costs three more. Only what stands is in it: nothing of drafts, nothing cancelled.
    """
    person = post.person_id
    escort = Escort.objects.select_related("starts_from").filter(person=person).first()
    settings = norms()
    taken = [each for each in taken_between(day, day, settings, people=[person]) if _is_own(each, person, day)]
    begins_from = place_of(escort.starts_from) if escort and escort.starts_from else None
    hours = {each.event: _Hours(each.start.time(), each.end.time()) for each in reversed(taken)}
    for key in _whole_days(person, day):
        hours.setdefault(key, _Hours(None, None))
    events = _events(hours)
    around = _Around(
        leader=person,
        hours=hours,
        ways=ways_of(taken, settings, begins_from),
        people=people_of(events, day, person),
        papers=papers_of(events, day, person),
        promises=promises_of(events, day, person),
    )
    return Folder(
        person=person,
        name=str(post.person),
        post=post.post_words,
        day=day.isoformat(),
        day_words=date_format(day, "l, j E Y"),
        day_off=_day_off(day),
        away=_away(person, day),
        escort=_escort(escort),
        events=tuple(_event(event, around) for event in sorted(events, key=lambda each: _order(each, hours))),
    )


def _is_own(taken: Taken, person: int, day: date) -> bool:
    return person in taken.people and taken.start.date() == day


def _whole_days(person: int, day: date) -> list[int]:
    rows = Occurrence.objects.filter(
        start__lte=day,
        end__gte=day,
        start_time__isnull=True,
        event__timing_kind="days",
        event__state__in=STANDING,
        event__deleted_at__isnull=True,
        event__participations__in=Participation.objects.filter(person=person, kind__in=KEEPING).exclude(
            consent=Consent.REFUSED
        ),
    )
    return list(rows.order_by("pk").values_list("event", flat=True).distinct())


def _events(hours: Mapping[int, _Hours]) -> list[Event]:
    taking = Participation.objects.select_related("person", "unit", "organisation")
    rows = Event.objects.kept().filter(pk__in=hours).select_related("owner", "venue", "briefing")
    return list(rows.prefetch_related(Prefetch("participations", taking)))


def _order(event: Event, hours: Mapping[int, _Hours]) -> tuple[bool, time, str]:
    begins = hours[event.pk].begins
    return begins is not None, begins or time.min, event.title


def _event(event: Event, around: _Around) -> FolderEvent:
    at, way = around.hours[event.pk], around.ways.get(event.pk, Way())
    own = next((each for each in _own(event, around.leader)), None)
    briefing = getattr(event, "briefing", None)
    venue = event.venue
    return FolderEvent(
        key=event.pk,
        url=reverse("events:event", args=[event.pk]),
        title=event.title,
        start=f"{at.begins:%H:%M}" if at.begins else "",
        end=f"{at.ends:%H:%M}" if at.ends else "",
        where=event.where,
        address=venue.address if venue else "",
        geo=venue.geo if venue else "",
        part=str(own.get_kind_display()) if own else "",
        consent=str(own.get_consent_display()) if own and own.consent == Consent.PENDING else "",
        road=way.road,
        warning=way.warning,
        entrance=briefing.entrance if briefing else "",
        dress=briefing.dress if briefing else "",
        plan_b=briefing.plan_b if briefing else "",
        plan_b_decides=briefing.plan_b_decides if briefing else "",
        people=around.people.met[event.pk],
        moments=around.papers.moments.get(event.pk, ()),
        texts=around.papers.texts.get(event.pk, ()),
        promises=around.promises.open.get(event.pk, ()),
        lessons=around.promises.lessons.get(event.pk, ()),
        contacts=_contacts(event, briefing, around.people),
        papers=around.papers.sheets.get(event.pk, ()),
    )


def _own(event: Event, leader: int) -> list[Participation]:
    return [each for each in event.participations.all() if each.person_id == leader and each.kind in KEEPING]


def _contacts(event: Event, briefing: Any, people: People) -> tuple[Contact, ...]:
    found: list[Contact] = []
    if briefing and briefing.greeter:
        found.append(Contact("Встречает", briefing.greeter, briefing.greeter_phone))
    found += [Contact("Отвечает", name, phone) for name, phone in people.responsible[event.pk]]
    if event.owner.phone and event.owner.phone not in {each.phone for each in found}:
        found.append(Contact("Готовит", event.owner.short_name or event.owner.name, event.owner.phone))
    if event.venue and event.venue.contact:
        found.append(Contact("На площадке", event.venue.contact, ""))
    return tuple(dict.fromkeys(found))


def _escort(escort: Escort | None) -> tuple[Contact, ...]:
    if escort is None:
        return ()
    found: list[Contact] = []
    if escort.driver:
        car = f", {escort.car}" if escort.car else ""
        found.append(Contact("Водитель", f"{escort.driver}{car}", escort.driver_phone))
    if escort.aide:
        found.append(Contact("Помощник", escort.aide, escort.aide_phone))
    return tuple(found)


def _day_off(day: date) -> str:
    calendar = WorkingCalendar.bundled()
    try:
        holiday, works = calendar.holiday(day), calendar.is_working(day)
    except (LookupError, ValueError):
        return ""
    return holiday or ("" if works else "выходной день")


def _away(person: int, day: date) -> str:
    row = next((each for each in acting_on(day) if each.person.pk == person), None)
    if row is None:
        return ""
    acting = (
        f"исполняет обязанности {row.acting.full_name.surname_first()}" if row.acting else "исполняющий не назначен"
    )
    return f"Отсутствует ({str(row.absence.get_kind_display()).lower()}), {acting}"


def events_between(first: date, last: date) -> list[Event]:
    """Return the standing events that share a day with the span, with people and days; four queries."""
    taking = Participation.objects.select_related("person", "unit", "organisation")
    stretches = Occurrence.objects.filter(start__lte=last, end__gte=first)
    rows = Event.objects.kept().filter(Q(pk__in=stretches.values("event")), state__in=STANDING)
    rows = rows.filter(timing_kind__in=("timed", "days", "recurring")).select_related("owner", "venue")
    return list(rows.prefetch_related("occurrences", Prefetch("participations", taking)))


def in_order(events: Sequence[Event]) -> list[Event]:
    """Return the events by day and hour."""
    return sorted(events, key=lambda each: (each.first_day or date.max, each.start_time or time.min, each.title))
