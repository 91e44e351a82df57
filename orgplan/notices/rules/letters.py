"""States of a letter, quiet hours, pauses between attempts, its mark in the post. No clock: `now` is an argument."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=5)
"""How long a worker owns the letters it took; longer than the longest wait for one answer of a mail server."""

MOST_ATTEMPTS = 8
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30, 60, 120, 240, 480))

_TEMPORARY = range(400, 500)


class MessageState(TextChoices):
    """Where a letter stands."""

    HELD = "held", _("draft letter")
    WAITING = "waiting", _("letter will leave")
    SENDING = "sending", _("letter is leaving")
    SENT = "sent", _("letter is sent")
    UNCERTAIN = "uncertain", _("letter may have left")
    FAILED = "failed", _("letter did not leave")
    CANCELLED = "cancelled", _("letter is taken back")


MESSAGE_TRANSITIONS: dict[tuple[MessageState, str], MessageState] = {
    (MessageState.HELD, "release"): MessageState.WAITING,
    (MessageState.HELD, "cancel"): MessageState.CANCELLED,
    (MessageState.WAITING, "release"): MessageState.WAITING,  # «at once» for what leaves later
    (MessageState.WAITING, "hold"): MessageState.HELD,
    (MessageState.WAITING, "cancel"): MessageState.CANCELLED,
    (MessageState.WAITING, "take"): MessageState.SENDING,
    (MessageState.SENDING, "put_back"): MessageState.WAITING,
    (MessageState.SENDING, "deliver"): MessageState.SENT,
    (MessageState.SENDING, "refuse"): MessageState.FAILED,
    (MessageState.SENDING, "lose"): MessageState.UNCERTAIN,
    (MessageState.UNCERTAIN, "confirm"): MessageState.SENT,
    (MessageState.UNCERTAIN, "send_again"): MessageState.WAITING,
    (MessageState.UNCERTAIN, "cancel"): MessageState.CANCELLED,
    (MessageState.FAILED, "send_again"): MessageState.WAITING,
    (MessageState.FAILED, "cancel"): MessageState.CANCELLED,
    (MessageState.CANCELLED, "hold"): MessageState.HELD,
}

CHANGEABLE = (MessageState.HELD, MessageState.WAITING, MessageState.FAILED)
"""States in which a person may still change the address and the words."""


UNSENT = (MessageState.HELD, MessageState.WAITING, MessageState.FAILED)
"""States of a letter that nobody can have received."""
GONE = (MessageState.SENDING, MessageState.SENT, MessageState.UNCERTAIN)
"""States of a letter that somebody may have received."""


def next_message_state(state: str, verb: str) -> MessageState | None:
    """Return the state after the verb, None where the table does not let it pass."""
    return MESSAGE_TRANSITIONS.get((MessageState(state), verb))


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after the attempt with this number (from 1) failed; never shorter than before."""
    return _PAUSES[min(max(attempt, 1), len(_PAUSES)) - 1]


def is_temporary(code: int) -> bool:
    """Tell whether an SMTP answer asks to try later (4yz); anything else is a refusal (RFC 5321 §4.2.1)."""
    return code in _TEMPORARY


_ANSWERS = {
    421: _("The mail server is closing the line for now"),
    450: _("The recipient's mailbox is busy"),
    451: _("The mail server has a fault of its own for now"),
    452: _("The mail server has no room for now"),
    550: _("There is no such mailbox, or it does not take our letters"),
    551: _("The mailbox is on another server"),
    552: _("The recipient's mailbox is full, or the letter is too big"),
    553: _("The address is written wrongly"),
    554: _("The mail server refused the letter"),
}


def refusal_words(code: int, text: str) -> str:
    """Say in words what an SMTP answer means, with the server's own answer after it (RFC 5321 §4.2.3)."""
    fallback = _("The mail server asks to try later") if is_temporary(code) else _("The mail server refused the letter")
    words = _ANSWERS.get(code, fallback)
    answer = " ".join(f"{code} {text}".split())[:300]
    return gettext("%(words)s (answer: %(answer)s).") % {"words": words, "answer": answer}


def message_id(send_key: str, domain: str) -> str:
    """Return the Message-ID of the letter with this key: the same at every attempt, so that mailboxes know a repeat."""
    return f"<{hashlib.sha256(send_key.encode()).hexdigest()[:40]}@{domain}>"


def occasion_of(label: str, url: str) -> str:
    """Return the mark of the occasion that several letters share: what they are about and where it stands."""
    return hashlib.sha256(f"{label}\n{url}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When no letter leaves: from `since` to `until` of the city's clock (equal: never), and on days off."""

    since: time = time(20, 0)
    until: time = time(8, 0)
    days_off: bool = True


def leaves_when(moment: datetime, quiet: QuietHours, is_day_off: Callable[[date], bool]) -> datetime:
    """Return the first moment from `moment` on, which bears the city's zone, in which a letter may leave.

    A moment that is allowed is returned as it is. `is_day_off` answers for any date.
    """
    if quiet.days_off and is_day_off(moment.date()):
        day = moment.date() + timedelta(days=1)
        while is_day_off(day):
            day += timedelta(days=1)
        moment = datetime.combine(day, time(0, 0), tzinfo=moment.tzinfo)
        return leaves_when(moment, quiet, is_day_off)
    if not _is_quiet(moment.time(), quiet):
        return moment
    morning = datetime.combine(moment.date(), quiet.until, tzinfo=moment.tzinfo)
    if morning <= moment:
        morning = datetime.combine(moment.date() + timedelta(days=1), quiet.until, tzinfo=moment.tzinfo)
    return leaves_when(morning, quiet, is_day_off)


def _is_quiet(at: time, quiet: QuietHours) -> bool:
    if quiet.since <= quiet.until:
        return quiet.since <= at < quiet.until
    return at >= quiet.since or at < quiet.until
