"""Why a clash stays in a proposal, and what would make room."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

from orgplan.clashes.rules.judging import Judged
from orgplan.language.wording import in_words_short
from orgplan.scheduling.queries.months import Month
from orgplan.scheduling.rules.draft import Event, Plan, Spot
from orgplan.scheduling.rules.greedy import cheapest
from orgplan.scheduling.rules.prices import Prices
from orgplan.scheduling.rules.words import SAME_TIME, WHY_LEFT, WHY_STAYS, help_words

_MOST = 3
"""So many ways out are named for one event."""


class Reasons:
    """The reasons of one plan; each event is looked at once, however many clashes it stays in."""

    def __init__(self, month: Month, plan: Plan, prices: Prices) -> None:
        self._month, self._plan, self._prices = month, plan, prices
        self._events = {event.key: event for event in month.draft.events}
        self._said: dict[Hashable, str] = {}

    def of(self, clash: Judged) -> tuple[Hashable, str]:
        """Return the key of the event that stays in the clash, and why it does."""
        own = [key for key, taken in self._month.read.rows.items() if taken.event in clash.events]
        left = [key for key in own if key in self._plan.left]
        key = next(iter([*left, *(each for each in own if not self._events[each].pinned), *own]))
        if key not in self._said:
            self._said[key] = self._why(self._events[key])
        return key, self._said[key]

    def _why(self, event: Event) -> str:
        stays = self._month.stays.get(self._month.read.rows[event.key].event)
        if stays is not None:
            return WHY_STAYS[stays]
        ways = []
        for what, other in self._lighter(event):
            others = {key: spot for key, spot in self._plan.spots.items() if key != event.key}
            found = cheapest(other, self._month.draft, self._prices, others)
            if found is not None:
                ways.append((what, SAME_TIME if found.start == event.start else self._when(found)))
            if len(ways) == _MOST:
                break
        said = help_words(ways)
        return f"{WHY_LEFT} {said}" if said else WHY_LEFT

    def _lighter(self, event: Event) -> Iterator[tuple[str, Event]]:
        """Yield the event without one of its people, and without its hall, each with the name."""
        taken = self._month.read.rows[event.key]
        for person, taking in taken.people.items():
            tags = {tag for tag in event.people if tag == person or (isinstance(tag, tuple) and tag[0] == person)}
            if tags:
                yield taking.name, replace(event, people=event.people - tags)
        if taken.place is not None:
            yield f"площадка «{taken.place.name}»", replace(event, venue=None, venues=())

    def _when(self, spot: Spot) -> str:
        moment = self._month.moment(spot.start)
        return f"{in_words_short(moment.date())}, {moment:%H:%M}"
