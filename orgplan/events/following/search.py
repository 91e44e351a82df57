"""Events as the search finds them (seam «search_sources»)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.search.queries.sources import Shown, Source
from orgplan.search.rules.words import Text


def _texts(keys: Collection[int]) -> Iterator[Text]:
    rows = Event.objects.kept().filter(pk__in=keys).select_related("owner", "venue").order_by()
    for event in rows.prefetch_related("occurrences", "participations__person", "co_owners", "programmes"):
        body = "\n".join(
            (
                event.get_kind_display(),
                event.place,
                event.venue.name if event.venue else "",
                str(event.owner),
                *(str(each) for each in event.co_owners.all()),
                *(str(each.person or each.wording) for each in event.participations.all()),
                *(each.name for each in event.programmes.all()),
                event.note,
            )
        )
        spans = [
            (each.start or each.end, each.end or each.start)
            for each in event.occurrences.all()
            if each.start or each.end
        ]
        days = [(first, last) for first, last in spans if first and last]
        yield Text(event.pk, event.title, body, spans=days, day=event.first_day or event.last_day)


def _row(event: Event) -> Shown:
    said = [event.when, event.where]
    if event.state == EventState.CANCELLED:
        said.append(event.get_state_display())
    return Shown(event.title, " · ".join(filter(None, said)), reverse("events:event", args=[event.pk]))


def _hours(keys: Collection[int]) -> dict[int, str]:
    """Return the clocks of the events of one day; one without a clock has «24»."""
    rows = Event.objects.filter(pk__in=keys, first_day=F("last_day")).order_by()
    return {pk: f"{clock:%H:%M}" if clock else "24" for pk, clock in rows.values_list("pk", "start_time")}


EVENTS_FOUND = Source(
    name="event",
    label=_("Events"),
    model=Event,
    texts=_texts,
    shown=_row,
    together=lambda rows: rows.select_related("venue").prefetch_related("occurrences"),
    hours=_hours,
)
