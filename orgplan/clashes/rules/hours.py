"""Factors of the road by hour of day as people type them: «7–9: 1,5; 17–19: 1,6»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

_PART = re.compile(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?\s*[:=]\s*(\d{1,2}(?:[.,]\d{1,2})?)")
_HOURS = 24
_LARGEST = 10


class UnreadableHoursError(ValueError):
    """A text that does not say hours and factors; the message is a Russian sentence that names the place."""


def read_hours(text: str) -> dict[int, float]:
    """Read hours with their factors; a span ends before its last hour: «7–9» is from 7:00 to 9:00."""
    found: dict[int, float] = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        match = _PART.fullmatch(part)
        if match is None:
            raise UnreadableHoursError(f"«{part}»: нужно «7–9: 1,5» — часы и во сколько раз дольше.")
        first, last = int(match[1]), int(match[2]) if match[2] else int(match[1]) + 1
        factor = float(match[3].replace(",", "."))
        if not first < last <= _HOURS:
            raise UnreadableHoursError(f"«{part}»: часы идут от 0 до 24, первый раньше последнего.")
        if not 0 < factor <= _LARGEST:
            raise UnreadableHoursError(f"«{part}»: множитель больше нуля и не больше {_LARGEST}.")
        if taken := [hour for hour in range(first, last) if hour in found]:
            raise UnreadableHoursError(f"«{part}»: для {taken[0]} ч множитель уже назван.")
        found |= dict.fromkeys(range(first, last), factor)
    return found


def hours_text(by_hour: Mapping[int | str, float]) -> str:
    """Return the hours as `read_hours` reads them, neighbours with the same factor together."""
    rows = sorted((int(hour), float(factor)) for hour, factor in by_hour.items())
    parts = []
    for (_start, factor), group in groupby(enumerate(rows), key=lambda each: (each[1][0] - each[0], each[1][1])):
        hours = [hour for _number, (hour, _factor) in group]
        parts.append(f"{hours[0]}–{hours[-1] + 1}: {factor:g}".replace(".", ","))
    return "; ".join(parts)
