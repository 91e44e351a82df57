"""History becomes notices: entries are read behind a cursor, and a while back again for those that came late.

The worker's bookkeeping, as in `webhooks.actions.trail` (docs/adr/0044): not audited, the notices themselves tell.
Everything of a batch — notices, urgent letters, the cursor — is one transaction: a worker killed in the middle leaves
nothing of it, and the next one begins where the last whole batch ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from orgplan.audit.models import Entry
from orgplan.notices.actions.telling import write_urgent
from orgplan.notices.models import Gathering, Mute, Notice
from orgplan.notices.queries.crowd import Crowd
from orgplan.notices.queries.notices import notice_rules
from orgplan.notices.queries.sources import Told, seen_subjects, sources
from orgplan.notices.rules.telling import is_muted, urgent_words

BATCH = 200
LATE = timedelta(minutes=2)
_LOOK_BACK_EVERY = timedelta(minutes=1)
_LINE, _TITLE, _REASON = 500, 300, 300


def gather(*, now: datetime) -> int:
    """Write the notices of entries that are new or came late; return how many notices were written.

    The first turn of an installation begins with what happens from then on.
    """
    gathering, is_new = Gathering.objects.get_or_create(
        pk=1, defaults={"looked_back_at": now, "last_entry": Entry.objects.aggregate(last=Max("pk"))["last"] or 0}
    )
    if is_new:
        return 0
    looks_back = now - gathering.looked_back_at >= _LOOK_BACK_EVERY
    # Read first: an idle worker takes no write lock.
    is_idle = not Entry.objects.filter(pk__gt=gathering.last_entry).exists()
    if is_idle and not (looks_back and _passed(gathering, now).exists()):
        return 0
    with transaction.atomic():
        held = Gathering.objects.select_for_update().get(pk=1)
        count = 0
        if looks_back:
            count += write_notices(list(_passed(held, now)[: 4 * BATCH]), now=now)
            held.looked_back_at = now
        fresh = list(Entry.objects.filter(pk__gt=held.last_entry).order_by("pk")[:BATCH])
        if fresh:
            count += write_notices(fresh, now=now)
            held.last_entry = fresh[-1].pk
        held.save()
    return count


def _passed(gathering: Gathering, now: datetime) -> QuerySet[Entry]:
    since = min(gathering.looked_back_at, now) - LATE
    return Entry.objects.filter(at__gte=since, pk__lte=gathering.last_entry).order_by("pk")


def write_notices(entries: Sequence[Entry], *, now: datetime) -> int:
    """Write what rooms tell of the entries, to whom it concerns and who may see it; urgent ones become letters.

    What was written before stays as it is; the number of queries does not depend on that of users.
    """
    crowd = Crowd(timezone.localdate(now))
    told = [
        each
        for source in sources()
        if (own := [entry for entry in entries if entry.object_kind in source.object_kinds])
        for each in source.tell(own, crowd)
    ]
    told = [each for each in told if each.audience]
    if not told:
        return 0
    rows = _rows(told, crowd, now)
    keys = [row.key for row in rows]
    known = set(Notice.objects.filter(key__in=keys).values_list("user", "key"))
    fresh = [row for row in rows if (row.user_id, row.key) not in known]
    Notice.objects.bulk_create(fresh, batch_size=200, ignore_conflicts=True)
    urgent = [row for row in fresh if row.urgent_why and row.muted_by_id is None]
    mailed = {each.key for each in told if each.is_mailed}
    write_urgent([row for row in urgent if row.key not in mailed], now=now)
    return len(fresh)


def _rows(told: Iterable[Told], crowd: Crowd, now: datetime) -> list[Notice]:
    told = list(told)
    readers = [crowd.readers[key] for key in {user for each in told for user in each.audience} if key in crowd.readers]
    seen = seen_subjects(readers, {each.subject for each in told})
    mutes: dict[int, dict[tuple[str, str], int]] = {}
    for key, user, scope, value in Mute.objects.values_list("pk", "user", "scope", "value"):
        mutes.setdefault(user, {})[scope, value] = key
    urgency, today = notice_rules().urgency, timezone.localdate(now)
    rows: dict[tuple[int, str], Notice] = {}
    for each in told:
        urgent = urgent_words(each.gravity, each.day, has_leader=each.has_leader, today=today, rules=urgency)
        for user, reason in each.audience.items():
            if str(user) in each.actors or (user, each.subject) not in seen:
                continue
            own = mutes.get(user, {})
            mute = is_muted(own, subject=each.subject, kind=each.kind, unit=each.unit)
            rows.setdefault((user, each.key), _row(each, user, reason, urgent, own[mute] if mute else None))
    return list(rows.values())


def _row(told: Told, user: int, reason: str, urgent: str, mute: int | None) -> Notice:
    return Notice(
        user_id=user,
        key=told.key[:120],
        kind=told.kind,
        subject=told.subject,
        title=_cut(told.title, _TITLE),
        url=told.url,
        words=_cut(told.words, _LINE),
        reason=reason[:_REASON],
        who=told.who[:200],
        unit_id=told.unit or None,
        day=told.day,
        urgent_why="" if told.is_mailed else urgent,
        happened_at=told.happened_at,
        muted_by_id=mute,
    )


def _cut(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1].rsplit(' ', 1)[0]}…"
