"""Events for tests, made by the action that pages use."""

from __future__ import annotations

from itertools import count
from typing import Any

from orgplan.audit.actions import System
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import EventFacts, create_event
from orgplan.events.models import Event
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing

BY = System("тест")
_numbers = count(1)


def event(when: str = "12 августа 2026 года, 14:00–15:30", **facts: Any) -> Event:
    """A planned event; `when` in the words of a plan, in a unit of its own unless `owner` is given."""
    timing = read_timing(when, Period.parse("2026")).timing
    made: dict[str, Any] = {
        "title": f"Совещание {next(_numbers)}",
        "owner": facts.pop("owner", None) or directory.unit(),
    }
    return create_event(facts=EventFacts(**made | {"wording": when, "timing": timing} | facts), by=BY)
