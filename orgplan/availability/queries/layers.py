"""Layers as their pages show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.availability.models import ClosedTime, Layer
from orgplan.availability.rules.kinds import LayerScope
from orgplan.availability.rules.spans import Span, when_words

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class LayerRow:
    """A layer in the list: whom it concerns, its nearest stretches, how many are to come."""

    layer: Layer
    whom: str
    nearest: Sequence[str]
    coming: int


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A stretch of a layer on its card."""

    span: Span
    when: str

    @property
    def key(self) -> str:
        """Return the stretch as a form names it."""
        return f"{self.span.start.isoformat()}/{self.span.end.isoformat()}"


@dataclass(frozen=True, slots=True)
class LayerCard:
    """The stretches to come and those gone by, in order."""

    coming: Sequence[TimeRow]
    gone: Sequence[TimeRow]


def layer_rows(user: User) -> list[LayerRow]:
    """Return the layers, those in force first; four queries."""
    layers = list(Layer.objects.visible_to(user).select_related("calendar").prefetch_related("venues", "people"))
    now = timezone.localtime().replace(tzinfo=None)
    times: defaultdict[int, set[Span]] = defaultdict(set)
    for row in ClosedTime.objects.visible_to(user).filter(layer__isnull=False, end__gt=timezone.now()):
        times[row.layer_id].add(row.span)
    return [_row(layer, sorted(times[layer.pk]), now) for layer in layers]


def _row(layer: Layer, spans: Sequence[Span], now: datetime) -> LayerRow:
    coming = [each for each in spans if each.end > now]
    nearest = [f"{when_words(each)} {each.words}".strip() for each in coming[:_NEAREST]]
    return LayerRow(layer, whom_words(layer), nearest, len(coming))


def whom_words(layer: Layer) -> str:
    """Return whom the layer concerns: «весь город», districts, venues, leaders; reads the two relations."""
    if layer.scope == LayerScope.DISTRICTS:
        return ", ".join(layer.districts)
    if layer.scope == LayerScope.VENUES:
        return ", ".join(each.name for each in layer.venues.all())
    if layer.scope == LayerScope.PEOPLE:
        return ", ".join(each.full_name.surname_first() for each in layer.people.all())
    return str(LayerScope.CITY.label)


def card_of(user: User, layer: Layer) -> LayerCard:
    """Return the stretches of a layer, each once; one query."""
    now = timezone.localtime().replace(tzinfo=None)
    spans = sorted({row.span for row in ClosedTime.objects.visible_to(user).filter(layer=layer)})
    rows = [TimeRow(each, when_words(each)) for each in spans]
    coming = [each for each in rows if each.span.end > now]
    return LayerCard(coming, [each for each in reversed(rows) if each.span.end <= now])
