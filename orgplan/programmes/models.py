"""What programmes are to reach, what counts as missing, which papers were printed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgplan.core.editing import EditedModel
from orgplan.documents.models import Document
from orgplan.events.models import Programme
from orgplan.events.models.basket import OpenQuerySet
from orgplan.programmes.rules.kinds import Measure

MOST_DAYS = 1_000


class Aim(EditedModel):
    """A number that a programme is to reach, counted with all that lies in it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="aims")
    measure = models.CharField(_("what is counted"), max_length=12, choices=Measure.choices)
    target = models.PositiveIntegerField(_("how many are to be reached"))
    note = models.CharField(_("where the number comes from"), max_length=300, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="programmes_measure_known"),
            models.CheckConstraint(condition=Q(target__gte=1), name="programmes_aim_of_something"),
            models.UniqueConstraint(fields=("programme", "measure"), name="programmes_aim_of_a_kind_once"),
        )

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.target}"


class GapSetting(EditedModel):
    """What people say otherwise than shipped of one thing that may be missing (`queries.gaps.EventGap`).

    `days`: so many days before the event it begins to count (after it, of reports); None: always. `kinds` are kinds of
    events, empty: all.
    """

    gap = models.CharField(_("what is missing"), max_length=40, unique=True)
    is_on = models.BooleanField(_("counts"), default=True)
    days = models.PositiveSmallIntegerField(_("from how many days on"), null=True, blank=True)
    kinds = models.JSONField(_("of which kinds of events"), default=list, blank=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ("gap",)
        constraints = (
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__lte=MOST_DAYS), name="programmes_gap_days_sane"
            ),
        )

    def __str__(self) -> str:
        return self.gap


class ProgrammePaper(models.Model):
    """The plan of a programme's events as it was printed."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="papers")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="programme_paper")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.document)
