"""Reads of events for pages: the list by its filter, the leaders' day."""

from orgplan.events.queries.choices import Select, filter_choices, gone_words
from orgplan.events.queries.finding import (
    BOUND,
    EventFacet,
    EventFilter,
    count_events,
    facets,
    filter_of,
    matching,
)
from orgplan.events.queries.substitutions import SubstitutionOffer, offers_of_absence, offers_of_event

__all__ = [
    "BOUND",
    "EventFacet",
    "EventFilter",
    "Select",
    "SubstitutionOffer",
    "count_events",
    "facets",
    "filter_choices",
    "filter_of",
    "gone_words",
    "matching",
    "offers_of_absence",
    "offers_of_event",
]
