"""The worker's bookkeeping while messages leave: a lease on each, its end written under the lease.

A worker killed in the middle leaves a lease that runs out: the message leaves again, with the same id. Not audited: the
log of the subscription says what became of each message.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from orgplan.audit.actions import System
from orgplan.jobs.rules import pause_after
from orgplan.webhooks.actions.subscriptions import end_subscription, pause_subscription
from orgplan.webhooks.models import Delivery, Subscription
from orgplan.webhooks.rules import LEASE, MOST_ATTEMPTS, PING, REMEMBERED, DeliveryState, SubscriptionState

SENDER = System("Отправка сообщений программам")
GONE = 410
_LOOKED_AT = 8  # several workers look at the same first rows
_FREE = {"lease_token": "", "leased_until": None}


def claim_delivery(*, token: str, now: datetime) -> Delivery | None:
    """Take the message that is due longest, under this lease, or None. Reads first: an idle worker locks nothing."""
    due = Q(state=DeliveryState.WAITING, due_at__lte=now) | Q(state=DeliveryState.SENDING, leased_until__lt=now)
    runs = Q(subscription__state=SubscriptionState.ACTIVE) | Q(topic=PING, subscription__state=SubscriptionState.PAUSED)
    keys = Delivery.objects.filter(due, runs).order_by("due_at", "pk").values_list("pk", flat=True)[:_LOOKED_AT]
    for pk in list(keys):
        # Only the row's own columns: PostgreSQL asks them again when another worker was quicker.
        taken = Delivery.objects.filter(due, pk=pk).update(
            state=DeliveryState.SENDING, lease_token=token, leased_until=now + LEASE, attempts=F("attempts") + 1
        )
        if taken:
            return Delivery.objects.select_related("subscription__user").get(pk=pk)
    return None


def mark_taken(delivery: Delivery, *, status: int, now: datetime) -> None:
    """Write that the program took the message: failures are counted anew."""
    if _end(delivery, state=DeliveryState.TAKEN, http_status=status, said="", finished_at=now) and not delivery.is_ping:
        Subscription.objects.filter(pk=delivery.subscription_id).exclude(failures=0).update(failures=0)


def mark_dropped(delivery: Delivery, *, words: str, now: datetime) -> None:
    """Write that there is nothing to send any more."""
    _end(delivery, state=DeliveryState.DROPPED, said=words, finished_at=now)


def mark_gone(delivery: Delivery, *, now: datetime) -> None:
    """Write that the program wants no more messages (410): the subscription ends."""
    words = _("The program answered 410: it takes no more messages.")
    with transaction.atomic():
        if _end(delivery, state=DeliveryState.FAILED, http_status=GONE, said=words, finished_at=now):
            subscription = Subscription.objects.get(pk=delivery.subscription_id)
            if subscription.state != SubscriptionState.ENDED:
                end_subscription(subscription, said=words, by=SENDER)


def mark_untaken(delivery: Delivery, *, status: int | None, words: str, now: datetime) -> None:
    """Write that the message was not taken: it leaves again after a growing pause, and the others wait with it.

    The last attempt fails; as many failures in a row pause the subscription, whose messages are then kept.
    """
    known = {"http_status": status, "said": words[:500]}
    if delivery.is_ping:
        _end(delivery, state=DeliveryState.FAILED, finished_at=now, **known)
        return
    with transaction.atomic():
        again = now + pause_after(delivery.attempts)
        is_last = delivery.attempts >= MOST_ATTEMPTS
        end = (
            {"state": DeliveryState.FAILED, "finished_at": now}
            if is_last
            else {"state": DeliveryState.WAITING, "due_at": again}
        )
        if not _end(delivery, **end, **known):
            return
        rows = Subscription.objects.filter(pk=delivery.subscription_id)
        rows.update(failures=F("failures") + 1)
        _put_off_others(delivery, now)
        current = rows.get()
        if current.failures >= MOST_ATTEMPTS and current.state == SubscriptionState.ACTIVE:
            pause_subscription(current, said=_pause_words(words), by=SENDER)


def _put_off_others(delivery: Delivery, now: datetime) -> None:
    """Let the receiver rest: one message tries the way, the rest wait as long as it failed in a row."""
    failures = Subscription.objects.values_list("failures", flat=True).get(pk=delivery.subscription_id)
    again = now + pause_after(failures)
    others = Delivery.objects.filter(subscription=delivery.subscription_id, state=DeliveryState.WAITING)
    others.filter(due_at__lt=again).exclude(topic=PING).exclude(pk=delivery.pk).update(due_at=again)


def _pause_words(words: str) -> str:
    return _("The program did not take messages %(times)d times in a row, the last time: %(words)s") % {
        "times": MOST_ATTEMPTS,
        "words": words,
    }


def give_back(delivery: Delivery) -> None:
    """Give back a message that was not sent: the worker ends."""
    _end(delivery, state=DeliveryState.WAITING, attempts=max(delivery.attempts - 1, 0))


def forget_old(*, before: datetime) -> int:
    """Forget messages that happened before, sent or not, and subscriptions that ended and have none."""
    old = Delivery.objects.filter(occurred_at__lt=before).exclude(state=DeliveryState.SENDING)
    count, _parts = old.delete()
    Subscription.objects.filter(state=SubscriptionState.ENDED, deliveries=None, created_at__lt=before).delete()
    return count


def forgotten_before(now: datetime) -> datetime:
    """Return the moment before which messages are forgotten."""
    return now - REMEMBERED


def _end(delivery: Delivery, **fields: object) -> bool:
    """Write under the lease; False where another worker has the message."""
    ours = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING, lease_token=delivery.lease_token)
    return bool(ours.update(**(_FREE | fields)))
