"""The set of an event: its papers and its duties by law."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.accounts.models import User
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Unit
from orgplan.directory.queries import own_unit_key
from orgplan.document_sets.models.lists import EventSize, LegalDuty, PaperKind
from orgplan.document_sets.policy import sees_all_sets
from orgplan.document_sets.rules.kinds import OPEN_STATES, Content, DutyState, PaperState, Part
from orgplan.document_sets.rules.terms import MOST_DAYS, before_words, short_words
from orgplan.documents.models import Document
from orgplan.events.models import Event
from orgplan.preparation.rules.kinds import OffsetUnit


class SetQuerySet(models.QuerySet[Any]):
    """Sets, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return the sets of events that the user sees, and those of which the own unit makes a paper."""
        rows = self.filter(event__deleted_at__isnull=True)
        if sees_all_sets(user):
            return rows
        unit = own_unit_key(user)
        if unit is None or not user.is_active:
            return self.none()
        papers = SetPaper.objects.filter(unit=unit).values("document_set")
        return rows.filter(Q(event__in=Event.objects.visible_to(user).values("pk")) | Q(pk__in=papers))


class DocumentSet(EditedModel):
    """The papers of one event: its size with the words why, what people answered to the common facts.

    `answers` holds, by `rules.asked.Fact`, only what people said otherwise than the records.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="document_set")
    size = models.ForeignKey(EventSize, verbose_name=_("size"), on_delete=models.PROTECT, related_name="+")
    size_why = models.CharField(_("why this size"), max_length=500, blank=True)
    outdoors = models.BooleanField(_("in the open air"), default=False)
    answers = models.JSONField(default=dict, blank=True)

    objects = SetQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"answers": "names printed in the papers of the event"}

    class Meta:
        verbose_name = _("document set")
        verbose_name_plural = _("document sets")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Комплект документов: {self.event.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the set."""
        return reverse("document_sets:of_event", args=[self.event_id])


class PartQuerySet(models.QuerySet[Any]):
    """Papers and duties of sets, as far as somebody may see them."""

    def visible_to(self, user: User) -> Self:
        """Return those of the sets that the user sees."""
        return self.filter(document_set__in=DocumentSet.objects.visible_to(user).values("pk"))


class SetPaper(EditedModel):
    """A paper of a set: who makes it by when, where it stands, its draft, its number in the document system."""

    document_set = models.ForeignKey(DocumentSet, on_delete=models.CASCADE, related_name="papers")
    kind = models.ForeignKey(PaperKind, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    title = models.CharField(_("paper"), max_length=300)
    part = models.CharField(_("part of the set"), max_length=10, choices=Part.choices, default=Part.OTHER)
    position = models.PositiveSmallIntegerField(default=100)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit that makes it"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    days = models.PositiveSmallIntegerField(_("due before the event, days"), default=5)
    offset_unit = models.CharField(
        _("in which days the term is counted"),
        max_length=10,
        choices=OffsetUnit.choices,
        default=OffsetUnit.WORKING,
    )
    due_on = models.DateField(_("paper is due on"), null=True, blank=True)
    state = models.CharField(
        _("where it stands"), max_length=20, choices=PaperState.choices, default=PaperState.NOT_BEGUN
    )
    why = models.CharField(_("why it is not needed"), max_length=500, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="set_papers")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    registered_number = models.CharField(_("registration number"), max_length=100, blank=True)
    registered_link = models.URLField(_("address in the document system"), max_length=500, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a set")
        verbose_name_plural = _("papers of sets")
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("state", "due_on"), name="document_sets_paper_due"),)
        constraints = (
            models.UniqueConstraint(fields=("document_set", "kind"), name="document_sets_paper_once"),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="document_sets_paper_state_known"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="document_sets_paper_part_known"),
            models.CheckConstraint(
                condition=Q(offset_unit__in=OffsetUnit.values), name="document_sets_paper_days_known"
            ),
            models.CheckConstraint(condition=Q(days__lte=MOST_DAYS), name="document_sets_paper_days_sane"),
            models.CheckConstraint(
                condition=Q(state=PaperState.NOT_NEEDED) & ~Q(why="") | ~Q(state=PaperState.NOT_NEEDED) & Q(why=""),
                name="document_sets_paper_struck_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.SIGNED, signed_on__isnull=False)
                | ~Q(state=PaperState.SIGNED) & Q(signed_on__isnull=True),
                name="document_sets_paper_signed_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of the paper."""
        return reverse("document_sets:paper", args=[self.pk])

    @property
    def content(self) -> Content:
        """Return of what it is drafted; reads the kind."""
        return Content(self.kind.content) if self.kind else Content.NONE

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be made or signed."""
        return self.state in OPEN_STATES

    @property
    def term_words(self) -> str:
        """Return «за 5 рабочих дней»."""
        return before_words(self.days, OffsetUnit(self.offset_unit))

    @property
    def short_term(self) -> str:
        """Return «за 5 раб. дн.»."""
        return short_words(self.days, OffsetUnit(self.offset_unit))

    def is_late(self, today: date) -> bool:
        """Tell whether it is open and its day gone."""
        return self.is_open and self.due_on is not None and self.due_on < today


class SetDuty(EditedModel):
    """A duty by law of a set: who does it by when, the answer with what proves it."""

    document_set = models.ForeignKey(DocumentSet, on_delete=models.CASCADE, related_name="duties")
    duty = models.ForeignKey(LegalDuty, on_delete=models.PROTECT, related_name="sets")
    unit = models.ForeignKey(
        Unit, verbose_name=_("who does the duty"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("duty is due on"), null=True, blank=True)
    state = models.CharField(_("how the duty stands"), max_length=20, choices=DutyState.choices, default=DutyState.OPEN)
    answer = models.CharField(_("answer, proof"), max_length=500, blank=True)
    link = models.URLField(_("address of the proof"), max_length=500, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_at = models.DateTimeField(_("when it was marked"), null=True, blank=True)
    done_by = models.CharField(_("marked as done by"), max_length=200, blank=True)

    objects = PartQuerySet.as_manager()
    personal_data: ClassVar[dict[str, str]] = {"done_by": "who answers for the mark"}

    class Meta:
        verbose_name = _("duty of a set")
        verbose_name_plural = _("duties of sets")
        ordering = ("duty__position", "duty")
        constraints = (
            models.UniqueConstraint(fields=("document_set", "duty"), name="document_sets_set_duty_once"),
            models.CheckConstraint(condition=Q(state__in=DutyState.values), name="document_sets_set_duty_state_known"),
            models.CheckConstraint(
                condition=Q(state=DutyState.DONE, done_on__isnull=False, done_at__isnull=False) & ~Q(done_by="")
                | ~Q(state=DutyState.DONE) & Q(done_on__isnull=True, done_at__isnull=True, done_by=""),
                name="document_sets_duty_done_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state=DutyState.OPEN) | ~Q(answer=""), name="document_sets_duty_answered_in_words"
            ),
        )

    def __str__(self) -> str:
        return str(self.duty)

    def get_absolute_url(self) -> str:
        """Return the page of the duty."""
        return reverse("document_sets:duty", args=[self.pk])

    def is_late(self, today: date) -> bool:
        """Tell whether it is open and its day gone."""
        return self.state == DutyState.OPEN and self.due_on is not None and self.due_on < today
