"""The script as a part of a cloned event."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor
from orgplan.events.models import Event
from orgplan.events.parts import Source
from orgplan.events.rules.yearly import Shift
from orgplan.scripts.actions import copy_script
from orgplan.scripts.queries import script_size


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """The items of a script with their lengths, cues and texts; people are named anew."""

    kind: str = "script"

    @property
    def label(self) -> str:
        """Return what the wizard calls it."""
        return _("Script of the event")

    def count(self, source: Source, /) -> int:
        """Return how many items the script has; one query."""
        return script_size(source)

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:  # noqa: ARG002 -- the seam
        """Copy the script; its day is that of the event."""
        return copy_script(source=source, event=event, by=by)
