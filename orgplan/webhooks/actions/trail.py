"""History becomes messages: entries are read behind a cursor, and a while back again for those that came late.

On PostgreSQL an entry with a smaller key may become visible after one with a greater key was read. Therefore entries
are looked through once more, from `LATE` before the last such look; that a message is written once is a constraint of
the table. The machine's own bookkeeping: not audited, the messages themselves tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from orgplan.audit.models import Entry
from orgplan.webhooks.models import Delivery, Reading, Subscription
from orgplan.webhooks.queries.sources import Source, sources
from orgplan.webhooks.rules import LATE

BATCH = 500
_LOOK_BACK_EVERY = timedelta(minutes=1)


def read_trail(*, now: datetime) -> int:
    """Write the messages of entries that are new or came late; return how many entries were new."""
    subscriptions = list(Subscription.objects.told().select_related("user"))
    if not subscriptions:
        return 0
    reading, _is_new = Reading.objects.get_or_create(pk=1, defaults={"looked_back_at": now})
    if now - reading.looked_back_at >= _LOOK_BACK_EVERY:
        _look_back(reading, subscriptions, now)
    fresh = list(Entry.objects.filter(pk__gt=reading.last_entry).order_by("pk")[:BATCH])
    if fresh:
        with transaction.atomic():
            _write(fresh, subscriptions, now)
            Reading.objects.filter(pk=1, last_entry__lt=fresh[-1].pk).update(last_entry=fresh[-1].pk)
    return len(fresh)


def _look_back(reading: Reading, subscriptions: Sequence[Subscription], now: datetime) -> None:
    kinds = [each.object_kind for each in sources()]
    since = reading.looked_back_at - LATE
    passed = Entry.objects.filter(at__gte=since, pk__lte=reading.last_entry, object_kind__in=kinds).order_by("pk")
    entries = passed.iterator(chunk_size=BATCH)
    while batch := list(islice(entries, BATCH)):
        _write(batch, subscriptions, now)
    Reading.objects.filter(pk=1).update(looked_back_at=now)


def _write(entries: Sequence[Entry], subscriptions: Sequence[Subscription], now: datetime) -> None:
    for source in sources():
        told = [(entry, topic) for entry in entries if (topic := _topic(source, entry))]
        if told:
            messages = [each for one in subscriptions for each in _messages(source, told, one, now)]
            Delivery.objects.bulk_create(messages, ignore_conflicts=True, batch_size=300)


def _topic(source: Source, entry: Entry) -> str | None:
    return source.topic_of(entry) if entry.object_kind == source.object_kind else None


def _messages(
    source: Source, told: Sequence[tuple[Entry, str]], subscription: Subscription, now: datetime
) -> Iterator[Delivery]:
    """Give the messages of one subscription: of what the holder sees, and of what was told and is seen no more."""
    wanted = [
        (entry, topic) for entry, topic in told if topic in subscription.topics and entry.at >= subscription.created_at
    ]
    keys = {entry.object_key for entry, _topic in wanted}
    if not keys:
        return
    seen = source.seen(subscription.user, keys)
    known = _told_before(source, subscription, keys - set(seen)) | seen
    for entry, topic in wanted:
        if entry.object_key in known:
            yield Delivery(
                subscription=subscription,
                entry_key=entry.pk,
                topic=topic,
                object_kind=entry.object_kind,
                object_key=entry.object_key,
                identity=known[entry.object_key],
                about=entry.object_label if entry.object_key in seen else "",
                occurred_at=entry.at,
                due_at=now,
            )


def _told_before(source: Source, subscription: Subscription, keys: set[str]) -> dict[str, str]:
    """Return identities of objects that the holder saw once and sees no more: that they are gone is told."""
    if not keys:
        return {}
    rows = Delivery.objects.filter(subscription=subscription, object_kind=source.object_kind, object_key__in=keys)
    return dict(rows.order_by().values_list("object_key", "identity"))
