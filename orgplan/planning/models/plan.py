"""Plans, their sections, the places of events in them, and the versions that were approved."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.directory.models import Unit
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.language.periods import Period
from orgplan.planning.policy import visible_plans
from orgplan.planning.rules.naming import period_words
from orgplan.planning.rules.states import PlanKind, PlanState


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        return self.filter(visible_plans(user, own_unit_key(user)))


class Plan(models.Model):
    """The plan of a period: of one unit, or of the whole city where `unit` is empty (the consolidated plan)."""

    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, null=True, blank=True, related_name="plans"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PlanKind.choices)
    period_code = models.CharField(_("period"), max_length=30)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    title = models.CharField(_("title"), max_length=500)
    state = models.CharField(_("state"), max_length=20, choices=PlanState.choices, default=PlanState.DRAFT)
    signer_post = models.CharField(_("signed by: post"), max_length=300, blank=True)
    signer_name = models.CharField(_("signed by: name"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlanQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "signer_post": "signature of the document",
        "signer_name": "signature of the document",
    }

    class Meta:
        ordering = ("-starts_on", "ends_on")
        constraints = (
            models.UniqueConstraint(fields=("unit", "period_code"), name="planning_plan_of_unit_once"),
            models.UniqueConstraint(
                fields=("period_code",), condition=Q(unit__isnull=True), name="planning_consolidated_plan_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=PlanKind.values), name="planning_plan_kind_known"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="planning_plan_state_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="planning_plan_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        """Return the period as plain data."""
        return Period.parse(self.period_code)

    @property
    def short_title(self) -> str:
        """Return the period in words, with the unit where there is one: «август 2026 года»."""
        words = period_words(self.period)
        return f"{words}, {self.unit}" if self.unit else words


class PlanSection(models.Model):
    """A section of a consolidated plan, in its order."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(_("section"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("plan", "title"), name="planning_section_title_once"),)

    def __str__(self) -> str:
        return self.title


class PlanItem(models.Model):
    """An event's place in a consolidated plan: its section. One event may stand in the year, the month and the week."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="plan_items")
    section = models.ForeignKey(PlanSection, on_delete=models.SET_NULL, null=True, blank=True, related_name="items")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "event"), name="planning_item_once"),)

    def __str__(self) -> str:
        return str(self.event)


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    """Versions, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return the versions of the plans that the user may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))


class PlanVersion(models.Model):
    """The frozen snapshot: approved on a date by a person on a basis. Never rewritten.

    `rows` holds, in print order, `{"event", "section", "title", "when", "place", "responsible", "units"}`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    approved_on = models.DateField(_("approved on"))
    approver_name = models.CharField(_("approved by"), max_length=200)
    approver_post = models.CharField(_("post"), max_length=300)
    basis = models.CharField(_("basis"), max_length=500, blank=True)
    signer_post = models.CharField(max_length=300, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)
    rows = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=200)

    objects = PlanVersionQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "approver_name": "stamp of the document",
        "approver_post": "stamp of the document",
        "signer_name": "signature of the document",
        "signer_post": "signature of the document",
        "rows": "names in the approved plan",
        "created_by": "who recorded the approval",
    }

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="planning_version_number_once"),)

    def __str__(self) -> str:
        return f"{self.title}, версия {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert once; an approved version is never rewritten."""
        if not self._state.adding:
            raise TypeError("an approved version is never rewritten")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("an approved version is never deleted")
