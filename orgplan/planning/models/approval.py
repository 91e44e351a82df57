"""How approved plans may be changed, where events stand in versions, and why rows came in or went out."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.events.models import Event
from orgplan.events.models.change import Grounded, RecordedChangeQuerySet
from orgplan.planning.models.plan import Plan, PlanVersion
from orgplan.planning.rules.approval import AgreementOrder, PlanPaper
from orgplan.planning.rules.states import PlanKind


class ApprovalRuleQuerySet(models.QuerySet["ApprovalRule"]):
    """Rules of approval; everybody who signs in may read them."""

    def visible_to(self, user: User) -> Self:
        """Return all rules to an active user."""
        return self if user.is_active else self.none()


class ApprovalRule(EditedModel):
    """How plans of a kind are agreed, printed and changed after approval. A kind without a row has the defaults."""

    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind.choices, unique=True)
    order = models.CharField(
        _("curators agree"), max_length=10, choices=AgreementOrder.choices, default=AgreementOrder.PARALLEL
    )
    days = models.PositiveSmallIntegerField(_("days for agreement"), default=5)
    working_days = models.BooleanField(_("working days"), default=True)
    asks_reason = models.BooleanField(_("a change after approval asks for a reason"), default=True)
    asks_basis = models.BooleanField(_("a change after approval asks for a basis"), default=True)
    units_change = models.BooleanField(_("units change their approved events themselves"), default=False)
    paper = models.CharField(_("printed as"), max_length=30, choices=PlanPaper.choices, default=PlanPaper.LIST)

    objects = ApprovalRuleQuerySet.as_manager()

    class Meta:
        ordering = ("kind",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="planning_rule_kind_known"),
            models.CheckConstraint(condition=Q(order__in=AgreementOrder.values), name="planning_rule_order_known"),
            models.CheckConstraint(condition=Q(paper__in=PlanPaper.values), name="planning_rule_paper_known"),
            models.CheckConstraint(condition=Q(days__gte=1), name="planning_rule_a_day_at_least"),
        )

    def __str__(self) -> str:
        return str(PlanKind(self.kind).label)


class VersionPoint(models.Model):
    """Where an event stands in an approved version: its number as printed. Written with the version, never changed."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="points")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="version_points")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ("version", "number")
        constraints = (
            models.UniqueConstraint(fields=("version", "event"), name="planning_point_event_once"),
            models.UniqueConstraint(fields=("version", "number"), name="planning_point_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.version}, {self.number}"


class ItemChangeQuerySet(RecordedChangeQuerySet):
    """Changes of an approved plan's list, as far as somebody may see the plan."""

    def visible_to(self, user: User) -> Self:
        """Return those of the plans that the user may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))


class ItemChange(Grounded):
    """An event that came into an approved plan or went out of it, with the ground. Never rewritten."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="item_changes")
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, related_name="item_changes")
    event_label = models.CharField(max_length=1000)
    event_key = models.PositiveBigIntegerField()
    came_in = models.BooleanField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=200)

    objects = ItemChangeQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"made_by": "who answers for the change"}

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.event_label
