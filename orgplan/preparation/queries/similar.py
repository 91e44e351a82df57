"""Similar past events: by the meaning of the title, through the index of the search."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from orgplan.accounts.models import User
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.preparation.rules.likeness import Likeness, Traits, similar, words_asked
from orgplan.search.models import IndexedRecord
from orgplan.search.queries import fulltext

_READ = 1_500
"""So many past events are compared for what they are about, and for what is done there: the latest of each."""
_YEARS = 4
_HAD = (EventState.HELD, EventState.PLANNED)
_SOURCE = "event"
_COLUMNS = ("pk", "title", "kind", "venue", "owner", "first_day")


@dataclass(frozen=True, slots=True)
class SimilarEvent:
    """A past event like this one, and why."""

    event: Event
    likeness: Likeness


def similar_past(user: User, new: Traits, today: date, most: int = 5) -> list[SimilarEvent]:
    """Return past events that are like the new one, the likest first; four queries whatever their number.

    The index brings whatever holds a word of the same meaning; which of them are like it, and how much, the titles say.
    """
    before = min(today, new.day) if new.day else today
    rows = Event.objects.visible_to(user).filter(state__in=_HAD, part_of=None).exclude(pk=new.key)
    rows = rows.filter(last_day__lt=before, last_day__gte=before.replace(year=before.year - _YEARS, day=1))
    found = {row[0]: Traits(*row) for words in words_asked(new.title) for row in _holding(rows, words)}
    likest = similar(new, list(found.values()), most)
    events = Event.objects.visible_to(user).select_related("venue").prefetch_related("occurrences")
    by_key = events.in_bulk([each.key for each in likest]) if likest else {}
    return [SimilarEvent(by_key[each.key], each) for each in likest if each.key in by_key]


def _holding(rows: QuerySet[Event], words: Collection[str]) -> list[tuple[int, str, str, int, int, date]]:
    """Return the traits of the latest events that hold one of the words; one query."""
    if not words:
        return []
    entered = IndexedRecord.objects.filter(fulltext.condition([sorted(words)]), source=_SOURCE).order_by()
    return list(rows.filter(pk__in=entered.values("record")).order_by("-moment").values_list(*_COLUMNS)[:_READ])


def traits_of(event: Event) -> Traits:
    """Return what is compared of the event."""
    return Traits(event.pk or 0, event.title, event.kind, event.venue_id, event.owner_id, event.first_day)
