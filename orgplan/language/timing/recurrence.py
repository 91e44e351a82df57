"""From worded frequencies to an RFC 5545 rule (without `RRULE:`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orgplan.language.timing.lexemes import Repeat, Unit, UnitKind, Weekdays
from orgplan.language.timing.words import Stretch

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = tuple(range(7))
_FREQUENCIES = {
    Stretch.DAY: ("DAILY", 1),
    Stretch.WEEK: ("WEEKLY", 1),
    Stretch.DECADE: ("DAILY", 10),
    Stretch.MONTH: ("MONTHLY", 1),
    Stretch.QUARTER: ("MONTHLY", 3),
    Stretch.HALF_YEAR: ("MONTHLY", 6),
    Stretch.YEAR: ("YEARLY", 1),
    Stretch.PERIOD: ("YEARLY", 1),
}
_SPREAD = {  # «n раз в …»: the even spacing that comes nearest
    (Stretch.MONTH, 2): ("WEEKLY", 2),
    (Stretch.MONTH, 3): ("DAILY", 10),
    (Stretch.MONTH, 4): ("WEEKLY", 1),
    (Stretch.QUARTER, 3): ("MONTHLY", 1),
    (Stretch.QUARTER, 2): ("MONTHLY", 1),
    (Stretch.HALF_YEAR, 2): ("MONTHLY", 3),
    (Stretch.HALF_YEAR, 3): ("MONTHLY", 2),
    (Stretch.YEAR, 2): ("MONTHLY", 6),
    (Stretch.YEAR, 3): ("MONTHLY", 4),
    (Stretch.YEAR, 4): ("MONTHLY", 3),
    (Stretch.YEAR, 6): ("MONTHLY", 2),
    (Stretch.YEAR, 12): ("MONTHLY", 1),
}


def is_rule_part(unit: Unit) -> bool:
    """Tell whether a unit repeats every month rather than names one day («3-я среда», «15 число»)."""
    return unit.kind in {UnitKind.NTH_WEEKDAY, UnitKind.NTH_WORKDAY, UnitKind.DATE} and unit.month is None


def rule(repeats: Sequence[Repeat], weekdays: Sequence[Weekdays], units: Sequence[Unit]) -> str | None:
    """Return the rule that frequencies, weekdays and parts of a month together mean; None when there is none."""
    frequency, interval = _frequency(repeats[0]) if repeats else ("", 1)
    quarterly = any(unit.stretch is Stretch.QUARTER for unit in units)
    if units:
        parts = _month_parts(units)
        return _worded("MONTHLY", interval if frequency == "MONTHLY" else 3 if quarterly else 1, parts)
    days = _days(weekdays)
    if days:
        frequency = "WEEKLY" if frequency in {"", "DAILY"} else frequency
        return _worded(frequency, interval, ["BYDAY=" + ",".join(DAYS[day] for day in days)])
    return _worded(frequency, interval, []) if frequency else None


def _frequency(repeat: Repeat) -> tuple[str, int]:
    if repeat.times > 1 and (spread := _SPREAD.get((repeat.stretch, repeat.times))):
        return spread
    frequency, step = _FREQUENCIES.get(repeat.stretch, ("DAILY", 1))
    return frequency, step * repeat.interval


def _days(weekdays: Sequence[Weekdays]) -> list[int]:
    named = {day for days in weekdays if not days.excluded for day in days.days}
    excluded = {day for days in weekdays if days.excluded for day in days.days}
    if not named and not excluded:
        return []
    return sorted((named or set(_WEEK)) - excluded) or sorted(named)


def _month_parts(units: Iterable[Unit]) -> list[str]:
    units = list(units)
    weekdays = [f"{unit.number}{DAYS[unit.weekday]}" for unit in units if unit.kind is UnitKind.NTH_WEEKDAY]
    dates = [str(unit.number) for unit in units if unit.kind is UnitKind.DATE]
    workdays = [str(unit.number) for unit in units if unit.kind is UnitKind.NTH_WORKDAY]
    parts = []
    if weekdays:
        parts.append("BYDAY=" + ",".join(weekdays))
    if dates:
        parts.append("BYMONTHDAY=" + ",".join(dates))
    if workdays and not weekdays:
        parts += ["BYDAY=MO,TU,WE,TH,FR", "BYSETPOS=" + ",".join(workdays)]
    return parts


def _worded(frequency: str, interval: int, parts: list[str]) -> str:
    step = [f"INTERVAL={interval}"] if interval > 1 else []
    return ";".join([f"FREQ={frequency}", *step, *parts])
