"""The needs of one event or template, each with what is left of its resource on the event's days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.accounts.models import User
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.resources.models import Need
from orgplan.resources.policy import can_answer_need
from orgplan.resources.queries.days import Days, days_of, needed_between, supplied_to
from orgplan.resources.rules.demand import Needed, short_for
from orgplan.resources.rules.kinds import NeedState
from orgplan.resources.rules.wording import days_words
from orgplan.worktime import UnknownYearError, WorkingCalendar
from orgplan.worktime.reckoning import add_working_days

Source = Event | EventTemplate


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with the days on which it is taken, how much is missing on them, and who answers."""

    need: Need
    days: Sequence[str]
    short: int
    is_moved: bool
    """The event stands on other days than those for which the answer was given."""
    may_answer: bool
    order_by: date | None
    """The last working day on which it should be asked for."""


def need_rows(user: User, source: Source) -> list[NeedRow]:
    """Return the needs of the event or the template that the reader sees; at most five queries."""
    needs = list(Need.objects.visible_to(user).of(source).select_related("resource", "resource__keeper"))
    days = days_of([source]).get(source.pk, []) if isinstance(source, Event) and needs else []
    short = short_on(needs, days)
    unit = own_unit_key(user)
    return [
        NeedRow(
            need=each,
            days=[days_words(*span) for span in taken_days(each, days)],
            short=short.get(each.pk, 0),
            is_moved=each.is_answered and bool(each.answered_for) and not each.was_answered_for(*_ends(days)),
            may_answer=isinstance(source, Event)
            and can_answer_need(user, unit_id=unit, keeper_id=each.resource.keeper_id),
            order_by=_order_by(each, days),
        )
        for each in needs
    ]


def _ends(days: Sequence[Days]) -> tuple[date | None, date | None]:
    return (days[0][0], max(last for _first, last in days)) if days else (None, None)


def answered_days(days: Sequence[Days]) -> list[str]:
    """Return the first and the last day as a need keeps what it was answered for."""
    return [day.isoformat() for day in _ends(days) if day]


def taken_days(need: Need, days: Sequence[Days]) -> list[Days]:
    """Return the days on which the need takes its resource, set-up and clearing with them."""
    before, after = timedelta(days=need.days_before), timedelta(days=need.days_after)
    return [(first - before, last + after) for first, last in days]


def short_on(needs: Sequence[Need], days: Sequence[Days]) -> dict[int, int]:
    """Return by need how much of its resource would be missing, if its event stood on these days; two queries.

    What is ordered for every event is never short, what was refused takes nothing: both are left out.
    """
    kept = [each for each in needs if each.resource.comes_back and each.state != NeedState.REFUSED]
    wanted = [Needed(each.pk, each.resource_id, each.taken, *span) for each in kept for span in taken_days(each, days)]
    if not wanted:
        return {}
    resources, keys = {each.resource for each in wanted}, {each.key for each in wanted}
    first, last = min(each.first for each in wanted), max(each.last for each in wanted)
    others = [each for each in needed_between(first, last, resources=resources) if each.key not in keys]
    return short_for(wanted, others, supplied_to(last, resources=resources))


def _order_by(need: Need, days: Sequence[Days]) -> date | None:
    if not days or need.is_answered:
        return None
    begins = days[0][0] - timedelta(days=need.days_before)
    try:
        return add_working_days(begins, -need.resource.lead_days, WorkingCalendar.bundled())
    except UnknownYearError:
        return begins - timedelta(days=need.resource.lead_days * 7 // 5)
