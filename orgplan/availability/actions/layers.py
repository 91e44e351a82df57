"""What people do with layers: write them, give them days, take days away, remove them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.availability.models import ClosedTime, IncomingCalendar, Layer
from orgplan.availability.rules.kinds import LayerScope
from orgplan.availability.rules.spans import Span, when_words, why_wrong
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person, Venue

MOST_TIMES = 2_000
"""So many stretches one layer may hold: more is no layer of bans, but a calendar of everything."""
_BATCH = 500
_FIELDS = ("name", "kind", "level", "words", "tone", "scope", "districts", "kinds", "is_active")


@dataclass(frozen=True, slots=True)
class LayerFacts:
    """All that is written of a layer; what does not belong to its scope is left out."""

    name: str
    kind: str
    level: str
    words: str
    tone: str = "warn"
    scope: str = LayerScope.CITY
    districts: Sequence[str] = ()
    venues: Sequence[Venue] = ()
    people: Sequence[Person] = ()
    kinds: Sequence[str] = ()
    is_active: bool = True


@audited
def write_layer(*, facts: LayerFacts, layer: Layer | None = None, edition: int = 0, by: Actor) -> Layer:
    """Write a layer; RefusedError without words, for a name that is taken, or where its scope names nobody.

    Its days stay; where the scope changed they concern the new one.
    """
    _refuse_wrong(facts, layer)
    current = take_edition(layer, edition) if layer else Layer()
    before = _state(current) if layer else {}
    for name in ("name", "kind", "level", "words", "tone", "scope", "is_active"):
        setattr(current, name, getattr(facts, name))
    current.districts = list(facts.districts) if facts.scope == LayerScope.DISTRICTS else []
    current.kinds = sorted(facts.kinds)
    current.save()
    current.venues.set(facts.venues if facts.scope == LayerScope.VENUES else ())
    current.people.set(facts.people if facts.scope == LayerScope.PEOPLE else ())
    if layer:
        _lay(current, spans_of(current))
    record(current, before=before, after=_state(current))
    return current


def _refuse_wrong(facts: LayerFacts, layer: Layer | None) -> None:
    if not facts.words.strip():
        raise RefusedError(_("Say the reason in words: a ban without a reason is only a refusal."))
    named = {LayerScope.DISTRICTS: facts.districts, LayerScope.VENUES: facts.venues, LayerScope.PEOPLE: facts.people}
    scope = LayerScope(facts.scope)
    if scope in named and not named[scope]:
        raise RefusedError(_("Name whom or what the layer concerns, or let it concern the whole city."))
    if Layer.objects.filter(name=facts.name).exclude(pk=layer.pk if layer else None).exists():
        raise RefusedError(_("There is a layer “%(name)s” already: change that one.") % {"name": facts.name})


def _state(layer: Layer) -> dict[str, object]:
    venues = ", ".join(layer.venues.values_list("name", flat=True))
    people = ", ".join(str(each) for each in layer.people.all())
    return {**state_of(layer, *_FIELDS), "venues": venues, "people": people}


@audited
def remove_layer(layer: Layer, *, by: Actor) -> None:
    """Remove a layer with all its days; what was accepted in spite of it stays accepted."""
    record(layer, before=state_of(layer, "name", "words", "level"), after={"name": None})
    layer.delete()


@audited
def add_times(layer: Layer, *, spans: Iterable[Span], by: Actor) -> int:
    """Close further stretches; those that stand already are passed over. Return how many are new."""
    current = _locked(layer)
    known = spans_of(current)
    seen = {(each.start, each.end) for each in known}
    new: list[Span] = []
    for span in spans:
        _refuse_wrong_span(span)
        if (span.start, span.end) not in seen:
            seen.add((span.start, span.end))
            new.append(span)
    if not new:
        nothing_changed()
        return 0
    _refuse_too_many(len(seen))
    _lay(current, [*known, *new])
    record(current, after={"closed times": "; ".join(_said(each) for each in new)[:2000]})
    return len(new)


def _refuse_wrong_span(span: Span) -> None:
    why = why_wrong(span)
    if why:
        raise RefusedError(f"{when_words(span)}: {why}")


def _refuse_too_many(count: int) -> None:
    if count > MOST_TIMES:
        raise RefusedError(
            _("A layer holds at most %(most)d stretches, these would be %(count)d: part it into several layers.")
            % {"most": MOST_TIMES, "count": count}
        )


@audited
def remove_time(layer: Layer, *, span: Span, by: Actor) -> None:
    """Open a stretch again; RefusedError where it comes from a calendar, or is not there any more."""
    current = _locked(layer)
    if _calendar_of(current) is not None:
        raise RefusedError(_("These days come from a calendar: change them there, or stop the calendar and its days."))
    known = spans_of(current)
    kept = [each for each in known if (each.start, each.end) != (span.start, span.end)]
    if len(kept) == len(known):
        raise RefusedError(_("Somebody opened this time already."))
    _lay(current, kept)
    record(current, before={"closed times": _said(span)}, after={"closed times": None})


def _locked(layer: Layer) -> Layer:
    current: Layer = Layer.objects.select_for_update().get(pk=layer.pk)
    return current


def _said(span: Span) -> str:
    return f"{when_words(span)} {span.words}".strip()


def _calendar_of(layer: Layer) -> IncomingCalendar | None:
    found: IncomingCalendar | None = IncomingCalendar.objects.filter(layer=layer).first()
    return found


def spans_of(layer: Layer) -> list[Span]:
    """Return the stretches of the layer, each once whomever it concerns; one query."""
    found = dict.fromkeys(each.span for each in ClosedTime.objects.filter(layer=layer))
    return sorted(found)


def lay_calendar(layer: Layer, spans: Iterable[Span], calendar: IncomingCalendar) -> None:
    """Put the days that a calendar says in the place of the layer's days; called by the action that reads it."""
    _lay(layer, sorted(set(spans)), calendar)


def _lay(layer: Layer, spans: Sequence[Span], calendar: IncomingCalendar | None = None) -> None:
    """Write the rows of the stretches anew: one for each venue, leader or district that the layer names."""
    of, targets = calendar or _calendar_of(layer), _targets(layer)
    ClosedTime.objects.filter(layer=layer).delete()
    rows = [
        ClosedTime(
            layer=layer,
            calendar=of,
            start=timezone.make_aware(span.start),
            end=timezone.make_aware(span.end),
            words=span.words,
            uid=span.uid,
            **target,
        )
        for span in spans
        for target in targets
    ]
    ClosedTime.objects.bulk_create(rows, batch_size=_BATCH)


def _targets(layer: Layer) -> list[dict[str, object]]:
    if layer.scope == LayerScope.DISTRICTS:
        return [{"district": each} for each in layer.districts]
    if layer.scope == LayerScope.VENUES:
        return [{"venue": each} for each in layer.venues.all()]
    if layer.scope == LayerScope.PEOPLE:
        return [{"person": each} for each in layer.people.all()]
    return [{}]
