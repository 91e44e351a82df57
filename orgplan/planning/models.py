"""Tables of plans."""

from __future__ import annotations

from datetime import date, time
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.directory.queries import unit_of
from orgplan.events.models import Event
from orgplan.events.rules import TimingKindChoice
from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.planning.policy import visible_lines, visible_plans
from orgplan.planning.rules.doubt import READ_FIELDS, level_of
from orgplan.planning.rules.naming import period_words, when_in
from orgplan.planning.rules.states import LineState, PlanKind, PlanState, SubmissionState, Verdict


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        unit = unit_of(user)
        return self.filter(visible_plans(user, unit.pk if unit else None))


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


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        unit = unit_of(user)
        return self.filter(visible_lines(user, unit.pk if unit else None))


class Submission(models.Model):
    """A unit's paper that has been read: a file or a piece of clipboard, checked row by row before it is sent."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="submissions")
    state = models.CharField(_("state"), max_length=20, choices=SubmissionState.choices, default=SubmissionState.READ)
    file_name = models.CharField(_("file"), max_length=300)
    file = models.FileField(upload_to="submissions/%Y/%m", blank=True)
    found_title = models.CharField(max_length=1000, blank=True)
    notices = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(_("read in by"), max_length=200)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SubmissionState.values), name="planning_submission_state_known"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by="") | Q(submitted_at__isnull=False),
                name="planning_submission_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} — {self.plan}"


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    """Lines, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see."""
        unit = unit_of(user)
        return self.filter(visible_lines(user, unit.pk if unit else None))


class PlanLine(LineFields, EditedModel):
    """An intention: what a unit proposes, in its own words. Many lines may point to one event."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    submission = models.ForeignKey(
        Submission, on_delete=models.SET_NULL, null=True, blank=True, related_name="applied_lines"
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

    class Meta:
        ordering = (F("first_day").asc(nulls_last=True), F("start_time").asc(nulls_first=True), "number", "pk")
        indexes = (models.Index(fields=("plan", "state", "first_day"), name="planning_line_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="planning_line_state_known"),
            models.CheckConstraint(
                condition=~Q(state=LineState.DECLINED) | ~Q(decline_reason=""),
                name="planning_line_declined_with_reason",
            ),
        )

    @property
    def reading_period(self) -> Period:
        """Return the period of the unit's plan."""
        return self.plan.period


class SubmissionRow(LineFields):
    """A row read from a paper, not yet sent; `line` is the unit's earlier line that it repeats or corrects."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="rows")
    line = models.ForeignKey(PlanLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ("number", "pk")

    @property
    def reading_period(self) -> Period:
        """Return the period of the plan that the paper is for."""
        return self.submission.plan.period


class PairSuggestion(models.Model):
    """Two lines that may report one event, as the rules of duplicates see it; made anew when lines change.

    For a part, `first` is the child and `second` the parent.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="suggestions")
    first = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="suggestions_as_first")
    second = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="suggestions_as_second")
    is_part = models.BooleanField()
    certainty = models.FloatField()
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ("-certainty", "pk")
        constraints = (models.UniqueConstraint(fields=("first", "second"), name="planning_suggestion_once"),)

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"


class PairVerdict(models.Model):
    """What a person decided about two lines; it is remembered, so nobody is asked twice."""

    first = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="verdicts_as_first")
    second = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="verdicts_as_second")
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="planning_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="planning_pair_smaller_id_first"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="planning_pair_verdict_known"),
        )

    def __str__(self) -> str:
        return f"{self.first} / {self.second}: {self.get_verdict_display()}"


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
