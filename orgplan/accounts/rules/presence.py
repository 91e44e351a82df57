"""Who else has a page open: for how long that is said, and in which words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

EVERY: Final = 30
"""Seconds between two signs of life of an open page."""
NOW: Final = timedelta(seconds=75)
"""A page that gave a sign so lately counts as open now: one sign may be late."""
KEPT: Final = timedelta(minutes=5)
"""After this nothing is known any more: nobody's day can be read out of it."""


def seen_words(now: datetime, seen: datetime) -> str:
    """Return «сейчас» or «2 мин назад»; empty where it is too long ago to be said."""
    ago = now - seen
    if ago > KEPT:
        return ""
    return _("open now") if ago <= NOW else _("%d min ago") % max(1, int(ago.total_seconds() // 60))
