"""How many people bodies send to an event."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Organisation, Unit
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.quotas.policy import can_see_quotas, sees_all_quotas
from orgplan.quotas.rules.filling import Share, names_in


class QuotaQuerySet(models.QuerySet[Any]):
    """Quotas, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return all; or those of events that the user sees and those that ask the own unit."""
        kept = self.filter(event__deleted_at=None)
        if sees_all_quotas(user):
            return kept
        unit = own_unit_key(user)
        if unit is None or not can_see_quotas(user):
            return self.none()
        asked = QuotaShare.objects.filter(unit=unit).values("quota")
        return kept.filter(Q(event__in=Event.objects.visible_to(user).values("pk")) | Q(pk__in=asked))


class QuotaShareQuerySet(models.QuerySet[Any]):
    """Shares of bodies, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return those of events that the user sees, and the own unit's; what others send is the asker's business."""
        kept = self.filter(quota__event__deleted_at=None)
        if sees_all_quotas(user):
            return kept
        unit = own_unit_key(user)
        if unit is None or not can_see_quotas(user):
            return self.none()
        return kept.filter(Q(quota__event__in=Event.objects.visible_to(user).values("pk")) | Q(unit=unit))


class Quota(EditedModel):
    """So many people for one purpose at an event, to be named by a day to somebody."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="quotas")
    purpose = models.CharField(_("what people are asked for"), max_length=200)
    total = models.PositiveIntegerField(_("people in all"))
    due_on = models.DateField(_("answer by"))
    answer_to = models.CharField(_("whom to answer"), max_length=300, blank=True)
    gathering = models.CharField(_("where and when they gather"), max_length=300, blank=True)
    note = models.CharField(_("what else the letter says"), max_length=500, blank=True)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance quota")
        verbose_name_plural = _("attendance quotas")
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("event", "purpose"), name="quotas_purpose_of_event_once"),
            models.CheckConstraint(condition=Q(total__gte=1), name="quotas_total_of_somebody"),
        )

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        """Return the address of the quota's page."""
        return reverse("quotas:quota", args=[self.pk])


class QuotaShare(EditedModel):
    """How many people one body sends: a unit or an organisation, exactly one of them.

    `weight`: by what a total is spread, such as how many work there. `asked_at`: when the body was asked for `told`.
    """

    quota = models.ForeignKey(Quota, on_delete=models.CASCADE, related_name="shares")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="quota_shares")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="quota_shares"
    )
    asked = models.PositiveIntegerField(_("people asked for"), default=0)
    is_pinned = models.BooleanField(_("fixed by hand"), default=False)
    weight = models.PositiveIntegerField(_("people who work there"), default=0)
    asked_at = models.DateTimeField(_("body was asked at"), null=True, blank=True)
    told = models.PositiveIntegerField(null=True, blank=True)
    promised = models.PositiveIntegerField(_("people promised"), null=True, blank=True)
    answer = models.CharField(_("body’s words"), max_length=300, blank=True)
    names = models.TextField(_("who comes"), blank=True)
    answered_by = models.CharField(_("answer written by"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answer written at"), null=True, blank=True)
    came = models.PositiveIntegerField(_("people who came"), null=True, blank=True)

    objects = QuotaShareQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "names": "who is let in and whom one looks for on the spot",
        "answered_by": "whom one asks about the promise",
    }

    class Meta:
        verbose_name = _("share of a quota")
        verbose_name_plural = _("shares of a quota")
        ordering = (
            F("unit__position").asc(nulls_last=True),
            F("unit__name").asc(nulls_last=True),
            "organisation__name",
            "pk",
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(unit__isnull=False, organisation__isnull=True)
                | Q(unit__isnull=True, organisation__isnull=False),
                name="quotas_share_of_one_body",
            ),
            models.UniqueConstraint(fields=("quota", "unit"), name="quotas_share_of_unit_once"),
            models.UniqueConstraint(fields=("quota", "organisation"), name="quotas_share_of_organisation_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="", promised__isnull=True)
                | Q(answered_at__isnull=False, promised__isnull=False) & ~Q(answered_by=""),
                name="quotas_promised_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, told__isnull=True) | Q(asked_at__isnull=False, told__isnull=False),
                name="quotas_asked_for_a_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.body}: {self.asked}"

    def get_absolute_url(self) -> str:
        """Return the address of the page on which it stands."""
        return reverse("quotas:quota", args=[self.quota_id])

    @property
    def body(self) -> Unit | Organisation:
        """Return who sends the people."""
        found = self.unit or self.organisation
        assert found is not None, "a constraint says so"
        return found

    @property
    def fact(self) -> Share:
        """Return the share as the rules take it."""
        return Share(self.asked, self.promised, self.came)

    @property
    def is_told(self) -> bool:
        """Tell whether the body knows the number that it is asked for now."""
        return self.told is not None and self.told == self.asked

    @property
    def named(self) -> int:
        """Return how many of those who come are named."""
        return len(names_in(self.names))
