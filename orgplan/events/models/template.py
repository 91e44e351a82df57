"""Templates of events: how an event of a kind usually is; and out of what an event was made."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.events.models.basket import OpenQuerySet
from orgplan.events.models.event import Event
from orgplan.events.rules import EventKind, Level, ParticipationKind
from orgplan.events.rules.templates import SizeClass, length_words
from orgplan.events.rules.yearly import DateRule, DateRuleKind, OffDayShift, YearRule

LONGEST = 24 * 60 * 30


class EventTemplate(EditedModel):
    """How an event of a kind usually is. People use it; only its owner and the department change it.

    Lengths are minutes. With a `rule_kind` the event comes back every year on the day of its rule; which of `month`,
    `day`, `number`, `weekday` count, the kind says (`rules.yearly.DateRule`). Other rooms' records that a template
    holds (steps, documents …) name it by a key of their own (`events.parts`).
    """

    name = models.CharField(_("name of the template"), max_length=300, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=EventKind.choices, default=EventKind.OTHER)
    owner = models.ForeignKey(
        Unit, verbose_name=_("unit that keeps the template"), on_delete=models.PROTECT, related_name="event_templates"
    )
    title = models.CharField(_("usual title"), max_length=1000, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.CITY)
    size = models.CharField(_("size"), max_length=20, choices=SizeClass.choices, default=SizeClass.SMALL)
    begins_at = models.TimeField(_("usually begins at"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("usual length, minutes"), default=60)
    setup_minutes = models.PositiveIntegerField(_("set-up before, minutes"), default=0)
    clearing_minutes = models.PositiveIntegerField(_("clearing after, minutes"), default=0)
    rule_kind = models.CharField(
        _("day of the year"), max_length=20, choices=[("", _("any day")), *DateRuleKind.choices], blank=True
    )
    month = models.PositiveSmallIntegerField(_("month"), default=0)
    day = models.PositiveSmallIntegerField(_("day"), default=0)
    number = models.SmallIntegerField(_("number"), default=0)
    weekday = models.PositiveSmallIntegerField(_("weekday"), default=0)
    off_day = models.CharField(_("a day off"), max_length=10, choices=OffDayShift.choices, default=OffDayShift.AS_IS)
    note = models.TextField(_("what it is for"), blank=True)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ("-is_active", "kind", "name")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="events_template_kind_known"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="events_template_level_known"),
            models.CheckConstraint(condition=Q(size__in=SizeClass.values), name="events_template_size_known"),
            models.CheckConstraint(
                condition=Q(rule_kind="") | Q(rule_kind__in=DateRuleKind.values), name="events_template_rule_known"
            ),
            models.CheckConstraint(condition=Q(off_day__in=OffDayShift.values), name="events_template_off_day_known"),
            models.CheckConstraint(
                condition=Q(minutes__lte=LONGEST, setup_minutes__lte=LONGEST, clearing_minutes__lte=LONGEST),
                name="events_template_lengths_sane",
            ),
            models.CheckConstraint(
                condition=Q(month__lte=12, day__lte=31, weekday__lte=6), name="events_template_day_sane"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("events:template", args=[self.pk])

    @property
    def lengths(self) -> tuple[str, str, str]:
        """Return in words how long the event, its set-up and its clearing take; empty where they take no time."""
        event, setup, clearing = (
            length_words(each) if each else "" for each in (self.minutes, self.setup_minutes, self.clearing_minutes)
        )
        return event, setup, clearing

    @property
    def year_rule(self) -> YearRule | None:
        """Return by which rule the event comes back every year; None where it is held on any day."""
        if not self.rule_kind:
            return None
        rule = DateRule(DateRuleKind(self.rule_kind), self.month, self.day, self.number, self.weekday)
        return YearRule(rule, OffDayShift(self.off_day))


class TemplateRole(models.Model):
    """Who usually takes part in events of a template, and how: a unit, or words."""

    template = models.ForeignKey(EventTemplate, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(_("takes part"), max_length=20, choices=ParticipationKind.choices)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, null=True, blank=True, related_name="template_roles"
    )
    wording = models.CharField(_("as worded"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    personal_data: ClassVar[dict[str, str]] = {"wording": "who usually takes part"}

    class Meta:
        ordering = ("kind", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=ParticipationKind.values), name="events_template_role_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | ~Q(wording=""), name="events_template_role_names_somebody"
            ),
        )

    def __str__(self) -> str:
        return self.wording or str(self.unit)


class OriginQuerySet(models.QuerySet[Any]):
    """Origins, as far as somebody may see their events."""

    def visible_to(self, user: User) -> Self:
        """Return those of the events that the user may see."""
        return self.filter(event__in=Event.objects.visible_to(user).values("pk"))


class Origin(models.Model):
    """Out of what an event was made: another event, or a template. Deleted sources leave the event as it is."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="origin")
    source = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="clones")
    template = models.ForeignKey(EventTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="clones")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OriginQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(event=F("source")), name="events_origin_not_itself"),)

    def __str__(self) -> str:
        return f"{self.event} ← {self.source or self.template or '—'}"
