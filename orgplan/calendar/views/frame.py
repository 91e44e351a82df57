"""What stands around every view: its address with the filter kept, the views beside it, the filter's choices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.calendar.queries import CalendarFilter
from orgplan.calendar.rules.spans import View, stepped, window
from orgplan.calendar.rules.wording import window_words
from orgplan.directory.models import Position
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
    def events(self) -> str:
        """Return the list of events of the days shown, with the same filter."""
        return f"{reverse('events:list')}?{self._days_query()}"

    @property
    def clashes(self) -> str:
        """Return the list of clashes of the days shown."""
        return f"{reverse('clashes:list')}?{self._days_query(kept=False)}"

    def _days_query(self, *, kept: bool = True) -> str:
        query = self.query.copy() if kept else QueryDict(mutable=True)
        query["since"], query["until"] = (day.isoformat() for day in window(self.view, self.day))
        return query.urlencode()

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Return the filter as pairs of a form."""
        return ((name, value) for name, values in self.query.lists() for value in values)

    @property
    def tabs(self) -> list[Tab]:
        """Return the views."""
        return [Tab(str(view.label), self.at(view, self.day), _KEYS.get(view, ""), view == self.view) for view in View]


def frame_context(address: Address, wanted: CalendarFilter) -> dict[str, Any]:
    """Return what stands around the page: heading, address, how many conditions the filter has."""
    events = wanted.events
    plain = (events.unit, events.kind, events.level, events.state, events.venue, events.district, events.words)
    return {
        "view": address.view.value,
        "day": address.day,
        "title": window_words(address.view, address.day),
        "address": address,
        "wanted": wanted,
        "filter_on": sum(map(bool, (*plain, *events.facets.values(), wanted.leaders, wanted.whole))),
    }


def filter_context(user: User, wanted: CalendarFilter, posts: Sequence[Position]) -> dict[str, Any]:
    """Return what the filter can ask for, and what it asks for that is no longer there; four queries or five."""
    often, seldom = filter_choices(user, wanted.events, posts)
    selects = [each for each in (*often, *seldom) if each.name != "leader"]
    titles = {post.person_id: post.title for post in posts}
    whole = Event.objects.visible_to(user).filter(pk=wanted.whole).first() if wanted.whole else None
    return {
        "selects": selects,
        "leader_choices": [(key, title, key in wanted.leaders) for key, title in titles.items()],
        "whole": whole,
        "gone": gone_words(selects),
    }
