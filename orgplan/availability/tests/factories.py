"""Layers, closed halls and calendars for tests."""

from __future__ import annotations

from datetime import date, datetime, time

from orgplan.audit.actions import System
from orgplan.availability.actions import (
    CalendarFacts,
    LayerFacts,
    add_times,
    block_venue,
    book_venue,
    write_calendar,
    write_layer,
)
from orgplan.availability.rules.spans import Span, span_of_days
from orgplan.events.actions import EventFacts, create_event
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

BY = System("тест")


def hours(day: date, begins: str, ends: str, words: str = "") -> Span:
    """A stretch of one day."""
    return Span(
        datetime.combine(day, time.fromisoformat(begins)), datetime.combine(day, time.fromisoformat(ends)), words
    )


def layer(name="ЕГЭ", *spans, **facts):
    """A layer in force with these stretches."""
    told = {"kind": "exams", "level": "block_approval", "words": "Шум у школ запрещён.", **facts}
    made = write_layer(facts=LayerFacts(name=name, **told), by=BY)
    if spans:
        add_times(made, spans=spans, by=BY)
    return made


def busy(person, name="Личный"):
    """A leader's calendar of which nothing was read yet."""
    return write_calendar(facts=CalendarFacts(name, person=person), by=BY)


def booked(unit, venue):
    """A claim of the unit's event on the hall, and another time at which the hall is closed."""
    facts = EventFacts(
        title="Вечер встречи",
        owner=unit,
        timing=Timing(TimingKind.TIMED, (Occurrence(date(2026, 8, 14), date(2026, 8, 14), time(18), time(20)),)),
        venue=venue,
    )
    booking = book_venue(create_event(facts=facts, by=BY), by=BY)
    return booking, block_venue(venue, span=days(date(2026, 8, 30)), words="ремонт", by=BY)


def days(first, last=None, words=""):
    """Whole days, both inclusive."""
    return span_of_days(first, last or first, words)
