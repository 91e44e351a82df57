"""Where blocks stand in a column of hours: what overlaps stands side by side, what is too much is folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

STEP = 5
"""Minutes of one row of the grid: offices begin at 9:10 and 16:40 too."""
LEAST = 30
"""Minutes that a block takes on paper and screen even if it is shorter: a line of words must fit."""
MOST_COLUMNS = 6
USUAL_HOURS = (8, 19)
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its column from 0 and how many columns share the width there."""

    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Fold:
    """What did not find room beside others: numbers of the blocks, and the minutes and column of the one for them."""

    members: tuple[int, ...]
    begins: int
    ends: int
    place: Place


def drawn(begins: int, ends: int, day: int = 24 * _HOUR) -> tuple[int, int]:
    """Return the minutes that a block takes: whole rows, never less than a line of words, within the day."""
    first = min(begins // STEP * STEP, day - LEAST)
    return first, min(day, max(-(-ends // STEP) * STEP, first + LEAST))


def placed(boxes: Sequence[tuple[int, int]]) -> list[Place]:
    """Return a place for each stretch of minutes (end exclusive): no two that overlap share a column."""
    found: list[Place] = [Place(0, 1)] * len(boxes)
    for cluster in _clusters(boxes):
        columns: list[int] = []
        where: dict[int, int] = {}
        for number in cluster:
            begins, ends = boxes[number]
            free = next((at for at, reached in enumerate(columns) if reached <= begins), len(columns))
            columns[free:] = [ends] if free == len(columns) else [ends, *columns[free + 1 :]]
            where[number] = free
        for number, column in where.items():
            found[number] = Place(column, len(columns))
    return found


def _clusters(boxes: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Return the numbers of stretches that touch each other through overlaps, in order of time."""
    cluster: list[int] = []
    reached = 0
    for number in sorted(range(len(boxes)), key=lambda at: (boxes[at][0], -boxes[at][1], at)):
        begins, ends = boxes[number]
        if cluster and begins >= reached:
            yield cluster
            cluster = []
        reached = max(reached, ends) if cluster else ends
        cluster.append(number)
    if cluster:
        yield cluster


def folded(boxes: Sequence[tuple[int, int]], most: int = MOST_COLUMNS) -> tuple[dict[int, Place], list[Fold]]:
    """Return places by number, and folds of what would need more than `most` columns: each stretch is in one of them.

    In a crowd the last column is the fold's own.
    """
    places = placed(boxes)
    kept: dict[int, Place] = {}
    folds = []
    for cluster in _clusters(boxes):
        if places[cluster[0]].columns <= most:
            kept |= {number: places[number] for number in cluster}
            continue
        over = tuple(number for number in cluster if places[number].column >= most - 1)
        kept |= {number: Place(places[number].column, most) for number in cluster if number not in over}
        begins, ends = min(boxes[at][0] for at in over), max(boxes[at][1] for at in over)
        folds.append(Fold(over, begins, ends, Place(most - 1, most)))
    return kept, folds


def hours_shown(boxes: Iterable[tuple[int, int]], usual: tuple[int, int] = USUAL_HOURS) -> tuple[int, int]:
    """Return the first hour shown and the one after the last: the usual ones, and all that anything asks for."""
    first, last = usual
    for begins, ends in boxes:
        first, last = min(first, begins // _HOUR), max(last, -(-ends // _HOUR))
    return first, last
