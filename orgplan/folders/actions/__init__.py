"""Writes of the room."""

from django.utils.translation import gettext_noop

from orgplan.folders.actions.archives import (
    RulesFacts,
    give_out_archive,
    keep_archive,
    order_archive,
    remove_archive,
    write_archive_rules,
)
from orgplan.folders.actions.briefings import (
    BriefingFacts,
    EscortFacts,
    NoteFacts,
    remove_note,
    write_briefing,
    write_escort,
    write_note,
)
from orgplan.folders.actions.looks import forget_looks, note_read

__all__ = [
    "VERBS",
    "BriefingFacts",
    "EscortFacts",
    "NoteFacts",
    "RulesFacts",
    "forget_looks",
    "give_out_archive",
    "keep_archive",
    "note_read",
    "order_archive",
    "remove_archive",
    "remove_note",
    "write_archive_rules",
    "write_briefing",
    "write_escort",
    "write_note",
]

VERBS = (
    gettext_noop("write briefing"),
    gettext_noop("write note"),
    gettext_noop("remove note"),
    gettext_noop("write escort"),
    gettext_noop("order archive"),
    gettext_noop("keep archive"),
    gettext_noop("give out archive"),
    gettext_noop("remove archive"),
    gettext_noop("write archive rules"),
    gettext_noop("reword texts"),
)
"""How the history names these actions."""
