"""Reads of events for pages: the list by its filter, the leaders' day."""

from orgplan.events.queries.days import leaders_day
from orgplan.events.queries.finding import (
    BOUND,
    EventFacet,
    EventFilter,
    facets,
    filter_of,
    listed,
    matching,
)

__all__ = [
    "BOUND",
    "EventFacet",
    "EventFilter",
    "facets",
    "filter_of",
    "leaders_day",
    "listed",
    "matching",
]
