"""Filters of the calendar's templates: words of days and hours, classes of places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Sized
from datetime import date

from django import template

from orgplan.calendar.queries.entries import Entry
from orgplan.calendar.queries.notes import Note
from orgplan.calendar.rules.bands import Bar
from orgplan.calendar.rules.wording import SHORT_WEEKDAYS, day_words, span_words
from orgplan.language.hyphens import LONG, hyphenated
from orgplan.language.months import MONTHS

register = template.Library()


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@register.filter
def short_day(value: date | str) -> str:
    """Return «пн 23.11»."""
    day = _day(value)
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day:%d.%m}"


@register.filter
def on_day(notes: Mapping[date, Sequence[Note]], day: date) -> Sequence[Note]:
    """Return what stands above the day."""
    return notes.get(day, ())


_NARROW = re.compile(r"\bk\d+-(\d+)|\bw(\d+)")
_BY_COLUMNS = {"1": LONG, "2": 7}
_BESIDE_A_DATE = 9
_LETTERS_AN_HOUR, _QUARTERS_AN_HOUR = 10, 4


@register.filter
def hyphened(words: str, css: str = "") -> str:
    """Return the words with places where a narrow column may part the long ones; `css` places a block.

    Of two or more blocks beside each other, and of one as long as an hour among venues, shorter words are parted too.
    """
    found = _NARROW.search(css)
    if found is None:
        return hyphenated(words)
    if columns := found[1]:
        return hyphenated(words, _BY_COLUMNS.get(columns, 5))
    return hyphenated(words, _LETTERS_AN_HOUR if int(found[2]) <= _QUARTERS_AN_HOUR else LONG)


@register.filter
def tight(words: str) -> str:
    """Return the words as a column of a date and its notes needs them: words of nine letters may be parted."""
    return hyphenated(words, _BESIDE_A_DATE)


@register.filter
def short_weekday(day: date) -> str:
    """Return «пн»."""
    return SHORT_WEEKDAYS[day.weekday()]


@register.filter
def long_day(value: date | str) -> str:
    """Return «понедельник, 23 ноября 2026 года»."""
    return day_words(_day(value))


@register.filter
def month_alone(day: date) -> str:
    """Return «ноябрь»."""
    return MONTHS[day.month - 1]


@register.filter
def period_words(entry: Entry) -> str:
    """Return «23–29 ноября 2026 года»."""
    return span_words(entry.span.first, entry.span.last)


@register.filter
def first_hour(hours: str) -> str:
    """Return the beginning of «10:00–11:30»."""
    return hours.partition("–")[0]


@register.filter
def hours_long(hours: tuple[int, int]) -> int:
    """Return how many hours are shown."""
    return hours[1] - hours[0]


@register.filter
def hour_labels(hours: tuple[int, int]) -> list[str]:
    """Return «8:00», «9:00» and so on."""
    return [f"{hour}:00" for hour in range(*hours)]


@register.filter
def bar_css(bar: Bar) -> str:
    """Return the classes of a bar's place in its week."""
    ends = (" before" if bar.goes_on_before else "", " after" if bar.goes_on_after else "")
    return f"x{bar.first + 1} w{bar.last - bar.first + 1} y{bar.lane + 1}{''.join(ends)}"


@register.filter
def first_words(words: str) -> str:
    """Return a remark up to its first comma: «перенесено»."""
    return words.partition(",")[0].partition(":")[0]


@register.filter
def length_over(items: Sized, most: int) -> int:
    """Return how many items there are beyond the first so many."""
    return max(0, len(items) - most)
