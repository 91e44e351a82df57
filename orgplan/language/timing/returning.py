"""From an RFC 5545 rule (without `RRULE:`) to its days; local days throughout, no zone, no clock.

A rule may carry the days on which it does not hold as a last part, `;EXDATE=20261130,20261207`: what stands on them
instead, if anything does, is an event of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain

from dateutil.rrule import rrulestr

_OUT = ";EXDATE="


def days_of_rule(rrule: str, starts_on: date, ends_on: date | None, since: date, until: date) -> list[date]:
    """Return the days of a rule within both its own days and the given ones, all inclusive.

    Weeks between meetings are counted from the Monday of the first week, months from January, all else from the first
    day. ValueError where the rule is none.
    """
    rrule, left_out = rule_and_days_out(rrule)
    first, last = max(since, starts_on), min(until, ends_on or until)
    years = range(first.year, last.year + 1) if first <= last else ()
    days = chain.from_iterable(_days_of_year(rrule, starts_on, year) for year in years)
    return [day for day in days if first <= day <= last and day not in left_out]


@lru_cache(maxsize=4096)
def rule_and_days_out(rrule: str) -> tuple[str, frozenset[date]]:
    """Return the rule alone and the days on which it does not hold. ValueError where these are no days."""
    rule, _, days = rrule.partition(_OUT)
    return rule, frozenset(date.fromisoformat(day) for day in days.split(",") if day)


def with_days_out(rrule: str, days: Iterable[date]) -> str:
    """Return the rule which on these days, and on those it left out already, does not hold."""
    rule, known = rule_and_days_out(rrule)
    listed = ",".join(f"{day:%Y%m%d}" for day in sorted(known.union(days)))
    return f"{rule}{_OUT}{listed}" if listed else rule


def names_days(rrule: str) -> bool:
    """Tell whether the rule says which days («по понедельникам»), not only how often («два раза в месяц»)."""
    return "BYDAY" in rrule or "BYMONTHDAY" in rrule or rrule.partition(_OUT)[0] == "FREQ=DAILY"


@lru_cache(maxsize=1024)
def _days_of_year(rrule: str, starts_on: date, year: int) -> tuple[date, ...]:
    # Kept, for a rule is walked along from its first day: years of weeks for the one week that a page shows.
    anchor = datetime.combine(_anchor(rrule, starts_on), time())
    since, until = (datetime.combine(each, time()) for each in (max(starts_on, date(year, 1, 1)), date(year, 12, 31)))
    return tuple(each.date() for each in rrulestr(rrule, dtstart=anchor).between(since, until, inc=True))


def _anchor(rrule: str, starts_on: date) -> date:
    """Return the day from which intervals are counted: whole quarters for months, the Monday of the week for weeks."""
    if rrule.startswith("FREQ=WEEKLY"):
        return starts_on - timedelta(days=starts_on.weekday())
    return date(starts_on.year, 1, 1) if rrule.startswith("FREQ=MONTHLY") else starts_on
