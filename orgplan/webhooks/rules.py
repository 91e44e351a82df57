"""Pure rules of messages to programs: states, signature, pauses. No clock: moments are arguments."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address
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

OVERLAP = timedelta(days=1)
"""How long messages are signed by the former secret as well, so that the program can change over without a gap."""

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


def signature_of(secrets: Sequence[str], moment: int, body: bytes) -> str:
    """Return the header's value: the moment in seconds since 1970, and for each secret HMAC-SHA256 of «moment.body».

    The moment is signed too, so that an old message cannot be played again later.
    """
    return ",".join((f"t={moment}", *(f"v1={_mark(each, moment, body)}" for each in secrets)))


def _mark(secret: str, moment: int, body: bytes) -> str:
    return hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()


def is_signed(value: str, secret: str, body: bytes, *, now: int, tolerance: int = 300) -> bool:
    """Tell whether one of the header's marks fits the body, and its moment is within `tolerance` seconds of now."""
    parts = [each.partition("=")[::2] for each in value.split(",")]
    moment = next((said for name, said in parts if name == "t"), "")
    if not (moment.isascii() and moment.isdigit()) or len(moment) > 12 or abs(now - int(moment)) > tolerance:  # noqa: PLR2004 -- seconds
        return False
    mark = _mark(secret, int(moment), body).encode()
    return any(hmac.compare_digest(mark, said.encode()) for name, said in parts if name == "v1")


def is_address(text: str) -> bool:
    """Tell whether messages can be sent there: http or https, a host, no name and password inside."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = text.isprintable() and " " not in text and "@" not in parts.netloc and "\\" not in text
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0


def is_inner(machine: str, allowed: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Tell whether the machine's address is of this machine or an inner network, and not of one that is allowed.

    Otherwise whoever may order messages could ask services that only the server reaches.
    """
    address = ip_address(machine.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    return (not address.is_global or address.is_multicast) and not any(address in each for each in allowed)
