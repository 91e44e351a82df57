"""Where the almanac has put an event already: what a person took out of a plan afterwards stays out."""

from __future__ import annotations

from django.db import models

from orgplan.almanac.models.cycle import AlmanacQuerySet
from orgplan.events.models import Event
from orgplan.planning.models import Plan


class LaidPlace(models.Model):
    """An event that came into the plan by a rule, once; the plan may have lost it since."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="laid_places")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="laid_places")

    objects = AlmanacQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "event"), name="almanac_put_into_a_plan_once"),)

    def __str__(self) -> str:
        return f"{self.plan}: {self.event}"
