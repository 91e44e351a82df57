"""What preparation brings into a cloned event: its steps, and the open lessons as a checklist."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor
from orgplan.events.models import Event, EventTemplate
from orgplan.events.parts import Source
from orgplan.events.rules.yearly import Shift
from orgplan.preparation.actions import carry_lessons, copy_steps
from orgplan.preparation.models import Step
from orgplan.preparation.queries.lessons import open_lessons
from orgplan.preparation.queries.plan import of_source


@dataclass(frozen=True, slots=True)
class StepsPart:
    """The steps of preparation, counted back from the new day."""

    kind: str = "steps"

    @property
    def label(self) -> str:
        """Return what the wizard calls it."""
        return _("Steps of preparation")

    def count(self, source: Source, /) -> int:
        """Return how many steps there are; one query."""
        return int(Step.objects.filter(**of_source(source)).count())

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:
        """Take the steps."""
        return copy_steps(source=source, event=event, shift=shift, by=by)


@dataclass(frozen=True, slots=True)
class LessonsPart:
    """Open lessons of the source and of those before it."""

    kind: str = "lessons"

    @property
    def label(self) -> str:
        """Return what the wizard calls it."""
        return _("Open lessons of earlier years")

    def count(self, source: Source, /) -> int:
        """Return how many lessons are open; a template has none."""
        return 0 if isinstance(source, EventTemplate) else len(open_lessons(source))

    def copy(self, source: Source, event: Event, shift: Shift | None, by: Actor, /) -> int:  # noqa: ARG002 -- the seam
        """Put them into the checklist."""
        return 0 if isinstance(source, EventTemplate) else carry_lessons(source=source, event=event, by=by)
