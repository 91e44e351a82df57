"""What stands above a day: memorial dates and bans; who is busy and which hall is closed though no event says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from orgplan.accounts.models import User
from orgplan.almanac.queries import dates_between
from orgplan.availability.queries import Ban, bans_between, closed_between
from orgplan.clashes.queries.obstacles import KnownObstacles, absences_of_people, obstacles_of_absences
from orgplan.directory.queries import ActingIndex


@dataclass(frozen=True, slots=True)
class Note:
    """Words above a day: `css` is `memorial` or `ban` with its tone; a ban has its reason and its page."""

    words: str
    css: str = "memorial"
    why: str = ""
    url: str = ""


Notes = dict[date, list[Note]]


def notes_between(user: User, first: date, last: date, bans: dict[date, list[Ban]] | None = None) -> Notes:
    """Return memorial dates, then bans, by day; what goes on from the day before is named in short.

    Two queries, one where the bans were read already.
    """
    found: defaultdict[date, list[Note]] = defaultdict(list)
    for row in dates_between(user, first, last):
        found[row.day].append(Note(row.date.title))
    read = bans_between(user, first, last) if bans is None else bans
    for day, each in read.items():
        before = set(read.get(day - timedelta(days=1), ())) if day.weekday() else set()
        found[day] += notes_of(replace(ban, words=ban.name) if ban in before else ban for ban in each)
    return dict(found)


def notes_of(bans: Iterable[Ban]) -> list[Note]:
    """Return bans as they stand above a day."""
    return [Note(each.words, f"ban {each.tone}", each.why, each.url) for each in bans]


class Unfree:
    """What is not free on the days of a view of hours; one query, and none more for its clashes.

    `index` are the absences of these days where the view has read them.
    """

    def __init__(self, user: User, first: date, last: date, index: ActingIndex | None = None) -> None:
        self._closed = closed_between(user, first, last)
        self._known = self._closed.known
        if index is not None:
            rows = ((row.pk, row.person_id, row.starts_on, row.ends_on) for row in index.rows.values())
            read = {**self._known.of, absences_of_people: obstacles_of_absences(rows)}
            self._known = replace(self._known, of=read)

    @property
    def known(self) -> KnownObstacles:
        """Return the times as clashes take them."""
        return self._known

    @property
    def bans(self) -> dict[date, list[Ban]]:
        """Return the bans by day."""
        return self._closed.bans

    def bans_on(self, day: date) -> list[Note]:
        """Return the bans of the day."""
        return notes_of(self._closed.bans.get(day, ()))

    def busy(self, person: int, day: date) -> str:
        """Return when the leader is busy by the own calendar."""
        return self._closed.busy(person, day)

    def shut(self, venue: int, day: date) -> str:
        """Return why the hall is closed."""
        return self._closed.shut(venue, day)
