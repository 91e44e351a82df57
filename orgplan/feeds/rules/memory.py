"""What an address has told so far: an event that leaves it is called off for a while, so that calendars take it away.

A calendar keeps what it was once told until it is told otherwise. Therefore what left the filter, the reader's sight or
the database is told as STATUS:CANCELLED, with the number of its change grown, until the term is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

TERM: Final = timedelta(days=30)
"""How long what left is called off: a telephone that was off for a holiday still learns of it."""


class Told(NamedTuple):
    """What was told of a note: the edition of its event, and its last day."""

    edition: int
    day: date


class Left(NamedTuple):
    """A note that left: the number of its change, its day, and when it left."""

    sequence: int
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Memory:
    """By name of a note (UID): what is told now, what left, by how much its number of change exceeds the edition."""

    told: Mapping[str, Told] = field(default_factory=dict)
    left: Mapping[str, Left] = field(default_factory=dict)
    ahead: Mapping[str, int] = field(default_factory=dict)

    def sequence_of(self, uid: str, edition: int) -> int:
        """Return the number of the note's change (SEQUENCE)."""
        return edition + self.ahead.get(uid, 0)

    def to_plain(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return {
            "told": {uid: (each.edition, each.day.isoformat()) for uid, each in self.told.items()},
            "left": {
                uid: (each.sequence, each.day.isoformat(), each.at.isoformat()) for uid, each in self.left.items()
            },
            "ahead": dict(self.ahead),
        }

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Memory:
        """Return what `to_plain` wrote."""
        day = date.fromisoformat
        return cls(
            {uid: Told(edition, day(on)) for uid, (edition, on) in plain.get("told", {}).items()},
            {
                uid: Left(sequence, day(on), datetime.fromisoformat(at))
                for uid, (sequence, on, at) in plain.get("left", {}).items()
            },
            plain.get("ahead", {}),
        )


def remembered(memory: Memory, now_told: Mapping[str, Told], *, since: date, now: datetime) -> Memory:
    """Return the memory after these notes were told; the feed shows days from `since` on.

    What lies before `since` is only past and is not called off. Nothing is kept of what left longer than `TERM` ago.
    """
    left = {uid: each for uid, each in memory.left.items() if uid not in now_told and now - each.at < TERM}
    ahead = {uid: number for uid, number in memory.ahead.items() if uid in now_told or uid in left}
    for uid in memory.left.keys() & now_told.keys():
        ahead[uid] = max(memory.left[uid].sequence + 1 - now_told[uid].edition, 0)
    for uid in memory.told.keys() - now_told.keys():
        was = memory.told[uid]
        if was.day >= since:
            ahead[uid] = memory.ahead.get(uid, 0) + 1
            left[uid] = Left(was.edition + ahead[uid], was.day, now)
    return Memory(now_told, left, ahead)
