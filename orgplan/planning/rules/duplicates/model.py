"""The lines that units send and the suggestions made about them: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a unit's plan, as read. Only `id`, `unit` and `title` are always known.

    `start` and `end` are days, both inclusive; `start_time` and `end_time` are local wall-clock times.
    """

    id: str
    unit: str
    title: str
    date_text: str = ""
    start: date | None = None
    end: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    place: str | None = None
    responsible: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two lines that belong together, with the reasons in Russian.

    For «same» the order is that of the input; for «part of» `first` is the child and `second` the parent.
    `certainty` lies between 0 and 1.
    """

    first: Line
    second: Line
    certainty: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found among the lines, most certain first; every pair once."""

    same: tuple[Suggestion, ...]
    part_of: tuple[Suggestion, ...]
