"""Which anniversaries are jubilees: rules of ages as offices write them («50, 60, 70, затем каждые 5»).

Real rules differ: Omsk in 2012 counted 10 years and then every 10, plus 75, for organisations, and 50 and then every 5
for citizens (domain.md, awards). So the rule is a row that people edit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted

_OLDEST = 3_000
T = TypeVar("T")


class JubileeKind(TextChoices):
    """Whose jubilee it is."""

    ORGANISATION = "organisation", _("jubilee of an organisation")
    PERSON = "person", _("jubilee of a person")
    CITY = "city", _("jubilee of the city")
    EVENT = "event", _("anniversary of an event")


@dataclass(frozen=True, slots=True)
class AgeRule:
    """Ages that are jubilees, and the step after the last of them (0: none)."""

    ages: tuple[int, ...]
    then_every: int = 0

    def holds(self, age: int) -> bool:
        """Tell whether so many years are a jubilee."""
        if age in self.ages:
            return True
        last = max(self.ages, default=0)
        return self.then_every > 0 and age > last and (age - last) % self.then_every == 0


def read_ages(text: str) -> tuple[int, ...]:
    """Read «10, 20, 25»; ValueError in a sentence for what is no list of years."""
    found = [word for word in re.split(r"[,;\s]+", text.strip()) if word]
    if not all(re.fullmatch(r"[1-9]\d{0,3}", word) for word in found):
        raise ValueError("Возрасты — это числа через запятую: «50, 60, 70».")
    return tuple(sorted({int(word) for word in found}))


def anniversary(began_on: date, year: int) -> date | None:
    """Return the day of the anniversary in the year, None before the first; 29 February is kept on the 28th."""
    if year <= began_on.year or year - began_on.year > _OLDEST:
        return None
    try:
        return began_on.replace(year=year)
    except ValueError:
        return began_on.replace(year=year, day=28)


def jubilee_in(began_on: date, year: int, rule: AgeRule) -> tuple[date, int] | None:
    """Return the day and the age of the jubilee that falls into the year, if one does."""
    day = anniversary(began_on, year)
    age = year - began_on.year
    return (day, age) if day is not None and rule.holds(age) else None


def holding_in(rules: Sequence[tuple[int, T]], year: int) -> T | None:
    """Return what holds in the year: the latest of pairs (first year, rule) that has begun; None before the first."""
    begun = [each for each in rules if each[0] <= year]
    return max(begun, key=lambda each: each[0])[1] if begun else None


def event_words(prefix: str, name: str, age: int, longest: int) -> str:
    """Return how a jubilee stands in a plan: «Чествование: Гимназия № 85 — 50 лет»; without a name `prefix`.

    Of a name that is too long (`longest`: characters of the whole) the end is left out, never the age.
    """
    if not name:
        return prefix
    tail = f" — {counted(age, 'год')}"
    room = longest - len(prefix) - len(tail) - 2
    return f"{prefix}: {name if len(name) <= room else name[: room - 1].rstrip() + '…'}{tail}"
