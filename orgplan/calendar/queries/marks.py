"""What other rooms say about an event in the calendar: the one place where their marks come in.

A mark is a short sentence with a tone, shown on the block, in the list and in print. Clashes, blockings and the road
come in here: `marks_of` is asked once a page for all entries shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from orgplan.accounts.models import User
from orgplan.calendar.queries.entries import Entry


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence about an event; `tone` is `warn` or `bad`."""

    tone: str
    words: str


def marks_of(user: User, entries: Iterable[Entry], first: date, last: date) -> dict[int, list[Mark]]:  # noqa: ARG001 -- what a room that marks will ask by
    """Return by event what is to be said about it on the days; a fixed number of queries."""
    return {}
