"""Steps of preparation, of an event or of a template."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.accounts.policy import is_performer
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Membership, Person, Unit
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.language.months import MONTHS_GENITIVE
from orgplan.preparation.policy import sees_all_steps
from orgplan.preparation.rules.kinds import Anchor, OffsetUnit, StepState
from orgplan.preparation.rules.schedule import PlannedStep
from orgplan.preparation.rules.wording import offset_words

MOST_DAYS = 1_000


def of_person(user: User) -> Q:
    """Return the condition of the steps for which the user answers in person."""
    return Q(person__in=Membership.objects.filter(user=user.pk, person__isnull=False).order_by().values("person"))


class StepQuerySet(models.QuerySet[Any]):
    """Steps, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return steps of templates, of events that the user may see, and those for which the user or unit answers.

        A performer sees only the steps of which one is named as the person.
        """
        if sees_all_steps(user):
            return self
        events = Event.objects.visible_to(user).values("pk")
        own = (Q(unit=own_unit_key(user) or 0) | of_person(user)) & Q(event__deleted_at__isnull=True)
        if is_performer(user):
            return self.filter(of_person(user), event__isnull=False, event__deleted_at__isnull=True)
        return self.filter(Q(event__in=events) | own | Q(template__isnull=False)) if user.is_active else self.none()

    def kept(self) -> Self:
        """Return steps of events that are not in the basket."""
        return self.filter(event__isnull=False, event__deleted_at__isnull=True)


class Step(EditedModel):
    """What has to be done by when. `due_on` is counted by `rules.schedule` whenever something it hangs on changes.

    Of a template there is no `due_on`. `origin`: the template's step out of which this one came, itself or through
    earlier events: real leads are gathered by it. `is_essential` steps stay in the short variant.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    template = models.ForeignKey(EventTemplate, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    title = models.CharField(_("step"), max_length=500)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    anchor = models.CharField(_("from what it is counted"), max_length=10, choices=Anchor.choices, default=Anchor.START)
    after = models.ForeignKey(
        "self", verbose_name=_("after the step"), on_delete=models.PROTECT, null=True, blank=True, related_name="next"
    )
    offset = models.SmallIntegerField(_("days from there"), default=-10)
    offset_unit = models.CharField(
        _("in which days it is counted"), max_length=10, choices=OffsetUnit.choices, default=OffsetUnit.WORKING
    )
    on_working_day = models.BooleanField(_("falls on a working day"), default=True)
    paper = models.CharField(_("document that comes of it"), max_length=300, blank=True)
    is_essential = models.BooleanField(_("stays in the short variant"), default=True)
    pinned_on = models.DateField(_("pinned to the date"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    baseline_on = models.DateField(_("by the first plan"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=StepState.choices, default=StepState.PLANNED)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_at = models.DateTimeField(_("when it was marked"), null=True, blank=True)
    done_by = models.CharField(_("marked as done by"), max_length=200, blank=True)
    proof_words = models.CharField(_("proof"), max_length=500, blank=True)
    proof = models.FileField(upload_to="steps/%Y/%m", blank=True)
    proof_name = models.CharField(max_length=300, blank=True)
    skipped_why = models.CharField(_("why it is skipped"), max_length=500, blank=True)
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies")
    position = models.PositiveSmallIntegerField(default=0)

    was_due: date | None = None
    """The day before the last count, while an action runs."""

    personal_data: ClassVar[dict[str, str]] = {"done_by": "who answers for the mark"}

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        indexes = (
            models.Index(fields=("state", "due_on"), condition=Q(event__isnull=False), name="preparation_step_due"),
            models.Index(fields=("unit", "state", "due_on"), name="preparation_step_of_unit"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(event__isnull=True, template__isnull=False) | Q(event__isnull=False, template__isnull=True),
                name="preparation_step_event_or_template",
            ),
            models.CheckConstraint(condition=Q(anchor__in=Anchor.values), name="preparation_step_anchor_known"),
            models.CheckConstraint(
                condition=Q(offset_unit__in=OffsetUnit.values), name="preparation_step_offset_unit_known"
            ),
            models.CheckConstraint(condition=Q(state__in=StepState.values), name="preparation_step_state_known"),
            models.CheckConstraint(
                condition=Q(anchor=Anchor.STEP, after__isnull=False) | (~Q(anchor=Anchor.STEP) & Q(after__isnull=True)),
                name="preparation_step_after_where_anchored",
            ),
            models.CheckConstraint(condition=~Q(after=F("id")), name="preparation_step_not_after_itself"),
            models.CheckConstraint(
                condition=Q(offset__gte=-MOST_DAYS, offset__lte=MOST_DAYS), name="preparation_step_offset_sane"
            ),
            models.CheckConstraint(
                condition=Q(state=StepState.DONE, done_on__isnull=False, done_at__isnull=False) & ~Q(done_by="")
                | (~Q(state=StepState.DONE) & Q(done_on__isnull=True, done_at__isnull=True, done_by="")),
                name="preparation_step_done_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state=StepState.SKIPPED) & ~Q(skipped_why="")
                | (~Q(state=StepState.SKIPPED) & Q(skipped_why="")),
                name="preparation_step_skipped_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=False) | Q(pinned_on__isnull=True, due_on__isnull=True, state="planned"),
                name="preparation_step_of_template_has_no_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the plan in which the step stands."""
        if self.event_id:
            return reverse("preparation:plan", args=[self.event_id])
        return reverse("events:template", args=[self.template_id])

    @property
    def source(self) -> Event | EventTemplate:
        """Return the event or the template to which the step belongs."""
        found = self.event or self.template
        assert found is not None, "the database sees to it"
        return found

    @property
    def due_words(self) -> str:
        """Return «3 марта», with its year where that is another one than the present."""
        if self.due_on is None:
            return ""
        year = f" {self.due_on.year}" if self.due_on.year != timezone.localdate().year else ""
        return f"{self.due_on.day} {MONTHS_GENITIVE[self.due_on.month - 1]}{year}"

    @property
    def who(self) -> str:
        """Return the person, else the unit that answers for the step."""
        return str(self.person or self.unit or "")

    @property
    def counted(self) -> str:
        """Return how the day is counted: «за 30 рабочих дней до начала»; reads the step it hangs on."""
        after = self.after.title if self.after else ""
        return offset_words(Anchor(self.anchor), self.offset, OffsetUnit(self.offset_unit), after)

    @property
    def days(self) -> int:
        """Return how many days the step is away from its anchor, on whichever side."""
        return abs(self.offset)

    @property
    def side(self) -> str:
        """Return on which side of its anchor the step is: before, or after."""
        return "after" if self.offset > 0 else "before"

    @property
    def is_open(self) -> bool:
        """Tell whether the step is still to be done."""
        return self.state == StepState.PLANNED

    def is_late(self, today: date) -> bool:
        """Tell whether the step is open and its day gone."""
        return self.is_open and self.due_on is not None and self.due_on < today

    @property
    def planned(self) -> PlannedStep:
        """Return the step as plain data of the schedule."""
        return PlannedStep(
            self.pk,
            self.title,
            Anchor(self.anchor),
            self.offset,
            OffsetUnit(self.offset_unit),
            self.after_id,
            self.pinned_on,
            self.on_working_day,
        )
