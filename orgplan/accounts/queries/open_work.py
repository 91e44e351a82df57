"""What a closing sign-in leaves open: rooms above tell it, by the seam «open_work» (`config/open_work.py`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.core.seams import bound


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that is open, with its address."""

    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What one room holds open for a user, in words; `hand_over` gives it to a colleague, None where it stays as it is.

    `hand_over(heir, by)` may raise RefusedError with a sentence for the administrator. `unable` are the keys of those
    who could not take it over: they are not offered.
    """

    heading: str
    items: list[OpenItem]
    stays: str = ""
    hand_over: Callable[[User, Actor], None] | None = field(default=None, compare=False)
    unable: frozenset[int] = frozenset()


#: What a room gives to the seam: a user to what is open, or None.
OpenWorkSource = Callable[[User], OpenWork | None]


def open_work_of(user: User) -> list[OpenWork]:
    """Return what every room holds open for the user."""
    sources: tuple[OpenWorkSource, ...] = bound("open_work")
    was_active = user.is_active
    user.is_active = True  # what a closed sign-in may see is nothing, and this asks what it leaves behind
    try:
        found = [source(user) for source in sources]
    finally:
        user.is_active = was_active
    return [work for work in found if work is not None]
