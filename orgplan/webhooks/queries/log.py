"""The log of a subscription."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from orgplan.accounts.models import User
from orgplan.webhooks.models import Delivery, Subscription, SubscriptionQuerySet
from orgplan.webhooks.rules import DeliveryState


def subscriptions_of(user: User) -> SubscriptionQuerySet:
    """Return the subscriptions that the user may see, with `waiting` and `failed`: how many messages stand so."""
    counted = {
        name: Count("deliveries", filter=Q(deliveries__state=state))
        for name, state in (("waiting", DeliveryState.WAITING), ("failed", DeliveryState.FAILED))
    }
    found: SubscriptionQuerySet = Subscription.objects.visible_to(user).select_related("user").annotate(**counted)
    return found


def counts_by_state(subscription: Subscription) -> dict[str, int]:
    """Return how many messages stand in each state."""
    rows: Any = Delivery.objects.filter(subscription=subscription).order_by().values_list("state")
    return dict(rows.annotate(Count("pk")))
