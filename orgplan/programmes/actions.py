"""Every write of this room: aims, what counts as missing, printed plans."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.documents.actions import Paper, record_document
from orgplan.documents.models import Document
from orgplan.events.models import Programme
from orgplan.events.rules import EventKind
from orgplan.programmes.models import Aim, GapSetting, ProgrammePaper
from orgplan.programmes.queries.gaps import all_gaps
from orgplan.programmes.rules.kinds import Measure

#: Words of the history for what these actions do and record (audit.queries.verb_words).
WORDS = (
    gettext_noop("write aim"),
    gettext_noop("remove aim"),
    gettext_noop("set gap"),
    gettext_noop("print programme"),
    gettext_noop("what is counted"),
    gettext_noop("target"),
    gettext_noop("is_on"),
    gettext_noop("days"),
    gettext_noop("kinds"),
)
_AIM, _SETTING = ("measure", "target", "note"), ("is_on", "days", "kinds")


def _state(aim: Aim) -> dict[str, Any]:
    said = state_of(aim, "target", "note")
    return {"what is counted": str(aim.get_measure_display()), **said}


@dataclass(frozen=True, slots=True)
class AimFacts:
    """What is written of an aim."""

    measure: Measure
    target: int
    note: str = ""


@audited
def write_aim(programme: Programme, *, facts: AimFacts, aim: Aim | None = None, edition: int = 0, by: Actor) -> Aim:
    """Set an aim of the programme, or write over one; RefusedError where it has one of this kind already."""
    others = programme.aims.exclude(pk=aim.pk if aim else 0)
    if others.filter(measure=facts.measure).exists():
        raise RefusedError(_("The programme has such an aim already: change its number."))
    current = take_edition(aim, edition) if aim else Aim(programme=programme)
    before = _state(current) if aim else {}
    for name in _AIM:
        setattr(current, name, getattr(facts, name))
    current.save()
    record(current, before=before, after=_state(current))
    return current


@audited
def remove_aim(aim: Aim, *, by: Actor) -> None:
    """Take an aim away."""
    record(aim, before=_state(aim))
    aim.delete()


@audited
def set_gap(
    name: str, *, is_on: bool, days: int | None, kinds: Collection[str], edition: int = 0, by: Actor
) -> GapSetting:
    """Say whether a thing that may be missing counts, from how many days on and of which kinds of events.

    RefusedError for a name that no room knows.
    """
    stands = next((each for each in all_gaps() if each.name == name), None)
    if stands is None:
        raise RefusedError(_("There is nothing of this name that an event may lack."))
    current = take_edition(stands.setting, edition) if stands.setting else GapSetting(gap=name)
    before = {"is_on": stands.is_on, "days": stands.days, "kinds": sorted(stands.kinds)}
    current.is_on, current.days = is_on, days
    current.kinds = [each.value for each in EventKind if each.value in kinds]
    after = state_of(current, *_SETTING)
    if before == after | {"kinds": sorted(current.kinds)} and stands.setting:
        nothing_changed()
        return stands.setting
    current.save()
    record(current, before=before, after=after)
    return current


@audited
def print_programme(programme: Programme, *, paper: Paper, by: Actor) -> Document:
    """Put the printed plan of a programme into the register, joined to the programme."""
    document = record_document(paper=paper, by=by)
    ProgrammePaper.objects.get_or_create(document=document, defaults={"programme": programme})
    return document
