"""Reads of the room: a month as plain data for the search, and what its pages show.

`month_of(first, …)` for the search · `counts_of(month, plan)` how it would stand · `Reasons` why a clash stays ·
`lines_of(user, proposal)` its moves as they stand now · `new_clashes(user, lines)` what they would bring ·
`selects_of`, `movable_of`, `chosen_words` which events may move.
"""

from orgplan.scheduling.queries.choosing import chosen_words, movable_of, selects_of
from orgplan.scheduling.queries.lines import Line, lines_of, new_clashes
from orgplan.scheduling.queries.months import Month, counts_of
from orgplan.scheduling.queries.reading import coming_month, drafts_among, month_of
from orgplan.scheduling.queries.reasons import Reasons

__all__ = [
    "Line",
    "Month",
    "Reasons",
    "chosen_words",
    "coming_month",
    "counts_of",
    "drafts_among",
    "lines_of",
    "month_of",
    "movable_of",
    "new_clashes",
    "selects_of",
]
