"""Whether an event has a briefing or texts: asked with its own row (events.queries.card)."""

from __future__ import annotations

from django.db.models import OuterRef

from orgplan.events.queries.card import EventFlag
from orgplan.folders.models import Briefing, LeaderNote

HAS_BRIEFING = EventFlag("has_briefing", lambda: Briefing.objects.filter(event=OuterRef("pk")))
HAS_NOTES = EventFlag("has_notes", lambda: LeaderNote.objects.filter(event=OuterRef("pk")))
