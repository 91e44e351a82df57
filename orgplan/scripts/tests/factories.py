"""Scripts for tests, made by the actions that pages use."""

from __future__ import annotations

from datetime import datetime, time
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from orgplan.audit.actions import System
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.scripts.actions import ItemFacts, NewMark, begin_script, take_marks, write_item
from orgplan.scripts.models import Script, ScriptItem
from orgplan.scripts.rules.kinds import MarkVerb

BY = System("тест")
_numbers = count(1)


def script(*lengths: int, event: Event | None = None, when: str = "12 августа 2026 года, 10:00–11:00") -> Script:
    """The script of an event, with an item of each length."""
    made = begin_script(source=event or events.event(when=when), by=BY)
    for minutes in lengths:
        item(made, minutes=minutes)
    made.refresh_from_db()
    return made


def item(of: Script, title: str = "", **facts: Any) -> ScriptItem:
    """An item at the end of the script."""
    done = write_item(of, facts=ItemFacts(title or f"Пункт {next(_numbers)}", **facts), by=BY)
    assert done.item is not None
    return done.item


def at(clock: str, of: Script) -> datetime:
    """The moment of a clock time on the script's day."""
    assert of.day is not None
    return timezone.make_aware(datetime.combine(of.day, time.fromisoformat(clock)))


def mark(of: ScriptItem, verb: MarkVerb, clock: str, *, by: Any = BY, undoes: UUID | None = None) -> UUID:
    """A mark of the item at a clock time; returns its key."""
    key, moment = uuid4(), at(clock, of.script)
    take_marks(of.script, marks=[NewMark(key, of.pk, verb, moment, undoes)], now=moment, by=by)
    of.refresh_from_db()
    return key
