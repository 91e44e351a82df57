"""Pairs of lines: what the rules suggest and what people decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from orgplan.events.models import Event
from orgplan.planning.models.line import PlanLine
from orgplan.planning.models.plan import Plan
from orgplan.planning.rules.states import Verdict


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


class EventSuggestion(models.Model):
    """A line that may repeat an event already on record; dismissed ones are kept, so nobody is asked twice."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="event_suggestions")
    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="event_suggestions")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="line_suggestions")
    certainty = models.FloatField()
    reasons = models.JSONField(default=list)
    is_dismissed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-certainty", "pk")
        constraints = (models.UniqueConstraint(fields=("line", "event"), name="planning_event_suggestion_once"),)

    def __str__(self) -> str:
        return f"{self.line} / {self.event}"


class PairVerdict(models.Model):
    """What a person decided about two lines; it is remembered, so nobody is asked twice."""

    first = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="verdicts_as_first")
    second = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="verdicts_as_second")
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(auto_now=True)

    personal_data: ClassVar[dict[str, str]] = {"decided_by": "who answers for the decision"}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="planning_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="planning_pair_smaller_id_first"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="planning_pair_verdict_known"),
        )

    def __str__(self) -> str:
        return f"{self.first} / {self.second}: {self.get_verdict_display()}"
