"""An event as a row of the list shows it: plain values, so that a row that did not change is not drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.events.models import Event
from orgplan.events.rules import EventState, Level

_USUAL = frozenset((Level.CITY, Level.DISTRICT))
"""Levels that the list does not name."""


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


def list_row(event: Event, *, year: int, may_choose: bool, may_edit: bool) -> ListRow:
    """Return the row of an event that `queries.finding.listed` has read; the given year is not named in its days."""
    return ListRow(
        key=event.pk,
        title=event.title,
        when=event.when_in(year),
        where=event.where,
        owner=str(event.owner),
        state=event.state,
        state_words=str(EventState(event.state).label),
        level_words="" if event.level in _USUAL else str(Level(event.level).label),
        has_leaders=event.has_leaders,
        may_choose=may_choose,
        may_edit=may_edit,
    )
