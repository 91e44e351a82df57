"""The document set as a part of a cloned event."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor
from orgplan.document_sets.actions import copy_set
from orgplan.document_sets.models import SetPaper
from orgplan.document_sets.queries.sets import set_of
from orgplan.events.models import Event, EventTemplate
from orgplan.events.parts import Source
from orgplan.events.rules.yearly import Shift


@dataclass(frozen=True, slots=True)
class DocumentsPart:
    """The list of papers with who makes them and by when: none is begun, names in lists are asked anew."""

    kind: str = "documents"

    @property
    def label(self) -> str:
        """Return what the wizard calls it."""
        return _("Document set")

    def count(self, source: Source, /) -> int:
        """Return how many papers the set has; a template has none; one query."""
        if isinstance(source, EventTemplate):
            return 0
        return int(SetPaper.objects.filter(document_set__event=source).count())

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:  # noqa: ARG002 -- days are counted back anew
        """Take the papers, counted back from the new day."""
        found = None if isinstance(source, EventTemplate) else set_of(source)
        return copy_set(found, event=event, by=by) if found else 0
