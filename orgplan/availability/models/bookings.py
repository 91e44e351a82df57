"""Claims on halls, and halls that are closed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.availability.policy import can_see_layers, sees_all_bookings
from orgplan.availability.rules.kinds import HOLDING, BookingState
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Venue
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Change, Event


class OpenQuerySet(models.QuerySet[Any]):
    """Rows that everybody who signs in may see."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to an active user."""
        return self if can_see_layers(user) else self.none()


class BookingTerms(EditedModel):
    """For how long a pre-booking keeps a hall: one row, edited by people."""

    hours = models.PositiveSmallIntegerField(_("a pre-booking holds for, hours"), default=72)

    objects = OpenQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=24 * 60), name="availability_terms_sane"),
        )

    def __str__(self) -> str:
        return str(self.hours)


class VenueBlocking(EditedModel):
    """A hall that nobody gets, with the reason: repair, a sanitary day, a foreign event."""

    venue = models.ForeignKey(Venue, verbose_name=_("venue"), on_delete=models.PROTECT, related_name="blockings")
    starts = models.DateTimeField(_("closed from"))
    ends = models.DateTimeField(_("closed until"))
    words = models.CharField(_("why the venue is closed"), max_length=300)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed venue")
        verbose_name_plural = _("closed venues")
        ordering = ("starts", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="availability_blocking_has_words"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="availability_blocking_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.venue}: {self.words}"

    def get_absolute_url(self) -> str:
        """Return the page on which it stands."""
        return reverse("availability:blockings")


class BookingQuerySet(models.QuerySet[Any]):
    """Claims on halls."""

    def visible_to(self, user: User) -> Self:
        """Return all, or those of the user's own events and of the halls that the user's unit keeps."""
        if sees_all_bookings(user):
            return self
        unit = own_unit_key(user)
        if unit is None:
            return self.none()
        own = Event.objects.visible_to(user).values("pk")
        return self.filter(Q(venue__owner=unit) | Q(event__in=own))

    def holding(self) -> Self:
        """Return those that keep the hall."""
        return self.filter(state__in=HOLDING)


class VenueBooking(EditedModel):
    """A claim of an event on a hall, for the stretches that its `ClosedTime` rows hold; one a hall and event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="bookings")
    venue = models.ForeignKey(Venue, verbose_name=_("venue"), on_delete=models.PROTECT, related_name="bookings")
    state = models.CharField(
        _("state of the claim"), max_length=20, choices=BookingState.choices, default=BookingState.PREBOOKED
    )
    note = models.CharField(_("wish to the owner"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.CharField(_("asked by"), max_length=200)
    asker = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="venue_bookings")
    expires_at = models.DateTimeField(_("pre-booked until"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    reason = models.CharField(_("reason of the refusal"), max_length=500, blank=True)

    objects = BookingQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "asked_by": "whom the owner of the hall asks back",
        "decided_by": "who answers for the decision about the hall",
    }

    class Meta:
        verbose_name = _("claim on a venue")
        verbose_name_plural = _("claims on venues")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("event", "venue"), name="availability_booking_once"),
            models.CheckConstraint(condition=Q(state__in=BookingState.values), name="availability_booking_state_known"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by="") | Q(decided_at__isnull=False) & ~Q(decided_by=""),
                name="availability_booking_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="availability_booking_refused_with_reason"
            ),
        )
        indexes = (models.Index(fields=("state", "expires_at"), name="availability_booking_expiry"),)

    def __str__(self) -> str:
        return f"{self.venue}: {self.event}"

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        return reverse("availability:booking", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Tell whether it waits for the owner's word."""
        return self.state == BookingState.PREBOOKED


class BookingBefore(models.Model):
    """How a claim stood before a change of its event: when the change is taken back, it stands so again.

    `kept` is plain data: `state`, `expires_at`, `decided_at`, `decided_by`, and `times` `[[start, end]]`, naive hours
    of the city.
    """

    booking = models.ForeignKey(VenueBooking, on_delete=models.CASCADE, related_name="stood")
    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="+")
    kept = models.JSONField(default=dict)

    personal_data: ClassVar[dict[str, str]] = {"kept": "who decided about the hall"}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("change", "booking"), name="availability_stood_once_before_a_change"),
        )

    def __str__(self) -> str:
        return f"{self.booking}: {self.kept.get('state', '')}"
