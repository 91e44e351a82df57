"""Pure rules of tokens: what they let a program do, how long they hold, how they are written and kept."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PREFIX = "opl_"
SHOWN = 10
"""So many letters of a token are kept in the open, for people to tell one from another."""
LONGEST = timedelta(days=366)
USED_EVERY = timedelta(minutes=5)
"""The last use is written down at most so often."""


class TokenScope(TextChoices):
    """What a program may do with a token; never more than its holder may."""

    READ_EVENTS = "events:read", _("read events")
    WRITE_EVENTS = "events:write", _("write events")
    READ_PLANS = "plans:read", _("read plans")
    WRITE_PLANS = "plans:write", _("write plans")
    READ_CLASHES = "clashes:read", _("see clashes, times that are not free and the load of leaders")
    WRITE_CLASHES = "clashes:write", _("accept clashes with a reason")
    WRITE_LAYERS = "layers:write", _("close and open days of layers of bans")
    READ_BOOKINGS = "bookings:read", _("read claims on venues and which venues are closed")
    WRITE_BOOKINGS = "bookings:write", _("claim venues, decide about claims, close venues")
    READ_INSTRUCTIONS = "instructions:read", _("read instructions")
    WRITE_INSTRUCTIONS = "instructions:write", _("give instructions, register and report them")
    SEARCH = "search", _("search in all records")
    SCHEDULING = "scheduling", _("have months sorted out")
    FEEDS = "feeds", _("open and close calendar subscriptions")
    WEBHOOKS = "webhooks", _("order messages about changes")


def digest_of(token: str) -> str:
    """Return what is kept of a token: it cannot be turned back. A token is long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def has_form(token: str) -> bool:
    """Tell whether the text could be a token at all."""
    return token.startswith(PREFIX) and token.isascii() and len(token) <= 100  # noqa: PLR2004 -- ours have 47
