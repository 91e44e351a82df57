"""Calendars that come in from outside: a leader's own one, or the days of a layer."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.availability.models.layers import Layer
from orgplan.availability.policy import can_keep_calendars
from orgplan.availability.rules.kinds import CalendarState
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person


class CalendarQuerySet(models.QuerySet[Any]):
    """Calendars from outside."""

    def visible_to(self, user: User) -> Self:
        """Return all rows to those who keep them."""
        return self if can_keep_calendars(user) else self.none()


class IncomingCalendar(EditedModel):
    """A calendar of another program, by a secret address or a file: a leader's busy times or a layer's days.

    The address is kept sealed; `host` tells people which one it is. `problem` says in words why the last reading
    failed; what was read before stays then. `remarks` say what could not be read of the last good one.
    """

    name = models.CharField(_("name of the calendar from outside"), max_length=120)
    person = models.ForeignKey(
        Person, verbose_name=_("leader"), on_delete=models.PROTECT, null=True, blank=True, related_name="calendars"
    )
    layer = models.OneToOneField(Layer, on_delete=models.CASCADE, null=True, blank=True, related_name="calendar")
    level = models.CharField(
        _("what busy time stops"), max_length=20, choices=ClashLevel.choices, default=ClashLevel.WARN
    )
    sealed_address = models.CharField(max_length=3000, blank=True, editable=False)
    host = models.CharField(_("where it is read"), max_length=255, blank=True, editable=False)
    file_title = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    state = models.CharField(
        _("reading"), max_length=20, choices=CalendarState.choices, default=CalendarState.ACTIVE, editable=False
    )
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    tried_at = models.DateTimeField(_("tried last"), null=True, blank=True, editable=False)
    read_at = models.DateTimeField(_("read last"), null=True, blank=True, editable=False)
    count = models.PositiveIntegerField(_("busy times read"), default=0, editable=False)
    problem = models.CharField(_("why it was not read"), max_length=500, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    remarks = models.JSONField(default=list, blank=True, editable=False)
    tag = models.CharField(max_length=200, blank=True, editable=False)

    objects = CalendarQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"name": "which of the leader's calendars it is"}

    class Meta:
        verbose_name = _("calendar from outside")
        verbose_name_plural = _("calendars from outside")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, layer__isnull=True) | Q(person__isnull=True, layer__isnull=False),
                name="availability_calendar_of_one",
            ),
            models.CheckConstraint(condition=Q(level__in=ClashLevel.values), name="availability_calendar_level_known"),
            models.CheckConstraint(
                condition=Q(state__in=CalendarState.values), name="availability_calendar_state_known"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("availability:calendar", args=[self.pk])

    @property
    def is_by_address(self) -> bool:
        """Tell whether it is read by itself, again and again."""
        return bool(self.sealed_address)
