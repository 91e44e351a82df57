"""A new event out of another one or of a template: its facts at the new day, and the parts that were chosen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, time, timedelta

from orgplan.audit.actions import Actor, audited, nothing_changed, record
from orgplan.directory.queries import heirs_of_leaders
from orgplan.events.actions.facts import WITH_FACTS, EventFacts, Participant, facts_of
from orgplan.events.actions.recording import create_event, create_events
from orgplan.events.actions.rows import names, participations_of
from orgplan.events.models import Event, EventTemplate, Origin, Participation
from orgplan.events.parts import Source, event_parts
from orgplan.events.rules import Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.events.rules.yearly import Shift, year_in_title
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

_MINUTE, _HOUR = 60, 60
_GONE = (EventState.CANCELLED, EventState.NOT_HELD)


def facts_on(source: Source, day: date) -> EventFacts:
    """Return what a new event out of the source is on the day: without people, who are a part of their own."""
    if isinstance(source, EventTemplate):
        return EventFacts(
            title=(source.title or source.name).replace("{год}", str(day.year)),
            owner=source.owner,
            timing=_usual_timing(source, day),
            kind=EventKind(source.kind),
            level=Level(source.level),
        )
    shift = Shift(source.first_day, day) if source.first_day else None
    return _moved(replace(facts_of(source), participants=()), source.timing, shift, day)


def _usual_timing(template: EventTemplate, day: date) -> Timing:
    if template.begins_at is None:
        return Timing(TimingKind.DAYS, (Occurrence(day, day),))
    begins = timedelta(hours=template.begins_at.hour, minutes=template.begins_at.minute)
    ends = begins + timedelta(minutes=template.minutes)
    last = day + timedelta(days=ends.days)
    until = time(*divmod(ends.seconds // _MINUTE, _HOUR)) if template.minutes else None
    return Timing(TimingKind.TIMED, (Occurrence(day, last, template.begins_at, until),))


def _moved(facts: EventFacts, timing: Timing, shift: Shift | None, day: date) -> EventFacts:
    """Return the facts at the new day; an event without days takes the day as a whole."""
    moved = Timing(TimingKind.DAYS, (Occurrence(day, day),))
    if shift is not None and timing.occurrences and not timing.rrule:
        moved = replace(timing, occurrences=tuple(_at(each, shift) for each in timing.occurrences))
    title = year_in_title(facts.title, shift.since.year, shift.to.year) if shift else facts.title
    return replace(facts, title=title, timing=moved, wording="", state=EventState.PLANNED, part_of=None)


def _at(each: Occurrence, shift: Shift) -> Occurrence:
    return replace(each, start=shift(each.start) if each.start else None, end=shift(each.end) if each.end else None)


@audited
def clone_event(*, source: Source, facts: EventFacts, parts: Collection[str], by: Actor) -> Event:
    """Record the event with these facts, say out of what it was made, and take the chosen parts of the source."""
    event = create_event(facts=facts, by=by)
    Origin.objects.create(
        event=event,
        source=source if isinstance(source, Event) else None,
        template=source if isinstance(source, EventTemplate) else template_of(source),
    )
    record(event, after={"made_from": str(source)})
    shift = None
    if isinstance(source, Event) and source.first_day and event.first_day:
        shift = Shift(source.first_day, event.first_day)
    for part in event_parts():
        if part.kind in parts:
            part.copy(source, event, shift, by)
    return event


def template_of(event: Event) -> EventTemplate | None:
    """Return the template out of which the event was made, itself or through earlier ones; one query."""
    found: Origin | None = Origin.objects.select_related("template").filter(event=event.pk).first()
    return found.template if found else None


@audited
def copy_participants(*, source: Source, event: Event, by: Actor) -> int:
    """Let those take part who do in the source; returns how many.

    Who held a leader's post then gives way to who holds it on the new day; consent is asked anew.
    """
    taking = _usual(source) if isinstance(source, EventTemplate) else _of_event(source, event)
    if not taking:
        nothing_changed()
        return 0
    rows = participations_of(event, replace(facts_of(event), participants=tuple(taking)))
    Participation.objects.bulk_create(rows)
    record(event, after={"participations": names(each.words for each in taking)})
    return len(rows)


def _usual(template: EventTemplate) -> list[Participant]:
    return [
        Participant(ParticipationKind(each.kind), unit=each.unit, wording=each.wording)
        for each in template.roles.select_related("unit")
    ]


def _of_event(source: Event, event: Event) -> list[Participant]:
    heirs = heirs_of_leaders(source.first_day, event.first_day)
    taking = []
    for each in facts_of(source).participants:
        outside = each.consent in (Consent.GIVEN, Consent.PENDING, Consent.REFUSED)
        person = heirs.get(each.person.pk, each.person) if each.person else None
        taking.append(replace(each, person=person, consent=Consent.PENDING if outside else Consent.NOT_NEEDED))
    return taking


@audited
def copy_parts(*, source: Event, event: Event, shift: Shift | None, by: Actor) -> int:
    """Record what the source consists of as what the event consists of, moved by as much; returns how many."""
    if shift is None:
        nothing_changed()
        return 0
    rows = Event.objects.kept().filter(part_of=source).exclude(state__in=_GONE).prefetch_related(*WITH_FACTS)
    facts = []
    for part in rows.select_related("owner", "venue"):
        heirs = facts_of(part)
        moved = _moved(heirs, part.timing, shift, shift.to)
        facts.append(replace(moved, part_of=event, participants=tuple(_anew(each) for each in heirs.participants)))
    if not facts:
        nothing_changed()
        return 0
    return len(create_events(facts=facts, by=by))


def _anew(each: Participant) -> Participant:
    outside = each.consent in (Consent.GIVEN, Consent.REFUSED)
    return replace(each, consent=Consent.PENDING if outside else each.consent)
