"""Memorial and professional dates, and what of them was laid into plans."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.almanac.models.cycle import AlmanacQuerySet
from orgplan.almanac.rules.dates import DateLevel
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.events.models import Event
from orgplan.events.rules.yearly import DateRule, DateRuleKind, date_words, day_in


class MemorialDate(EditedModel):
    """A date that comes back every year. With `event_unit` it lays an event of that unit into the city's plans.

    Which of `month`, `day`, `number`, `weekday` count, `rule_kind` says (`rules.dates.DateRule`).
    """

    title = models.CharField(_("date"), max_length=300)
    level = models.CharField(_("level"), max_length=20, choices=DateLevel.choices, default=DateLevel.FEDERAL)
    rule_kind = models.CharField(
        _("how the day is found"), max_length=20, choices=DateRuleKind.choices, default=DateRuleKind.FIXED
    )
    month = models.PositiveSmallIntegerField(_("month"), default=0)
    day = models.PositiveSmallIntegerField(_("day"), default=0)
    number = models.SmallIntegerField(_("number"), default=0)
    weekday = models.PositiveSmallIntegerField(_("weekday"), default=0)
    since_year = models.PositiveSmallIntegerField(_("since the year"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until the year"), null=True, blank=True)
    is_mourning = models.BooleanField(_("day of mourning: no entertainment"), default=False)
    event_title = models.CharField(_("event to lay into plans"), max_length=500, blank=True)
    event_unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit that prepares it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memorial_dates",
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        ordering = ("month", "day", "title")
        constraints = (
            models.UniqueConstraint(fields=("title",), name="almanac_date_title_once"),
            models.CheckConstraint(condition=Q(level__in=DateLevel.values), name="almanac_date_level_known"),
            models.CheckConstraint(condition=Q(rule_kind__in=DateRuleKind.values), name="almanac_date_rule_known"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="almanac_date_weekday_known"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def rule(self) -> DateRule:
        """Return the rule as plain data."""
        return DateRule(DateRuleKind(self.rule_kind), self.month, self.day, self.number, self.weekday)

    @property
    def words(self) -> str:
        """Return the rule in words."""
        return date_words(self.rule)

    def in_year(self, year: int) -> date | None:
        """Return the day in the year; None outside its years."""
        if (self.since_year and year < self.since_year) or (self.until_year and year > self.until_year):
            return None
        return day_in(self.rule, year)


class LaidDate(models.Model):
    """The event made of a date in a year; without an event, a person has taken it away for good."""

    date = models.ForeignKey(MemorialDate, on_delete=models.CASCADE, related_name="laid")
    year = models.PositiveSmallIntegerField()
    event = models.OneToOneField(Event, on_delete=models.SET_NULL, null=True, related_name="laid_date")
    written = models.JSONField(default=dict)

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("date", "year"), name="almanac_date_laid_once"),)

    def __str__(self) -> str:
        return f"{self.date}, {self.year}"
