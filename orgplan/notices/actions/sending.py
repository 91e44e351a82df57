"""The worker's bookkeeping while letters leave (docs/adr/0021): not audited, the letter itself says what became of it.

A letter is taken with a lease; right before it goes out `on_wire_at` is written; after the server's answer its end is
written. A worker killed in between leaves at most one letter with `on_wire_at`: that one may have left, and a person
decides; the others go back into the queue by themselves.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from orgplan.notices.models import Message, MessageQuerySet
from orgplan.notices.rules import LEASE, MOST_ATTEMPTS, MessageState, pause_after

BATCH = 50
"""Letters taken at once, for one connection."""

_FREE = {"lease_token": "", "leased_until": None, "on_wire_at": None}


def take_back_lost(*, resend: bool, now: datetime) -> int:
    """Free the letters of workers that fell silent; return how many may have left.

    What had not gone out waits again. What may have left is shown to a person, or leaves again where `resend` says so.
    """
    lost = Message.objects.filter(state=MessageState.SENDING, leased_until__lt=now)
    if not lost.exists():  # read first: an idle worker takes no write lock
        return 0
    lost.filter(on_wire_at=None).update(state=MessageState.WAITING, **_FREE)
    on_wire = Message.objects.filter(state=MessageState.SENDING, leased_until__lt=now).exclude(on_wire_at=None)
    if resend:
        on_wire.update(state=MessageState.WAITING, leaves_at=now, **_FREE)
        return 0
    said = _("The worker was broken off while this letter was leaving: it may have left, the recipient can tell.")
    return int(on_wire.update(state=MessageState.UNCERTAIN, lease_token="", leased_until=None, last_error=said))


def claim_messages(*, token: str, urgent_only: bool, now: datetime) -> list[Message]:
    """Take the letters that are due, under this lease."""
    due = Q(state=MessageState.WAITING, leaves_at__lte=now)
    if urgent_only:
        due &= Q(is_urgent=True)
    keys = list(Message.objects.filter(due).order_by("leaves_at", "pk").values_list("pk", flat=True)[:BATCH])
    if not keys:
        return []
    Message.objects.filter(due, pk__in=keys).update(
        state=MessageState.SENDING, lease_token=token, leased_until=now + LEASE, on_wire_at=None
    )
    return list(_under(token).order_by("leaves_at", "pk"))


def mark_on_wire(message: Message, *, now: datetime) -> bool:
    """Write that the letter goes out now, and renew the lease of its batch; False where it is no longer ours."""
    _under(message.lease_token).update(leased_until=now + LEASE)
    ours = _under(message.lease_token).filter(pk=message.pk)
    return bool(ours.update(on_wire_at=now, attempts=F("attempts") + 1))


def mark_sent(message: Message, *, message_id: str, now: datetime) -> None:
    """Write that the mail server took the letter."""
    _end(message, state=MessageState.SENT, sent_at=now, message_id=message_id, last_error="")


def mark_refused(message: Message, *, words: str) -> None:
    """Write that the letter will not be taken, and why."""
    _end(message, state=MessageState.FAILED, last_error=words)


def mark_unknown(message: Message, *, words: str) -> None:
    """Write that the letter may have left."""
    ours = _under(message.lease_token).filter(pk=message.pk)
    ours.update(state=MessageState.UNCERTAIN, lease_token="", leased_until=None, last_error=words)


def mark_put_off(message: Message, *, words: str, now: datetime) -> bool:
    """Write that the letter is to be tried later; after the last attempt it failed. Tell whether it waits."""
    attempts = message.attempts + 1  # the one that `mark_on_wire` counted
    if attempts >= MOST_ATTEMPTS:
        mark_refused(message, words=words)
        return False
    _end(message, state=MessageState.WAITING, last_error=words, leaves_at=now + pause_after(attempts))
    return True


def give_back(*, token: str) -> int:
    """Give back what was taken and has not gone out: the worker ends."""
    return int(_under(token).filter(on_wire_at=None).update(state=MessageState.WAITING, **_FREE))


def put_off_all(*, words: str, now: datetime) -> int:
    """Put off everything that is due, the attempts uncounted: the mail server is away for all of them."""
    waiting = Message.objects.filter(state=MessageState.WAITING, leaves_at__lte=now)
    return int(waiting.update(leaves_at=now + pause_after(1), last_error=words))


def _under(token: str) -> MessageQuerySet:
    rows: MessageQuerySet = Message.objects.filter(state=MessageState.SENDING, lease_token=token)
    return rows


def _end(message: Message, **fields: object) -> None:
    _under(message.lease_token).filter(pk=message.pk).update(**(_FREE | fields))
