"""Words with days of any month in them: «{сб2}» is «12 декабря», the second Saturday of December 2026.

A day is a weekday and its number, «р» a working day, «д» a date, «нет» a day that the month does not have. A style
follows after a colon: «день» 12, «точка» 12.12.2026, «кратко» 12.12, «дата» 2026-12-12. «{месяц}» is «декабря».
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from orgplan.events.demo import is_working
from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.periods import Period

_FIELD = re.compile(r"\{(?P<code>[а-я]+)(?P<number>\d*)(?::(?P<style>[а-я]+))?\}")
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_STYLES = {"точка": "%d.%m.%Y", "кратко": "%d.%m", "дата": "%Y-%m-%d"}


def fill(words: str, month: Period) -> str:
    """Return the words with the month's days in them; a fifth Tuesday that the month lacks is the fourth."""
    return _FIELD.sub(lambda found: _worded(found, month), words)


def _worded(found: re.Match[str], month: Period) -> str:
    name = MONTHS_GENITIVE[month.start.month - 1]
    match found["code"]:
        case "месяц":
            return name
        case "год":
            return str(month.start.year)
        case "нет":
            return f"{month.end.day + 1} {name}"
    day = _day(found["code"], int(found["number"]), month)
    if found["style"] == "день":
        return str(day.day)
    return f"{day:{_STYLES[found['style']]}}" if found["style"] else f"{day.day} {name}"


def _day(code: str, number: int, month: Period) -> date:
    days = [month.start + timedelta(days=shift) for shift in range((month.end - month.start).days + 1)]
    if code == "р":
        days = [day for day in days if is_working(day)]
    elif code != "д":
        weekday = _WEEKDAYS.index(code)
        days = [day for day in days if day.weekday() == weekday]
    return days[min(number, len(days)) - 1]
