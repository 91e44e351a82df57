"""Who reads: whose days stand on the desk, who the reader is, since when the news are told; one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from orgplan.accounts.models import SignInSession, User
from orgplan.changes.queries import note_waiting_proposals, proposals_counted

_LONGEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader's person, the leaders chosen (none: all), and since when news are told."""

    person: int | None
    leaders: frozenset[int]
    since: datetime


def reader_of(user: User, session_key: str, now: datetime) -> Reader:
    """Return who reads; news begin where the reader's last visit ended, or where they were marked as seen; one query.

    The last visit is the last sign of life of another session. Without any they begin yesterday; nothing older than
    a week is told. The proposed changes that wait are counted by the way.
    """
    earlier = SignInSession.objects.filter(user=OuterRef("pk")).exclude(session_key=session_key).order_by("-seen_at")
    rows = list(
        User.objects.filter(pk=user.pk)
        .annotate(visited=Subquery(earlier.values("seen_at")[:1]), proposals=proposals_counted())
        .values_list("membership__person", "desk__seen_at", "visited", "proposals", "desk__leaders")
    )
    person, seen, visited, proposals, _leader = rows[0]
    note_waiting_proposals(user, proposals)
    yesterday = timezone.make_aware(datetime.combine(timezone.localdate(now) - timedelta(days=1), time()))
    since = max((each for each in (seen, visited) if each), default=yesterday)
    return Reader(person, frozenset(row[-1] for row in rows if row[-1]), max(since, now - _LONGEST))
