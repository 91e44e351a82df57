"""A row on its way: the words of its cells by meaning, before its time is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from orgplan.language.periods import Period
from orgplan.language.problems import Problem
from orgplan.planning.rules.reading.model import SourceRow


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands above a row: its section, the words of a day or period heading, the period that they narrow to."""

    period: Period
    section: str | None = None
    heading: str = ""
    day: bool = False

    @property
    def shown(self) -> str | None:
        """Return the section as people see it: the section and the period heading below it."""
        return " / ".join(filter(None, (self.section, self.heading))) or None


@dataclass(slots=True)
class Draft:
    """One event as found. `day` and `clock` are words, `value` the spreadsheet's own date; `sure` 0..1 by field."""

    title: str
    standing: Standing
    source: SourceRow
    day: str = ""
    clock: str = ""
    value: date | None = None
    place: str = ""
    responsible: list[str] = field(default_factory=list)
    inherited: bool = False
    date_header: str = ""
    where: str = ""
    sure: dict[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
