"""The demonstration city's almanac: the scheme of meetings of its apparatus, dates, jubilees; people are invented."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.almanac.actions.laying import lay_ahead
from orgplan.almanac.actions.moving import Going, Why
from orgplan.almanac.actions.registers import (
    CycleFacts,
    DateFacts,
    ExceptionFacts,
    JubileeFacts,
    JubileeRuleFacts,
    add_exception,
    write_cycle,
    write_date,
    write_jubilee,
    write_jubilee_rule,
)
from orgplan.almanac.actions.returning import cancel_occurrence, move_occurrence
from orgplan.almanac.models import MeetingCycle
from orgplan.almanac.rules.cycles import ExceptionKind, slots
from orgplan.almanac.rules.jubilees import JubileeKind
from orgplan.almanac.rules.shifting import Scope
from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of
from orgplan.directory.models import Unit, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import EventFacts, create_event
from orgplan.events.rules.yearly import DateRule, DateRuleKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.writing import write_timing
from orgplan.planning.actions.suggestions import suggest_pairs
from orgplan.planning.models import Plan
from orgplan.planning.rules.states import PlanState
from orgplan.worktime import WorkingCalendar

_DATA = Path(__file__).with_name("demo_data")
_FAR = timedelta(days=40)
_RECORDED_AHEAD = 62


def build_almanac(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Record the scheme, dates and jubilees, and lay what comes into the plans that are being worked on.

    Meetings on record are taken over first, so that a moved one leaves its former day.
    """
    today = timezone.localdate()
    units = {unit.short_name: unit for unit in Unit.objects.all()}
    cycles = [_cycle(row, number, units, today, by) for number, row in enumerate(rows_of(_DATA / "cycles.csv"), 1)]
    for row in rows_of(_DATA / "dates.csv"):
        write_date(facts=_date(row, units), by=by)
    for row in rows_of(_DATA / "jubilees.csv"):
        facts = JubileeFacts(
            row["title"],
            JubileeKind(row["kind"]),
            date.fromisoformat(row["began_on"]),
            is_invented=bool(row["invented"]),
        )
        write_jubilee(facts=facts, by=by)
    _rules(units, by)
    lay_ahead(today=today, by=by)
    _except(cycles[0], today, by)
    lay_ahead(today=today, by=by)
    _returning(units, today, by)
    _compare_again(by)


def _returning(units: dict[str, Unit], today: date, by: Actor) -> None:
    """Record an event with a rule of its own; one of its meetings is moved, one called off."""
    keeper = User.objects.filter(role=Role.DEPARTMENT, is_active=True).order_by("pk").first()
    if keeper is None:
        return
    first = today + timedelta(days=(4 - today.weekday()) % 7 + 7)
    stretch = Occurrence(first, first + timedelta(weeks=8), time(16), time(17))
    timing = Timing(TimingKind.RECURRING, (stretch,), "FREQ=WEEKLY;BYDAY=FR")
    facts = EventFacts(
        title="Штаб по подготовке площадей к зиме",
        owner=units["Департамент культуры"],
        timing=timing,
        wording=write_timing(timing),
        place="ул. Гагарина, 34, каб. 215",
    )
    event = create_event(facts=facts, by=by)
    second, fourth = first + timedelta(weeks=1), first + timedelta(weeks=3)
    why = Why("Выезд на объекты с подрядчиком")
    going = Going(second - timedelta(days=1), time(15))
    move_occurrence(event, day=second, going=going, scope=Scope.ONE, why=why, by=keeper)
    event.refresh_from_db()
    cancel_occurrence(event, day=fourth, scope=Scope.ONE, why=Why("Итоговая коллегия в этот день"), by=keeper)


def _rules(units: dict[str, Unit], by: Actor) -> None:
    """Set the ages of 2012; what the city congratulates on stands in its plans, people without their names."""
    basis = "порядок награждения 2012 года"
    ages = JubileeRuleFacts(
        "10, 20, 30, 40, 50, 60, 70, 75, 80",
        10,
        90,
        basis,
        event_title="Чествование",
        event_unit=units["Департамент культуры"],
    )
    write_jubilee_rule(kind=JubileeKind.ORGANISATION, facts=ages, by=by)
    people = JubileeRuleFacts(
        "50", 5, 30, basis, event_title="Поздравление с юбилеем", event_unit=units["Отдел протокола"]
    )
    write_jubilee_rule(kind=JubileeKind.PERSON, facts=people, by=by)


def _cycle(row: Row, number: int, units: dict[str, Unit], today: date, by: Actor) -> MeetingCycle:
    leaders = {str(post.leader_order): post.person for post in leaders_on(today)}
    facts = CycleFacts(
        title=row["title"],
        owner=units[row["owner"]],
        rule_text=row["rule"],
        starts_on=date(2025, 1, 1),
        kind=row["kind"],
        chair=leaders[row["chair"]],
        venue=Venue.objects.filter(name=row["venue"]).first(),
        place=row["place"],
        participants=row["participants"],
        off_day=row["off_day"],
        in_month=bool(row["in_month"]),
        # As far as the city's own meetings are on record: they are taken over, none stands twice.
        days_ahead=_RECORDED_AHEAD,
        position=number * 10,
    )
    return write_cycle(facts=facts, by=by)


def _date(row: Row, units: dict[str, Unit]) -> DateFacts:
    numbers = (int(row[name]) for name in ("month", "day", "number", "weekday"))
    return DateFacts(
        title=row["title"],
        rule=DateRule(DateRuleKind(row["kind"]), *numbers),
        level=row["level"],
        since_year=int(row["since"]) if row["since"] else None,
        is_mourning=bool(row["mourning"]),
        event_title=row["event"],
        event_unit=units[row["unit"]] if row["unit"] else None,
        source=row["source"],
    )


def _except(cycle: MeetingCycle, today: date, by: Actor) -> None:
    """Move one coming meeting to the next day and call another one off."""
    coming = slots(cycle.rule, [], today + timedelta(days=8), today + _FAR, WorkingCalendar.bundled())
    moved, off = coming[1], coming[3]
    facts = ExceptionFacts(
        ExceptionKind.MOVED, moved.on, "Мэр на заседании Правительства области", moved.on + timedelta(days=1)
    )
    add_exception(cycle, facts=facts, by=by)
    add_exception(cycle, facts=ExceptionFacts(ExceptionKind.CANCELLED, off.on, "Итоговая коллегия в этот день"), by=by)


def _compare_again(by: Actor) -> None:
    """Ask of units' lines that repeat what has just been laid whether both are the same."""
    for plan in Plan.objects.filter(unit=None, state=PlanState.DRAFT, suggestions__isnull=False).distinct():
        suggest_pairs(plan=plan, by=by)
