"""The weightiest events of each day, chosen by the database: of thousands only those are read that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from orgplan.calendar.queries.entries import GONE, HIGH, UNCERTAIN
from orgplan.calendar.queries.filtering import PRESENT
from orgplan.calendar.queries.loads import ALONE, lasting_over
from orgplan.events.models import Event, EventQuerySet, Participation
from orgplan.events.rules import Consent

_NOBODY = 999
"""The rank where no leader is."""
_VAGUE = Q(timing_kind__in=UNCERTAIN)


def weightiest(
    events: EventQuerySet,
    days: tuple[date, date],
    leaders: Sequence[int],
    most: tuple[int, int, int],
    *,
    is_narrow: bool,
) -> QuerySet[Event]:
    """Return the weightiest of the events on the days, without those in several stretches: a condition for one query.

    `most` says how many of a single day, of those from one same day to another, and of all within a period. Where the
    first of the `leaders` is comes first, then by level, then in order of time. With `is_narrow` only what stands above
    the city's level or where the first leader is.
    """
    first, last = days
    rows = events.filter(ALONE).filter(Q(first_day__range=(first, last)) | lasting_over(first))
    rows = rows.annotate(rank=_rank(leaders))
    if is_narrow:
        rows = rows.filter(Q(level__in=HIGH) | Q(rank=0))
    single, lasting, vague = most
    numbered: Any = rows.annotate(
        number=Window(
            RowNumber(),
            partition_by=[
                Case(When(_VAGUE, then=None), default=F("first_day")),
                Case(When(_VAGUE, then=None), default=F("last_day")),
            ],
            order_by=_order(),
        ),
        most=Case(
            When(_VAGUE, then=vague),
            When(last_day__gt=F("first_day"), then=lasting),
            default=single,
            output_field=IntegerField(),
        ),
    )
    return Event.objects.filter(pk__in=numbered.filter(number__lte=F("most")).values("pk"))


def _rank(leaders: Sequence[int]) -> Any:
    """Return the place of the first leader who is there."""
    if not leaders:
        return Value(_NOBODY)
    there = Participation.objects.filter(event=OuterRef("pk"), person__isnull=False, kind__in=PRESENT)
    places = Case(
        *(When(person=person, then=place) for place, person in enumerate(leaders)),
        default=_NOBODY,
        output_field=IntegerField(),
    )
    least = there.exclude(consent=Consent.REFUSED).order_by().values("event").annotate(rank=Min(places)).values("rank")
    return Coalesce(Subquery(least, output_field=IntegerField()), _NOBODY)


def _order() -> Sequence[Any]:
    gone = Case(When(state__in=GONE, then=1), default=0, output_field=IntegerField())
    levels = (When(level=level, then=place) for place, level in enumerate(HIGH))
    level = Case(*levels, default=len(HIGH), output_field=IntegerField())
    return F("rank").asc(), gone.asc(), level.asc(), F("start_time").asc(nulls_first=True), F("pk").asc()
