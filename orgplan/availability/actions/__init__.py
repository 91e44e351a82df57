"""Writes of the room."""

from django.utils.translation import gettext_noop

from orgplan.availability.actions.layers import LayerFacts, add_times, remove_layer, remove_time, write_layer

__all__ = ["VERBS", "WORDS", "LayerFacts", "add_times", "remove_layer", "remove_time", "write_layer"]

VERBS = (
    gettext_noop("write layer"),
    gettext_noop("remove layer"),
    gettext_noop("add times"),
    gettext_noop("remove time"),
)
"""How the history names these actions."""

WORDS = (gettext_noop("closed times"), gettext_noop("venues"), gettext_noop("people"))
"""What the history says was recorded, where it is no field."""
