"""Telling programs: what the worker does at every turn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from threading import Event
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.sealing import BrokenSealError, unseal
from orgplan.jobs.jobs import JobContext
from orgplan.webhooks import wire
from orgplan.webhooks.actions.sending import (
    GONE,
    SENDER,
    claim_delivery,
    forget_old,
    forgotten_before,
    give_back,
    mark_dropped,
    mark_gone,
    mark_taken,
    mark_untaken,
)
from orgplan.webhooks.actions.subscriptions import pause_subscription
from orgplan.webhooks.actions.trail import read_trail
from orgplan.webhooks.models import Delivery, Subscription
from orgplan.webhooks.queries.sources import source_of
from orgplan.webhooks.rules import SubscriptionState, signature_of

SIGNATURE = "Orgplan-Signature"
_TURN = 20


def tell_programs(ending: Event) -> int:
    """Read what is new in history and send what is due; return how much was done.

    A message that is not taken ends the turn: a slow receiver must not hold up the letters.
    """
    done = read_trail(now=timezone.now())
    for _number in range(_TURN):
        if ending.is_set():
            break
        delivery = claim_delivery(token=uuid4().hex, now=timezone.now())
        if delivery is None:
            break
        done += 1
        if not _send(delivery):
            break
    return done


def forget_messages(context: JobContext) -> None:
    """Recurring: forget messages of more than a month ago."""
    forget_old(before=forgotten_before(context.due_at))


def _send(delivery: Delivery) -> bool:
    """Send one message and write its end; tell whether the program took it."""
    subscription = delivery.subscription
    if not Subscription.objects.told().filter(pk=subscription.pk).exists():
        mark_dropped(delivery, words=_("The holder's sign-in is closed."), now=timezone.now())
        return True
    now = timezone.now()
    try:
        secrets = [unseal(each) for each in subscription.sealed_secrets(now)]
    except BrokenSealError:
        _wait_for_secret(delivery)
        return False
    body = json.dumps(_content(delivery), ensure_ascii=False).encode()
    answer = wire.post(subscription.address, body, _headers(delivery, secrets, body, now))
    _write_end(delivery, answer)
    return answer.is_taken


def _wait_for_secret(delivery: Delivery) -> None:
    give_back(delivery)
    if delivery.subscription.state == SubscriptionState.ACTIVE:
        said = _("The signing key of the installation was changed: give the program a new secret, then go on.")
        pause_subscription(delivery.subscription, said=said, by=SENDER)


def _write_end(delivery: Delivery, answer: wire.Answer) -> None:
    now = timezone.now()
    if answer.is_taken and answer.status is not None:
        mark_taken(delivery, status=answer.status, now=now)
    elif answer.status == GONE:
        mark_gone(delivery, now=now)
    else:
        mark_untaken(delivery, status=answer.status, words=answer.words, now=now)


def _content(delivery: Delivery) -> dict[str, Any]:
    source = source_of(delivery.object_kind)
    said: dict[str, Any] = {
        "id": str(delivery.uid),
        "topic": delivery.topic,
        "occurred_at": delivery.occurred_at.isoformat(),
        "object": None,
        "data": None,
    }
    if source is not None:
        url = f"{settings.ADDRESS.rstrip('/')}{source.path}{delivery.identity}"
        said["object"] = {"kind": source.name, "id": delivery.identity, "url": url}
        said["data"] = source.tell(delivery.subscription.user, delivery.object_key)
    return said


def _headers(delivery: Delivery, secrets: Sequence[str], body: bytes, now: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": "Orgplan-Webhooks/1",
        "Orgplan-Delivery": str(delivery.uid),
        "Orgplan-Topic": delivery.topic,
        SIGNATURE: signature_of(secrets, int(now.timestamp()), body),
    }
