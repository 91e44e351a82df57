"""Whether an event needs any resource: asked with its own row (events.queries.card)."""

from __future__ import annotations

from django.db.models import OuterRef

from orgplan.events.queries.card import EventFlag
from orgplan.resources.models import Need

HAS_NEEDS = EventFlag("has_needs", lambda: Need.objects.filter(event=OuterRef("pk")))
