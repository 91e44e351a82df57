"""Sizes of events, and how long an event with its set-up takes."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SizeClass(TextChoices):
    """How many people come: more than 50 at once make a place of mass gathering (35-ФЗ, art. 3)."""

    SMALL = "small", _("up to 50 people")
    MEDIUM = "medium", _("up to 500 people")
    LARGE = "large", _("up to 5,000 people")
    HUGE = "huge", _("more than 5,000 people")


BOUNDS = ((50, SizeClass.SMALL), (500, SizeClass.MEDIUM), (5_000, SizeClass.LARGE))


def size_of(people: int | None) -> SizeClass | None:
    """Return the size of an event at which so many people are expected; None where nobody said."""
    if people is None:
        return None
    return next((size for bound, size in BOUNDS if people <= bound), SizeClass.HUGE)


_HOUR, _DAY = 60, 24 * 60


def length_words(minutes: int) -> str:
    """Return a length in words: «40 мин», «1 ч 30 мин», «2 сут 3 ч»."""
    days, rest = divmod(minutes, _DAY)
    hours, left = divmod(rest, _HOUR)
    parts = ((days, "сут"), (hours, "ч"), (left, "мин"))
    return " ".join(f"{count}\N{NO-BREAK SPACE}{unit}" for count, unit in parts if count) or "0\N{NO-BREAK SPACE}мин"
