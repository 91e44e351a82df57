"""Who leads and who is away on the days of the first screen; two queries for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from orgplan.directory.models import Person, Position
from orgplan.directory.queries import ActingIndex, ActingRow, acting_on


@dataclass(frozen=True, slots=True)
class Absent:
    """Who is away on a day: leaders for whom nobody acts first, as those the day has to settle."""

    gaps: list[ActingRow]
    covered: list[ActingRow]

    def of(self, person: int) -> ActingRow | None:
        """Return what the day knows of the person's absence."""
        return next((row for row in (*self.gaps, *self.covered) if row.person.pk == person), None)

    def without(self, people: frozenset[int]) -> Absent:
        """Return the same without those whose absence stands with their own day."""
        gaps, covered = ([row for row in rows if row.person.pk not in people] for rows in (self.gaps, self.covered))
        return Absent(gaps, covered)


@dataclass(frozen=True, slots=True)
class PeopleOfDays:
    """The leaders' posts, and who is away, by day."""

    posts: list[Position]
    absent: dict[date, Absent]

    def leaders_on(self, day: date) -> list[Position]:
        """Return the leaders' posts held on the day, the Mayor first."""
        return [post for post in self.posts if post.leader_order and _holds(post, day)]

    def without_leaders(self) -> PeopleOfDays:
        """Return the same for readers who prepare no leader's day."""
        return PeopleOfDays([], self.absent)

    def only(self, day: date) -> PeopleOfDays:
        """Return the same for one of the days."""
        return PeopleOfDays(self.posts, {day: self.absent[day]})

    @property
    def ranks(self) -> dict[int, int]:
        """Return the places among the leaders by key of person."""
        return {post.person_id: post.leader_order or 0 for post in reversed(self.posts) if post.leader_order}


def people_of(first: date, last: date) -> PeopleOfDays:
    """Return the leaders and the absent of two days; two queries."""
    index = ActingIndex(first, last)
    posts: list[Position] = list(
        Position.objects.select_related("person", "unit", "organisation")
        .filter(Q(leader_order__isnull=False) | Q(person__in=index.people))
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=last), Q(ends_on__isnull=True) | Q(ends_on__gte=first))
        .order_by("leader_order")
    )
    return PeopleOfDays(posts, {day: _absent(day, index, posts) for day in {first, last}})


def _absent(day: date, index: ActingIndex, posts: list[Position]) -> Absent:
    rows = acting_on(day, index=index, held=[post for post in posts if _holds(post, day)])
    gaps = [row for row in rows if row.is_leader and row.acting is None]
    return Absent(gaps, [row for row in rows if row not in gaps])


def _holds(post: Position, day: date) -> bool:
    return (post.starts_on is None or post.starts_on <= day) and (post.ends_on is None or post.ends_on >= day)


def phone_of(person: Person, posts: list[Position]) -> str:
    """Return where the person is called: the own telephone, else that of a post."""
    return person.phone or next((post.phone for post in posts if post.person_id == person.pk and post.phone), "")
