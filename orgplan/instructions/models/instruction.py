"""The instruction and those who carry it out together."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Membership, Person, Unit
from orgplan.directory.queries import unit_of
from orgplan.instructions.models.rules import ControlLevel, TermRule
from orgplan.instructions.policy import sees_all, sees_own
from orgplan.instructions.rules.states import InstructionState, SourceKind, Status, status_on


class InstructionQuerySet(models.QuerySet["Instruction"]):
    """Instructions, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return what the policy lets the user see: all, those of the own unit, those given to oneself."""
        if sees_all(user):
            return self.all()
        if not user.is_active:
            return self.none()
        unit = unit_of(user) if sees_own(user) else None
        own = Q(person__in=Membership.objects.filter(user=user.pk, person__isnull=False).values("person"))
        if unit is not None:
            own |= Q(unit=unit.pk)
        together = CoPerformer.objects.filter(own).values("instruction")
        return self.filter(own | Q(pk__in=together))

    def of_unit(self, unit_id: int) -> Self:
        """Return those that the unit carries out, alone, first or together with others."""
        return self.filter(Q(unit=unit_id) | Q(pk__in=CoPerformer.objects.filter(unit=unit_id).values("instruction")))

    def of_person(self, person_id: int) -> Self:
        """Return those given to the person, as the responsible or as a co-performer."""
        together = CoPerformer.objects.filter(person=person_id).values("instruction")
        return self.filter(Q(person=person_id) | Q(pk__in=together))


class Instruction(EditedModel):
    """What is to be done, by whom, by when and on whose word. The first named performer leads.

    The source is kept as words and an address; `source_key` names the record of the room that knows it («minutes-7»).
    `first_due_on` is the term that was set first, `done_on` the day of the report that was accepted or waits for it.
    Periods of one instruction that comes back share a `series`.
    """

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    text = models.TextField(_("instruction's text"))
    source_kind = models.CharField(_("source"), max_length=12, choices=SourceKind.choices, default=SourceKind.OTHER)
    source_label = models.CharField(_("source in words"), max_length=300, blank=True)
    source_point = models.CharField(_("point"), max_length=40, blank=True)
    source_date = models.DateField(_("source's date"), null=True, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    source_key = models.CharField(max_length=80, blank=True, db_index=True)
    parties = models.TextField(_("parties of the source"), blank=True)
    giver = models.ForeignKey(
        Person, verbose_name=_("given by"), on_delete=models.SET_NULL, null=True, blank=True, related_name="given"
    )
    giver_name = models.CharField(_("who gave it"), max_length=200, blank=True)
    giver_post = models.CharField(_("post of the giver then"), max_length=300, blank=True)
    level = models.ForeignKey(
        ControlLevel, verbose_name=_("level of control"), on_delete=models.PROTECT, null=True, blank=True
    )
    signed_on = models.DateField(_("signed on"))
    registered_number = models.CharField(_("number in the document system"), max_length=100, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    registered_link = models.URLField(_("address in the document system"), max_length=500, blank=True)
    term_rule = models.ForeignKey(
        TermRule, verbose_name=_("urgency"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    term_words = models.CharField(_("how the term was counted"), max_length=500, blank=True)
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("first due on"))
    extended_times = models.PositiveSmallIntegerField(_("extended times"), default=0)
    series = models.UUIDField(null=True, blank=True, editable=False)
    series_until = models.DateField(_("comes back until"), null=True, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("responsible unit"), on_delete=models.PROTECT, related_name="instructions"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("responsible person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instructions",
    )
    curator = models.ForeignKey(
        Person, verbose_name=_("curator"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(
        _("instruction's state"),
        max_length=20,
        choices=InstructionState.choices,
        default=InstructionState.ON_EXECUTION,
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    removed_on = models.DateField(_("removed from control on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    search_key = models.TextField(blank=True, editable=False)

    objects = InstructionQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {
        "text": "names of performers in the instruction",
        "parties": "who was present at the source",
        "giver_name": "on whose word it is done",
        "giver_post": "on whose word it is done",
        "search_key": "finding the instruction by its words",
    }

    class Meta:
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("due_on", "id", "state"), name="instructions_by_term"),
            models.Index(fields=("unit", "due_on", "state"), name="instructions_of_unit"),
            models.Index(fields=("person", "state", "due_on"), name="instructions_of_person"),
            models.Index(fields=("state", "due_on"), name="instructions_by_state"),
            # Holds all that discipline counts by: 100,000 rows are counted without touching them.
            models.Index(
                fields=("due_on", "state", "unit", "source_kind", "done_on", "extended_times"),
                name="instructions_discipline",
            ),
            models.Index(fields=("first_due_on", "due_on", "unit"), name="instructions_carried_out"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=InstructionState.values), name="instructions_state_known"),
            models.CheckConstraint(condition=Q(source_kind__in=SourceKind.values), name="instructions_source_known"),
            models.CheckConstraint(condition=~Q(text=""), name="instructions_have_text"),
            models.CheckConstraint(condition=Q(due_on__gte=F("signed_on")), name="instructions_due_after_signing"),
            models.CheckConstraint(
                condition=Q(state="removed", done_on__isnull=False, removed_on__isnull=False)
                | (~Q(state="removed") & Q(removed_on__isnull=True)),
                name="instructions_removed_with_report",
            ),
            models.CheckConstraint(
                condition=Q(registered_on__isnull=True) | ~Q(registered_number=""),
                name="instructions_registered_date_with_number",
            ),
            models.UniqueConstraint(fields=("series", "first_due_on"), name="instructions_period_once"),
        )

    def __str__(self) -> str:
        return f"{self.heading}: {self.text[:120]}"

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("instructions:instruction", args=[self.pk])

    @property
    def heading(self) -> str:
        """Return how people call it: «Поручение № 112-пр», else by its source, else by its day."""
        if self.registered_number:
            return f"Поручение № {self.registered_number}"
        point = f", п. {self.source_point}" if self.source_point else ""
        return f"{self.source_label}{point}" if self.source_label else f"Поручение от {self.signed_on:%d.%m.%Y}"

    @property
    def is_extended(self) -> bool:
        """Tell whether another term was granted."""
        return self.extended_times > 0

    @property
    def others(self) -> list[Unit]:
        """Return the units that carry the instruction out together with the responsible one, in the order named."""
        return [each.unit for each in self.co_performers.select_related("unit")]

    def status_on(self, today: date) -> Status:
        """Return the status of the day."""
        return status_on(self.state, due_on=self.due_on, is_extended=self.is_extended, today=today)


class CoPerformer(models.Model):
    """A unit or person who carries the instruction out together with the responsible one, in the order named.

    By `material_on` they give their material to the responsible one; `given_on` is when they did.
    """

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="co_performers")
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="co_instructions")
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="co_instructions",
    )
    material_on = models.DateField(_("gives the material by"))
    given_on = models.DateField(_("gave the material on"), null=True, blank=True)

    class Meta:
        verbose_name = _("co-performer")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("instruction", "unit", "person"),
                condition=~Q(person=None),
                name="instructions_co_performer_once",
            ),
            models.UniqueConstraint(
                fields=("instruction", "unit"), condition=Q(person=None), name="instructions_co_unit_once"
            ),
        )

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """Return «Департамент транспорта (Иванов И. И.)»."""
        return f"{self.unit} ({self.person.full_name.surname_first()})" if self.person else str(self.unit)
