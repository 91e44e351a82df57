"""What stands above a day: memorial dates and bans; who is busy and which hall is closed though no event says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.almanac.queries import dates_between
from orgplan.availability.queries import Ban, bans_between, closed_between
from orgplan.availability.rules.kinds import BookingState
from orgplan.clashes.queries.obstacles import KnownObstacles, absences_of_people, obstacles_of_absences
from orgplan.directory.queries import ActingIndex


@dataclass(frozen=True, slots=True)
class Note:
    """Words above a day: `css` is `memorial` or `ban` with its tone; a ban has its reason and its page."""

    words: str
    css: str = "memorial"
    why: str = ""
    url: str = ""


_APPROVED = BookingState.APPROVED
Notes = dict[date, list[Note]]


def notes_between(user: User, first: date, last: date, bans: dict[date, list[Ban]] | None = None) -> Notes:
    """Return memorial dates, then bans, by day; what goes on from the day before is named in short.

    Two queries, one where the bans were read already.
    """
    found: defaultdict[date, list[Note]] = defaultdict(list)
    for row in dates_between(user, first, last):
        found[row.day].append(Note(row.date.title))
    for day, notes in ban_notes(bans_between(user, first, last) if bans is None else bans).items():
        found[day] += notes
    return dict(found)


def ban_notes(bans: dict[date, list[Ban]]) -> Notes:
    """Return bans by day; what goes on from the day before is named in short, each Monday in full."""
    found = {}
    for day, each in bans.items():
        before = set(bans.get(day - timedelta(days=1), ())) if day.weekday() else set()
        found[day] = notes_of(replace(ban, words=ban.name) if ban in before else ban for ban in each)
    return found


def notes_of(bans: Iterable[Ban]) -> list[Note]:
    """Return bans as they stand above a day."""
    return [Note(each.words, f"ban {each.tone}", each.why, each.url) for each in bans]


class Unfree:
    """What is not free on the days of a view of hours; one query, and none more for its clashes.

    `index` are the absences of these days where the view has read them; with `claims` those of events on halls too.
    """

    def __init__(
        self, user: User, first: date, last: date, index: ActingIndex | None = None, *, claims: bool = False
    ) -> None:
        self._closed = closed_between(user, first, last, claims=claims)
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

    @property
    def closed_venues(self) -> set[int]:
        """Return the halls that are closed at some time."""
        return {venue for venue, _day in self._closed.venues}

    def claim(self, event: int, venue: int) -> tuple[str, str] | None:
        """Return the tone and the words of the event's claim on the hall; None where it has none."""
        state = self._closed.claims.get((event, venue))
        return None if state is None else (("plain", _("booked")) if state == _APPROVED else ("warn", _("pre-booked")))
