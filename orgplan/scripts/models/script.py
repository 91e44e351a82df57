"""Scripts, their items and the kinds of items."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person, Unit
from orgplan.events.models import Event, EventTemplate
from orgplan.scripts.rules.kinds import Hold
from orgplan.scripts.rules.timing import Segment, minute_of
from orgplan.scripts.rules.wording import hold_words

LONGEST_ITEM = 24 * 60


class ItemKindQuerySet(models.QuerySet[Any]):
    """Kinds, open to whoever is signed in."""

    def visible_to(self, user: User) -> Self:
        """Return all kinds to whoever may sign in."""
        return self if user.is_active else self.none()


class ItemKind(EditedModel):
    """A kind of item: speech, number, award, technical pause. `spare_percent`: how much of it a delay may take away."""

    name = models.CharField(_("kind of item"), max_length=60, unique=True)
    spare_percent = models.PositiveSmallIntegerField(_("a delay may take away, per cent"), default=0)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = ItemKindQuerySet.as_manager()

    class Meta:
        ordering = ("position", "name")
        constraints = (models.CheckConstraint(condition=Q(spare_percent__lte=100), name="scripts_kind_spare_sane"),)

    def __str__(self) -> str:
        return self.name


class ScriptQuerySet(models.QuerySet[Any]):
    """Scripts, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return scripts of events that the user may see, and of templates, which are open to all."""
        if not user.is_active:
            return self.none()
        return self.filter(Q(event__in=Event.objects.visible_to(user).values("pk")) | Q(template__isnull=False))


class Script(EditedModel):
    """The script of an event, or the usual one of a template (exactly one of them).

    Of an event it begins on `day` at `begins_at`, by the clock of the city; a template has no day. `edition` grows with
    every write to the script or its items.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, null=True, blank=True, related_name="script")
    template = models.OneToOneField(
        EventTemplate, on_delete=models.CASCADE, null=True, blank=True, related_name="script"
    )
    day = models.DateField(_("day of the script"), null=True, blank=True)
    begins_at = models.TimeField(_("script begins at"), default=time(10))
    note = models.TextField(_("note of the script"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(_("who changed the script"), max_length=200, blank=True)

    personal_data: ClassVar[dict[str, str]] = {"changed_by": "who answers for the script"}

    objects = ScriptQuerySet.as_manager()

    class Meta:
        ordering = ("-day", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(event__isnull=False, template__isnull=True) | Q(event__isnull=True, template__isnull=False),
                name="scripts_script_of_event_or_template",
            ),
            models.CheckConstraint(
                condition=Q(template__isnull=True) | Q(day__isnull=True), name="scripts_template_has_no_day"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the script."""
        return reverse("scripts:script", args=[self.pk])

    @property
    def source(self) -> Event | EventTemplate:
        """Return what the script belongs to."""
        found: Event | EventTemplate | None = self.event or self.template
        assert found is not None, "a named constraint says so"
        return found

    @property
    def title(self) -> str:
        """Return the title of the event, or the template's name."""
        return str(self.source)

    @property
    def source_url(self) -> str:
        """Return the address of the card of the event or the template."""
        return reverse("events:template" if self.template_id else "events:event", args=[self.source.pk])

    @property
    def owner_id(self) -> int:
        """Return the key of the unit that answers for the event or keeps the template."""
        return self.source.owner_id

    @property
    def begins(self) -> datetime | None:
        """Return the moment at which the script begins; None without a day."""
        return timezone.make_aware(datetime.combine(self.day, self.begins_at)) if self.day else None

    def minute_at(self, moment: datetime) -> int:
        """Return a moment in whole minutes from the beginning, rounded down; needs a day."""
        begins = self.begins
        assert begins is not None, "asked of scripts with a day"
        return int((moment - begins).total_seconds() // 60)


class ScriptItemQuerySet(models.QuerySet[Any]):
    """Items, as far as somebody may see their scripts."""

    def visible_to(self, user: User) -> Self:
        """Return those of the scripts that the user may see."""
        return self.filter(script__in=Script.objects.visible_to(user).values("pk"))


class ScriptItem(EditedModel):
    """One item: what, for how long, who, where, at which cue. What really happened is put together from its marks.

    `origin`: the template's item out of which this one came, itself or through earlier events: real lengths are
    gathered by it. `leaders`: whom it concerns beside the one who acts; both make the principal block.
    """

    script = models.ForeignKey(Script, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("what happens"), max_length=500)
    kind = models.ForeignKey(
        ItemKind, verbose_name=_("kind of item"), on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    minutes = models.PositiveSmallIntegerField(_("length, minutes"), default=5)
    hold = models.CharField(_("tie to the clock"), max_length=12, choices=Hold.choices, blank=True)
    hold_at = models.TimeField(_("time of the tie"), null=True, blank=True)
    person = models.ForeignKey(
        Person,
        verbose_name=_("who does it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="script_items",
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit that acts"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    who = models.CharField(_("who acts, in words"), max_length=300, blank=True)
    leaders = models.ManyToManyField(Person, verbose_name=_("leaders the item concerns"), blank=True, related_name="+")
    place = models.CharField(_("where it happens"), max_length=200, blank=True)
    cue = models.CharField(_("cue"), max_length=300, blank=True)
    text = models.TextField(_("text of the host"), blank=True)
    note = models.TextField(_("note for the crew"), blank=True)
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="descendants")
    started_at = models.DateTimeField(_("really began"), null=True, blank=True)
    finished_at = models.DateTimeField(_("really ended"), null=True, blank=True)
    extra_minutes = models.PositiveSmallIntegerField(_("minutes added on the day"), default=0)
    is_skipped = models.BooleanField(_("left out on the day"), default=False)

    personal_data: ClassVar[dict[str, str]] = {
        "who": "who acts in the script",
        "cue": "words by which somebody is called",
        "text": "names in the text of the host",
        "note": "names in notes for the crew",
    }

    objects = ScriptItemQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(minutes__lte=LONGEST_ITEM), name="scripts_item_length_sane"),
            models.CheckConstraint(condition=Q(hold__in=Hold.values), name="scripts_item_hold_known"),
            models.CheckConstraint(
                condition=Q(hold="", hold_at__isnull=True) | (~Q(hold="") & Q(hold_at__isnull=False)),
                name="scripts_item_hold_and_time",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="scripts_item_says_what"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def who_words(self) -> str:
        """Return who acts: the person with initials, the unit, words; each that is named."""
        named = [self.person.full_name.surname_first() if self.person else "", self.unit.name if self.unit else ""]
        return ", ".join(filter(None, [*named, self.who]))

    @property
    def hold_words(self) -> str:
        """Return «ровно в 12:00», «не раньше 12:00», or nothing."""
        return hold_words(self.hold, self.hold_at)

    @property
    def real_minutes(self) -> int | None:
        """Return how long it really took, to the nearest minute; None where it was not timed."""
        if not self.started_at or not self.finished_at:
            return None
        return round((self.finished_at - self.started_at).total_seconds() / 60)

    def segment(self, begins: time) -> Segment:
        """Return the item as the reckoning takes it."""
        hold = minute_of(self.hold_at, begins) if self.hold_at else None
        spare = self.minutes * self.kind.spare_percent // 100 if self.kind else 0
        return Segment(self.pk, self.minutes, hold, self.hold == Hold.EXACTLY, spare)

    def concerns(self, person_id: int) -> bool:
        """Tell whether the item belongs to the principal block of this leader."""
        return self.person_id == person_id or any(each.pk == person_id for each in self.leaders.all())
