"""What others changed in events since the reader's last visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from orgplan.accounts.models import User
from orgplan.audit.queries import Change, Line, News, news_since
from orgplan.events.models import Event

_SHOWN, _NEW_BY_NAME = 8, 3
_FACTS = ("occurrences", "place", "venue", "state", "title", "participations", "owner", "deleted_why")


@dataclass(frozen=True, slots=True)
class EventNews:
    """An event that others changed: the facts that differ, and who did it last; of a new one `when` it is."""

    key: int
    title: str
    is_new: bool
    is_deleted: bool
    when: str
    who: str
    reason: str
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class NewsSince:
    """What happened since the moment: events told by name, the count of further new and changed ones."""

    since: datetime
    told: list[EventNews]
    more_new: int
    more_changed: int

    def __bool__(self) -> bool:
        return bool(self.told or self.more_new or self.more_changed)


def event_news(user: User, since: datetime, today: date) -> NewsSince:
    """Return what others did since the moment to events that are not over, as far as the user sees them; two queries.

    Changed events are told first, the latest first; where many new ones were recorded they are only counted.
    """
    found = {int(each.key): each for each in news_since(Event, since, besides=str(user.pk))}
    coming = Q(last_day__isnull=True) | Q(last_day__gte=today)
    columns = ("pk", "title", "deleted_at")
    rows = list(_events(user, found).filter(coming).order_by().values_list(*columns)) if found else []
    seen: dict[int, tuple[Any, ...]] = {row[0]: row for row in rows}
    changed, new = [], []
    for key, each in found.items():
        if key not in seen:
            continue
        if not each.is_new:
            changed.append((key, each))
        elif seen[key][2] is None:
            new.append((key, each))
    told = [_told(seen[key], each) for key, each in changed[: 3 * _SHOWN]]
    told = [each for each in told if each.changes]
    named = [_told(seen[key], each) for key, each in new] if len(new) <= _NEW_BY_NAME else []
    more = max(len(told) - _SHOWN, 0) + max(len(changed) - 3 * _SHOWN, 0)
    return NewsSince(since, [*told[:_SHOWN], *named], len(new) - len(named), more)


def _events(user: User, keys: Any) -> Any:
    return Event.objects.visible_to(user, deleted=None).filter(pk__in=list(keys))


def _told(row: tuple[Any, ...], news: News) -> EventNews:
    key, title, deleted_at = row
    lines = news.lines
    newest = lines[0]
    changes = [] if news.is_new else _net(lines)
    when = next((each.after for each in newest.changes if each.name == "occurrences"), "") if news.is_new else ""
    return EventNews(key, title, news.is_new, deleted_at is not None, when, newest.who, newest.reason, changes)


def _net(lines: list[Line]) -> list[Change]:
    """Return the facts that differ between the first and the last of the changes, each once."""
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for line in reversed(lines):
        for change in line.changes:
            if change.name in _FACTS:
                first.setdefault(change.name, change)
                last[change.name] = change
    both = [Change(last[name].label, first[name].before, last[name].after, name) for name in first]
    return [each for each in both if each.before != each.after]
