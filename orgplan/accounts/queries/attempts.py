"""Wrong attempts of the last minutes: who waits, how long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from orgplan.accounts.models import Attempt, SignInRules, User
from orgplan.accounts.rules.limits import COUNTED, AttemptKind, Limit, wait_for


@dataclass(frozen=True, slots=True)
class Lock:
    """A login that waits: what was tried how often, from where, until when."""

    login: str
    user: User | None
    kind: AttemptKind
    wrong: int
    addresses: list[str]
    until: datetime


def sign_in_rules() -> SignInRules:
    """Return what the administrator set, the usual limits where nothing is set; one query."""
    return SignInRules.objects.first() or SignInRules()


def wait_of(attempt: Attempt) -> timedelta:
    """Return how long this attempt would have to wait for the wrong ones before it; three queries.

    One address stands for a building: its limit counts all kinds and logins together.
    """
    rules = sign_in_rules()
    by_login, by_address = rules.login_limit, rules.address_limit
    of_login = _wrong_before(attempt, by_login, kind=attempt.kind, login=attempt.login)
    of_address = _wrong_before(attempt, by_address, address=attempt.address) if attempt.address else ()
    return max(wait_for(of_login, by_login, attempt.at), wait_for(of_address, by_address, attempt.at))


def _wrong_before(attempt: Attempt, limit: Limit, **of: str) -> Iterable[datetime]:
    rows = Attempt.objects.filter(pk__lt=attempt.pk, at__gt=attempt.at - limit.window, outcome__in=COUNTED, **of)
    return list(rows.order_by("-at").values_list("at", flat=True)[: limit.amount])


def locks() -> list[Lock]:
    """Return the logins that wait now, the longest wait first; three queries."""
    now, limit = timezone.now(), sign_in_rules().login_limit
    found: dict[tuple[str, str], list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(at__gt=now - limit.window, outcome__in=COUNTED):
        found[attempt.login, attempt.kind].append(attempt)
    waits = {key: wait_for((each.at for each in rows), limit, now) for key, rows in found.items()}
    locked = {key: wait for key, wait in waits.items() if wait}
    users = {user.login: user for user in User.objects.filter(login__in=[login for login, _kind in locked])}
    made = [
        Lock(
            login=login,
            user=users.get(login),
            kind=AttemptKind(kind),
            wrong=len(found[login, kind]),
            addresses=sorted({each.address for each in found[login, kind] if each.address}),
            until=now + wait,
        )
        for (login, kind), wait in locked.items()
    ]
    return sorted(made, key=lambda lock: lock.until, reverse=True)
