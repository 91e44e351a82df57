"""Meetings that come back (циклограмма), their exceptions, and what of them was laid into the calendar."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.almanac.policy import can_see_almanac
from orgplan.almanac.rules.cycles import Deviation, ExceptionKind, OffDayChoice, Rule, rule_words
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person, Unit, Venue
from orgplan.events.models import Event
from orgplan.events.rules import EventKind


class AlmanacQuerySet(models.QuerySet[Any]):
    """Rows of the almanac; everybody signed in sees them."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_almanac(user) else self.none()


class MeetingCycle(EditedModel):
    """A meeting that comes back by a rule: who holds and chairs it, where, since when; what happens on days off.

    `rule_text` keeps the words as they were typed, `rrule` what they mean (RFC 5545 without `RRULE:`).
    """

    title = models.CharField(_("meeting"), max_length=500)
    kind = models.CharField(_("kind"), max_length=30, choices=EventKind.choices, default=EventKind.STAFF_MEETING)
    owner = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="meeting_cycles")
    chair = models.ForeignKey(
        Person,
        verbose_name=_("chaired by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="chaired_cycles",
    )
    venue = models.ForeignKey(
        Venue, verbose_name=_("venue"), on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_cycles"
    )
    place = models.CharField(_("place as worded"), max_length=500, blank=True)
    participants = models.TextField(_("who is invited"), blank=True)
    rule_text = models.CharField(_("when, in words"), max_length=300)
    rrule = models.CharField(max_length=300)
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    starts_on = models.DateField(_("holds from"))
    ends_on = models.DateField(_("holds until"), null=True, blank=True)
    off_day = models.CharField(
        _("on a day off"), max_length=10, choices=OffDayChoice.choices, default=OffDayChoice.NEXT
    )
    in_week = models.BooleanField(_("a row for each meeting in plans of weeks"), default=True)
    in_month = models.BooleanField(_("one row in plans of months"), default=True)
    days_ahead = models.PositiveSmallIntegerField(_("laid ahead, days"), default=45)
    position = models.PositiveSmallIntegerField(_("order in the list"), default=100)
    note = models.TextField(_("note"), blank=True)

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        ordering = ("position", "title", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="almanac_cycle_kind_known"),
            models.CheckConstraint(condition=Q(off_day__in=OffDayChoice.values), name="almanac_cycle_off_day_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="almanac_cycle_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("almanac:cycle", args=[self.pk])

    @property
    def rule(self) -> Rule:
        """Return when the meetings are, as plain data."""
        return Rule(
            self.rrule, self.starts_on, self.ends_on, self.start_time, self.end_time, OffDayChoice(self.off_day)
        )

    @property
    def when(self) -> str:
        """Return the rule in the words of a циклограмма."""
        return rule_words(self.rrule, self.start_time, self.end_time)

    @property
    def where(self) -> str:
        """Return the place as worded, else the venue's name."""
        return self.place or (self.venue.name if self.venue else "")

    @property
    def deviations(self) -> list[Deviation]:
        """Return the exceptions as plain data."""
        return [each.data for each in self.exceptions.all()]


class CycleException(EditedModel):
    """A single meeting that differs from the rule: `day` is its day by the rule, or its own where it is additional."""

    cycle = models.ForeignKey(MeetingCycle, on_delete=models.CASCADE, related_name="exceptions")
    kind = models.CharField(_("exception"), max_length=10, choices=ExceptionKind.choices)
    day = models.DateField(_("meeting of the day"))
    new_day = models.DateField(_("moved to the day"), null=True, blank=True)
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    place = models.CharField(_("another place"), max_length=500, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    basis = models.CharField(_("basis"), max_length=500, blank=True)

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "day"), name="almanac_exception_of_a_day_once"),
            models.CheckConstraint(condition=Q(kind__in=ExceptionKind.values), name="almanac_exception_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="almanac_exception_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.cycle}, {self.day:%d.%m.%Y}: {self.get_kind_display()}"

    @property
    def data(self) -> Deviation:
        """Return the exception as plain data."""
        return Deviation(
            ExceptionKind(self.kind),
            self.day,
            self.reason,
            self.new_day,
            self.start_time,
            self.end_time,
            self.place,
            self.basis,
        )


class LaidMeeting(models.Model):
    """The event made of one meeting. `written` is what was laid; an event that differs was changed by a person.

    Without an event, a person has taken it away for good: it is not laid again.
    """

    cycle = models.ForeignKey(MeetingCycle, on_delete=models.CASCADE, related_name="laid")
    slot = models.DateField()
    event = models.OneToOneField(Event, on_delete=models.SET_NULL, null=True, related_name="laid_meeting")
    written = models.JSONField(default=dict)
    laid_on = models.DateField(auto_now_add=True)

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        ordering = ("slot",)
        constraints = (models.UniqueConstraint(fields=("cycle", "slot"), name="almanac_meeting_laid_once"),)

    def __str__(self) -> str:
        return f"{self.cycle}, {self.slot:%d.%m.%Y}"


class LaidSeries(models.Model):
    """The event that stands for all meetings of a month in its plan, as one row."""

    cycle = models.ForeignKey(MeetingCycle, on_delete=models.CASCADE, related_name="series")
    period_code = models.CharField(max_length=30)
    event = models.OneToOneField(Event, on_delete=models.SET_NULL, null=True, related_name="laid_series")
    written = models.JSONField(default=dict)

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cycle", "period_code"), name="almanac_series_laid_once"),)

    def __str__(self) -> str:
        return f"{self.cycle}, {self.period_code}"
