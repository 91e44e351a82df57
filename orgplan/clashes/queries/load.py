"""How much of leaders' months is taken."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from orgplan.clashes.queries.finding import is_off
from orgplan.clashes.queries.norms import norms
from orgplan.clashes.queries.occupation import taken_between
from orgplan.clashes.rules.load import Load, load_of_stretches


def load_of(people: Collection[int], month: date) -> dict[int, Load]:
    """Return the load of each person in the month that holds the day; two queries once the settings are known."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    settings = norms()
    taken = [each for each in taken_between(first, last, settings, people=people) if first <= each.start.date() <= last]
    return {
        person: load_of_stretches(
            ((each.event, each.start, each.end) for each in taken if person in each.people), settings.hours.ends, is_off
        )
        for person in people
    }
