"""Reads of the room, for its own pages and for other rooms.

`clashes_between(user, first, last, …)` of a span of days, `clashes_and_taken(…)` with what was read ·
`clashes_of(user, event)` of one event ·
`clashes_of_events(user, keys)` of the events of a list or a plan ·
`clashes_among(taken, ranks, settings)` of stretches already read (`STRETCH`, `takings_of`, `taken_of_rows`) ·
`clashes_of_stretches(user, own)` of proposals that are no events yet ·
`brought_by(changes)` of events before and after changes ·
`impossible_times(user, event, first, last)` where it may not begin, `closed_to(user, own, first, last)` a meeting ·
`offers_of(user, event)` other times ·
`free_times(user, meeting, first, last)` times before there is an event ·
`clashes_over(user, first, last, leader, venue)` narrowed, `clashes_of_meetings(…)` of meetings by rule ·
`load_of(people, month)`.
Each costs a fixed number of queries.
"""

from orgplan.clashes.queries.finding import (
    Brought,
    ShownClash,
    blocking_of,
    brought_by,
    clashes_among,
    clashes_and_taken,
    clashes_between,
    clashes_of,
    clashes_of_events,
    clashes_of_stretches,
    closed_to,
    impossible_times,
    offers_of,
    open_clashes,
)
from orgplan.clashes.queries.free import Meeting, free_times
from orgplan.clashes.queries.load import MonthsTaken, load_of
from orgplan.clashes.queries.narrowing import clashes_of_meetings, clashes_over
from orgplan.clashes.queries.norms import norms
from orgplan.clashes.queries.obstacles import ObstacleSource
from orgplan.clashes.queries.occupation import STRETCH, taken_of_rows, takings_of

__all__ = [
    "STRETCH",
    "Brought",
    "Meeting",
    "MonthsTaken",
    "ObstacleSource",
    "ShownClash",
    "blocking_of",
    "brought_by",
    "clashes_among",
    "clashes_and_taken",
    "clashes_between",
    "clashes_of",
    "clashes_of_events",
    "clashes_of_meetings",
    "clashes_of_stretches",
    "clashes_over",
    "closed_to",
    "free_times",
    "impossible_times",
    "load_of",
    "norms",
    "offers_of",
    "open_clashes",
    "taken_of_rows",
    "takings_of",
]
