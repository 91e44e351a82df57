"""Gaps, shortages and delays of a script in words."""

from __future__ import annotations

from datetime import time

from orgplan.scripts.rules.kinds import Hold

_HOUR = 60


def minutes_words(minutes: int) -> str:
    """Return «5 мин», «1 ч», «1 ч 20 мин»."""
    hours, rest = divmod(abs(minutes), _HOUR)
    said = [f"{hours} ч"] if hours else []
    if rest or not hours:
        said.append(f"{rest} мин")
    return " ".join(said)


def hold_words(hold: str, at: time | None) -> str:
    """Return «ровно в 12:00», «не раньше 12:00», nothing without a hold point."""
    if at is None or not hold:
        return ""
    return f"ровно в {at:%H:%M}" if hold == Hold.EXACTLY else f"не раньше {at:%H:%M}"


def gap_words(gap: int, start: time) -> str:
    """Return how much is free before an item."""
    return f"до {start:%H:%M} свободно {minutes_words(gap)}"


def shortage_words(shortage: int, before: str, start: time) -> str:
    """Return how much is missing before an item that is tied to the clock; `before` ends too late."""
    after = f": «{before}» кончается позже" if before else ""
    return f"не хватает {minutes_words(shortage)} до {start:%H:%M}{after}"


def late_words(late: int, hold: time) -> str:
    """Return how late an item is that was tied to a time gone by."""
    return f"опоздание к {hold:%H:%M} на {minutes_words(late)}"


def overrun_words(overrun: int, until: time) -> str:
    """Return by how much the script passes the end of the event."""
    return f"сценарий длиннее мероприятия на {minutes_words(overrun)} (конец мероприятия в {until:%H:%M})"


def delay_words(delay: int) -> str:
    """Return «отставание 7 мин», «опережение 3 мин», «по плану»."""
    if not delay:
        return "по плану"
    return f"отставание {minutes_words(delay)}" if delay > 0 else f"опережение {minutes_words(delay)}"


def difference_words(minutes: int) -> str:
    """Return «+5 мин», «−3 мин», «0»."""
    if not minutes:
        return "0"
    return f"+{minutes_words(minutes)}" if minutes > 0 else f"−{minutes_words(minutes)}"
