"""City plans of the past and the present: approved years, months and this week; the next week before curators."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from orgplan.audit.actions import Actor
from orgplan.directory.models import Position
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event
from orgplan.events.rules import EventKind, Level
from orgplan.language.periods import Period
from orgplan.planning.actions.approval import RuleFacts, set_approval_rule
from orgplan.planning.actions.plans import approve_plan, open_city_plan, take_events, word_plan
from orgplan.planning.demo.changing import agree_week, change_after_approval, lay_week, publish_running, return_workbook
from orgplan.planning.models import Plan
from orgplan.planning.rules.approval import PlanPaper
from orgplan.planning.rules.kinds import guess_section

_FIRST_YEAR, _LAST_YEAR = 2025, 2026
_LEAD = {"year": 12, "month": 6, "week": 3}
"""How many days before a plan of the kind begins it is approved."""
_NOT_IN_YEAR = (
    EventKind.MEETING,
    EventKind.STAFF_MEETING,
    EventKind.RECEPTION_HOURS,
    EventKind.SITE_VISIT,
    EventKind.SESSION,
)
_DAILY_ROUND = 3
"""What is held so often in a month, staff meetings apart, is daily work and stands only in the plans of weeks."""
_SIGNER_POST, _SIGNER = "Начальник отдела организационной работы", "О. С. Планова"


def build_approved(today: date, by: Actor) -> None:
    """Open, fill and approve the plans up to this week and month; lay the next week before curators.

    Periods in which nothing happens (the first week of January, months between the two years and today) have no plan.
    """
    set_approval_rule(kind="week", facts=RuleFacts(paper=PlanPaper.WEEK), edition=1, by=by)
    events = list(Event.objects.select_related("owner").order_by("first_day"))
    mayor = next(post for post in leaders_on(today) if post.leader_order == 1)
    years = Period.year(_FIRST_YEAR), Period.year(max(_LAST_YEAR, today.year))
    running = None
    for period in (*_periods("year", years[0].start, years[1].end), *_periods("month", years[0].start, today)):
        if _is_eventful(period, events):
            running = _approve(_filled(period, events, by), mayor, by)
    if running is not None:
        publish_running(running, by)
        change_after_approval(running, today, by)
    week = Period.around(today, "week")
    if _is_eventful(week, events):
        running_week = _filled(week, events, by)
        agree_week(running_week, by)
        _approve(running_week, mayor, by)
    coming = _periods("week", week.end + timedelta(days=1), today + timedelta(days=60))
    next_week = _filled(next(each for each in coming if _is_eventful(each, events)), events, by)
    lay_week(next_week, today, by)
    return_workbook(next_week, by)


def _periods(kind: str, since: date, until: date) -> Iterator[Period]:
    """Return the periods of the kind from the one that holds `since` to the one that holds `until`."""
    period = Period.around(since, kind)
    while period.start <= until:
        yield period
        period = Period.around(period.end + timedelta(days=1), kind)


def _is_eventful(period: Period, events: Sequence[Event]) -> bool:
    """Tell whether an event begins in the period."""
    return any(event.first_day in period for event in events if event.first_day)


def _filled(period: Period, events: Sequence[Event], by: Actor) -> Plan:
    plan = open_city_plan(period=period, by=by)
    if not plan.signer_name:
        word_plan(plan=plan, title=plan.title, signer_post=_SIGNER_POST, signer_name=_SIGNER, by=by)
    sections = {section.title: section for section in plan.sections.all()}
    often = Counter(_title_in_month(event) for event in events)
    chosen: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        if _overlaps(event, period) and _belongs(event, plan, often[_title_in_month(event)]):
            chosen[guess_section(event.kind, event.owner.kind)].append(event)
    for title, found in chosen.items():
        take_events(plan=plan, events=found, section=sections[title], by=by)
    return plan


def _overlaps(event: Event, period: Period) -> bool:
    return bool(event.first_day and event.last_day and event.first_day <= period.end and event.last_day >= period.start)


def _title_in_month(event: Event) -> tuple[str, str]:
    return event.title, f"{event.first_day:%Y-%m}" if event.first_day else ""


def _belongs(event: Event, plan: Plan, times_a_month: int) -> bool:
    """Tell what a plan of the kind holds: the year the city's great events, the month no plain meetings."""
    if plan.kind == "week":
        return True
    if times_a_month >= _DAILY_ROUND and event.kind != EventKind.STAFF_MEETING:
        return False
    if plan.kind == "year":
        return event.kind not in _NOT_IN_YEAR and event.level != Level.DISTRICT
    return event.kind != EventKind.MEETING


def _approve(plan: Plan, mayor: Position, by: Actor) -> Plan:
    approve_plan(
        plan=plan,
        approved_on=plan.starts_on - timedelta(days=_LEAD[plan.kind]),
        approver_name=mayor.person.full_name.initials_first(),
        approver_post=mayor.title,
        basis="",
        by=by,
    )
    return plan
