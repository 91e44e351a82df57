"""Writes of the room: settings, and clashes that are accepted."""

from django.utils.translation import gettext_noop

from orgplan.clashes.actions.accepting import accept_clash, accept_clashes, take_back_acceptance
from orgplan.clashes.actions.norms import (
    HoursFacts,
    LoadFacts,
    PairFacts,
    RoadFacts,
    RuleFacts,
    TimesFacts,
    lay_usual_norms,
    remove_load,
    remove_pair,
    remove_rule,
    renew_norms,
    write_hours,
    write_load,
    write_pair,
    write_road,
    write_rule,
    write_times,
)
from orgplan.clashes.actions.roads import note_router, take_roads

__all__ = [
    "WORDS",
    "HoursFacts",
    "LoadFacts",
    "PairFacts",
    "RoadFacts",
    "RuleFacts",
    "TimesFacts",
    "accept_clash",
    "accept_clashes",
    "lay_usual_norms",
    "note_router",
    "remove_load",
    "remove_pair",
    "remove_rule",
    "renew_norms",
    "take_back_acceptance",
    "take_roads",
    "write_hours",
    "write_load",
    "write_pair",
    "write_road",
    "write_rule",
    "write_times",
]

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("accept clash"),
    gettext_noop("accept clashes"),
    gettext_noop("take back acceptance"),
    gettext_noop("write rule"),
    gettext_noop("remove rule"),
    gettext_noop("lay usual norms"),
    gettext_noop("write times"),
    gettext_noop("write hours"),
    gettext_noop("write load"),
    gettext_noop("remove load"),
    gettext_noop("write road"),
    gettext_noop("write pair"),
    gettext_noop("remove pair"),
    gettext_noop("take roads"),
    gettext_noop("accepted"),
    gettext_noop("minutes"),
)
