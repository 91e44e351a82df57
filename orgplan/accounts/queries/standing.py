"""How a sign-in stands with what its role is asked for, read together with the user at no query of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.utils import timezone

from orgplan.accounts.models import Grant, RolePolicy, SecondFactor, User
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.sessions import Term
from orgplan.core.prepared import Prepared
from orgplan.core.seams import bound

_ASKED = ("asks_second_factor", "asked_since", "grace_days", "idle_minutes", "longest_hours")


@dataclass(frozen=True, slots=True)
class CountOfUser:
    """What an upper room counts for the user whom a request brings, read in the same query (`config/counts.py`).

    `column` is an expression over the user's row; the user carries it under `name`.
    """

    name: str
    column: Callable[[], Combinable]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the frame and the middleware know of a user without asking again.

    `factor_due` is when one-time codes become a condition of going on; None where the role is not asked for them or
    they are set up.
    """

    term: Term
    has_factor: bool
    factor_due: datetime | None
    may_act_for_others: bool

    def is_barred(self, now: datetime) -> bool:
        """Tell whether the days to set up one-time codes are over."""
        return self.factor_due is not None and now >= self.factor_due


def user_with_standing(key: Any) -> User | None:
    """Return the user with everything `standing_of` tells, in one query; None where there is none."""
    rows = _WITH_STANDING.rows(key=int(key), today=timezone.localdate())
    if not rows:
        return None
    (row,) = rows
    user: User = User.from_db(connection.alias, _OWN, row[: len(_OWN)])
    for name, value in zip(_beside(), row[len(_OWN) :], strict=True):
        setattr(user, name, value)
    return user


def count_of(user: User, count: CountOfUser) -> int:
    """Return what is counted for the user; all counts are read at once for one who came another way."""
    if not hasattr(user, count.name):
        known = user_with_standing(user.pk)
        counts: tuple[CountOfUser, ...] = bound("counts_of_user")
        for each in counts:
            setattr(user, each.name, getattr(known, each.name, 0))
    found: int = getattr(user, count.name)
    return found


_OWN = [field.attname for field in User._meta.concrete_fields]


def _beside() -> tuple[str, ...]:
    """Return the names under which a user carries what is read with it."""
    counts: tuple[CountOfUser, ...] = bound("counts_of_user")
    return (*(f"policy_{name}" for name in _ASKED), *(each.name for each in counts), "has_factor", "may_act_for_others")


def _with_standing(*, key: int, today: date) -> QuerySet[Any, tuple[Any, ...]]:
    policy = RolePolicy.objects.filter(role=OuterRef("role"))
    asked = {f"policy_{name}": Subquery(policy.values(name)[:1]) for name in _ASKED}
    grants = Grant.objects.in_force(today).filter(assistant=OuterRef("pk"))
    counts: tuple[CountOfUser, ...] = bound("counts_of_user")
    users = User.objects.annotate(
        **asked,
        **{each.name: each.column() for each in counts},
        has_factor=Exists(SecondFactor.objects.filter(user=OuterRef("pk"))),
        may_act_for_others=Exists(grants),
    )
    rows: QuerySet[Any, tuple[Any, ...]] = users.filter(pk=key).order_by().values_list(*_OWN, *_beside())
    return rows


#: Every request of somebody signed in asks this: putting the statement together cost more than the answer.
_WITH_STANDING = Prepared(_with_standing)


def standing_of(user: User) -> Standing:
    """Return how the user stands; asks the database only for a user that came another way."""
    known = user if hasattr(user, "has_factor") else user_with_standing(user.pk)
    assert known is not None
    policy = _policy(known)
    has_factor: bool = getattr(known, "has_factor")  # noqa: B009 -- a column of the query, not of the model
    asked = policy.asks_second_factor and not has_factor and not known.is_emergency
    return Standing(
        term=policy.term,
        has_factor=has_factor,
        factor_due=_due(policy, known) if asked else None,
        may_act_for_others=getattr(known, "may_act_for_others"),  # noqa: B009 -- the same
    )


def _policy(user: User) -> RolePolicy:
    """Return the role's policy from the columns read with the user; the defaults where the role has no row."""
    found = {name: getattr(user, f"policy_{name}") for name in _ASKED}
    return RolePolicy(role=user.role, **({} if found["idle_minutes"] is None else found))


def _due(policy: RolePolicy, user: User) -> datetime:
    since = max(user.created_at, policy.asked_since or user.created_at)
    return since + timedelta(days=policy.grace_days)


def role_policies() -> dict[Role, RolePolicy]:
    """Return what every role is asked for, in the order of roles; one query."""
    rows = {row.role: row for row in RolePolicy.objects.all()}
    return {role: rows.get(role.value) or RolePolicy(role=role) for role in Role}


def policy_of(role: str) -> RolePolicy:
    """Return what one role is asked for; one query."""
    return RolePolicy.objects.filter(role=role).first() or RolePolicy(role=role)
