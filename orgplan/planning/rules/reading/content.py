"""The roles of columns by what stands in them, for tables without a header or with unknown header words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orgplan.planning.rules.reading.bodies import starts_body
from orgplan.planning.rules.reading.marks import has_when, is_clock_only, is_when
from orgplan.planning.rules.reading.model import Role
from orgplan.planning.rules.reading.people import persons_in
from orgplan.planning.rules.reading.places import looks_like_place
from orgplan.planning.rules.reading.text import is_blank, squeeze

_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Content:
    """Shares (0..1) of a column's non-empty cells that look like a number, date, clock, person or place; mean length."""

    filled: int
    number: float
    date: float
    clock: float
    people: float
    place: float
    length: float


def describe(cells: Sequence[str]) -> Content:
    """Measure a column by a sample of its cells from the top."""
    texts = [text for text in map(squeeze, cells[: _SAMPLE * 3]) if not is_blank(text)][:_SAMPLE]
    if not texts:
        return Content(0, 0, 0, 0, 0, 0, 0)
    count = len(texts)
    return Content(
        filled=count,
        number=sum(bool(re.fullmatch(r"\d+(?:\.\d+)*[.)]?", text)) for text in texts) / count,
        date=sum(is_when(text) and not is_clock_only(text) for text in texts) / count,
        clock=sum(is_clock_only(text) for text in texts) / count,
        people=sum(bool(persons_in(text)) or starts_body(text) for text in texts) / count,
        place=sum(looks_like_place(text) for text in texts) / count,
        length=sum(map(len, texts)) / count,
    )


def roles_by_content(columns: Sequence[Sequence[str]], known: dict[int, Role] | None = None) -> dict[int, Role]:
    """Return roles for columns that `known` does not name; roles already known are not given twice.

    Order of choice: number, clock, date, then the longest text as title, then persons, then places.
    """
    roles = dict(known or {})
    described = {index: describe(cells) for index, cells in enumerate(columns) if not roles.get(index)}
    taken = Role(0)
    for role in roles.values():
        taken |= role
    for index in sorted(described):
        content = described[index]
        if content.filled and not taken & (Role.DATE | Role.TIME) and content.date + content.clock >= 0.6:
            roles[index] = Role.DATE if content.date >= content.clock else Role.TIME
            taken |= roles[index]
        elif content.filled and not taken & Role.NUMBER and content.number >= 0.8 and index <= 1:
            roles[index] = Role.NUMBER
            taken |= Role.NUMBER
        elif content.filled and not taken & Role.TIME and content.clock >= 0.6:
            roles[index] = Role.TIME
            taken |= Role.TIME
        elif content.filled and not taken & Role.DATE and content.date >= 0.6:
            roles[index] = Role.DATE
            taken |= Role.DATE
    left = [index for index in described if index not in roles and described[index].filled]
    if not taken & Role.TITLE and left:
        title = max(
            left,
            key=lambda index: described[index].length * (1 - described[index].people) * (1 - described[index].date),
        )
        roles[title] = Role.TITLE
        left.remove(title)
    if known:
        return roles
    for role, share in ((Role.RESPONSIBLE, "people"), (Role.PLACE, "place")):
        best = max(left, key=lambda index: float(getattr(described[index], share)), default=None)  # noqa: B023
        if best is not None and getattr(described[best], share) >= 0.5:
            roles[best] = role
            left.remove(best)
    return roles


def holds_dates(cells: Sequence[str]) -> bool:
    """Tell whether most of the non-empty cells hold a date or time."""
    texts = [squeeze(cell) for cell in cells if not is_blank(squeeze(cell))][:_SAMPLE]
    return bool(texts) and sum(has_when(text) for text in texts) * 2 >= len(texts)
