"""The leaders who have folders, and which of them the reader is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orgplan.accounts.models import User
from orgplan.clashes.queries import norms
from orgplan.clashes.queries.occupation import taken_between
from orgplan.directory.models import Membership, Position
from orgplan.directory.queries import leaders_on


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """A leader in the list: the post, and how many events stand at an hour on the day."""

    post: Position
    count: int
    first: str = ""


def own_person(user: User) -> int | None:
    """Return the key of the person the user is, None where nobody said; one query."""
    found: int | None = Membership.objects.filter(user=user).values_list("person", flat=True).first()
    return found


def post_of(person: int, day: date) -> Position | None:
    """Return the leader's post of the day, None for somebody who is no leader then; one query."""
    return next((post for post in leaders_on(day) if post.person_id == person), None)


def leaders_listed(day: date) -> list[LeaderLine]:
    """Return the leaders of the day in their order with how full the day is; four queries."""
    posts = list({post.person_id: post for post in reversed(leaders_on(day))}.values())
    posts.sort(key=lambda post: post.leader_order or 0)
    taken = taken_between(day, day, norms(), people=[post.person_id for post in posts])
    lines = []
    for post in posts:
        own = sorted(each.start for each in taken if post.person_id in each.people and each.start.date() == day)
        lines.append(LeaderLine(post, len(own), f"{own[0]:%H:%M}" if own else ""))
    return lines
