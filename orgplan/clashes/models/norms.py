"""How much clashes matter, how long kinds of event keep people and halls, when the office works."""

from __future__ import annotations

from datetime import time
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.clashes.rules.kinds import ClashLevel, Subject, Together
from orgplan.clashes.rules.levels import Rule
from orgplan.clashes.rules.norms import Hours, LoadNorm, Times
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.events.rules import Consent, EventKind, ParticipationKind
from orgplan.worktime.office import OfficeYears

LONGEST_MINUTES = 24 * 60


class NormsQuerySet(models.QuerySet[Any]):
    """Settings: nothing to hide from those who sign in."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if user.is_active else self.none()


class NormsStamp(models.Model):
    """Which state of all settings of this room stands: another value after every change, so that they are read once."""

    stamp = models.UUIDField(default=uuid4)

    objects = NormsQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.stamp)


class ClashRule(EditedModel):
    """How much clashes of a kind matter; of several the first by `position` counts. An empty condition holds always."""

    position = models.PositiveSmallIntegerField(_("order"), default=100)
    level = models.CharField(_("what it stops"), max_length=20, choices=ClashLevel.choices, default=ClashLevel.WARN)
    words = models.CharField(_("why, in words"), max_length=500)
    subject = models.CharField(_("what clashes"), max_length=20, choices=Subject.choices, blank=True)
    kind = models.CharField(_("kind of event"), max_length=30, choices=EventKind.choices, blank=True)
    taking = models.CharField(_("takes part"), max_length=20, choices=ParticipationKind.choices, blank=True)
    consent = models.CharField(_("consent"), max_length=20, choices=Consent.choices, blank=True)
    rank_up_to = models.PositiveSmallIntegerField(_("leaders up to the number"), null=True, blank=True)
    minutes_up_to = models.PositiveSmallIntegerField(_("not more than, minutes"), null=True, blank=True)
    together = models.CharField(_("programme"), max_length=10, choices=Together.choices, blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("events of the unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clash_rules",
    )
    since_year = models.PositiveSmallIntegerField(_("since the year"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until the year"), null=True, blank=True)

    objects = NormsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("rules of clashes")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="clashes_rule_has_words"),
            models.CheckConstraint(condition=Q(level__in=ClashLevel.values), name="clashes_rule_level_known"),
            models.CheckConstraint(condition=Q(subject__in=["", *Subject.values]), name="clashes_rule_subject_known"),
            models.CheckConstraint(condition=Q(kind__in=["", *EventKind.values]), name="clashes_rule_kind_known"),
            models.CheckConstraint(
                condition=Q(taking__in=["", *ParticipationKind.values]), name="clashes_rule_taking_known"
            ),
            models.CheckConstraint(condition=Q(consent__in=["", *Consent.values]), name="clashes_rule_consent_known"),
            models.CheckConstraint(condition=Q(together__in=Together.values), name="clashes_rule_together_known"),
            models.CheckConstraint(
                condition=Q(since_year__isnull=True) | Q(until_year__isnull=True) | Q(until_year__gte=F("since_year")),
                name="clashes_rule_years_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.words

    @property
    def data(self) -> Rule:
        """Return the rule as plain data."""
        return Rule(
            key=self.pk,
            level=ClashLevel(self.level),
            words=self.words,
            subject=Subject(self.subject) if self.subject else None,
            kind=self.kind,
            taking=self.taking,
            consent=self.consent,
            rank_up_to=self.rank_up_to,
            minutes_up_to=self.minutes_up_to,
            together=Together(self.together),
            unit=self.unit_id,
            since_year=self.since_year,
            until_year=self.until_year,
        )


class KindTimes(EditedModel):
    """Minutes around events of a kind: how long one without an end lasts, what keeps the hall, what keeps people."""

    kind = models.CharField(_("kind of event"), max_length=30, choices=EventKind.choices, unique=True)
    usual = models.PositiveSmallIntegerField(_("usual length, minutes"), default=60)
    set_up = models.PositiveSmallIntegerField(_("setting up the hall, minutes"), default=0)
    leaving = models.PositiveSmallIntegerField(_("clearing the hall, minutes"), default=0)
    arrival = models.PositiveSmallIntegerField(_("arrival before, minutes"), default=0)
    exit = models.PositiveSmallIntegerField(_("leaving after, minutes"), default=0)

    objects = NormsQuerySet.as_manager()

    class Meta:
        ordering = ("kind",)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="clashes_times_kind_known"),
            models.CheckConstraint(
                condition=Q(usual__gte=1, usual__lte=LONGEST_MINUTES)
                & Q(set_up__lte=LONGEST_MINUTES, leaving__lte=LONGEST_MINUTES)
                & Q(arrival__lte=LONGEST_MINUTES, exit__lte=LONGEST_MINUTES),
                name="clashes_times_within_a_day",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def data(self) -> Times:
        """Return the minutes as plain data."""
        return Times(self.usual, self.set_up, self.leaving, self.arrival, self.exit)


class SearchHours(EditedModel):
    """How widely another time is looked for: one row, edited by people. The office's own hours are kept by year."""

    earliest = models.TimeField(_("another time not earlier than"), default=time(8))
    latest = models.TimeField(_("another time until"), default=time(21))
    days_ahead = models.PositiveSmallIntegerField(_("looked for within, days"), default=14)

    objects = NormsQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(earliest__lt=F("latest")),
                name="clashes_hours_in_order",
            ),
            models.CheckConstraint(condition=Q(days_ahead__gte=1, days_ahead__lte=60), name="clashes_days_ahead_sane"),
        )

    def __str__(self) -> str:
        return f"{self.earliest:%H:%M}–{self.latest:%H:%M}"

    def data_with(self, office: OfficeYears) -> Hours:
        """Return the hours as plain data, with those of the office."""
        return Hours(self.earliest, self.latest, self.days_ahead, office)


class LoadRule(EditedModel):
    """What a leader's month should not exceed, from a year on; an empty number is no norm.

    Without a row an evening is what ends after the office has closed, and nothing is too much.
    """

    year = models.PositiveSmallIntegerField(_("year of the norm of load"), unique=True)
    evening_from = models.TimeField(_("evening begins at"), null=True, blank=True)
    evenings = models.PositiveSmallIntegerField(_("evenings a month, not more than"), null=True, blank=True)
    days_off = models.PositiveSmallIntegerField(_("days off a month, not more than"), null=True, blank=True)
    words = models.CharField(_("why such a norm"), max_length=500)

    objects = NormsQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="clashes_load_has_words"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2199), name="clashes_load_year_sane"),
            models.CheckConstraint(
                condition=Q(evenings__isnull=True) | Q(evenings__lte=31), name="clashes_load_evenings_within_a_month"
            ),
            models.CheckConstraint(
                condition=Q(days_off__isnull=True) | Q(days_off__lte=31), name="clashes_load_days_off_within_a_month"
            ),
        )

    def __str__(self) -> str:
        return str(self.year)

    @property
    def data(self) -> LoadNorm:
        """Return the norm as plain data."""
        return LoadNorm(self.evening_from, self.evenings, self.days_off)
