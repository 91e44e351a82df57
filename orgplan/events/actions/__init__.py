"""Every write to events, by what is done: recording and changing, the basket, many at once, taking back."""

from django.utils.translation import gettext_noop

from orgplan.events.actions.facts import EventFacts, Participant, facts_of, with_responsible
from orgplan.events.actions.outcomes import OutcomeFacts, report_held, report_outcome, take_back_outcomes
from orgplan.events.actions.recording import add_co_owners, change_event, create_event, create_events, make_part_of
from orgplan.events.actions.substitutions import leave_absent, replace_absent

__all__ = [
    "EventFacts",
    "OutcomeFacts",
    "Participant",
    "add_co_owners",
    "change_event",
    "create_event",
    "create_events",
    "facts_of",
    "leave_absent",
    "make_part_of",
    "replace_absent",
    "report_held",
    "report_outcome",
    "take_back_outcomes",
    "with_responsible",
]

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("create event"),
    gettext_noop("create events"),
    gettext_noop("change event"),
    gettext_noop("add co owners"),
    gettext_noop("make part of"),
    gettext_noop("replace absent"),
    gettext_noop("leave absent"),
    gettext_noop("left despite absence"),
    gettext_noop("occurrences"),
    gettext_noop("participations"),
    gettext_noop("co owners"),
    gettext_noop("report outcome"),
    gettext_noop("report held"),
    gettext_noop("take back outcomes"),
)
