"""What people and programs order: subscriptions, their secrets, trial messages, one more attempt."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.accounts.sealing import seal
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.audit.models import Entry
from orgplan.core.editing import RefusedError
from orgplan.webhooks.models import Delivery, Reading, Subscription
from orgplan.webhooks.policy import can_order
from orgplan.webhooks.queries.sources import topics as known_topics
from orgplan.webhooks.rules import (
    OVERLAP,
    PING,
    SECRET_PREFIX,
    DeliveryState,
    SubscriptionState,
    is_address,
    is_inner,
    next_delivery_state,
    next_subscription_state,
)

VERBS = (
    gettext_noop("create subscription"),
    gettext_noop("pause subscription"),
    gettext_noop("resume subscription"),
    gettext_noop("end subscription"),
    gettext_noop("renew secret"),
    gettext_noop("drop former secret"),
    gettext_noop("send ping"),
    gettext_noop("send message again"),
)
"""How the history names these actions."""

WORDS = (gettext_noop("signing secret"), gettext_noop("trial message"), gettext_noop("message sent again"))
"""What the history says was recorded, where it is no field."""

MOST = 50
"""So many subscriptions one person may have: each change is told to every one of them."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A subscription with its secret, which is shown once."""

    subscription: Subscription
    secret: str


@audited
def create_subscription(*, user: User, name: str, address: str, topics: Iterable[str], by: Actor) -> Ordered:
    """Order messages about changes from now on, as far as the user may see them.

    RefusedError for an address that is none or is told already, for unknown topics, and on somebody's behalf.
    """
    wanted = list(dict.fromkeys(topics))
    _refuse_wrong(user, address, wanted)
    secret = _new_secret()
    subscription = Subscription(user=user, name=name, address=address, topics=wanted, created_by=str(by)[:200])
    subscription.sealed_secret = seal(secret)
    if not Subscription.objects.lasting().exists():
        _begin_reading_now()
    try:
        with transaction.atomic():
            subscription.save()
    except IntegrityError as error:
        raise RefusedError(
            _("You have a subscription with this address already: end it or use it: %(address)s.")
            % {"address": address}
        ) from error
    record(subscription, after=state_of(subscription, "name", "address", "topics", "user"))
    return Ordered(subscription, secret)


def _refuse_wrong(user: User, address: str, wanted: list[str]) -> None:
    if not can_order(user):
        raise RefusedError(_("Messages are ordered in the own name only."))
    if not is_address(address):
        raise RefusedError(_("An address begins with http:// or https:// and holds no name and password."))
    if _is_inner(address):
        raise RefusedError(
            _("The address is of an inner network that the settings of the server do not allow (%(setting)s).")
            % {"setting": "ORGPLAN_WEBHOOKS_NETWORKS"}
        )
    unknown = sorted(set(wanted) - set(known_topics()))
    if unknown or not wanted:
        raise RefusedError(_("Name at least one topic; these are unknown: %s.") % (", ".join(unknown) or "—"))
    if Subscription.objects.lasting().filter(user=user).count() >= MOST:
        raise RefusedError(_("You have %d subscriptions already: end those that are not needed.") % MOST)


def _is_inner(address: str) -> bool:
    """Tell whether the address names a machine of an inner network by number; names are looked up when it is sent."""
    try:
        return is_inner(urlsplit(address).hostname or "", settings.WEBHOOKS_NETWORKS)
    except ValueError:
        return False


def _begin_reading_now() -> None:
    """Pass over what happened while nobody wanted to be told."""
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    Reading.objects.update_or_create(pk=1, defaults={"last_entry": last, "looked_back_at": timezone.now()})


def _new_secret() -> str:
    return SECRET_PREFIX + secrets.token_urlsafe(32)


@audited
def pause_subscription(subscription: Subscription, *, said: str = "", by: Actor) -> Subscription:
    """Let messages wait; they are kept for a month and leave after `resume_subscription`."""
    return _pass(subscription, "pause", said)


