"""Signs of life of open pages: no acts of people, so they leave no line in the history and are forgotten in minutes."""

from __future__ import annotations

from datetime import datetime

from orgplan.accounts.models import Presence, User
from orgplan.accounts.rules.presence import KEPT


def note_presence(*, user: User, place: str, now: datetime) -> None:
    """Note that the user has the place open now, and forget what is older than some minutes."""
    forget_presence(now=now)
    if not Presence.objects.filter(user=user, place=place).update(seen_at=now):
        Presence.objects.bulk_create([Presence(user=user, place=place, seen_at=now)], ignore_conflicts=True)


def forget_presence(*, now: datetime) -> int:
    """Forget what is older than some minutes; return how many rows went."""
    old = Presence.objects.filter(seen_at__lt=now - KEPT)
    return old.delete()[0] if old.exists() else 0  # asked every few seconds: most times there is nothing to write
