"""Writes of the room."""

from django.utils.translation import gettext_noop

from orgplan.resources.actions.needs import (
    NeedFacts,
    ask_again,
    copy_needs,
    promise_need,
    refuse_need,
    remove_need,
    reword_needs,
    write_need,
)
from orgplan.resources.actions.stock import ResourceFacts, add_stock, remove_stock, write_resource, write_terms

__all__ = [
    "VERBS",
    "WORDS",
    "NeedFacts",
    "ResourceFacts",
    "add_stock",
    "ask_again",
    "copy_needs",
    "promise_need",
    "refuse_need",
    "remove_need",
    "remove_stock",
    "reword_needs",
    "write_need",
    "write_resource",
    "write_terms",
]

VERBS = (
    gettext_noop("write resource"),
    gettext_noop("add stock"),
    gettext_noop("remove stock"),
    gettext_noop("write need"),
    gettext_noop("remove need"),
    gettext_noop("promise need"),
    gettext_noop("refuse need"),
    gettext_noop("copy needs"),
    gettext_noop("reword needs"),
)
"""How the history names these actions; «ask again» and «write terms» are named elsewhere."""

WORDS = (gettext_noop("stock"), gettext_noop("needs"))
"""What the history says was recorded, where it is no field."""
