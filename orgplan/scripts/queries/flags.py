"""Whether an event has a script at all: asked with its own row (events.queries.card)."""

from __future__ import annotations

from django.db.models import OuterRef

from orgplan.events.queries.card import EventFlag
from orgplan.scripts.models import Script

HAS_SCRIPT = EventFlag("has_script", lambda: Script.objects.filter(event=OuterRef("pk")))
