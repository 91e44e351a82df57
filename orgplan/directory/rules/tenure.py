"""Who held a post, from when to when, and when nobody did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch in a post, both days inclusive; None is open. `key` names the holder's row, None is a vacancy."""

    starts_on: date | None
    ends_on: date | None
    key: int | None = None


def line_of_time(held: Iterable[Held], today: date) -> list[Held]:
    """Return the stretches of a post in their order with the vacancies between them, the last one up to now.

    A post whose last holder left before today is vacant since; holders may overlap, as a temporary one does.
    """
    spans = sorted(held, key=lambda each: (each.starts_on or date.min, each.ends_on or date.max))
    shown: list[Held] = []
    end: date | None = None
    for span in spans:
        if end is not None and span.starts_on is not None and (span.starts_on - end).days > 1:
            shown.append(Held(end + timedelta(days=1), span.starts_on - timedelta(days=1)))
        shown.append(span)
        last = span.ends_on or date.max
        end = last if end is None else max(end, last)
    if end is not None and end < today:
        shown.append(Held(end + timedelta(days=1), None))
    return shown
