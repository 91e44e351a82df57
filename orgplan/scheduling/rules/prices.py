"""What a plan costs: three aims as three tables of prices. Only physics is not for sale."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orgplan.scheduling.rules.draft import DAY, Closed, Draft, Event, Keeps, Plan, Spot


class Aim(StrEnum):
    """What a proposal is after."""

    FEWEST_MOVES = "fewest_moves"
    FREE_SUNDAYS = "free_sundays"
    WITH_FIRST = "with_first"


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices in points. `left` is paid for an event that stays in a clash or finds no time; it outweighs all others.

    `far` is paid for the distance of a move: beyond an hour, a day, two days, a week. `evening` is outside of working
    hours, `day_off` on a day off. `absent` is paid for each desired person who cannot come, `first_absent` for the
    city's first person.
    """

    left: int = 5_000
    move: int = 100
    far: tuple[int, int, int, int] = (2, 5, 10, 20)
    venue: int = 30
    evening: int = 10
    day_off: int = 25
    absent: int = 10
    first_absent: int = 15


PRICES = {
    Aim.FEWEST_MOVES: Prices(),
    Aim.FREE_SUNDAYS: Prices(move=20, evening=60, day_off=200),
    Aim.WITH_FIRST: Prices(move=20, absent=20, first_absent=300),
}


_LIMITS = (60, DAY, 2 * DAY, 7 * DAY)
"""Minutes up to which a move counts as near, and further."""


def slot_price(event: Event, start: int, draft: Draft, prices: Prices) -> int:
    """Return what the beginning costs wherever the hall is: distance of the move, evening, day off, closed times."""
    end = start + event.minutes
    price = 0
    if event.start is not None and start != event.start:
        price += prices.move * event.importance + _far(abs(start - event.start), prices)
    if _meets(draft.off, start, end):
        price += prices.day_off
    elif draft.office and not any(span.start <= start and end <= span.end for span in draft.office):
        price += prices.evening
    return price + sum(each.price or 0 for each in closed_for(event, draft) if each.start < end and start < each.end)


def slot_prices(event: Event, starts: Sequence[int], draft: Draft, prices: Prices) -> list[int]:
    """Return the same for many beginnings, which come in order: each span is looked up once, not for each of them."""
    minutes = event.minutes
    found = [prices.evening if draft.office else 0] * len(starts)
    for span in draft.office:
        _put(found, bisect_left(starts, span.start), bisect_right(starts, span.end - minutes), 0)
    for span in draft.off:
        _put(found, *_meeting(starts, span.start, span.end, minutes), prices.day_off)
    for closed in closed_for(event, draft):
        for place in range(*_meeting(starts, closed.start, closed.end, minutes)):
            found[place] += closed.price or 0
    if event.start is None:
        return found
    return [price + move for price, move in zip(found, _moves(event.start, event, starts, prices), strict=True)]


def _moves(own: int, event: Event, starts: Sequence[int], prices: Prices) -> list[int]:
    """Return what moving to each of the beginnings costs; the wider distances first, the nearer ones over them."""
    move = prices.move * event.importance
    row = [move + prices.far[-1]] * len(starts)
    for limit, price in reversed(list(zip(_LIMITS, (0, *prices.far), strict=False))):
        _put(row, bisect_left(starts, own - limit), bisect_right(starts, own + limit), move + price)
    _put(row, bisect_left(starts, own), bisect_right(starts, own), 0)
    return row


def _put(row: list[int], since: int, until: int, value: int) -> None:
    if since < until:
        row[since:until] = [value] * (until - since)


def _meeting(starts: Sequence[int], begins: int, ends: int, minutes: int) -> tuple[int, int]:
    """Return from which to before which of the beginnings something so long shares a moment with the span."""
    return bisect_right(starts, begins - minutes), bisect_left(starts, ends)


def closed_for(event: Event, draft: Draft) -> list[Closed]:
    """Return the closed times that concern the event's people or the city; a closed hall is physics always."""
    return [
        each
        for each in draft.closed
        if each.concerns(event.key)
        and (each.keeps == Keeps.ALL or (each.keeps == Keeps.PERSON and each.resource in event.people))
    ]


def venue_price(event: Event, venue: object, prices: Prices) -> int:
    """Return what another hall than the event's own costs."""
    return 0 if event.venue is None or venue == event.venue else prices.venue


def absent_price(person: object, draft: Draft, prices: Prices) -> int:
    """Return what it costs that a desired person is not there."""
    return prices.first_absent if person == draft.first_person else prices.absent


def left_price(event: Event, prices: Prices) -> int:
    """Return what it costs to leave the event in its clash, or without a time."""
    return prices.left * event.importance


def plan_price(plan: Plan, draft: Draft, prices: Prices) -> int:
    """Return what the whole plan costs."""
    total = sum(absent_price(person, draft, prices) for _event, person in plan.absent)
    for event in draft.events:
        spot = plan.spots.get(event.key)
        if event.key in plan.left or spot is None:
            total += left_price(event, prices)
        if spot is not None:
            total += spot_price(event, spot, draft, prices)
    return total


def spot_price(event: Event, spot: Spot, draft: Draft, prices: Prices) -> int:
    """Return what the beginning and the hall cost."""
    return slot_price(event, spot.start, draft, prices) + venue_price(event, spot.venue, prices)


def _far(minutes: int, prices: Prices) -> int:
    for limit, price in zip(_LIMITS, (0, *prices.far), strict=False):
        if minutes <= limit:
            return price
    return prices.far[-1]


def _meets(spans: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(begins < end and start < ends for begins, ends in spans)
