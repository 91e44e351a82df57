"""One quota with its shares; what bodies sent to earlier events for the same purpose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch

from orgplan.accounts.models import User
from orgplan.directory.queries import own_unit_key
from orgplan.events.rules import EventState
from orgplan.quotas.models import Quota, QuotaShare
from orgplan.quotas.policy import can_answer_share
from orgplan.quotas.rules.filling import Answer, answer_of

_WITH_BODY = ("unit", "organisation")
BodyKey = tuple[int | None, int | None]


def shares_with_bodies(user: User | None = None) -> Any:
    """Return shares with their bodies, those that the reader sees; None: all."""
    rows = QuotaShare.objects.visible_to(user) if user else QuotaShare.objects.all()
    return rows.select_related(*_WITH_BODY)


def quota_of(user: User) -> Any:
    """Return the quotas that the reader sees, each with its event and its visible shares; three queries."""
    shares = Prefetch("shares", shares_with_bodies(user))
    rows = Quota.objects.visible_to(user).select_related("event", "event__owner", "event__venue")
    return rows.prefetch_related(shares, "event__occurrences")


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share as a page shows it: how the body stands, whether the reader may answer for it."""

    share: QuotaShare
    answer: Answer
    may_answer: bool
    is_own: bool

    @property
    def is_bad(self) -> bool:
        """Tell whether somebody has to call this body."""
        return self.answer in {Answer.LATE, Answer.REFUSED}

    @property
    def short(self) -> int:
        """Return how many fewer than asked for the body promised; nought where it did not answer."""
        promised = self.share.promised
        return 0 if promised is None else max(self.share.asked - promised, 0)


def share_rows(user: User, quota: Quota, today: date) -> list[ShareRow]:
    """Return the shares of a quota that `quota_of` read; no query but that of the reader's unit."""
    unit, owner = own_unit_key(user), quota.event.owner_id
    return [
        ShareRow(
            each,
            answer_of(each.fact, is_asked=each.asked_at is not None, due_on=quota.due_on, today=today),
            can_answer_share(user, unit_id=unit, body_id=each.unit_id, owner_id=owner),
            is_own=unit is not None and each.unit_id == unit,
        )
        for each in quota.shares.all()
    ]


def body_key(share: QuotaShare) -> BodyKey:
    """Return by what a body is known: the key of its unit or of its organisation."""
    return share.unit_id, share.organisation_id


def known_weights(bodies: Iterable[BodyKey]) -> dict[BodyKey, int]:
    """Return how many people work in each body, as the last quota that knew it says; one query."""
    wanted = set(bodies)
    rows = QuotaShare.objects.filter(weight__gt=0).order_by("pk").values_list("unit", "organisation", "weight")
    return {(unit, body): weight for unit, body, weight in rows if (unit, body) in wanted}


def last_numbers(quota: Quota, shares: Sequence[QuotaShare]) -> dict[BodyKey, int]:
    """Return how many each body sent for the same purpose to the latest event before this one; one query.

    Those who came where they were counted, else those promised, else those asked for.
    """
    day = quota.event.first_day
    rows = QuotaShare.objects.filter(quota__purpose=quota.purpose, quota__event__deleted_at=None)
    rows = rows.exclude(quota__event__state=EventState.CANCELLED).exclude(quota=quota)
    if day is not None:
        rows = rows.filter(quota__event__first_day__lt=day)
    columns = ("unit", "organisation", "came", "promised", "asked")
    wanted = {body_key(each) for each in shares}
    found: dict[BodyKey, int] = {}
    for unit, body, came, promised, asked in rows.order_by(
        F("quota__event__first_day").asc(nulls_first=True), "quota"
    ).values_list(*columns):
        if (unit, body) in wanted:
            found[unit, body] = next(each for each in (came, promised, asked) if each is not None)
    return found
