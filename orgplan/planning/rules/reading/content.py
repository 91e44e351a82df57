"""The roles of columns by what stands in them, for tables without a header or with unknown header words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from orgplan.planning.rules.reading.bodies import starts_body
from orgplan.planning.rules.reading.marks import has_when, is_clock_only, is_when
from orgplan.planning.rules.reading.model import Role
from orgplan.planning.rules.reading.people import persons_in
from orgplan.planning.rules.reading.places import looks_like_place
from orgplan.planning.rules.reading.text import is_blank, squeeze

_SAMPLE = 60
_ROW_NUMBER = re.compile(r"[1-9]\d{0,2}(?:\.[1-9]\d?){0,2}[.)]?")
_BARE_NAMES = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?:,?\s+[А-ЯЁ][а-яё.]+)*")
_HALF, _MOST, _NEARLY_ALL = 0.5, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Content:
    """Shares (0..1) of filled cells that look like a number, date, clock, person, place or names; mean length."""

    filled: int
    number: float
    date: float
    clock: float
    people: float
    place: float
    named: float
    length: float

    @property
    def prose(self) -> float:
        """Return how much the column looks like titles: long texts that are neither people nor dates."""
        return self.length * (1 - self.people) * (1 - self.date)


def describe(cells: Sequence[str]) -> Content:
    """Measure a column by a sample of its cells from the top."""
    texts = [text for text in map(squeeze, cells[: _SAMPLE * 3]) if not is_blank(text)][:_SAMPLE]
    if not texts:
        return Content(0, 0, 0, 0, 0, 0, 0, 0)
    count = len(texts)
    return Content(
        filled=count,
        number=sum(bool(_ROW_NUMBER.fullmatch(text)) for text in texts) / count if texts[0].startswith("1") else 0,
        date=sum(is_when(text) and not is_clock_only(text) for text in texts) / count,
        clock=sum(is_clock_only(text) for text in texts) / count,
        people=sum(bool(persons_in(text)) or starts_body(text) for text in texts) / count,
        place=sum(looks_like_place(text) for text in texts) / count,
        named=sum(bool(_BARE_NAMES.fullmatch(text)) for text in texts) / count,
        length=sum(map(len, texts)) / count,
    )


def roles_by_content(columns: Sequence[Sequence[str]], known: dict[int, Role] | None = None) -> dict[int, Role]:
    """Return roles for columns that `known` does not name; roles already known are not given twice.

    Order of choice: number, clock, date, then the longest text as title, then persons, then places.
    """
    roles = dict(known or {})
    described = {index: describe(cells) for index, cells in enumerate(columns) if not roles.get(index)}
    described = {index: content for index, content in described.items() if content.filled}
    for index in sorted(described):
        role = _evident(described[index], index, _taken(roles))
        if role:
            roles[index] = role
    left = [index for index in described if index not in roles]
    if not _taken(roles) & Role.TITLE and left:
        title = max(left, key=lambda index: described[index].prose)
        roles[title] = Role.TITLE
        left.remove(title)
    if not known:
        _add_people_and_places(roles, {index: described[index] for index in left})
    return roles


def _taken(roles: Mapping[int, Role]) -> Role:
    """Return all roles that some column has."""
    return reduce(or_, roles.values(), Role(0))


def _evident(content: Content, index: int, taken: Role) -> Role:
    """Return the role that a column's shares leave no doubt of; a row number stands in one of the first two columns."""
    if not taken & Role.NUMBER and content.number >= _NEARLY_ALL and index <= 1:
        return Role.NUMBER
    if not taken & Role.DATE and content.date >= _MOST:
        return Role.DATE
    if not taken & Role.TIME and content.clock >= _MOST:
        return Role.TIME
    if not taken & (Role.DATE | Role.TIME) and content.date + content.clock >= _MOST:
        return Role.DATE | Role.TIME
    return Role(0)


def _add_people_and_places(roles: dict[int, Role], left: dict[int, Content]) -> None:
    """Give the columns left the roles of responsible and place where half of their cells look like it."""
    # «Библиотека», «Дом культуры» are places as well as bodies: where more cells look like places, they are places.
    of_people = {index: content for index, content in left.items() if content.people >= content.place}
    by_people = max(of_people, key=lambda index: left[index].people, default=None)
    if by_people is not None and left[by_people].people >= _HALF:
        roles[by_people] = Role.RESPONSIBLE
        del left[by_people]
    by_place = max(left, key=lambda index: left[index].place, default=None)
    if by_place is not None and left[by_place].place >= _HALF:
        roles[by_place] = Role.PLACE
        del left[by_place]
    # «Петров», «Ким»: bare surnames look like nobody, yet who answers stands last in a plan.
    if not _taken(roles) & Role.RESPONSIBLE and left and max(left) > max(roles) and left[max(left)].named >= _MOST:
        roles[max(left)] = Role.RESPONSIBLE


def holds_dates(cells: Sequence[str]) -> bool:
    """Tell whether most of the non-empty cells hold a date or time."""
    texts = [squeeze(cell) for cell in cells if not is_blank(squeeze(cell))][:_SAMPLE]
    return bool(texts) and sum(has_when(text) for text in texts) * 2 >= len(texts)
