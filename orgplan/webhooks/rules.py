"""Pure rules of messages to programs: states, signature, pauses. No clock: moments are arguments."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

PING = "ping"
"""The topic of a trial message; it tells of nothing."""

LEASE = timedelta(minutes=1)
"""How long a worker owns a message that it sends; longer than the longest exchange."""

MOST_ATTEMPTS = 8
"""With the pauses of jobs it is about seventeen hours; so many failures in a row pause the subscription, too."""

REMEMBERED = timedelta(days=30)
"""How long the log keeps a message, sent or not."""

LATE = timedelta(minutes=15)
"""How long after its moment an entry of history may become visible: a long write commits behind shorter ones."""

SECRET_PREFIX = "whsec_"  # noqa: S105 -- how a secret begins, no secret
EXCERPT = 300


class SubscriptionState(TextChoices):
    """Where a subscription stands."""

    ACTIVE = "active", _("messages are sent")
    PAUSED = "paused", _("messages wait")
    ENDED = "ended", _("messages ended")


SUBSCRIPTION_TRANSITIONS: dict[tuple[SubscriptionState, str], SubscriptionState] = {
    (SubscriptionState.ACTIVE, "pause"): SubscriptionState.PAUSED,
    (SubscriptionState.PAUSED, "resume"): SubscriptionState.ACTIVE,
    (SubscriptionState.ACTIVE, "end"): SubscriptionState.ENDED,
    (SubscriptionState.PAUSED, "end"): SubscriptionState.ENDED,
}


class DeliveryState(TextChoices):
    """Where a message to a program stands."""

    WAITING = "waiting", _("message waits")
    SENDING = "sending", _("message is being sent")
    TAKEN = "taken", _("message was taken")
    FAILED = "failed", _("message was not taken")
    DROPPED = "dropped", _("nothing to send any more")


DELIVERY_TRANSITIONS: dict[tuple[DeliveryState, str], DeliveryState] = {
    (DeliveryState.WAITING, "claim"): DeliveryState.SENDING,
    (DeliveryState.SENDING, "claim"): DeliveryState.SENDING,  # the lease of a dead worker has run out
    (DeliveryState.SENDING, "take"): DeliveryState.TAKEN,
    (DeliveryState.SENDING, "put_off"): DeliveryState.WAITING,
    (DeliveryState.SENDING, "fail"): DeliveryState.FAILED,
    (DeliveryState.SENDING, "drop"): DeliveryState.DROPPED,
    (DeliveryState.TAKEN, "send_again"): DeliveryState.WAITING,
    (DeliveryState.FAILED, "send_again"): DeliveryState.WAITING,
    (DeliveryState.DROPPED, "send_again"): DeliveryState.WAITING,
}


def next_subscription_state(state: str, verb: str) -> SubscriptionState | None:
    """Return the state after the verb, None where the table does not let it pass."""
    return SUBSCRIPTION_TRANSITIONS.get((SubscriptionState(state), verb))


def next_delivery_state(state: str, verb: str) -> DeliveryState | None:
    """Return the state after the verb, None where the table does not let it pass."""
    return DELIVERY_TRANSITIONS.get((DeliveryState(state), verb))


def signature_of(secret: str, moment: int, body: bytes) -> str:
    """Return the header's value: the moment in seconds since 1970 and HMAC-SHA256 of «moment.body».

    The moment is signed too, so that an old message cannot be played again later.
    """
    mark = hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={mark}"


def is_signed(value: str, secret: str, body: bytes, *, now: int, tolerance: int = 300) -> bool:
    """Tell whether the header's value fits the body and is not older or newer than `tolerance` seconds."""
    parts = dict(each.partition("=")[::2] for each in value.split(","))
    moment = parts.get("t", "")
    if not (moment.isascii() and moment.isdigit()) or len(moment) > 12 or abs(now - int(moment)) > tolerance:  # noqa: PLR2004 -- seconds
        return False
    return hmac.compare_digest(signature_of(secret, int(moment), body), f"t={int(moment)},v1={parts.get('v1', '')}")


def is_address(text: str) -> bool:
    """Tell whether messages can be sent there: http or https, a host, no name and password inside."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = text.isprintable() and " " not in text and "@" not in parts.netloc and "\\" not in text
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0
