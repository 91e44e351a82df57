"""Whether an event asks bodies for people: asked with its own row (events.queries.card)."""

from __future__ import annotations

from django.db.models import OuterRef

from orgplan.events.queries.card import EventFlag
from orgplan.quotas.models import Quota

HAS_QUOTAS = EventFlag("has_quotas", lambda: Quota.objects.filter(event=OuterRef("pk")))
