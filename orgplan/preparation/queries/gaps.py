"""What preparation says to be missing of an event: its plan, or steps whose day is gone."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.events.rules import EventKind
from orgplan.preparation.models import Step
from orgplan.preparation.rules.kinds import StepState
from orgplan.programmes.queries.gaps import EventGap, GapScope

_OF_EVENT = Step.objects.filter(event=OuterRef("pk"))
_PREPARED = frozenset(
    {EventKind.MASS_EVENT, EventKind.CEREMONY, EventKind.OFFICIAL_RECEPTION, EventKind.CONFERENCE, EventKind.SIGNING}
)


def _no_steps(_scope: GapScope) -> Q:
    return Q(~Exists(_OF_EVENT))


def _late_steps(scope: GapScope) -> Q:
    return Q(Exists(_OF_EVENT.filter(state=StepState.PLANNED, due_on__lt=scope.today)))


WITHOUT_STEPS = EventGap("no_steps", _("without a plan of preparation"), _no_steps, days=45, kinds=_PREPARED)
LATE_STEPS = EventGap("late_steps", _("steps of preparation are late"), _late_steps)
