"""What was promised: the leader's open instructions to those who will be there, lessons nobody has answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from orgplan.events.models import Event
from orgplan.events.rules import ParticipationKind
from orgplan.folders.rules.folder import Promise
from orgplan.instructions.models import Instruction
from orgplan.instructions.rules.states import InstructionState
from orgplan.preparation.models import LessonAnswer

_OPEN = (InstructionState.ON_EXECUTION, InstructionState.REPORTED, InstructionState.RETURNED)
_READ, _MOST = 400, 5


@dataclass(frozen=True, slots=True)
class Promises:
    """By key of event: open instructions, the most urgent first, and lessons."""

    open: Mapping[int, tuple[Promise, ...]]
    lessons: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Circle:
    """Who is at an event: keys of people and units, names of organisations in small letters."""

    people: frozenset[int]
    units: frozenset[int]
    organisations: frozenset[str]


def promises_of(events: Sequence[Event], day: date, leader: int) -> Promises:
    """Return what is open between the leader and those at the events; three queries."""
    circles = {event.pk: _circle(event, leader) for event in events}
    rows = Instruction.objects.filter(Q(giver=leader) | Q(person=leader), state__in=_OPEN).order_by("due_on", "pk")
    instructions = (
        list(rows.select_related("unit", "person").prefetch_related("co_performers")[:_READ]) if events else []
    )
    found: defaultdict[int, list[Promise]] = defaultdict(list)
    for each in instructions:
        for event, circle in circles.items():
            if len(found[event]) < _MOST and _concerns(each, circle):
                found[event].append(_promise(each, day))
    lessons: defaultdict[int, list[str]] = defaultdict(list)
    for answer in LessonAnswer.objects.filter(event__in=circles, words="").select_related("lesson"):
        lessons[answer.event_id].append(answer.lesson.text)
    return Promises(
        {key: tuple(each) for key, each in found.items()}, {key: tuple(each) for key, each in lessons.items()}
    )


def _circle(event: Event, leader: int) -> _Circle:
    rows = [each for each in event.participations.all() if each.kind != ParticipationKind.RESPONSIBLE]
    return _Circle(
        frozenset(each.person_id for each in rows if each.person_id and each.person_id != leader),
        frozenset(each.unit_id for each in rows if each.unit_id),
        frozenset(
            name.lower()
            for each in rows
            if each.organisation
            for name in (each.organisation.name, each.organisation.short_name)
            if name
        ),
    )


def _concerns(each: Instruction, circle: _Circle) -> bool:
    people = {each.person_id, *(other.person_id for other in each.co_performers.all())}
    units = {each.unit_id, *(other.unit_id for other in each.co_performers.all())}
    if people & circle.people or units & circle.units:
        return True
    return any(name in each.parties.lower() for name in circle.organisations)


def _promise(each: Instruction, day: date) -> Promise:
    who = each.person.full_name.surname_first() if each.person else each.unit.short_name or each.unit.name
    late = each.due_on < day and each.state != InstructionState.REPORTED
    term = f"срок {each.due_on:%d.%m.%Y}"
    if each.state == InstructionState.REPORTED:
        term = f"{term}, исполнитель доложил"
    return Promise(each.text, who, f"{term}, просрочено" if late else term, each.get_absolute_url(), is_late=late)
