"""Who else has a place open, and the mark by which a page asks about it."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import models

from orgplan.accounts.models import Presence, User
from orgplan.accounts.rules.presence import KEPT, seen_words

SALT = "accounts.presence"
_MOST = 5
"""More names would be a list, not a hint."""


def mark_of(obj: models.Model, user: User) -> str:
    """Return the signed mark of the object for the person at the keyboard."""
    return signing.dumps([f"{obj._meta.label_lower}:{obj.pk}", user.acting_pk], salt=SALT)


def also_open(user: User, place: str, now: datetime) -> list[tuple[str, str]]:
    """Return names and «сейчас» or «2 мин назад» of the others who have the place open; one query."""
    rows = Presence.objects.visible_to(user).filter(place=place, seen_at__gte=now - KEPT).exclude(user=user)
    return [(str(row.user), seen_words(now, row.seen_at)) for row in rows.select_related("user")[:_MOST]]
