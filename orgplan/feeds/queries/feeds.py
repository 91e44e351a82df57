"""Reads of feeds: by their secret, for the list of one's own."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from orgplan.accounts.models import User
from orgplan.audit.models import Entry
from orgplan.feeds.models import Feed, FeedQuerySet
from orgplan.feeds.rules.addresses import digest_of, has_form

_TOLD_OF = Q(object_kind__startswith="events.") | Q(object_kind__startswith="directory.")
"""Of what a feed tells: events, names and places, units of people. The owner, the filter and the feed travel along."""


def feed_at(secret: str) -> Feed | None:
    """Return the feed at the address with its owner, and `is_stale`: something may differ since it was told; one query.

    History is asked, which every write leaves behind, from a quarter of an hour before the last telling on.
    """
    if not has_form(secret):
        return None
    since = Entry.objects.filter(_TOLD_OF, at__gte=OuterRef("fresh_since"))
    rows = Feed.objects.filter(digest=digest_of(secret)).select_related("user", "view", "person")
    return rows.annotate(is_stale=Exists(since)).first()


def address_of(secret: str) -> str:
    """Return the whole address at which calendar programs read."""
    return f"{settings.ADDRESS.rstrip('/')}{reverse('feeds:read', args=[secret])}"


def feeds_for(user: User) -> FeedQuerySet:
    """Return the feeds that the user may see, with owners."""
    rows: FeedQuerySet = Feed.objects.visible_to(user).select_related("user", "view", "person")
    return rows


def working_feeds_of(user: User) -> FeedQuerySet:
    """Return the feeds of a sign-in that still answer."""
    rows: FeedQuerySet = Feed.objects.filter(user=user, revoked_at__isnull=True)
    return rows
