"""One meeting of an event that comes back by its own rule, which goes its own way: another time, or not at all."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.events.models import Event


class PartedQuerySet(models.QuerySet["PartedMeeting"]):
    """Parted meetings, as far as somebody may see their events."""

    def visible_to(self, user: User) -> Self:
        """Return those whose own event the user may see, and which is not in the basket."""
        return self.filter(event__in=Event.objects.visible_to(user))


class PartedMeeting(models.Model):
    """The event that stands instead of the meeting of a day; the rule of the series leaves that day out.

    `start_time` is when the meeting was to begin by the rule: calendars of others know it by that.
    """

    series = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="parted_meetings")
    day = models.DateField(_("day by the rule"))
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="parted_from")

    objects = PartedQuerySet.as_manager()

    class Meta:
        ordering = ("day", "pk")
        indexes = (models.Index(fields=("series", "day"), name="almanac_parted_by_day"),)
        constraints = (
            models.CheckConstraint(condition=~models.Q(series=models.F("event")), name="almanac_parted_from_another"),
        )

    def __str__(self) -> str:
        return f"{self.series}, {self.day:%d.%m.%Y}"
