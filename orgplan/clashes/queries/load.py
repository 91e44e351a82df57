"""How much of leaders' months is taken, and what one event more would make of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from orgplan.clashes.queries.finding import is_off
from orgplan.clashes.queries.norms import norms
from orgplan.clashes.queries.occupation import taken_between
from orgplan.clashes.queries.outside import taken_outside
from orgplan.clashes.rules.load import Foreseen, Load, foreseen, load_of_stretches
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Taken
from orgplan.directory.models import Person
from orgplan.language.declension import decline_name
from orgplan.language.grammar import Case, Gender

Span = tuple[datetime, datetime]
"""From when until when, by the city's clock."""
_MONTHS = 3
"""Of so many months what one event more makes is told; an event over more of them is no question of an evening."""


def load_of(people: Collection[int], month: date) -> dict[int, Load]:
    """Return the load of each person in the month that holds the day; two queries once the settings are known."""
    found = MonthsTaken(people, [month])
    return {person: found.load(person, month.replace(day=1)) for person in people}


class MonthsTaken:
    """What people do in the months that hold the days, read by two queries once the settings are known."""

    def __init__(self, people: Collection[int], days: Iterable[date], *, without: int | None = None) -> None:
        self.months = sorted({day.replace(day=1) for day in days})[:_MONTHS]
        self.norms: Norms = norms()
        self._taken: list[Taken] = []
        if self.months and people:
            first, last = self.months[0], _last(self.months[-1])
            left_out = () if without is None else (without,)
            self._taken = taken_between(first, last, self.norms, people=people, without=left_out)
            self._taken += taken_outside(first, last, self.norms, people=people, venues=())

    def load(self, person: int, month: date, more: Sequence[Span] = ()) -> Load:
        """Return the person's load of the month (its first day), with further stretches where they are given."""
        rows = [(each.source or each.event, each.start, each.end) for each in self._taken if person in each.people]
        rows += [(0, start, end) for start, end in more]
        last = _last(month)
        return load_of_stretches((row for row in rows if month <= row[1].date() <= last), self.norms.evening_of, is_off)

    def with_one_more(self, people: Iterable[Person], more: Sequence[Span]) -> list[Foreseen]:
        """Return what the stretches would add to each person's evenings and days off, nothing where they add none."""
        found = []
        for person in people:
            name = _genitive(person)
            for month in sorted({start.date().replace(day=1) for start, _end in more}):
                if month in self.months:
                    loads = self.load(person.pk, month), self.load(person.pk, month, more)
                    found.append(foreseen(name, month, *loads, self.norms.load_of(month)))
        return [each for each in found if each]


def _last(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _genitive(person: Person) -> str:
    stored = {part: {Case(case): form for case, form in forms.items()} for part, forms in person.case_overrides.items()}
    return decline_name(person.full_name, Case.GENITIVE, Gender(person.gender), stored).surname_first()
