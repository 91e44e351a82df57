"""The rules of control that people set: levels, terms, the ladder of warnings."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person
from orgplan.instructions.rules.escalation import Rung, Side, Step
from orgplan.instructions.rules.terms import CountedFrom, DayMeasure, OffDay, TermKind, TermSpec


class RuleQuerySet(models.QuerySet[Any]):
    """Rules; everybody who signs in may read by which rules the own terms are counted."""

    def visible_to(self, user: User) -> Self:
        """Return all to an active user."""
        return self if user.is_active else self.none()


class ControlLevel(EditedModel):
    """A level of control: whose instructions, who keeps control, by when co-performers give their material."""

    title = models.CharField(_("level of control"), max_length=200, unique=True)
    controller = models.ForeignKey(
        Person, verbose_name=_("who keeps control"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_strict = models.BooleanField(_("stricter track"), default=False)
    co_days = models.PositiveSmallIntegerField(_("co-performers give their material earlier by"), default=3)
    co_measure = models.CharField(
        _("counted in"), max_length=10, choices=DayMeasure.choices, default=DayMeasure.CALENDAR
    )
    basis = models.CharField(_("legal basis"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("order in lists"), default=100)
    is_active = models.BooleanField(_("in force"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("level of control")
        ordering = ("position", "title")
        constraints = (
            models.CheckConstraint(
                condition=Q(co_measure__in=DayMeasure.values), name="instructions_level_measure_known"
            ),
            models.CheckConstraint(condition=Q(co_days__lte=60), name="instructions_level_material_within_months"),
        )

    def __str__(self) -> str:
        return self.title


class TermRule(EditedModel):
    """How a term is counted where an instruction says only how urgent it is; for all levels or for one.

    `phrases` are the words by which a text asks for it, one a line («срочно», «незамедлительно»). A rule holds for what
    is signed from `valid_from` on; of one title the latest holds, and that of the level wins over the general one.
    """

    title = models.CharField(_("urgency"), max_length=120)
    level = models.ForeignKey(
        ControlLevel,
        verbose_name=_("only for the level"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="term_rules",
    )
    phrases = models.TextField(_("words in the text"), blank=True)
    kind = models.CharField(_("how it is counted"), max_length=10, choices=TermKind.choices, default=TermKind.DAYS)
    count = models.PositiveSmallIntegerField(_("how many"), default=1)
    measure = models.CharField(_("which days"), max_length=10, choices=DayMeasure.choices, default=DayMeasure.CALENDAR)
    counted_from = models.CharField(
        _("from which day"), max_length=12, choices=CountedFrom.choices, default=CountedFrom.SIGNING
    )
    off_day = models.CharField(_("last day off"), max_length=10, choices=OffDay.choices, default=OffDay.EARLIER)
    day = models.PositiveSmallIntegerField(_("by the day"), default=10)
    month = models.PositiveSmallIntegerField(_("of the month"), default=1)
    basis = models.CharField(_("legal basis"), max_length=500, blank=True)
    valid_from = models.DateField(_("for what is signed from"))
    position = models.PositiveSmallIntegerField(_("order in lists"), default=100)
    is_default = models.BooleanField(_("holds where no term is named"), default=False)
    is_active = models.BooleanField(_("in force"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of terms")
        ordering = ("position", "title", "-valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=("title", "level", "valid_from"), condition=~Q(level=None), name="instructions_term_rule_once"
            ),
            models.UniqueConstraint(
                fields=("title", "valid_from"), condition=Q(level=None), name="instructions_general_term_rule_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=TermKind.values), name="instructions_term_kind_known"),
            models.CheckConstraint(condition=Q(measure__in=DayMeasure.values), name="instructions_term_measure_known"),
            models.CheckConstraint(
                condition=Q(counted_from__in=CountedFrom.values), name="instructions_term_start_known"
            ),
            models.CheckConstraint(condition=Q(off_day__in=OffDay.values), name="instructions_term_off_day_known"),
            models.CheckConstraint(
                condition=Q(day__range=(1, 31), month__range=(1, 12), count__range=(1, 400)),
                name="instructions_term_within_a_year",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def spec(self) -> TermSpec:
        """Return the rule as the pure rules take it."""
        return TermSpec(
            TermKind(self.kind),
            self.count,
            DayMeasure(self.measure),
            CountedFrom(self.counted_from),
            OffDay(self.off_day),
            self.day,
            self.month,
        )

    @property
    def words(self) -> str:
        """Return how the term is counted, in words."""
        return self.spec.words

    @property
    def phrase_list(self) -> list[str]:
        """Return the words by which a text asks for the rule, its title among them."""
        return [each for each in (self.title, *(line.strip() for line in self.phrases.splitlines())) if each]


class EscalationStep(EditedModel):
    """A step of the ladder: how long before or after the term somebody is told; for all levels or for one."""

    level = models.ForeignKey(
        ControlLevel,
        verbose_name=_("only for the level"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
    )
    side = models.CharField(_("when"), max_length=10, choices=Side.choices, default=Side.BEFORE)
    count = models.PositiveSmallIntegerField(_("by how many days"), default=3)
    measure = models.CharField(_("which days"), max_length=10, choices=DayMeasure.choices, default=DayMeasure.WORKING)
    rung = models.CharField(_("who is told"), max_length=20, choices=Rung.choices, default=Rung.PERFORMER)
    is_urgent = models.BooleanField(_("leaves at once, quiet hours too"), default=False)
    is_active = models.BooleanField(_("in force"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of the ladder")
        ordering = ("side", "-count", "rung", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("level", "side", "count", "measure", "rung"),
                condition=~Q(level=None),
                name="instructions_step_once",
            ),
            models.UniqueConstraint(
                fields=("side", "count", "measure", "rung"),
                condition=Q(level=None),
                name="instructions_general_step_once",
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="instructions_step_side_known"),
            models.CheckConstraint(condition=Q(measure__in=DayMeasure.values), name="instructions_step_measure_known"),
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="instructions_step_rung_known"),
            models.CheckConstraint(condition=Q(count__lte=180), name="instructions_step_within_half_a_year"),
        )

    def __str__(self) -> str:
        return f"{self.step.words}: {self.get_rung_display()}"

    @property
    def step(self) -> Step:
        """Return the step as the pure rules take it."""
        return Step(Side(self.side), Rung(self.rung), self.count, DayMeasure(self.measure))
