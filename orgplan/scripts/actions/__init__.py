"""Every write of scripts."""

from django.utils.translation import gettext_noop

from orgplan.scripts.actions.items import ItemFacts, move_item, paste_items, remove_item, write_item
from orgplan.scripts.actions.kinds import lay_usual_kinds, write_kind
from orgplan.scripts.actions.lengths import accept_length
from orgplan.scripts.actions.marks import take_marks
from orgplan.scripts.actions.scripts import (
    ScriptFacts,
    begin_script,
    copy_script,
    reword_script,
    shift_script,
    write_script,
)
from orgplan.scripts.actions.undo import take_back_script
from orgplan.scripts.rules.marks import NewMark

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("begin script"),
    gettext_noop("write script"),
    gettext_noop("copy script"),
    gettext_noop("shift script"),
    gettext_noop("write item"),
    gettext_noop("move item"),
    gettext_noop("remove item"),
    gettext_noop("paste items"),
    gettext_noop("take back script"),
    gettext_noop("take marks"),
    gettext_noop("accept length"),
    gettext_noop("write kind"),
    gettext_noop("lay usual kinds"),
    gettext_noop("record print"),
    gettext_noop("reword script"),
    gettext_noop("items"),
    gettext_noop("copied from"),
    gettext_noop("undone"),
    gettext_noop("pasted"),
)

__all__ = [
    "ItemFacts",
    "NewMark",
    "ScriptFacts",
    "accept_length",
    "begin_script",
    "copy_script",
    "lay_usual_kinds",
    "move_item",
    "paste_items",
    "remove_item",
    "reword_script",
    "shift_script",
    "take_back_script",
    "take_marks",
    "write_item",
    "write_kind",
    "write_script",
]
