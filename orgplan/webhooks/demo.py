"""The demonstration city's messages to programs: one subscription in order, one whose receiver is down."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.audit.models import Entry
from orgplan.webhooks.actions.sending import SENDER
from orgplan.webhooks.actions.subscriptions import create_subscription, pause_subscription
from orgplan.webhooks.models import Delivery, Subscription
from orgplan.webhooks.queries.sources import source_of, topics
from orgplan.webhooks.rules import DeliveryState, SubscriptionState

_SAID = "Ответ 502: Bad Gateway"
_SHOWN = 24


def build_webhooks(by: Actor, password: str) -> None:
    """Order messages for the city site and the map; addresses of `.example` reach nobody."""
    del by, password
    holder = User.objects.get(login="otdel")
    site = create_subscription(
        user=holder, name="Сайт города", address="https://gorod.example/afisha/orgplan", topics=topics(), by=holder
    ).subscription
    chosen = ["event.created", "event.changed", "event.deleted"]
    plan_map = create_subscription(
        user=holder, name="Карта мероприятий", address="https://karta.example/hooks", topics=chosen, by=holder
    ).subscription
    _write_log(site, failing=False)
    _write_log(plan_map, failing=True)
    pause_subscription(plan_map, said=f"Программа 8 раз подряд не приняла сообщение, последний раз: {_SAID}", by=SENDER)


def _write_log(subscription: Subscription, *, failing: bool) -> None:
    """Write messages about the latest entries of history, as the worker would have sent them."""
    now = timezone.now()
    source = source_of("events.event")
    assert source is not None
    entries = Entry.objects.filter(object_kind=source.object_kind).order_by("-pk")[:_SHOWN]
    seen = source.seen(subscription.user, {each.object_key for each in entries})
    made = []
    for place, entry in enumerate(entries):
        topic = source.topic_of(entry)
        if topic is None or entry.object_key not in seen:
            continue
        state, status, said = DeliveryState.TAKEN, 204, ""
        if failing and place == 0:
            state, status, said = DeliveryState.FAILED, 502, _SAID
        elif failing and place < 4:  # noqa: PLR2004 -- a few wait behind it
            state, status, said = DeliveryState.WAITING, 0, ""
        made.append(
            Delivery(
                subscription=subscription,
                entry_key=entry.pk,
                topic=topic,
                object_kind=entry.object_kind,
                object_key=entry.object_key,
                identity=seen[entry.object_key],
                about=entry.object_label,
                occurred_at=now - timedelta(minutes=7 * place),
                due_at=now + timedelta(days=3650) if state == DeliveryState.WAITING else now,
                state=state,
                attempts=8 if state == DeliveryState.FAILED else int(state == DeliveryState.TAKEN),
                http_status=status or None,
                said=said,
                finished_at=None if state == DeliveryState.WAITING else now - timedelta(minutes=7 * place),
            )
        )
    Delivery.objects.bulk_create(made)
    assert subscription.state == SubscriptionState.ACTIVE
