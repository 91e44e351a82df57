"""The road: how it is reckoned, and pairs of venues of which somebody knows it better."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orgplan.clashes.models.norms import LONGEST_MINUTES, NormsQuerySet
from orgplan.clashes.rules.kinds import PairSource
from orgplan.clashes.rules.road import Travel
from orgplan.core.editing import EditedModel
from orgplan.directory.models import Venue


class RoadRule(EditedModel):
    """Great circle × detour ÷ speed + overhead; one row, edited by people.

    `by_hour` holds «hour of day: factor» of the hours in which the city is passed slower or faster. `router` is the
    address of the city's own routing server, empty where there is none.
    """

    speed_kmh = models.PositiveSmallIntegerField(_("speed, km/h"), default=30)
    detour = models.DecimalField(_("detour, times"), max_digits=4, decimal_places=2, default=Decimal("1.4"))
    overhead_min = models.PositiveSmallIntegerField(_("getting in and out, minutes"), default=10)
    on_foot_m = models.PositiveSmallIntegerField(_("on foot up to, metres"), default=300)
    by_hour = models.JSONField(_("by hour of day"), default=dict, blank=True)
    router = models.URLField(_("routing server"), blank=True)
    router_asked_at = models.DateTimeField(_("routing server asked"), null=True, blank=True, editable=False)
    router_problem = models.CharField(_("why it told nothing"), max_length=300, blank=True, editable=False)

    objects = NormsQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(speed_kmh__gte=1, speed_kmh__lte=200), name="clashes_road_speed_sane"),
            models.CheckConstraint(condition=Q(detour__gte=1, detour__lte=10), name="clashes_road_detour_sane"),
            models.CheckConstraint(condition=Q(overhead_min__lte=LONGEST_MINUTES), name="clashes_road_overhead_sane"),
        )

    def __str__(self) -> str:
        return f"{self.speed_kmh} км/ч × {self.detour} + {self.overhead_min} мин"

    @property
    def data(self) -> Travel:
        """Return the rule as plain data."""
        by_hour = {int(hour): float(factor) for hour, factor in self.by_hour.items()}
        return Travel(self.speed_kmh, float(self.detour), self.overhead_min, by_hour, self.on_foot_m / 1000)


class RoadPair(EditedModel):
    """Minutes from one venue to another; they count for the way back too unless that has its own row."""

    start = models.ForeignKey(
        Venue, verbose_name=_("from the venue"), on_delete=models.PROTECT, related_name="roads_from"
    )
    end = models.ForeignKey(Venue, verbose_name=_("to the venue"), on_delete=models.PROTECT, related_name="roads_to")
    minutes = models.PositiveSmallIntegerField(_("road, minutes"))
    source = models.CharField(
        _("who says so"), max_length=10, choices=PairSource.choices, default=PairSource.PERSON, editable=False
    )
    asked_on = models.DateField(_("told by the server on"), null=True, blank=True, editable=False)
    note = models.CharField(_("remark on the road"), max_length=300, blank=True)

    objects = NormsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("roads between venues")
        ordering = ("start__name", "end__name")
        constraints = (
            models.UniqueConstraint(fields=("start", "end"), name="clashes_road_pair_once"),
            models.CheckConstraint(condition=~Q(start=F("end")), name="clashes_road_between_two"),
            models.CheckConstraint(condition=Q(minutes__lte=LONGEST_MINUTES), name="clashes_road_minutes_sane"),
            models.CheckConstraint(condition=Q(source__in=PairSource.values), name="clashes_road_source_known"),
        )

    def __str__(self) -> str:
        return f"{self.start} — {self.end}"

    @property
    def by_person(self) -> bool:
        """Tell whether a person said it: a routing server does not write over that."""
        return self.source == PairSource.PERSON
