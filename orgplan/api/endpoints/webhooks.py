"""Operations on subscriptions: a program orders messages about changes and sees what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status
from ninja.decorators import decorate_view

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Page, Strict, Title
from orgplan.api.idempotency import once
from orgplan.api.paging import PageQuery, page_of
from orgplan.api.problems import ProblemError
from orgplan.webhooks.actions.subscriptions import create_subscription, end_subscription, renew_secret, send_ping
from orgplan.webhooks.models import Delivery, Subscription, SubscriptionQuerySet
from orgplan.webhooks.queries.sources import topics
from orgplan.webhooks.rules import DeliveryState, SubscriptionState

router = Router(tags=["webhooks"])
_WEBHOOKS = TokenFor(TokenScope.WEBHOOKS)


class WebhookIn(Strict):
    """Where to send which messages."""

    name: Title = Field(min_length=1, max_length=100, description="Which program it is, for people.")
    # Only ASCII: what counts as a space beyond it differs between checkers; other alphabets have their own encoding.
    address: str = Field(pattern=r"^https?://[A-Za-z0-9._:\[\]-]+([/?#][!-?A-~]*)?$", max_length=500)
    topics: list[str] = Field(min_length=1, max_length=50, description="event.created, plan.approved …")


class WebhookOut(Schema):
    """A subscription."""

    id: UUID
    name: str
    address: str
    topics: list[str]
    state: SubscriptionState
    said: str = Field(description="Why it does not run.")
    created_at: datetime


class WebhookMade(WebhookOut):
    """A new subscription with its secret, which is never shown again."""

    secret: str


class DeliveryOut(Schema):
    """A message and what became of it."""

    id: UUID
    topic: str
    occurred_at: datetime
    state: DeliveryState
    attempts: int
    http_status: int | None
    said: str


@router.get("/webhooks", response={200: Page[WebhookOut], **REFUSALS}, auth=_WEBHOOKS, summary="List subscriptions")
def list_webhooks(request: ApiRequest, paging: PageQuery) -> dict[str, Any]:
    """Subscriptions of the token's holder that have not ended."""
    as_of = timezone.now()
    items, following = page_of(_own(request), paging)
    return {"items": [_shape(each) for each in items], "next": following, "as_of": as_of}


@router.post(
    "/webhooks",
    response={201: WebhookMade, **WRITE_REFUSALS},
    auth=_WEBHOOKS,
    summary="Order messages",
    openapi_extra={"x-once-only": True},
)
def order_messages(request: ApiRequest, response: HttpResponse, webhook: WebhookIn) -> Status[Any]:
    """Order messages about changes from now on. The answer is not kept for repeated requests: it holds the secret.

    One address is told once: a repeated request is refused (409).
    """
    known = topics()
    for name in webhook.topics:
        if name in known and known[name].scope not in request.auth.scopes:
            raise ProblemError(403, "scope", _("The token lacks the scope “%s”.") % known[name].scope.value)
    user = request.auth.user
    made = create_subscription(user=user, name=webhook.name, address=webhook.address, topics=webhook.topics, by=user)
    response["Location"] = f"{request.path}/{made.subscription.uid}"
    response["Cache-Control"] = "no-store"
    return Status(201, _shape(made.subscription) | {"secret": made.secret})


@router.get(
    "/webhooks/{uuid:webhook_id}", response={200: WebhookOut, **REFUSALS}, auth=_WEBHOOKS, summary="One subscription"
)
def show_webhook(request: ApiRequest, webhook_id: UUID) -> dict[str, Any]:
    """One subscription, without its secret."""
    return _shape(_found(request, webhook_id))


@router.post(
    "/webhooks/{uuid:webhook_id}/secret",
    response={200: WebhookMade, **WRITE_REFUSALS},
    auth=_WEBHOOKS,
    summary="Change the secret",
    openapi_extra={"x-once-only": True},
)
def change_secret(request: ApiRequest, response: HttpResponse, webhook_id: UUID) -> dict[str, Any]:
    """Give a new secret, shown this once. For a day each message bears the former one's signature, too."""
    made = renew_secret(_found(request, webhook_id), by=request.auth.user)
    response["Cache-Control"] = "no-store"
    return _shape(made.subscription) | {"secret": made.secret}


@router.delete(
    "/webhooks/{uuid:webhook_id}", response={204: None, **WRITE_REFUSALS}, auth=_WEBHOOKS, summary="End the messages"
)
def end_messages(request: ApiRequest, webhook_id: UUID) -> Status[Any]:
    """End the messages for good."""
    end_subscription(_found(request, webhook_id), by=request.auth.user)
    return Status(204, None)


@router.get(
    "/webhooks/{uuid:webhook_id}/deliveries",
    response={200: Page[DeliveryOut], **REFUSALS},
    auth=_WEBHOOKS,
    summary="What became of the messages",
)
def list_deliveries(request: ApiRequest, webhook_id: UUID, paging: PageQuery) -> dict[str, Any]:
    """Messages of the last month, in the order in which they were written: what came late stands at the end."""
    as_of = timezone.now()
    rows = Delivery.objects.filter(subscription=_found(request, webhook_id))
    items, following = page_of(rows, paging)
    return {"items": [_delivery(each) for each in items], "next": following, "as_of": as_of}


@router.post(
    "/webhooks/{uuid:webhook_id}/ping",
    response={202: DeliveryOut, **WRITE_REFUSALS},
    auth=_WEBHOOKS,
    summary="Send a trial message",
)
@decorate_view(once)
def try_the_way(request: ApiRequest, webhook_id: UUID) -> Status[Any]:
    """Send a message that tells of nothing; the worker does it within seconds."""
    return Status(202, _delivery(send_ping(_found(request, webhook_id), by=request.auth.user)))


def _own(request: ApiRequest) -> SubscriptionQuerySet:
    """Return the holder's own, for the administrator too: a program needs no other."""
    return Subscription.objects.visible_to(request.auth.user).lasting().filter(user=request.auth.user)


def _found(request: ApiRequest, webhook_id: UUID) -> Subscription:
    return get_object_or_404(_own(request), uid=webhook_id)


def _shape(subscription: Subscription) -> dict[str, Any]:
    plain = ("name", "address", "topics", "state", "said", "created_at")
    return {"id": subscription.uid, **{name: getattr(subscription, name) for name in plain}}


def _delivery(delivery: Delivery) -> dict[str, Any]:
    plain = ("topic", "occurred_at", "state", "attempts", "http_status", "said")
    return {"id": delivery.uid, **{name: getattr(delivery, name) for name in plain}}
