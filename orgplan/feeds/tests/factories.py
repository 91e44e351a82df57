"""Feeds for tests, and what a calendar program gets from them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.audit.actions import System
from orgplan.feeds.actions.feeds import Made, Options, Source, subscribe_to_calendar
from orgplan.feeds.models import Feed

BY = System("тест")


def made(user: User, source: Source | None = None, **options: Any) -> Made:
    """Return a feed of everything, or of the source, with its secret."""
    asked = Options(**{"days_back": 366} | options)
    return subscribe_to_calendar(user=user, name="Календарь", source=source or Source(), options=asked, by=BY)


def subscribed(user: User) -> tuple[Feed, str]:
    """Return a feed of the user and its secret."""
    found = made(user)
    return found.feed, found.secret


def read(secret: str, **headers: str) -> Any:
    """Return the answer to a calendar program, which has no cookies."""
    return Client().get(reverse("feeds:read", args=[secret]), headers=headers)
