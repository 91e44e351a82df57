"""Kinds of units, gender of names, what is in force on a day, which post heads a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.declension import decline_name, decline_position
from orgplan.language.grammar import CASES, Case
from orgplan.language.grammar import Gender as NameGender
from orgplan.language.lemmas import lemmas
from orgplan.language.names import PersonName


class Gender(TextChoices):
    """Grammatical gender of a person's name."""

    MALE = "m", _("male")
    FEMALE = "f", _("female")


class Tenure(TextChoices):
    """How somebody holds a post."""

    HOLDER = "holder", _("holds the post")
    TEMPORARY = "temporary", _("temporarily, until it is filled")


class UnitKind(TextChoices):
    """Kinds of units of an administration."""

    LEADERSHIP = "leadership", _("Leadership")
    OFFICE = "office", _("Office")
    DEPARTMENT = "department", _("Department")
    DISTRICT = "district", _("District administration")
    DIVISION = "division", _("Division")


_CASE_WORDS = {
    Case.NOMINATIVE: _("nominative (who?)"),
    Case.GENITIVE: _("genitive (of whom?)"),
    Case.DATIVE: _("dative (to whom?)"),
    Case.ACCUSATIVE: _("accusative (whom?)"),
    Case.INSTRUMENTAL: _("instrumental (by whom?)"),
    Case.PREPOSITIONAL: _("prepositional (about whom?)"),
}


def case_words(case: Case) -> str:
    """Return the case's name with its question, as a Russian school book gives it."""
    return str(_CASE_WORDS[case])


class Dated(Protocol):
    """Something in force from a day to a day, both inclusive; None is open."""

    starts_on: date | None
    ends_on: date | None


D = TypeVar("D", bound=Dated)

_HEADS = frozenset(
    ("директор", "начальник", "глава", "мэр", "руководитель", "заведовать", "заведующий", "председатель", "управлять")
)


def in_force(items: Iterable[D], day: date) -> list[D]:
    """Return the items in force on the day, in their order."""
    return [
        item
        for item in items
        if (item.starts_on is None or item.starts_on <= day) and (item.ends_on is None or day <= item.ends_on)
    ]


def is_head(title: str) -> bool:
    """Tell whether a post heads its unit: «директор департамента», not «заместитель директора»."""
    words = lemmas(title)
    acting = 2 if words[:2] == ("исполнять", "обязанность") else 0
    return any(word in _HEADS for word in words[acting : acting + 1])


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A name and a post in one case, as the card shows them; `corrected` where a stored form stands."""

    case: str
    name: str
    title: str
    corrected: bool


def cases_of(
    name: PersonName,
    gender: str,
    *,
    title: str,
    overrides: dict[str, dict[str, str]],
    posts: Mapping[str, Mapping[Case, str]] | None = None,
) -> list[CaseRow]:
    """Return the name and the post in the six cases; stored forms, of names and of `posts`, win over the rules."""
    stored = {part: {Case(case): form for case, form in forms.items()} for part, forms in overrides.items()}
    rows = []
    for case in CASES:
        declined = decline_name(name, case, NameGender(gender), stored)
        corrected = any(case in forms for forms in stored.values())
        rows.append(CaseRow(case_words(case), declined.full(), decline_position(title, case, posts), corrected))
    return rows
