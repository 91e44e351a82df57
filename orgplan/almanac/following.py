"""What the almanac answers to planning: it fills the city's plans (planning.filling)."""

from __future__ import annotations

from django.utils import timezone

from orgplan.almanac.actions.laying import lay_into_plan
from orgplan.audit.actions import Actor
from orgplan.planning.filling import Grounds
from orgplan.planning.models import Plan


def fill_plan(plan: Plan, by: Actor, ground: Grounds | None = None) -> int:
    """Lay meetings, dates and jubilees into the plan; return how many events came in or were changed."""
    done = lay_into_plan(plan, today=timezone.localdate(), ground=ground, by=by)
    return done.created + done.changed + done.adopted
