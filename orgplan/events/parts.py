"""The seam by which upper rooms bring their part into a cloned event; listed in config/parts.py.

A source is an event or a template. A record that both can have names exactly one of them (a named check constraint of
its room): `event` or `template`. The wizard shows each part with its count and asks which to take.
"""

from __future__ import annotations

from typing import Protocol

from django.utils.functional import Promise

from orgplan.audit.actions import Actor
from orgplan.core.seams import bound
from orgplan.events.models import Event, EventTemplate
from orgplan.events.rules.yearly import Shift

Source = Event | EventTemplate


class EventPart(Protocol):
    """What of a source can be taken into a new event: steps, a script, documents and so on."""

    @property
    def kind(self) -> str:
        """Return the part's stable name, such as «steps»."""

    @property
    def label(self) -> str | Promise:
        """Return what the wizard calls it."""

    def count(self, source: Source, /) -> int:
        """Return how many records would be taken; one query. Nought: the part is not offered."""

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:
        """Copy them by audited actions, in the transaction of the clone; return how many came.

        `shift` turns days of the source into days of the event (`Shift.by_working_days` for offices); None where the
        source has no day of its own (a template, an event without a date).
        """


def event_parts() -> tuple[EventPart, ...]:
    """Return the parts that `config/parts.py` lists, in their order."""
    found: tuple[EventPart, ...] = bound("event_parts")
    return found
