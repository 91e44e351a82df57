"""Marks of several people put together: the same whatever order they arrive in, from whoever was without network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from orgplan.scripts.rules.kinds import MarkVerb


@dataclass(frozen=True, slots=True)
class MarkData:
    """One press of a button: `key` is the phone's own id of it, `undoes` the key of the mark that it takes back."""

    key: str
    verb: str
    at: datetime
    undoes: str = ""


MOST_MARKS = 500
"""So many are taken at once: a day of marks from a phone that was without network."""


@dataclass(frozen=True, slots=True)
class NewMark:
    """A press of a button as it comes from a page or a program; `item` is the item's key."""

    uid: UUID
    item: int
    verb: MarkVerb
    at: datetime
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What the marks of one item come to; `counted` are the keys of those that decided it."""

    started: datetime | None = None
    finished: datetime | None = None
    skipped: bool = False
    extra: int = 0
    counted: frozenset[str] = frozenset()


def merged(marks: Iterable[MarkData]) -> Merged:
    """Return what happened to one item: the earlier mark of a kind wins, the others are kept and not counted.

    Minutes added by several people add up. An end before the beginning does not count; what was left out has neither.
    """
    known = list(marks)
    gone = {each.undoes for each in known if each.verb == MarkVerb.BACK}
    left = sorted((each for each in known if each.key not in gone), key=lambda each: (each.at, each.key))
    skipped = _first(left, MarkVerb.SKIP)
    if skipped is not None:
        return Merged(skipped=True, counted=frozenset({skipped.key}))
    started = _first(left, MarkVerb.START)
    ends = [each for each in left if started is None or each.at >= started.at]
    finished = _first(ends, MarkVerb.FINISH)
    more = [each for each in left if each.verb == MarkVerb.EXTEND]
    deciding = [each.key for each in (started, finished, *more) if each is not None]
    return Merged(
        started=started.at if started else None,
        finished=finished.at if finished else None,
        extra=len(more),
        counted=frozenset(deciding),
    )


def _first(marks: Iterable[MarkData], verb: MarkVerb) -> MarkData | None:
    return next((each for each in marks if each.verb == verb), None)
