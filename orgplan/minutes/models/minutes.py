"""Minutes, their points as they were read and corrected, and the instruction that each became."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Person, Unit
from orgplan.events.models import Event
from orgplan.instructions.models import ControlLevel, Instruction, TermRule
from orgplan.minutes.policy import sees_all_minutes


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Minutes, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return all to whoever sees all instructions, to others those in which they carry something out."""
        if sees_all_minutes(user):
            return self.all()
        own = Instruction.objects.visible_to(user).filter(minutes_line__minutes=OuterRef("pk"))
        return self.filter(Exists(own))


class Minutes(EditedModel):
    """Minutes of a meeting as they were typed or pasted; `text` is kept whole, whatever became of its points."""

    number = models.CharField(_("minutes' number"), max_length=60, blank=True)
    title = models.CharField(_("what was held"), max_length=300)
    held_on = models.DateField(_("held on the day"))
    signed_on = models.DateField(_("minutes signed on"))
    registered_on = models.DateField(_("minutes registered on"), null=True, blank=True)
    registered_link = models.URLField(_("minutes in the document system"), max_length=500, blank=True)
    chair = models.ForeignKey(
        Person, verbose_name=_("in the chair"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    level = models.ForeignKey(
        ControlLevel, verbose_name=_("level of control"), on_delete=models.PROTECT, null=True, blank=True
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.SET_NULL, null=True, blank=True, related_name="minutes"
    )
    attendees = models.TextField(_("attendees"), blank=True)
    text = models.TextField(_("minutes' text"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MinutesQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "attendees": "who was present at the meeting",
        "text": "names of performers in the minutes",
    }

    class Meta:
        verbose_name = _("minutes")
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=("event", "held_on"), name="minutes_of_event"),)
        constraints = (models.CheckConstraint(condition=~Q(title=""), name="minutes_have_title"),)

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        return reverse("minutes:minutes", args=[self.pk])

    @property
    def label(self) -> str:
        """Return «Протокол № 12, аппаратное совещание», as instructions name their source."""
        number = f" № {self.number}" if self.number else ""
        return f"Протокол{number}, {self.title[:1].lower()}{self.title[1:]}"

    @property
    def key(self) -> str:
        """Return how instructions name these minutes."""
        return f"minutes-{self.pk}"


class MinutesLineQuerySet(models.QuerySet["MinutesLine"]):
    """Points, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return all to whoever sees all instructions, to others those whose instruction they see."""
        return self if sees_all_minutes(user) else self.filter(instruction__in=Instruction.objects.visible_to(user))


class MinutesLine(EditedModel):
    """One point: as it stands in the text (`raw`), what was read of it, what people corrected, what it became.

    `is_left_out`: it gives nothing to anybody, the text keeps it.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(_("order"))
    number = models.CharField(_("point"), max_length=40, blank=True)
    raw = models.TextField(_("as it stands in the minutes"))
    text = models.TextField(_("what is to be done"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    term_rule = models.ForeignKey(
        TermRule, verbose_name=_("urgency"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    term_words = models.CharField(_("term in the text"), max_length=300, blank=True)
    problems = models.JSONField(_("what was not understood"), default=list, blank=True)
    is_left_out = models.BooleanField(_("gives nothing to anybody"), default=False)
    instruction = models.OneToOneField(
        Instruction, on_delete=models.SET_NULL, null=True, blank=True, related_name="minutes_line"
    )

    lacks: str = ""
    """What keeps the point from being given though it names somebody, in a sentence: set by who reads many points."""

    objects = MinutesLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of minutes")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(instruction=None) | Q(is_left_out=False), name="minutes_line_given_or_left_out"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()[:120]

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be given as it stands."""
        named = bool(self.performers.all()) and not self.lacks
        return self.instruction_id is None and not self.is_left_out and named and bool(self.text.strip())


class LinePerformer(models.Model):
    """A performer of a point, in the order named: the first leads."""

    line = models.ForeignKey(MinutesLine, on_delete=models.CASCADE, related_name="performers")
    position = models.PositiveSmallIntegerField(_("order"))
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("performer of a point")
        ordering = ("position", "pk")
        constraints = (models.UniqueConstraint(fields=("line", "unit"), name="minutes_unit_once_a_line"),)

    def __str__(self) -> str:
        return f"{self.unit} ({self.person.full_name.surname_first()})" if self.person else str(self.unit)
