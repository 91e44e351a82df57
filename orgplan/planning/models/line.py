"""Lines: what units propose, in their own words, with the reading beside them."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event
from orgplan.events.rules import TimingKindChoice
from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.planning.models.plan import Plan, PlanSection
from orgplan.planning.policy import visible_lines
from orgplan.planning.rules.doubt import READ_FIELDS, level_of
from orgplan.planning.rules.naming import when_in
from orgplan.planning.rules.states import LineState


class LineFields(models.Model):
    """What a line says, in the unit's own words, with the reading and the original cells beside it.

    `occurrences` holds `[start, end, start_time, end_time]` in ISO form; `responsible` `{"name", "by_agreement"}`;
    `problems` `{"code", "text"}`; `confidence` a number 0 to 1 by field; `cells` `[header, text]` as found.
    """

    number = models.PositiveIntegerField(_("No."), default=0)
    section_text = models.CharField(_("section in the file"), max_length=500, blank=True)
    title = models.CharField(_("event"), max_length=1000, blank=True)
    date_text = models.CharField(_("when"), max_length=500, blank=True)
    timing_kind = models.CharField(
        max_length=20, choices=TimingKindChoice.choices, default=TimingKindChoice.UNSCHEDULED
    )
    rrule = models.CharField(max_length=300, blank=True)
    occurrences = models.JSONField(default=list, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    place = models.CharField(_("place"), max_length=500, blank=True)
    responsible = models.JSONField(default=list, blank=True)
    problems = models.JSONField(default=list, blank=True)
    confidence = models.JSONField(default=dict, blank=True)
    cells = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    edited_by_hand = models.BooleanField(default=False)

    personal_data: ClassVar[dict[str, str]] = {
        "responsible": "names in plans and documents",
        "cells": "names as the unit wrote them",
    }

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or self.date_text

    @property
    def timing(self) -> Timing:
        """Return the time as plain data of the date grammar."""
        return Timing(TimingKind(self.timing_kind), tuple(map(_occurrence, self.occurrences)), self.rrule or None)

    @timing.setter
    def timing(self, timing: Timing) -> None:
        days = [day for each in timing.occurrences for day in (each.start, each.end) if day]
        times = [each.start_time for each in timing.occurrences if each.start_time]
        self.timing_kind = timing.kind.value
        self.rrule = timing.rrule or ""
        self.occurrences = [
            [value.isoformat() if value else None for value in (each.start, each.end, each.start_time, each.end_time)]
            for each in timing.occurrences
        ]
        self.first_day, self.last_day = min(days, default=None), max(days, default=None)
        self.start_time = times[0] if times else None

    @property
    def when(self) -> str:
        """Return the time in the words of an official plan, empty where no day could be read."""
        return when_in(self.timing, self.reading_period) if self.occurrences or self.rrule else ""

    @property
    def reading_period(self) -> Period:
        """Return the period of the plan whose words these are."""
        raise TypeError("only a line of a plan or a row of a submission has a period")

    @property
    def levels(self) -> dict[str, str]:
        """Return how sure each field's reading is: sure, check or problem, for the page to mark."""
        return {name: level_of(self.confidence.get(name, 1.0)) for name in READ_FIELDS}


def _occurrence(stored: list[str | None]) -> Occurrence:
    start, end, start_time, end_time = stored
    return Occurrence(
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
        time.fromisoformat(start_time) if start_time else None,
        time.fromisoformat(end_time) if end_time else None,
    )


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    """Lines, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        return self.filter(visible_lines(user, own_unit_key(user)))


class PlanLine(LineFields, EditedModel):
    """An intention: what a unit proposes, in its own words. Many lines may point to one event."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    submission = models.ForeignKey(
        "planning.Submission", on_delete=models.SET_NULL, null=True, blank=True, related_name="applied_lines"
    )
    state = models.CharField(_("state"), max_length=20, choices=LineState.choices, default=LineState.SUBMITTED)
    decline_reason = models.TextField(_("reason"), blank=True)
    section = models.ForeignKey(
        PlanSection, verbose_name=_("section"), on_delete=models.SET_NULL, null=True, blank=True, related_name="lines"
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.SET_NULL, null=True, blank=True, related_name="plan_lines"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)

    objects = PlanLineQuerySet.as_manager()
    personal_data = LineFields.personal_data | {"decided_by": "who answers for the decision"}

    class Meta:
        ordering = (F("first_day").asc(nulls_last=True), F("start_time").asc(nulls_first=True), "number", "pk")
        indexes = (models.Index(fields=("plan", "state", "first_day"), name="planning_line_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="planning_line_state_known"),
            models.CheckConstraint(
                condition=~Q(state=LineState.DECLINED) | ~Q(decline_reason=""),
                name="planning_line_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(timing_kind__in=TimingKindChoice.values), name="planning_line_timing_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="") | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
                name="planning_line_decided_who_and_when",
            ),
        )

    @property
    def reading_period(self) -> Period:
        """Return the period of the unit's plan."""
        return self.plan.period
