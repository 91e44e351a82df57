"""Boring makers of plans and lines for tests."""

from __future__ import annotations

from datetime import date, time
from itertools import count
from typing import Any

from orgplan.audit.actions import System
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.planning.actions.plans import open_city_plan, open_plan
from orgplan.planning.models import DeadlineRule, OfficeYear, Plan, PlanLine, Remark, ReminderRule
from orgplan.planning.rules.deadlines import DeadlineKind

BY = System("тест")
AUGUST = Period.parse("2026-08")
_numbers = count(1)


def city_plan(period: Period = AUGUST) -> Plan:
    """A consolidated plan with the usual sections."""
    return open_city_plan(period=period, by=BY)


def unit_plan(unit: Unit | None = None, period: Period = AUGUST) -> Plan:
    """A unit's plan."""
    return open_plan(unit=unit or directory.unit(), period=period, by=BY)


def line(plan: Plan | None = None, *, when: str = "12 августа, 14:00", **fields: Any) -> PlanLine:
    """A line that a unit has sent."""
    plan = plan or unit_plan()
    number = next(_numbers)
    made = PlanLine(plan=plan, number=number, date_text=when, **{"title": f"Совещание {number}", **fields})
    made.timing = read_timing(when, plan.period).timing
    made.fingerprint = made.fingerprint or f"{made.title}|{when}"
    made.save()
    return made


def deadline_rule(**fields: Any) -> DeadlineRule:
    """The rule of Улан-Удэ for months, unless told otherwise: 15 days before the running month ends."""
    given = {"plan_kind": "month", "valid_from": date(2020, 1, 1), "kind": DeadlineKind.BEFORE_END, "count": 15}
    return DeadlineRule.objects.create(**given | {"at": time(18)} | fields)


def office_year(year: int, **fields: Any) -> OfficeYear:
    """The usual office hours from the year on."""
    return OfficeYear.objects.create(year=year, **fields)


def remark(line: PlanLine, text: str = "Уточните место", **fields: Any) -> Remark:
    """A remark of the department."""
    return Remark.objects.create(line=line, text=text, made_by="тест", **fields)


def reminder_rule(**fields: Any) -> ReminderRule:
    """One working day before the deadline, unless told otherwise."""
    return ReminderRule.objects.create(**fields)
