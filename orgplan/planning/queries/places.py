"""Whether an event stands in plans and lines at all: asked with its own row (events.queries.card)."""

from __future__ import annotations

from django.db.models import OuterRef

from orgplan.events.queries.card import EventFlag
from orgplan.planning.models import PlanItem, PlanLine

HAS_LINES = EventFlag("has_lines", lambda: PlanLine.objects.filter(event=OuterRef("pk")))
IN_PLANS = EventFlag("in_plans", lambda: PlanItem.objects.filter(event=OuterRef("pk")))
