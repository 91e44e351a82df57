"""What the city has, and how far ahead one looks."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.resources.policy import can_see_resources
from orgplan.resources.rules.kinds import Use


class OpenQuerySet(models.QuerySet[Any]):
    """Rows that everybody who signs in may see."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_resources(user) else self.none()


class ResourceTerms(EditedModel):
    """How far ahead shortages are looked for: one row, edited by people."""

    days_ahead = models.PositiveSmallIntegerField(_("look for shortages ahead, days"), default=42)

    objects = OpenQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(days_ahead__gte=1, days_ahead__lte=400), name="resources_terms_sane"),
        )

    def __str__(self) -> str:
        return str(self.days_ahead)


class Resource(EditedModel):
    """Something that events need by number. `keeper` is the unit that gives it; `lead_days` are working days."""

    name = models.CharField(_("resource"), max_length=200, unique=True)
    measure = models.CharField(_("unit of measure"), max_length=40)
    use = models.CharField(_("after the event"), max_length=10, choices=Use.choices, default=Use.KEPT)
    keeper = models.ForeignKey(
        Unit,
        verbose_name=_("who gives it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="resources",
    )
    lead_days = models.PositiveSmallIntegerField(_("asked for ahead, working days"), default=10)
    note = models.CharField(_("what to know of it"), max_length=500, blank=True)
    is_active = models.BooleanField(_("is offered"), default=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ("-is_active", "name")
        constraints = (
            models.CheckConstraint(condition=Q(use__in=Use.values), name="resources_use_known"),
            models.CheckConstraint(condition=~Q(measure=""), name="resources_counted_in_something"),
            models.CheckConstraint(condition=Q(lead_days__lte=250), name="resources_lead_sane"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("resources:resource", args=[self.pk])

    @property
    def comes_back(self) -> bool:
        """Tell whether the stock bounds what events may take."""
        return self.use == Use.KEPT


class StockEntry(models.Model):
    """So much more is there from a day on, until a day or for good; below nought: so much less (repair, lent)."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="stock")
    amount = models.IntegerField(_("how much"))
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    words = models.CharField(_("ground"), max_length=300)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(amount=0), name="resources_stock_changes_something"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="resources_stock_in_order"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="resources_stock_has_words"),
        )

    def __str__(self) -> str:
        return f"{self.resource}: {self.amount:+d}"
