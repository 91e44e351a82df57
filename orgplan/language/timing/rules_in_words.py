"""Wording RFC 5545 rules: «еженедельно по вторникам», «ежемесячно, 1-я и 3-я среда»."""

from __future__ import annotations

import re

from orgplan.language.timing.recurrence import DAYS
from orgplan.language.timing.returning import rule_and_days_out

_PLURAL = ("понедельникам", "вторникам", "средам", "четвергам", "пятницам", "субботам", "воскресеньям")
_SINGULAR = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_SUFFIX = ("й", "й", "я", "й", "я", "я", "е")
_LAST = {"й": "последний", "я": "последняя", "е": "последнее"}
_WORKING = ["MO", "TU", "WE", "TH", "FR"]
_EVERY = {
    ("DAILY", 1): "ежедневно",
    ("WEEKLY", 1): "еженедельно",
    ("MONTHLY", 1): "ежемесячно",
    ("MONTHLY", 3): "ежеквартально",
    ("YEARLY", 1): "ежегодно",
}
_COUNTED = {
    "DAILY": ("день", "дня", "дней"),
    "WEEKLY": ("неделю", "недели", "недель"),
    "MONTHLY": ("месяц", "месяца", "месяцев"),
    "YEARLY": ("год", "года", "лет"),
}
_NTH = re.compile(r"([+-]?\d+)(\w\w)")


def rule_in_words(rrule: str) -> str:
    """Return the rule in Russian; a rule outside the plan language is «периодически» with the rule in brackets.

    Days on which it does not hold are not told: a plan prints the rule, the card of the event its exceptions.
    """
    rrule = rule_and_days_out(rrule)[0]
    parts = dict(part.split("=", 1) for part in rrule.upper().split(";") if "=" in part)
    frequency, interval = parts.pop("FREQ", ""), int(parts.pop("INTERVAL", "1"))
    if frequency not in _COUNTED or parts.keys() - {"BYDAY", "BYMONTHDAY", "BYSETPOS"}:
        return f"периодически ({rrule})" if rrule else "периодически"
    return _frequency(frequency, interval) + _details(parts)


def _frequency(frequency: str, interval: int) -> str:
    if known := _EVERY.get((frequency, interval)):
        return known
    one, few, many = _COUNTED[frequency]
    if interval % 10 == 1 and interval % 100 != 11:  # noqa: PLR2004 -- plural forms
        return f"каждые {interval} {one}"
    if interval % 10 in {2, 3, 4} and interval % 100 not in {12, 13, 14}:
        return f"каждые {interval} {few}"
    return f"каждые {interval} {many}"


def _details(parts: dict[str, str]) -> str:
    days = parts.get("BYDAY", "").split(",") if parts.get("BYDAY") else []
    if positions := parts.get("BYSETPOS"):
        return ", " + ", ".join(_ordinal(number, "й") + " рабочий день" for number in positions.split(","))
    if dates := parts.get("BYMONTHDAY"):
        last = ", последний день" if "-1" in dates.split(",") else ""
        numbers = [number for number in dates.split(",") if number != "-1"]
        return (f" {_listed(numbers)} числа" if numbers else "") + last
    if days == _WORKING:
        return " по рабочим дням"
    if nth := [found for day in days if (found := _NTH.fullmatch(day))]:
        return ", " + ", ".join(_nth(found[1], found[2]) for found in nth)
    return f" по {_listed([_PLURAL[DAYS.index(day)] for day in days])}" if days else ""


def _nth(number: str, day: str) -> str:
    index = DAYS.index(day)
    return f"{_ordinal(number, _SUFFIX[index])} {_SINGULAR[index]}"


def _ordinal(number: str, suffix: str) -> str:
    return _LAST[suffix] if number == "-1" else f"{int(number)}-{suffix}"


def _listed(texts: list[str]) -> str:
    return " и ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))
