"""Bookkeeping while calendars are read: how often, when last, by what; what was told. Not audited: nobody decides."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.db import transaction

from orgplan.feeds.models import Feed, FeedMemory
from orgplan.feeds.rules.addresses import LATE, NOTED_EVERY, WINDOW
from orgplan.feeds.rules.memory import Memory


def may_ask(what: str, most: int, now: datetime) -> bool:
    """Count one more request and tell whether it is answered; each server process counts for itself."""
    seconds = int(WINDOW.total_seconds())
    key = f"feeds:{what}:{int(now.timestamp()) // seconds}"
    if cache.add(key, 1, seconds):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it was forgotten between the two calls
        return True


def note_reading(feed: Feed, *, client: str, now: datetime) -> None:
    """Write down, at most once in some minutes, that the feed was read and by which program."""
    if feed.read_at is None or now - feed.read_at >= NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(read_at=now, client=client)


def memory_of(feed: Feed) -> Memory:
    """Return what the address has told so far; one query."""
    plain = FeedMemory.objects.filter(feed=feed).values_list("plain", flat=True).first()
    return Memory.of_plain(plain or {})


def note_told(feed: Feed, *, tag: str, told_as: str, memory: Memory | None, now: datetime) -> None:
    """Write down what was told: its tag, under which conditions, and, where it differs, what is to be remembered."""
    if feed.content_tag != tag:
        feed.content_tag, feed.content_at = tag, now
    feed.told_as, feed.fresh_since = told_as, now - LATE
    with transaction.atomic():
        Feed.objects.filter(pk=feed.pk).update(
            content_tag=feed.content_tag, content_at=feed.content_at, told_as=told_as, fresh_since=feed.fresh_since
        )
        if memory is not None:
            FeedMemory.objects.update_or_create(feed=feed, defaults={"plain": memory.to_plain()})
