"""Programmes are written, and events put into them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person, Unit
from orgplan.events.models import Event, Programme
from orgplan.events.queries.programmes import within

_FIELDS = ("name", "code", "first_year", "last_year", "parent", "is_section", "position", "aim", "curator")


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """What is written of a programme or a section; both years belong to it, those of a section are its parent's."""

    name: str
    code: str
    first_year: int
    last_year: int
    parent: Programme | None = None
    is_section: bool = False
    position: int = 100
    aim: str = ""
    curator: Person | None = None
    units: tuple[Unit, ...] = ()


def facts_of_programme(programme: Programme) -> ProgrammeFacts:
    """Return what is written of it now; two queries."""
    return ProgrammeFacts(**{name: getattr(programme, name) for name in _FIELDS}, units=tuple(programme.units.all()))


def _state(programme: Programme) -> dict[str, Any]:
    return state_of(programme, *_FIELDS) | {"units": [str(each) for each in programme.units.all()]}


@audited
def write_programme(
    *, facts: ProgrammeFacts, programme: Programme | None = None, edition: int = 0, by: Actor
) -> Programme:
    """Record a programme or a section, or write over the one of that edition; RefusedError for what cannot stand."""
    _refuse_nonsense(facts, programme)
    current = take_edition(programme, edition) if programme else Programme()
    before = _state(current) if programme else {}
    for name in _FIELDS:
        setattr(current, name, getattr(facts, name))
    if current.is_section and current.parent:
        current.first_year, current.last_year = current.parent.first_year, current.parent.last_year
    old_path = current.path
    current.save()
    current.units.set(facts.units)
    _carry_along(current, old_path)
    record(current, before=before, after=_state(current))
    return current


def _carry_along(programme: Programme, old_path: str) -> None:
    """Move what lies in the programme with it, and give its sections its years."""
    if not old_path:
        return
    inner = Programme.objects.filter(path__startswith=old_path).exclude(pk=programme.pk).order_by("path")
    for each in inner if old_path != programme.path else ():
        each.path = programme.path + each.path.removeprefix(old_path)
        Programme.objects.filter(pk=each.pk).update(path=each.path)
    years = {"first_year": programme.first_year, "last_year": programme.last_year}
    Programme.objects.filter(parent=programme, is_section=True).update(**years)


def _refuse_nonsense(facts: ProgrammeFacts, programme: Programme | None) -> None:
    _refuse_place(facts, programme)
    if facts.last_year < facts.first_year:
        raise RefusedError(_("The last year comes before the first one."))
    if taken := taken_names(facts.name, facts.code, facts.parent if facts.is_section else None, programme):
        raise RefusedError(_("“%s”: another programme has this already.") % getattr(facts, taken[0]))


def _refuse_place(facts: ProgrammeFacts, programme: Programme | None) -> None:
    if facts.is_section and facts.parent is None:
        raise RefusedError(_("Say in which programme the section stands."))
    if not facts.is_section and not facts.code:
        raise RefusedError(_("A programme needs a code: a few letters, as files name it."))
    if not programme or not facts.parent:
        return
    if Programme.objects.filter(within(programme), pk=facts.parent.pk).exists():
        raise RefusedError(
            _("“%(name)s” lies within “%(inner)s”, so it cannot be put into it.")
            % {"name": programme.name, "inner": facts.parent.name}
            if facts.parent != programme
            else _("A programme cannot lie within itself.")
        )


def taken_names(name: str, code: str, parent: Programme | None, programme: Programme | None) -> list[str]:
    """Return which of «name» and «code» another has already; sections are compared within their `parent`."""
    # Read and compared here: not every database knows capitals of Russian letters.
    others = Programme.objects.exclude(pk=programme.pk if programme else 0)
    beside = others.filter(parent=parent, is_section=True) if parent else others.filter(is_section=False)
    names = {each.casefold() for each in beside.values_list("name", flat=True)}
    codes = {each.casefold() for each in others.values_list("code", flat=True) if each}
    found = ["name"] if name.casefold() in names else []
    return [*found, "code"] if code and code.casefold() in codes else found


@audited
def remove_programme(programme: Programme, *, edition: int, by: Actor) -> None:
    """Take a section away, its events stay in what holds it; a programme goes only when it is empty.

    RefusedError where something lies in it, or events of a programme would lose it.
    """
    current = take_edition(programme, edition)
    if current.children.exists():
        raise RefusedError(_("“%s” has sections or programmes within: take them away first.") % current.name)
    events = list(current.events.all())
    if events and current.parent is None:
        raise RefusedError(_("“%s” still has events: take them out of the programme first.") % current.name)
    if current.parent:
        current.parent.events.add(*events)
    record(current, before=_state(current), after={"removed": current.name})
    current.events.clear()
    current.delete()


@audited
def put_into_programmes(event: Event, *, programmes: Collection[Programme], by: Actor) -> Event:
    """Say to which programmes an event belongs, to these and no others."""
    before = sorted(str(each) for each in event.programmes.all())
    event.programmes.set(programmes)
    event.save(update_fields=["changed_at"])  # who keeps a copy of the event hears of it
    record(event, before={"programmes": before}, after={"programmes": sorted(str(each) for each in programmes)})
    return event


@audited
def put_into_programme(*, programme: Programme, events: Sequence[Event], by: Actor) -> int:
    """Put events into the programme or section, out of its other sections; return how many came or changed place.

    Seven statements for any number of events.
    """
    root = programme.keys_above()[0] if programme.keys_above() else programme.pk
    joined = Programme.events.through.objects
    keys = [each.pk for each in events]
    beside = joined.filter(programme__path__contains=f"/{root}/", event__in=keys)
    stand = dict(beside.values_list("event", "programme__name"))
    there = set(beside.filter(programme=programme).values_list("event", flat=True))
    moved = [each for each in events if each.pk not in there]
    if not moved:
        nothing_changed()
        return 0
    gone = [each.pk for each in moved]
    beside.filter(event__in=gone).delete()
    joined.bulk_create([Programme.events.through(programme=programme, event=each) for each in moved], batch_size=500)
    Event.objects.filter(pk__in=gone).update(changed_at=timezone.now())
    record_many(
        [
            (each, {"programmes": [stand[each.pk]] if each.pk in stand else []}, {"programmes": [programme.name]})
            for each in moved
        ]
    )
    return len(moved)
