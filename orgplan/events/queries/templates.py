"""Templates of events as their list and card show them, and how a day comes back by rule."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from orgplan.accounts.models import User
from orgplan.events.models import EventTemplate
from orgplan.events.rules.yearly import YearRule
from orgplan.worktime import WorkingCalendar


def templates_listed(user: User) -> QuerySet[EventTemplate]:
    """Return the templates with how many events were made of each (`made`); one query."""
    rows = EventTemplate.objects.visible_to(user).select_related("owner")
    counted: QuerySet[EventTemplate] = rows.annotate(made=Count("clones"))
    return counted


def next_days(rule: YearRule | None, today: date, count: int = 3) -> list[date]:
    """Return the next days of the rule, today included."""
    if rule is None:
        return []
    calendar = WorkingCalendar.bundled()
    found = (rule.day(year, calendar) for year in range(today.year, today.year + count + 9))
    return [day for day in found if day and day >= today][:count]
