"""Closed times as calendars and cards show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.availability.models import ClosedTime
from orgplan.availability.models.closed import naive
from orgplan.availability.policy import can_see_busy_words
from orgplan.availability.queries.obstacles import (
    Row,
    bounds,
    closed_times,
    in_force,
    keeps_hall,
    layers_between,
    obstacle_of,
    read_rows,
)
from orgplan.availability.rules.kinds import HOLDING, BookingState
from orgplan.availability.rules.spans import Span, hours_on, touches
from orgplan.clashes.queries.obstacles import KnownObstacles
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.events.rules import EventState

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ban:
    """A layer on a day, in words with its hours: the colour by token, the reason, the page of the layer, its name."""

    words: str
    tone: str
    why: str
    url: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """How the claim of an event on its hall stands, where that asks for something: words and a tone."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Closed:
    """What is not free on the days of a calendar: bans of the city, busy leaders, closed halls, by day.

    `known` are the same times as clashes take them, so that they are not read twice for one page.
    """

    bans: dict[date, list[Ban]]
    people: dict[tuple[int, date], list[str]]
    venues: dict[tuple[int, date], list[str]]
    known: KnownObstacles
    claims: dict[tuple[int, int], str] = field(default_factory=dict)
    """Where the claim of an event on a hall stands, by event and hall, where they were asked for."""

    def busy(self, person: int, day: date) -> str:
        """Return when the leader is busy by the own calendar: «занят 10:00–12:00; занят 15:00–16:00»."""
        return "; ".join(self.people.get((person, day), ()))

    def shut(self, venue: int, day: date) -> str:
        """Return why the hall is closed on the day, with the hours."""
        return "; ".join(self.venues.get((venue, day), ()))


def closed_between(user: User, first: date, last: date, *, claims: bool = False) -> Closed:
    """Return what is not free on the days, both inclusive; one query. What keeps a leader is said to those who may.

    With `claims` also where the claims of events on halls stand.
    """
    wanted = in_force() | (Q(booking__state__in=HOLDING) if claims else Q())
    read = read_rows(ClosedTime.objects.visible_to(user).between(*bounds(first, last)).filter(wanted))
    # Standing events speak for themselves: their claims keep nobody else.
    rows = [row for row in read if row.booking is None or row.event_state == EventState.DRAFT]
    known = KnownObstacles(first, last, {closed_times: [obstacle_of(row) for row in rows]})
    found = _by_day(user, [row for row in rows if row.booking is None], (first, last), known)
    return replace(found, claims={(row.event or 0, row.venue or 0): row.state or "" for row in read if row.booking})


def closed_with_claims(user: User, first: date, last: date) -> tuple[Closed, dict[tuple[int, int], ClaimShown]]:
    """Return the same, and by event and hall the claims that wait, were refused or ran out; one query for both."""
    rows = read_rows(
        ClosedTime.objects.visible_to(user)
        .between(*bounds(first, last))
        .filter(in_force() | Q(booking__isnull=False, booking__event__deleted_at=None))
    )
    kept = [row for row in rows if row.booking is None or keeps_hall(row)]
    known = KnownObstacles(first, last, {closed_times: [obstacle_of(row) for row in kept]})
    said = {(row.event or 0, row.venue or 0): _claim(row) for row in rows if row.booking is not None}
    closed = _by_day(user, [row for row in kept if row.booking is None], (first, last), known)
    return closed, {key: claim for key, claim in said.items() if claim is not None}


def _claim(row: Row) -> ClaimShown | None:
    if row.state == BookingState.PREBOOKED:
        return ClaimShown(_("the hall is not confirmed yet"), "warn")
    if row.state == BookingState.REFUSED:
        return ClaimShown(_("the hall is refused: %(why)s") % {"why": row.reason}, "bad")
    return ClaimShown(_("the pre-booking of the hall ran out"), "bad") if row.state == BookingState.EXPIRED else None


def bans_between(user: User, first: date, last: date) -> dict[date, list[Ban]]:
    """Return the layers in force by day, for pages of months and years; one query."""
    found = layers_between(user, first, last)
    return _by_day(user, found, (first, last), KnownObstacles(first, last, {})).bans


def _by_day(user: User, rows: Sequence[Row], days: tuple[date, date], known: KnownObstacles) -> Closed:
    bans: defaultdict[date, dict[Ban, None]] = defaultdict(dict)
    people: defaultdict[tuple[int, date], list[str]] = defaultdict(list)
    venues: defaultdict[tuple[int, date], list[str]] = defaultdict(list)
    may_read = can_see_busy_words(user)
    root = reverse("availability:index")
    for row in rows:
        span = Span(naive(row.start), naive(row.end), row.words)
        for day in _days(span, *days):
            if row.layer is not None:
                if row.level != ClashLevel.IGNORE:
                    bans[day].setdefault(_ban(row, span, day, root))
            elif row.person is not None:
                people[row.person, day].append(_busy_words(span, day, may_read=may_read))
            elif row.venue is not None:
                venues[row.venue, day].append(f"{hours_on(span, day)} {span.words}".strip())
    return Closed({day: list(found) for day, found in bans.items()}, people, venues, known)


def _days(span: Span, first: date, last: date) -> Sequence[date]:
    begins, ends = max(span.start.date(), first), min(span.last_day, last)
    days = (begins + shift * _DAY for shift in range((ends - begins).days + 1))
    return [day for day in days if touches(span, day)]


def _ban(row: Row, span: Span, day: date, root: str) -> Ban:
    name = f"{row.name}: {span.words}" if span.words else row.name or ""
    hours = hours_on(span, day)
    words = f"{name}, {hours}" if hours else name
    return Ban(words, row.tone or "", row.why or "", f"{root}layers/{row.layer}/", row.name or "")


def _busy_words(span: Span, day: date, *, may_read: bool) -> str:
    hours = hours_on(span, day)
    words = _("busy %(hours)s") % {"hours": hours} if hours else _("busy all day")
    return f"{words}: {span.words}" if may_read and span.words else words
