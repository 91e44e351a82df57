"""Recurring work of planning: open the plans whose time has come, remind units, empty the basket of lines."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor
from orgplan.events.actions import basket_term
from orgplan.jobs.jobs import JobContext
from orgplan.planning.actions.line_bulk import empty_lines_basket
from orgplan.planning.actions.plans import open_city_plan
from orgplan.planning.actions.reminders import remind_units
from orgplan.planning.models import DeadlineRule, Plan, ReminderRule
from orgplan.planning.queries.board import board_of
from orgplan.planning.queries.deadlines import DueDates, coming_periods, naive, working_calendar
from orgplan.planning.queries.office import collecting_terms
from orgplan.planning.queries.reminders import due_letters
from orgplan.planning.rules.reminders import occasion_due
from orgplan.planning.rules.states import PlanKind


class _Everybody:
    """The reader of a job: the program itself, to which every unit is visible."""

    pk = 0
    role = Role.DEPARTMENT
    is_active = True


def remind(context: JobContext) -> None:
    """Recurring: write the reminders that the rules ask for now; a worker that begins anew repeats none."""
    remind_all(timezone.now(), context.by)


def empty_old_lines(context: JobContext) -> None:
    """Recurring: delete for good the lines that lie in the basket for longer than the term of events."""
    empty_lines_basket(before=context.due_at - timedelta(days=basket_term().days), by=context.by)


def remind_all(now: datetime, by: Actor) -> int:
    """Write what is due; return how many letters were written."""
    rules = list(ReminderRule.objects.filter(is_active=True))
    if not rules:
        return 0
    _open_plans(rules, now, by)
    reader: Any = _Everybody()
    today = timezone.localtime(now).date()
    count = 0
    for plan in Plan.objects.filter(unit__isnull=True, starts_on__gte=today):
        letters = due_letters(plan, board_of(plan, reader, now), rules, now)
        count += len(remind_units(plan=plan, letters=letters, by=by)) if letters else 0
    return count


def _open_plans(rules: list[ReminderRule], now: datetime, by: Actor) -> None:
    """Open the city plans of coming periods for which a reminder is due, so that there is something to send to."""
    deadlines = list(DeadlineRule.objects.all())
    stale = timedelta(days=collecting_terms().stale_days)
    for kind in PlanKind:
        occasions = [rule.occasion for rule in rules if rule.plan_kind in {"", kind}]
        for period in coming_periods(kind.value, timezone.localtime(now).date()):
            due = DueDates(period, deadlines).of_unit(None).local
            if due and occasion_due(occasions, due=due, now=naive(now), calendar=working_calendar(), stale=stale):
                open_city_plan(period=period, by=by)
