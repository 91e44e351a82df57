"""What became of an event."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.events.models.event import Event
from orgplan.events.rules import OutcomeKind, TurnoutSource


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Reports, as far as somebody may see their events."""

    def visible_to(self, user: User) -> Self:
        """Return the reports about events that the user may see."""
        # One look-up by key for each row found: a list of all events would be read through first.
        return self.filter(Exists(Event.objects.visible_to(user).filter(pk=OuterRef("event"))))


class Outcome(EditedModel):
    """What became of an event, as reported: on which days it was held, with how many people; or why it was not.

    `times` counts the meetings of a regular event that took place.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="outcome")
    kind = models.CharField(_("outcome"), max_length=20, choices=OutcomeKind.choices, default=OutcomeKind.HELD)
    first_day = models.DateField(_("held on"), null=True, blank=True)
    last_day = models.DateField(_("until, if several days"), null=True, blank=True)
    times = models.PositiveSmallIntegerField(_("how many times"), null=True, blank=True)
    turnout = models.PositiveIntegerField(_("turnout, persons"), null=True, blank=True)
    turnout_source = models.CharField(_("counted by"), max_length=20, choices=TurnoutSource.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    reason = models.TextField(_("why it did not take place"), blank=True)
    reported_by = models.CharField(_("reported by"), max_length=200)
    reported_at = models.DateTimeField(_("reported at"), auto_now=True)

    objects = OutcomeQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"reported_by": "who answers for the report"}

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=OutcomeKind.values), name="events_outcome_kind_known"),
            models.CheckConstraint(
                condition=Q(turnout_source="") | Q(turnout_source__in=TurnoutSource.values),
                name="events_outcome_measure_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=OutcomeKind.HELD, first_day__isnull=False, last_day__gte=F("first_day"))
                | (Q(kind=OutcomeKind.NOT_HELD, first_day__isnull=True, last_day__isnull=True) & ~Q(reason="")),
                name="events_outcome_has_days_or_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event}: {self.get_kind_display()}"
