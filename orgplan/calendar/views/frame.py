"""What stands around every view: its address with the filter kept, the views beside it, the filter's choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.calendar.queries import CalendarFilter
from orgplan.calendar.rules.spans import View, stepped
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event
from orgplan.events.queries import filter_choices, gone_words

_NO_FILTER = ("to", "page", "row", "since", "until", "sort")
_KEYS = {
    View.DAY: "KeyD",
    View.WEEK: "KeyW",
    View.HOURS: "KeyH",
    View.MONTH: "KeyM",
    View.QUARTER: "KeyQ",
    View.YEAR: "KeyY",
    View.LIST: "KeyL",
    View.VENUES: "KeyV",
}
"""Keys by their place on the keyboard: the same with Russian letters and with Latin ones."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A view as the reader chooses it."""

    label: str
    url: str
    key: str
    is_current: bool


class Address:
    """The address of a view on a day, and of what is near it; the filter goes along."""

    def __init__(self, view: View, day: date, query: QueryDict) -> None:
        self.view, self.day = view, day
        kept = query.copy()
        for name in _NO_FILTER:
            kept.pop(name, None)
        for name in [name for name, values in kept.lists() if not any(values)]:
            kept.pop(name)
        self.query = kept

    @cached_property
    def root(self) -> str:
        """Return what every address begins with."""
        return reverse("calendar:index")

    @cached_property
    def suffix(self) -> str:
        """Return the filter as the end of an address."""
        return f"?{self.query.urlencode()}" if self.query else ""

    def at(self, view: View, day: date) -> str:
        """Return the address of another view or day with the same filter."""
        return f"{self.root}{view.value}/{day.isoformat()}/{self.suffix}"

    def on(self, day: date) -> str:
        """Return the address of the same view on another day."""
        return self.at(self.view, day)

    @property
    def here(self) -> str:
        """Return this address."""
        return self.on(self.day)

    @property
    def path(self) -> str:
        """Return this address without the filter."""
        return f"{self.root}{self.view.value}/{self.day.isoformat()}/"

    @property
    def before(self) -> str:
        """Return the address of the time before."""
        return self.on(stepped(self.view, self.day, -1))

    @property
    def after(self) -> str:
        """Return the address of the time after."""
        return self.on(stepped(self.view, self.day, 1))

    @property
    def now(self) -> str:
        """Return the address of today."""
        return self.on(timezone.localdate())

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Return the filter as pairs of a form."""
        return ((name, value) for name, values in self.query.lists() for value in values if isinstance(value, str))

    @property
    def tabs(self) -> list[Tab]:
        """Return the views."""
        return [Tab(str(view.label), self.at(view, self.day), _KEYS.get(view, ""), view == self.view) for view in View]


def filter_context(user: User, wanted: CalendarFilter, day: date) -> dict[str, Any]:
    """Return what the filter draws: choices, leaders, what is no longer there; five queries."""
    often, seldom = filter_choices(user, wanted.events, day)
    selects = [each for each in (*often, *seldom) if each.name != "leader"]
    leaders = [(post.person_id, post.title, post.person_id in wanted.leaders) for post in leaders_on(day)]
    whole = Event.objects.visible_to(user).filter(pk=wanted.whole).first() if wanted.whole else None
    return {
        "wanted": wanted,
        "selects": selects,
        "leader_choices": leaders,
        "whole": whole,
        "gone": gone_words(selects),
        "filter_on": sum(bool(each.value) for each in selects) + bool(wanted.leaders) + bool(wanted.events.words),
    }
