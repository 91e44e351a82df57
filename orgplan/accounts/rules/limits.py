"""How many wrong attempts are borne, and how long the next one waits.

The limits are those of OWASP's authentication sheet in size: they stop guessing by machine and spare the clerk who
mistypes. One address may stand for a whole building, so it bears many more than one login.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AttemptKind(TextChoices):
    """What was tried."""

    SIGN_IN = "sign_in", _("sign-in by password")
    SECOND_FACTOR = "second_factor", _("one-time code")
    PASSWORD = "password", _("change of one's own password")


class Outcome(TextChoices):
    """How an attempt ended; one that is still open counts as wrong."""

    OPEN = "open", _("not finished")
    RIGHT = "right", _("right")
    WRONG = "wrong", _("wrong")
    SETTLED = "settled", _("counted no more")


COUNTED: Final = (Outcome.OPEN, Outcome.WRONG)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong attempts within the window are borne."""

    amount: int
    window: timedelta


BY_LOGIN: Final = Limit(5, timedelta(minutes=15))
BY_ADDRESS: Final = Limit(50, timedelta(minutes=15))
"""What holds until the administrator sets something else (`models.SignInRules`)."""


def wait_for(wrong: Iterable[datetime], limit: Limit, now: datetime) -> timedelta:
    """Return how long the next attempt has to wait: zero while fewer than the limit lie in the window.

    The wait ends when the oldest attempt that counts leaves the window.
    """
    within = sorted(moment for moment in wrong if now - limit.window < moment <= now)
    if len(within) < limit.amount:
        return timedelta(0)
    return within[-limit.amount] + limit.window - now


def minutes_of(wait: timedelta) -> int:
    """Return the wait in whole minutes, never less than it is."""
    return -(-wait // timedelta(minutes=1))
