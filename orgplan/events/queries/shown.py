"""Events as rows of the list show them: plain values, so that a row that did not change is not drawn again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from orgplan.directory.models import usual_name
from orgplan.events.models import Event, Participation, when_in_year
from orgplan.events.rules import EventState, Level, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

_USUAL = frozenset((Level.CITY, Level.DISTRICT))
"""Levels that the list does not name."""
_FACTS = (
    *("pk", "title", "state", "level", "timing_kind", "rrule", "wording", "place", "venue__name"),
    *("owner", "owner__short_name", "owner__name", "has_leaders"),
)
_STRETCH = ("occurrences__start", "occurrences__end", "occurrences__start_time", "occurrences__end_time")
_IN_PERSON = (ParticipationKind.HOSTS, ParticipationKind.ATTENDS)


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list; `level_words` is empty of the usual levels, `may_choose`: the reader has boxes to tick."""

    key: int
    title: str
    when: str
    where: str
    owner: str
    state: str
    state_words: str
    level_words: str
    has_leaders: bool
    may_choose: bool
    may_edit: bool


def list_rows(keys: Sequence[int], *, year: int, may_choose: bool, may_edit: Callable[[int], bool]) -> list[ListRow]:
    """Return the rows of these events in this order; one query. `may_edit` answers for the key of an owner.

    Columns are read instead of records, an event once for each of its stretches: making the records of a window took
    as long as all else. The given year is not named in the days.
    """
    facts: dict[int, tuple[Any, ...]] = {}
    days: dict[int, list[Occurrence]] = {}
    leaders = Participation.objects.filter(event=OuterRef("pk"), person__isnull=False, kind__in=_IN_PERSON)
    found = Event.objects.filter(pk__in=keys).annotate(has_leaders=Exists(leaders))
    in_order = found.order_by("occurrences__start", "occurrences__start_time", "occurrences__pk")
    for row in in_order.values_list(*_FACTS, *_STRETCH):
        key, stretch = row[0], row[len(_FACTS) :]
        facts[key] = row[: len(_FACTS)]
        known = days.setdefault(key, [])
        if any(stretch):
            known.append(Occurrence(*stretch))
    return [
        _row(facts[key], days[key], year=year, may_choose=may_choose, may_edit=may_edit) for key in keys if key in facts
    ]


def _row(
    facts: tuple[Any, ...],
    days: Sequence[Occurrence],
    *,
    year: int,
    may_choose: bool,
    may_edit: Callable[[int], bool],
) -> ListRow:
    key, title, state, level, kind, rrule, wording, place, venue, owner, short_name, name, has_leaders = facts
    return ListRow(
        key=key,
        title=title,
        when=when_in_year(Timing(TimingKind(kind), tuple(days), rrule or None), wording, year),
        where=place or venue or "",
        owner=usual_name(short_name, name),
        state=state,
        state_words=str(EventState(state).label),
        level_words="" if level in _USUAL else str(Level(level).label),
        has_leaders=has_leaders,
        may_choose=may_choose,
        may_edit=may_edit(owner),
    )
