"""The list without month borders: from a day on, whole days at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.accounts.models import User
from orgplan.calendar.queries.blocks import Block, Drawing
from orgplan.calendar.queries.entries import Entry, entries_after
from orgplan.calendar.queries.filtering import CalendarFilter
from orgplan.calendar.queries.meetings import meetings_between
from orgplan.calendar.queries.notes import Note, Unfree, notes_between
from orgplan.directory.models import Position

_ABOUT = 80
_MOST_OF_DAY = 150
_MOST_LASTING = 20
"""Of what began earlier and still lasts, so many are named."""


@dataclass(frozen=True, slots=True)
class ListedDay:
    """A day of the list."""

    day: date
    notes: Sequence[Note]
    blocks: Sequence[Block]
    unshown: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """Days from one on; what began before it and lasts; the day with which the next part begins, if any."""

    days: Sequence[ListedDay]
    lasting: Sequence[Block]
    lasting_total: int
    following: date | None

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing is found."""
        return not (self.days or self.lasting)


def list_page(user: User, wanted: CalendarFilter, posts: Sequence[Position], day: date, today: date) -> ListPage:
    """Return the list from the day on; at most eleven queries. Days on which nothing is are left out."""
    read, following = entries_after(user, wanted, day, _ABOUT)
    entries = [entry for entry in read if entry.span.first >= day]
    lasting = [entry for entry in read if entry.span.first < day <= entry.last_day]
    by_day: defaultdict[date, list[Entry]] = defaultdict(list)
    last = max((entry.span.first for entry in entries), default=day)
    for entry in (*entries, *meetings_between(user, wanted, day, last, today)):
        by_day[entry.span.first].append(entry)
    shown = [*lasting[:_MOST_LASTING], *(each for found in by_day.values() for each in found[:_MOST_OF_DAY])]
    # The posts are those of the first day: enough for the ranks of whom the list names.
    unfree = Unfree(user, day, last)
    drawing = Drawing(user, shown, day, last, posts, known=unfree.known)
    notes = notes_between(user, day, last, unfree.bans)
    days = []
    for each in sorted(by_day):
        found = sorted(
            by_day[each], key=lambda entry: (entry.span.start is not None, entry.span.start or 0, entry.title)
        )
        blocks = [drawing.block(entry, each) for entry in found[:_MOST_OF_DAY]]
        days.append(ListedDay(each, notes.get(each, ()), blocks, len(found) - len(blocks)))
    return ListPage(days, [drawing.block(entry, day) for entry in lasting[:_MOST_LASTING]], len(lasting), following)
