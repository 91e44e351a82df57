"""Execution discipline: outcomes counted by unit and by source in a fixed number of statements, whatever the number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from orgplan.accounts.models import User
from orgplan.directory.models import Unit
from orgplan.directory.queries import unit_of
from orgplan.instructions.models import Instruction, InstructionQuerySet
from orgplan.instructions.policy import sees_all, sees_own
from orgplan.instructions.queries.listing import outcome_conditions
from orgplan.instructions.rules.discipline import Outcome, Tally
from orgplan.instructions.rules.states import InstructionState, SourceKind


@dataclass(frozen=True, slots=True)
class DisciplineLine:
    """One line of the report: whose or of what source, its counts, and the filter that opens each count's list."""

    label: str
    tally: Tally
    query: str


@dataclass(frozen=True, slots=True)
class Discipline:
    """The whole report for a period: lines by unit and by source, and all together."""

    since: date
    until: date
    units: Sequence[DisciplineLine]
    sources: Sequence[DisciplineLine]
    whole: DisciplineLine


def discipline_of(user: User, since: date, until: date, today: date, *, unit: int | None = None) -> Discipline:
    """Count the instructions due from `since` to `until`, both inclusive; three statements, one more for names.

    A unit answers for those in which it leads: co-performers give material, the responsible one answers.
    """
    rows = _counted_for(user)
    if unit:
        rows = rows.filter(unit=unit)
    counted = _counts(rows.filter(due_on__range=(since, until)), today)
    carried = _carried(rows, since, until)
    units: dict[Any, Tally] = {}
    sources: dict[Any, Tally] = {}
    for (unit_id, kind), tally in _joined(counted, carried).items():
        units[unit_id] = units.get(unit_id, Tally()).plus(tally)
        sources[kind] = sources.get(kind, Tally()).plus(tally)
    period = f"status=&since={since.isoformat()}&until={until.isoformat()}"
    narrowed = f"{period}&unit={unit}" if unit else period
    names = {each.pk: str(each) for each in Unit.objects.filter(pk__in=units).order_by()}
    order = list(Unit.objects.filter(pk__in=units).values_list("pk", flat=True))
    by_unit = [DisciplineLine(names[key], units[key], f"{period}&unit={key}") for key in order]
    by_source = [
        DisciplineLine(str(kind.label), sources[kind.value], f"{narrowed}&source={kind.value}")
        for kind in SourceKind
        if kind.value in sources
    ]
    whole = Tally()
    for each in by_unit:
        whole = whole.plus(each.tally)
    return Discipline(since, until, by_unit, by_source, DisciplineLine("", whole, narrowed))


def _counted_for(user: User) -> InstructionQuerySet:
    """Return what is counted for the reader: all, or what the own unit answers for."""
    rows: InstructionQuerySet = Instruction.objects.exclude(state=InstructionState.CANCELLED)
    if sees_all(user):
        return rows
    unit = unit_of(user) if sees_own(user) else None
    return rows.filter(unit=unit.pk) if unit else rows.none()


def _counts(rows: InstructionQuerySet, today: date) -> Mapping[tuple[int, str], dict[Outcome, int]]:
    counts = {each.value: Count("pk", filter=condition) for each, condition in outcome_conditions(today).items()}
    found = rows.order_by().values_list("unit", "source_kind").annotate(**counts)
    return {(unit, kind): dict(zip(counts_order(), rest, strict=True)) for unit, kind, *rest in found}


def counts_order() -> list[Outcome]:
    """Return the outcomes in the order in which they are counted."""
    return list(outcome_conditions(date.min))


def _carried(rows: InstructionQuerySet, since: date, until: date) -> Mapping[tuple[int, str], int]:
    """Count those whose first term was in the period and whose present term lies behind it."""
    moved = rows.filter(Q(first_due_on__range=(since, until)), due_on__gt=until)
    return {(unit, kind): count for unit, kind, count in _grouped(moved)}


def _grouped(rows: InstructionQuerySet) -> Any:
    return rows.order_by().values_list("unit", "source_kind").annotate(Count("pk"))


def _joined(
    counted: Mapping[tuple[int, str], dict[Outcome, int]], carried: Mapping[tuple[int, str], int]
) -> dict[tuple[int, str], Tally]:
    return {key: Tally(counted.get(key, {}), carried.get(key, 0)) for key in {*counted, *carried}}
