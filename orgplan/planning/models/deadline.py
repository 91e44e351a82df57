"""Deadlines as rows that people edit: rules by kind of plan; what an order or a postponement sets for one plan."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.planning.models.plan import Plan
from orgplan.planning.policy import can_see_deadlines
from orgplan.planning.rules.deadlines import DeadlineKind, Measure, OffDayRule, Term, read_days, rule_words
from orgplan.planning.rules.states import PlanKind


class DeadlineQuerySet(models.QuerySet["DeadlineRule"]):
    """Rules of deadlines; everybody who is signed in reads them."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_deadlines(user) else self.none()


class DeadlineRule(EditedModel):
    """By when units send a kind of plan, from a day on; with a unit, only for that unit.

    Of several rules the latest in force on the first day of the planned period counts; a unit's own goes first.
    """

    plan_kind = models.CharField(_("plan"), max_length=10, choices=PlanKind.choices)
    unit = models.ForeignKey(
        Unit, verbose_name=_("only for"), on_delete=models.PROTECT, null=True, blank=True, related_name="deadline_rules"
    )
    valid_from = models.DateField(_("for plans from"))
    kind = models.CharField(_("counted from"), max_length=20, choices=DeadlineKind.choices)
    days = models.CharField(_("days of the year"), max_length=300, blank=True)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    measure = models.CharField(_("of what"), max_length=10, choices=Measure.choices, default=Measure.CALENDAR)
    weekday = models.PositiveSmallIntegerField(_("weekday"), default=2)
    at = models.TimeField(_("hour"))
    off_day = models.CharField(_("on a day off"), max_length=10, choices=OffDayRule.choices, default=OffDayRule.EARLIER)
    basis = models.CharField(_("basis"), max_length=500, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ("plan_kind", "unit__position", "-valid_from", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("plan_kind", "unit", "valid_from"), name="planning_deadline_rule_of_unit_once"
            ),
            models.UniqueConstraint(
                fields=("plan_kind", "valid_from"),
                condition=Q(unit__isnull=True),
                name="planning_deadline_rule_once",
            ),
            models.CheckConstraint(
                condition=Q(plan_kind__in=PlanKind.values), name="planning_deadline_plan_kind_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=DeadlineKind.values), name="planning_deadline_kind_known"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="planning_deadline_measure_known"),
            models.CheckConstraint(condition=Q(off_day__in=OffDayRule.values), name="planning_deadline_off_day_known"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="planning_deadline_weekday_known"),
            models.CheckConstraint(
                condition=~Q(kind=DeadlineKind.DATE) | ~Q(days=""), name="planning_deadline_date_has_days"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_plan_kind_display()}: {self.words}"

    @property
    def term(self) -> Term:
        """Return the rule as plain data."""
        return Term(
            kind=DeadlineKind(self.kind),
            at=self.at,
            days=read_days(self.days) if self.days else (),
            count=self.count,
            measure=Measure(self.measure),
            weekday=self.weekday,
            off_day=OffDayRule(self.off_day),
        )

    @property
    def words(self) -> str:
        """Return the rule in words, without a period."""
        return rule_words(self.term)


class PlanDeadline(EditedModel):
    """A deadline set for one city plan: by an order for all units, or postponed for one; it goes before every rule."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="deadlines")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, null=True, blank=True, related_name="plan_deadlines"
    )
    due_at = models.DateTimeField(_("send by"))
    basis = models.CharField(_("basis or reason"), max_length=500)
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField(auto_now=True)

    personal_data: ClassVar[dict[str, str]] = {"set_by": "who answers for the deadline"}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "unit"), name="planning_plan_deadline_of_unit_once"),
            models.UniqueConstraint(
                fields=("plan",), condition=Q(unit__isnull=True), name="planning_plan_deadline_once"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="planning_plan_deadline_with_basis"),
        )

    def __str__(self) -> str:
        return f"{self.plan}: {self.unit or _('all units')}"
