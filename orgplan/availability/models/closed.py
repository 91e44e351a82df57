"""Closed times of all sources in one table, so that one query tells what is not free."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.availability.models.bookings import VenueBlocking, VenueBooking
from orgplan.availability.models.calendars import IncomingCalendar
from orgplan.availability.models.layers import Layer
from orgplan.availability.policy import can_see_layers
from orgplan.availability.rules.spans import Span
from orgplan.directory.models import Person, Venue

LONGEST_WORDS = 300


class ClosedQuerySet(models.QuerySet[Any]):
    """Closed times; what keeps a leader is masked where it is read (`queries.closed`)."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_layers(user) else self.none()

    def between(self, start: datetime, end: datetime) -> Self:
        """Return what shares a moment with the time, both of the city's clock."""
        since, until = timezone.make_aware(start), timezone.make_aware(end)
        return self.filter(end__gt=since, start__lt=until)


class ClosedTime(models.Model):
    """A stretch that is not free, from one source: a layer, a calendar, a closed hall, or a claim on a hall.

    Of a layer with its own calendar both are named. Without person, venue and district it concerns the whole city.
    """

    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, null=True, blank=True, related_name="times")
    calendar = models.ForeignKey(
        IncomingCalendar, on_delete=models.CASCADE, null=True, blank=True, related_name="times"
    )
    blocking = models.ForeignKey(VenueBlocking, on_delete=models.CASCADE, null=True, blank=True, related_name="times")
    booking = models.ForeignKey(VenueBooking, on_delete=models.CASCADE, null=True, blank=True, related_name="times")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="closed_times")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="closed_times")
    district = models.CharField(_("district concerned"), max_length=120, blank=True)
    start = models.DateTimeField(_("closed from"))
    end = models.DateTimeField(_("closed until"))
    words = models.CharField(_("what is on"), max_length=LONGEST_WORDS, blank=True)
    uid = models.CharField(max_length=300, blank=True)

    objects = ClosedQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"words": "what keeps a leader, for those who serve him"}

    class Meta:
        verbose_name = _("closed time")
        verbose_name_plural = _("closed times")
        ordering = ("start", "end", "pk")
        indexes = (
            models.Index(fields=("end", "start"), name="availability_closed_span"),
            models.Index(fields=("person", "end"), name="availability_closed_person"),
            models.Index(fields=("venue", "end"), name="availability_closed_venue"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="availability_closed_in_order"),
            models.CheckConstraint(
                condition=Q(layer__isnull=False, blocking__isnull=True, booking__isnull=True)
                | Q(layer__isnull=True, calendar__isnull=False, blocking__isnull=True, booking__isnull=True)
                | Q(layer__isnull=True, calendar__isnull=True, blocking__isnull=False, booking__isnull=True)
                | Q(layer__isnull=True, calendar__isnull=True, blocking__isnull=True, booking__isnull=False),
                name="availability_closed_by_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.words} {self.start:%d.%m.%Y %H:%M}"

    @property
    def span(self) -> Span:
        """Return the stretch by the city's clock."""
        return Span(naive(self.start), naive(self.end), self.words, self.uid)


def naive(moment: datetime) -> datetime:
    """Return a moment by the city's clock, without its zone."""
    return timezone.make_naive(moment)
