"""Pure rules of the directory: kinds, and who holds a post on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Gender(TextChoices):
    """Grammatical gender of a person's name."""

    MALE = "m", _("male")
    FEMALE = "f", _("female")


class UnitKind(TextChoices):
    """Kinds of units of an administration."""

    LEADERSHIP = "leadership", _("Leadership")
    OFFICE = "office", _("Office")
    DEPARTMENT = "department", _("Department")
    DISTRICT = "district", _("District administration")
    DIVISION = "division", _("Division")


class Dated(Protocol):
    """Something in force from a day to a day, both inclusive; None is open."""

    starts_on: date | None
    ends_on: date | None


D = TypeVar("D", bound=Dated)


def in_force(items: Iterable[D], day: date) -> list[D]:
    """Return the items in force on the day, in their order."""
    return [
        item
        for item in items
        if (item.starts_on is None or item.starts_on <= day) and (item.ends_on is None or day <= item.ends_on)
    ]
