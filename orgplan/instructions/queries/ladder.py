"""The ladder of dues: which steps are due today, for which instructions, and whom each tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from orgplan.accounts.models import User
from orgplan.directory.models import Membership, Person, Unit
from orgplan.instructions.models import EscalationStep, Instruction, StepTaken
from orgplan.instructions.queries.rules import heads_of, working_calendar
from orgplan.instructions.rules.escalation import STALE, Rung, Side, is_due
from orgplan.instructions.rules.states import OPEN

_REACH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody to be told: the person, or the unit where no person is known."""

    name: str
    email: str
    user: User | None
    key: str


@dataclass(slots=True)
class DueStep:
    """A step that is due for an instruction, and whom it tells; nobody where nobody is known."""

    instruction: Instruction
    step: EscalationStep
    told: list[Told] = field(default_factory=list)


def due_steps(today: date) -> list[DueStep]:
    """Return the steps that are due today and were not taken for the present term; a fixed number of queries."""
    steps = list(EscalationStep.objects.filter(is_active=True))
    rows = _near(steps, today)
    taken = set(StepTaken.objects.filter(instruction__in=rows).values_list("instruction", "code", "due_on"))
    calendar = working_calendar()
    found = [
        DueStep(row, step)
        for row in rows
        for step in _of_level(steps, row.level_id)
        if (day := day_of(row, step)) is not None
        and is_due(step.step, day, today, calendar)
        and (row.pk, step.step.code, row.due_on) not in taken
    ]
    people = _People(found, today)
    for each in found:
        each.told = people.of(each)
    return found


def day_of(row: Instruction, step: EscalationStep) -> date | None:
    """Return the day from which the step is counted: for co-performers the day of the material that waits."""
    if step.rung != Rung.CO_PERFORMERS:
        return row.due_on
    return min((each.material_on for each in row.co_performers.all() if each.given_on is None), default=None)


def performers_told(rows: Sequence[Instruction], today: date) -> list[DueStep]:
    """Return whom a reminder out of turn tells, for each of these instructions; nobody where nobody is known."""
    step = EscalationStep(side=Side.ON_DAY, rung=Rung.PERFORMER, count=0)
    found = [DueStep(row, step) for row in rows]
    people = _People(found, today)
    for each in found:
        each.told = people.of(each)
    return found


def _near(steps: Sequence[EscalationStep], today: date) -> list[Instruction]:
    """Return the open instructions whose term is near enough for any step."""
    if not steps:
        return []
    before = max((each.count for each in steps if each.side == Side.BEFORE), default=0)
    after = max((each.count for each in steps if each.side == Side.AFTER), default=0)
    # Working days stretch over days off: at most twice as long, and the January holidays.
    since, until = today - timedelta(days=2 * after) - STALE - _REACH, today + timedelta(days=2 * before) + _REACH
    rows = Instruction.objects.filter(state__in=OPEN, due_on__range=(since, until))
    return list(
        rows.select_related("unit", "unit__parent", "person", "giver", "curator", "level__controller").prefetch_related(
            "co_performers__unit", "co_performers__person"
        )
    )


def _of_level(steps: Iterable[EscalationStep], level: int | None) -> list[EscalationStep]:
    """Return the ladder of the level: its own steps where it has any, else the general ones."""
    own = [each for each in steps if each.level_id is not None and each.level_id == level]
    return own or [each for each in steps if each.level_id is None]


_OF_UNITS = (Rung.PERFORMER, Rung.CO_PERFORMERS, Rung.HEAD)
"""Rungs on which the unit is told where nobody of it is known."""


class _People:
    """Who stands on which rung; heads and sign-ins are read once for all."""

    def __init__(self, found: Sequence[DueStep], today: date) -> None:
        units = {unit for each in found for unit in (each.instruction.unit, *self._helping(each))}
        keys = {unit.pk for unit in units} | {unit.parent_id for unit in units if unit.parent_id}
        self._heads = heads_of(keys, today)
        self._users = self._signed_in(found)

    def _signed_in(self, found: Sequence[DueStep]) -> Mapping[int, User]:
        people = {person.pk for each in found for person, _unit in self._asked(each) if person is not None}
        rows = Membership.objects.filter(person__in=people, user__is_active=True).select_related("user")
        return {row.person_id: row.user for row in rows if row.person_id is not None}

    def of(self, due: DueStep) -> list[Told]:
        """Return who is told: people, and a unit by its own address where no person of it is known."""
        by_unit = due.step.rung in _OF_UNITS
        return [
            self._person(person, unit) if person else Told(str(unit), unit.email, None, f"unit-{unit.pk}")
            for person, unit in self._asked(due)
            if person or (by_unit and unit.email)
        ]

    def _helping(self, due: DueStep) -> list[Unit]:
        if due.step.rung != Rung.CO_PERFORMERS:
            return []
        return [each.unit for each in due.instruction.co_performers.all() if each.given_on is None]

    def _asked(self, due: DueStep) -> list[tuple[Person | None, Unit]]:
        """Return who stands on the rung, each with the unit for which this one is told."""
        row = due.instruction
        if due.step.rung == Rung.CO_PERFORMERS:
            waiting = [each for each in row.co_performers.all() if each.given_on is None]
            return [(each.person or self._heads.get(each.unit_id), each.unit) for each in waiting]
        return [(self._one(due.step.rung, row), row.unit)]

    def _one(self, rung: str, row: Instruction) -> Person | None:
        match rung:
            case Rung.HEAD:
                return self._heads.get(row.unit_id)
            case Rung.CURATOR:
                return row.curator or self._heads.get(row.unit.parent_id or 0)
            case Rung.GIVER:
                return row.giver
            case Rung.CONTROLLER:
                return row.level.controller if row.level else None
        return row.person

    def _person(self, person: Person, unit: Unit) -> Told:
        user = self._users.get(person.pk)
        email = person.email or (user.email if user else "") or unit.email
        return Told(person.full_name.surname_first(), email, user, f"person-{person.pk}")
