"""Templates that come with the product: ten kinds of event with their ladders of steps, as data beside this file.

The ladders are examples: no Russian act fixes one. The office edits them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from orgplan.core.demo_data import Row, rows_of, several
from orgplan.events.rules import EventKind, Level, ParticipationKind
from orgplan.events.rules.templates import SizeClass
from orgplan.events.rules.yearly import DateRule, DateRuleKind, YearRule
from orgplan.preparation.rules.kinds import Anchor, OffsetUnit

_DATA = Path(__file__).parent
_ROLES = {
    "ведёт": ParticipationKind.HOSTS,
    "выступает": ParticipationKind.SPEAKS,
    "участвует": ParticipationKind.ATTENDS,
    "ответственный": ParticipationKind.RESPONSIBLE,
}


@dataclass(frozen=True, slots=True)
class ShippedStep:
    """A step of a ladder; `unit` and `after` are names."""

    title: str
    unit: str
    anchor: Anchor
    offset: int
    days: OffsetUnit
    after: str
    paper: str
    is_essential: bool


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    """A template with its ladder; `keeper` is the name of the unit that keeps it, roles are kinds with words."""

    name: str
    kind: EventKind
    title: str
    level: Level
    size: SizeClass
    begins_at: time
    minutes: int
    setup_minutes: int
    clearing_minutes: int
    year_rule: YearRule | None
    keeper: str
    roles: tuple[tuple[ParticipationKind, str], ...]
    note: str
    steps: tuple[ShippedStep, ...] = field(default=())


def shipped_templates() -> list[ShippedTemplate]:
    """Return the templates of the product in the order of the file."""
    steps = rows_of(_DATA / "steps.csv")
    return [
        _template(row, [each for each in steps if each["template"] == row["name"]])
        for row in rows_of(_DATA / "templates.csv")
    ]


def _template(row: Row, steps: list[Row]) -> ShippedTemplate:
    return ShippedTemplate(
        name=row["name"],
        kind=EventKind(row["kind"]),
        title=row["title"],
        level=Level(row["level"]),
        size=SizeClass(row["size"]),
        begins_at=time.fromisoformat(row["begins"]),
        minutes=int(row["minutes"]),
        setup_minutes=int(row["setup"]),
        clearing_minutes=int(row["clearing"]),
        year_rule=_rule(row["rule"]),
        keeper=row["keeper"],
        roles=tuple(_role(each) for each in several(row["roles"])),
        note=row["note"],
        steps=tuple(_step(each) for each in steps),
    )


def _rule(cell: str) -> YearRule | None:
    """Read «nth_weekday 8 0 1 5»: kind, month, day, number, weekday."""
    if not cell:
        return None
    kind, *numbers = cell.split()
    return YearRule(DateRule(DateRuleKind(kind), *(int(each) for each in numbers)))


def _role(cell: str) -> tuple[ParticipationKind, str]:
    head, _colon, words = cell.partition(": ")
    return _ROLES[head], words


def _step(row: Row) -> ShippedStep:
    return ShippedStep(
        title=row["title"],
        unit=row["unit"],
        anchor=Anchor(row["anchor"]),
        offset=int(row["offset"]),
        days=OffsetUnit(row["days"]),
        after=row["after"],
        paper=row["paper"],
        is_essential=row["essential"] == "1",
    )
