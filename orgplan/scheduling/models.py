"""Tables of proposals: a search over a month, a proposal per aim, its moves, what cannot be kept, pins."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.directory.models import Venue
from orgplan.events.models import Event
from orgplan.scheduling.policy import can_schedule


class SchedulingQuerySet(models.QuerySet[Any]):
    """Rows of the room."""

    def visible_to(self, user: User) -> Self:
        """Return all to those who sort out months, nothing to others."""
        return self if can_schedule(user) else self.none()


class AimChoice(models.TextChoices):
    """The aims of `rules.prices.Aim` in words."""

    FEWEST_MOVES = "fewest_moves", _("fewest moves")
    FREE_SUNDAYS = "free_sundays", _("days off stay free")
    WITH_FIRST = "with_first", _("most with the Mayor")


class MonthSearch(models.Model):
    """Somebody asked for proposals for a month; the job of the same key computes them.

    `movable` are keys of the events that may move, None: all; `chosen` says in words how they were chosen.
    """

    month = models.DateField(_("month"))
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.CharField(_("who asked"), max_length=200)
    movable = models.JSONField(null=True, blank=True)
    chosen = models.CharField(_("which events may move"), max_length=1000, blank=True)
    other_venues = models.BooleanField(_("other venues too"), default=False)
    events = models.PositiveIntegerField(default=0)
    drafts = models.PositiveIntegerField(default=0)
    pinned = models.PositiveIntegerField(default=0)
    clashes = models.PositiveIntegerField(default=0)

    objects = SchedulingQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"asked_by": "who asked for the proposals"}

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(month__day=1), name="scheduling_month_first_day"),)

    def __str__(self) -> str:
        return f"{self.month:%m.%Y}"

    def get_absolute_url(self) -> str:
        """Return the address of the result."""
        return reverse("scheduling:result", args=[self.pk])


class Proposal(models.Model):
    """What the search offers for one aim: how the month would stand, and whether nothing better exists."""

    search = models.ForeignKey(MonthSearch, on_delete=models.CASCADE, related_name="proposals")
    aim = models.CharField(_("aim"), max_length=20, choices=AimChoice.choices)
    clashes = models.PositiveIntegerField(default=0)
    evenings = models.PositiveIntegerField(default=0)
    days_off = models.PositiveIntegerField(default=0)
    with_first = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)
    is_proven = models.BooleanField(default=False)
    gap = models.FloatField(default=0)

    objects = SchedulingQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("search", "aim"), name="scheduling_proposal_once_per_aim"),
            models.CheckConstraint(condition=Q(aim__in=AimChoice.values), name="scheduling_proposal_aim_known"),
        )

    def __str__(self) -> str:
        return self.get_aim_display()


class Move(models.Model):
    """A line of a proposal: an event to another time or hall, counted over one edition of the event."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="moves")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="offered_moves")
    edition = models.PositiveIntegerField()
    stood_at = models.DateTimeField()
    starts_at = models.DateTimeField(_("new beginning"))
    minutes = models.PositiveIntegerField()
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=1000)

    objects = SchedulingQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"why": "name of whose time clashes"}

    class Meta:
        ordering = ("stood_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("proposal", "event"), name="scheduling_move_once_per_event"),
            models.CheckConstraint(condition=~Q(why=""), name="scheduling_move_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.event_id}"


class Unkept(models.Model):
    """What a proposal cannot keep: which events, in words, and why; how much that matters and what the rule says."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="unkept")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    sentence = models.CharField(max_length=1000)
    why = models.CharField(max_length=1000)
    level = models.CharField(max_length=20, choices=ClashLevel.choices, default=ClashLevel.WARN)
    rule = models.CharField(max_length=500, blank=True)

    objects = SchedulingQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "sentence": "name of whose time clashes",
        "why": "without whom there would be room",
    }

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(sentence=""), name="scheduling_unkept_says_what"),
            models.CheckConstraint(condition=Q(level__in=ClashLevel.values), name="scheduling_unkept_level_known"),
        )

    def __str__(self) -> str:
        return self.sentence

    @property
    def tone(self) -> str:
        """Return how loudly a page says it."""
        return "bad" if self.level == ClashLevel.BLOCK else "warn"


class Pin(models.Model):
    """An event that no proposal moves."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="pin")
    pinned_at = models.DateTimeField(auto_now_add=True)
    pinned_by = models.CharField(_("who pinned it"), max_length=200)

    objects = SchedulingQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"pinned_by": "who answers for the pin"}

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=~Q(pinned_by=""), name="scheduling_pin_by_somebody"),)

    def __str__(self) -> str:
        return f"{self.event_id}"

    def get_absolute_url(self) -> str:
        """Return the address of the event."""
        return reverse("events:event", args=[self.event_id])
