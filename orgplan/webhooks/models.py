"""Tables of messages to programs: who ordered them, what was sent, how far the history was read."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.webhooks.policy import sees_everybody
from orgplan.webhooks.rules import PING, DeliveryState, SubscriptionState


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Subscriptions."""

    def visible_to(self, user: User) -> Self:
        """Return all to the administrator, otherwise the user's own."""
        return self if sees_everybody(user) else self.filter(user=user)

    def lasting(self) -> Self:
        """Return those that have not ended."""
        return self.exclude(state=SubscriptionState.ENDED)

    def told(self) -> Self:
        """Return those for which changes are written down: not ended, their holder's sign-in open."""
        now = timezone.now()
        open_ones = Q(user__closes_at__isnull=True) | Q(user__closes_at__gt=now)
        return self.lasting().filter(open_ones, user__is_active=True)


class Subscription(models.Model):
    """An order: tell this address of these topics, as far as the holder may see. The secret signs each message."""

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    name = models.CharField(_("receiving program"), max_length=100)
    address = models.CharField(_("address of the program"), max_length=500)
    topics = models.JSONField(_("what to tell"), default=list)
    user = models.ForeignKey(User, verbose_name=_("holder"), on_delete=models.CASCADE, related_name="subscriptions")
    sealed_secret = models.TextField()
    former_secret = models.TextField(blank=True, editable=False)
    former_until = models.DateTimeField(_("former secret serves until"), null=True, blank=True)
    state = models.CharField(
        _("messages' state"), max_length=20, choices=SubscriptionState.choices, default=SubscriptionState.ACTIVE
    )
    said = models.CharField(_("why it does not run"), max_length=500, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    objects = SubscriptionQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "name": "which program gets the messages",
        "created_by": "who ordered the messages",
    }

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SubscriptionState.values), name="webhooks_subscription_state_known"
            ),
            models.CheckConstraint(
                condition=Q(former_secret="", former_until__isnull=True)
                | (~Q(former_secret="") & Q(former_until__isnull=False)),
                name="webhooks_subscription_former_secret_has_its_term",
            ),
            models.UniqueConstraint(
                fields=("user", "address"), condition=~Q(state="ended"), name="webhooks_subscription_once_per_address"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("webhooks:subscription", args=[self.pk])

    def sealed_secrets(self, now: datetime) -> list[str]:
        """Return the sealed secrets by which messages are signed now: the former one for a while, too."""
        former = [self.former_secret] if self.former_until and now < self.former_until else []
        return [self.sealed_secret, *former]

    @property
    def is_changing_over(self) -> bool:
        """Tell whether the former secret still serves."""
        return len(self.sealed_secrets(timezone.now())) > 1


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Messages to programs."""

    def visible_to(self, user: User) -> Self:
        """Return those of the subscriptions that the user may see."""
        return self.filter(subscription__in=Subscription.objects.visible_to(user))


class Delivery(models.Model):
    """One message about one entry of history, with the same `uid` at every attempt. A ping has no entry.

    `identity` names the object for programs; it is kept for the day on which the object is gone.
    """

    uid = models.UUIDField(unique=True, default=uuid4, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    entry_key = models.BigIntegerField(null=True, blank=True)
    topic = models.CharField(_("topic"), max_length=40)
    object_kind = models.CharField(max_length=60, blank=True)
    object_key = models.CharField(max_length=40, blank=True)
    identity = models.CharField(max_length=40, blank=True)
    about = models.CharField(_("what the message is about"), max_length=300, blank=True)
    occurred_at = models.DateTimeField(_("happened"))
    state = models.CharField(
        _("message's state"), max_length=20, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(_("attempts to tell"), default=0)
    lease_token = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    http_status = models.PositiveSmallIntegerField(_("status of the answer"), null=True, blank=True)
    said = models.CharField(_("what was answered"), max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"about": "what the message told of, for its log; kept for a month"}

    class Meta:
        verbose_name = _("message to a program")
        verbose_name_plural = _("messages to programs")
        ordering = ("-occurred_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("subscription", "entry_key"), name="webhooks_delivery_once_per_entry"),
            models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="webhooks_delivery_state_known"),
            models.CheckConstraint(
                condition=Q(state="sending", leased_until__isnull=False)
                | (~Q(state="sending") & Q(leased_until__isnull=True)),
                name="webhooks_delivery_lease_only_while_sending",
            ),
        )
        indexes = (
            models.Index(fields=("state", "due_at"), name="webhooks_delivery_due"),
            models.Index(fields=("subscription", "-occurred_at"), name="webhooks_delivery_log"),
            models.Index(fields=("subscription", "object_kind", "object_key"), name="webhooks_delivery_object"),
        )

    def __str__(self) -> str:
        return self.about or self.topic

    def get_absolute_url(self) -> str:
        """Return the address of its subscription's card, which holds the log."""
        return reverse("webhooks:subscription", args=[self.subscription_id])

    @property
    def is_ping(self) -> bool:
        """Tell whether it only tries the way."""
        return self.topic == PING


class ReadingQuerySet(models.QuerySet["Reading"]):
    """How far the history was read."""

    def visible_to(self, user: User) -> Self:
        """Return it to the administrator."""
        return self if sees_everybody(user) else self.none()


class Reading(models.Model):
    """How far the history was read; one row. `looked_back_at`: until when late entries were looked for."""

    last_entry = models.BigIntegerField(default=0)
    looked_back_at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.last_entry}"