@audited
def resume_subscription(subscription: Subscription, *, by: Actor) -> Subscription:
    """Send again, beginning with what waited and what was not taken."""
    current = _pass(subscription, "resume", "")
    kept = Delivery.objects.filter(subscription=current).exclude(topic=PING)
    kept.filter(state=DeliveryState.FAILED).update(state=DeliveryState.WAITING, attempts=0, finished_at=None)
    kept.filter(state=DeliveryState.WAITING).update(due_at=timezone.now())
    return current


@audited
def end_subscription(subscription: Subscription, *, said: str = "", by: Actor) -> Subscription:
    """End the messages for good; the log stays for its month."""
    return _pass(subscription, "end", said)


def _pass(subscription: Subscription, verb: str, said: str) -> Subscription:
    current = Subscription.objects.select_for_update().get(pk=subscription.pk)
    state = next_subscription_state(current.state, verb)
    if state is None:
        raise RefusedError(
            _("The subscription “%(name)s” is already in the state “%(state)s”.")
            % {"name": current, "state": current.get_state_display()}
        )
    before = state_of(current, "state")
    current.state, current.said, current.failures = state, said[:500], 0
    current.save(update_fields=["state", "said", "failures"])
    record(current, before=before, after=state_of(current, "state"), reason=said)
    return current


@audited
def renew_secret(subscription: Subscription, *, by: Actor) -> Ordered:
    """Sign with a new secret from the next message on, and for `OVERLAP` with the former one as well.

    A former secret that is still in force then gives way: two serve at once, never three.
    """
    current = _lasting(subscription)
    secret = _new_secret()
    current.former_secret, current.former_until = current.sealed_secret, timezone.now() + OVERLAP
    current.sealed_secret = seal(secret)
    current.save(update_fields=["sealed_secret", "former_secret", "former_until"])
    record(current, after={"signing secret": "•••", "former_until": current.former_until})
    return Ordered(current, secret)


@audited
def drop_former_secret(subscription: Subscription, *, by: Actor) -> Subscription:
    """Sign with the new secret alone from the next message on: the former one is known to strangers, or not needed."""
    current = _lasting(subscription)
    if not current.former_secret:
        raise RefusedError(_("Only one secret serves already."))
    current.former_secret, current.former_until = "", None
    current.save(update_fields=["former_secret", "former_until"])
    record(current, after={"former_until": timezone.now()})
    return current


def _lasting(subscription: Subscription) -> Subscription:
    """Lock the row; RefusedError where the subscription has ended."""
    current = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if current.state == SubscriptionState.ENDED:
        raise RefusedError(_("The subscription has ended: make a new one."))
    return current


@audited
def send_ping(subscription: Subscription, *, by: Actor) -> Delivery:
    """Send a trial message that tells of nothing; the worker does it at once, and only once."""
    if subscription.state == SubscriptionState.ENDED:
        raise RefusedError(_("The subscription has ended: make a new one."))
    now = timezone.now()
    ping = Delivery.objects.create(subscription=subscription, topic=PING, occurred_at=now, due_at=now)
    record(subscription, after={"trial message": str(ping.uid)})
    return ping


@audited
def send_message_again(delivery: Delivery, *, by: Actor) -> Delivery:
    """Send a message once more, with the same id and the object as it stands now."""
    current = Delivery.objects.select_for_update().get(pk=delivery.pk)
    subscription = Subscription.objects.get(pk=current.subscription_id)
    state = next_delivery_state(current.state, "send_again")
    if state is None or subscription.state == SubscriptionState.ENDED:
        raise RefusedError(_("The message waits or leaves already, or its subscription has ended."))
    current.state, current.due_at, current.attempts, current.finished_at = state, timezone.now(), 0, None
    current.save(update_fields=["state", "due_at", "attempts", "finished_at"])
    record(subscription, after={"message sent again": str(current.uid)})
    return current
