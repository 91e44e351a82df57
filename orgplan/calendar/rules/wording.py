"""The words of the calendar's own headings: days and windows in Russian, what people type into its date field."""

from __future__ import annotations

from datetime import date, timedelta

from orgplan.calendar.rules.spans import QUARTER, View, is_sane, monday_of, window
from orgplan.language.months import MONTHS, MONTHS_GENITIVE
from orgplan.language.names import NO_BREAK_SPACE
from orgplan.language.periods import Period
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.reading import read_timing

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
SHORT_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_ROMAN = ("I", "II", "III", "IV")
_NEAR = {"сегодня": 0, "завтра": 1, "послезавтра": 2, "вчера": -1}
_STEMS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресен")
_LONGEST = 60


def day_words(day: date, *, year: bool = True) -> str:
    """Return «понедельник, 23 ноября 2026 года»."""
    return f"{WEEKDAYS[day.weekday()]}, {_day_month(day)}" + (f" {day.year} года" if year else "")


def _day_month(day: date) -> str:
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]}"


def window_words(view: View, day: date) -> str:
    """Return the heading: «Понедельник, 23 ноября 2026 года», «Неделя 23–29 ноября 2026 года», «Ноябрь 2026 года»."""
    first, last = window(view, day)
    match view:
        case View.MONTH:
            words = f"{MONTHS[day.month - 1]} {day.year} года"
        case View.QUARTER:
            return f"{_ROMAN[(day.month - 1) // QUARTER]} квартал {day.year} года"
        case View.YEAR:
            return f"{day.year} год"
        case View.LIST:
            return f"С {_day_month(day)} {day.year} года"
        case View.WEEK | View.HOURS | View.VENUE_WEEK:
            return f"Неделя {span_words(first, last)}"
        case _:
            words = day_words(day)
    return words[0].upper() + words[1:]


def span_words(first: date, last: date) -> str:
    """Return «23–29 ноября 2026 года», «30 ноября – 6 декабря 2026 года», with both years where they differ."""
    end = f"{_day_month(last)} {last.year} года"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = f" {first.year} года" if first.year != last.year else ""
    return f"{_day_month(first)}{year} – {end}"


def length_words(minutes: int) -> str:
    """Return «7 ч 20 мин», «45 мин», nothing for no minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{number}{NO_BREAK_SPACE}{unit}" for number, unit in ((hours, "ч"), (rest, "мин")) if number]
    return NO_BREAK_SPACE.join(parts)


def read_day(text: str, shown: date, today: date) -> date | None:
    """Return the day that somebody typed, in the year that is shown: «12.09», «12 сентября», «завтра», «2026-09-12».

    A weekday is that of the week that is shown; of several days the first; None where no day is read.
    """
    words = " ".join(text.lower().split())[:_LONGEST]
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if (weekday := _weekday(words)) is not None:
        return monday_of(shown) + timedelta(days=weekday)
    try:
        found: date | None = date.fromisoformat(words)
    except ValueError:
        read = read_timing(words, Period.year(shown.year)) if words else None
        is_day = read is not None and not read.rest and read.timing.kind != TimingKind.RECURRING
        stretches = read.timing.occurrences if read and is_day else ()
        found = next((each.start or each.end for each in stretches), None)
    return found if found is not None and is_sane(found) else None


def _weekday(words: str) -> int | None:
    """Return the number of «пт», «пятница», «в пятницу»; None where the words are no weekday."""
    name = words.removeprefix("в ").removeprefix("во ")
    if name in SHORT_WEEKDAYS:
        return SHORT_WEEKDAYS.index(name)
    return next((at for at, stem in enumerate(_STEMS) if name.startswith(stem) and " " not in name), None)
