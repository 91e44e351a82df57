"""Minutes for tests; everybody here is plainly invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from orgplan.audit.actions import System
from orgplan.minutes.actions import MinutesFacts, write_minutes
from orgplan.minutes.models import Minutes

BY = System("проверка")
DAY = date(2026, 3, 2)


def minutes(text: str = "", **facts: Any) -> Minutes:
    """Return minutes of a meeting, read into points."""
    said: dict[str, Any] = {"title": "Аппаратное совещание", "number": "12", "held_on": DAY, "signed_on": DAY} | facts
    return write_minutes(facts=MinutesFacts(**said), text=text, by=BY)
