"""What events themselves bring into a clone: who takes part, and what the event consists of."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor
from orgplan.events.actions.cloning import copy_participants, copy_parts
from orgplan.events.models import Event, EventTemplate
from orgplan.events.parts import Source
from orgplan.events.rules import EventState
from orgplan.events.rules.yearly import Shift


@dataclass(frozen=True, slots=True)
class ParticipantsPart:
    """Who takes part; of a template, who usually does."""

    kind: str = "participants"

    @property
    def label(self) -> str:
        """Return what the wizard calls it."""
        return _("Participants")

    def count(self, source: Source, /) -> int:
        """Return how many take part; one query."""
        return source.roles.count() if isinstance(source, EventTemplate) else source.participations.count()

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:  # noqa: ARG002 -- the seam
        """Let them take part in the event."""
        return copy_participants(source=source, event=event, by=by)


@dataclass(frozen=True, slots=True)
class ConsistsOfPart:
    """The events of which the source consists."""

    kind: str = "parts"

    @property
    def label(self) -> str:
        """Return what the wizard calls it."""
        return _("Events of which it consists")

    def count(self, source: Source, /) -> int:
        """Return how many; one query, none for a template."""
        if isinstance(source, EventTemplate) or source.first_day is None:
            return 0
        gone = (EventState.CANCELLED, EventState.NOT_HELD)
        return Event.objects.kept().filter(part_of=source).exclude(state__in=gone).count()

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:
        """Record them anew."""
        return 0 if isinstance(source, EventTemplate) else copy_parts(source=source, event=event, shift=shift, by=by)
