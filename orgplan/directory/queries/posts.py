"""Who works where, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.core.prepared import Prepared
from orgplan.directory.models import DirectoryQuerySet, Membership, Person, Position, Unit
from orgplan.directory.rules.tenure import Held, line_of_time


def unit_of(user: User) -> Unit | None:
    """Return the unit the user works for, or None; asked once per user object."""
    known = vars(user)
    if "unit_of" not in known:
        membership = Membership.objects.select_related("unit").filter(user=user).first()
        known["unit_of"] = membership.unit if membership else None
    unit: Unit | None = known["unit_of"]
    return unit


def own_unit_key(user: User) -> int | None:
    """Return the key of the unit for which a coordinator works, as the policies ask for it.

    The rights of all other roles do not depend on a unit: for them it is None and the database is not asked.
    """
    unit = unit_of(user) if has_role(user, Role.COORDINATOR) else None
    return unit.pk if unit else None


def unit_audience(user: User) -> list[tuple[str, str]]:
    """Return the group of the user's unit for saved views (config/saved_lists.py): key and words."""
    unit = unit_of(user)
    return [(f"unit:{unit.pk}", str(unit))] if unit else []


def positions_on(day: date) -> DirectoryQuerySet:
    """Return the posts held on the day, with person, unit and organisation."""
    return Position.objects.select_related("person", "unit", "organisation").filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )


def leaders_between(since: date, until: date) -> list[Position]:
    """Return the leaders' posts held on any of the days, both inclusive, the Mayor first."""
    held = Position.objects.select_related("person").filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=until), Q(ends_on__isnull=True) | Q(ends_on__gte=since)
    )
    return list(held.filter(leader_order__isnull=False).order_by("leader_order"))


def ranks_between(since: date, until: date) -> dict[int, int]:
    """Return the leaders of any of the days by person: their places in the order of leaders, the Mayor 1."""
    return dict(reversed(_RANKS.rows(since=since, until=until)))


def _ranks(*, since: date, until: date) -> QuerySet[Any, tuple[Any, ...]]:
    held = Position.objects.filter(
        Q(starts_on__isnull=True) | Q(starts_on__lte=until), Q(ends_on__isnull=True) | Q(ends_on__gte=since)
    )
    return held.filter(leader_order__isnull=False).order_by("leader_order").values_list("person", "leader_order")


_RANKS = Prepared(_ranks)


def leaders_on(day: date) -> list[Position]:
    """Return the leaders' posts of the day, the Mayor first."""
    return list(positions_on(day).filter(leader_order__isnull=False).order_by("leader_order"))


def heirs_of_leaders(then: date | None, now: date | None) -> dict[int, Person]:
    """Return who holds now the leader's post that a person held then, by that person; two queries, none without days.

    Of a post that nobody holds now nothing is said.
    """
    if then is None or now is None:
        return {}
    present = {post.leader_order: post.person for post in leaders_on(now)}
    return {post.person_id: present[post.leader_order] for post in leaders_on(then) if post.leader_order in present}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch in the history of a post: who held it, or nobody; both days inclusive, None is open."""

    starts_on: date | None
    ends_on: date | None
    post: Position | None


def history_of_post(post: Position, today: date) -> list[Stretch]:
    """Return who held this post of this body one after another, vacancies named; one query.

    The same post is the same words in the same unit or organisation, whatever their capitals.
    """
    rows = Position.objects.select_related("person", "unit", "organisation").filter(
        unit=post.unit_id, organisation=post.organisation_id
    )
    words = _plain(post.title)
    same = {row.pk: row for row in rows if _plain(row.title) == words}
    line = line_of_time((Held(row.starts_on, row.ends_on, key) for key, row in same.items()), today)
    return [Stretch(each.starts_on, each.ends_on, same.get(each.key or 0)) for each in line]


def vacancies_of(unit: Unit, day: date) -> list[Position]:
    """Return the last holders of the unit's posts that nobody holds on the day; one query."""
    last: dict[str, Position] = {}
    held: set[str] = set()
    rows = Position.objects.filter(unit=unit).select_related("person").order_by("ends_on", "pk")
    for row in rows:
        words = _plain(row.title)
        if (row.starts_on is None or row.starts_on <= day) and (row.ends_on is None or row.ends_on >= day):
            held.add(words)
        elif row.ends_on is not None and row.ends_on < day:
            last[words] = row
    return [row for words, row in last.items() if words not in held]


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").split())
