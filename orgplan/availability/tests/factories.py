"""Layers, closed halls and calendars for tests."""

from __future__ import annotations

from datetime import date, datetime, time

from orgplan.audit.actions import System
from orgplan.availability.actions import CalendarFacts, LayerFacts, add_times, write_calendar, write_layer
from orgplan.availability.rules.spans import Span, span_of_days

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


def days(first, last=None, words=""):
    """Whole days, both inclusive."""
    return span_of_days(first, last or first, words)
