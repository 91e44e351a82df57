"""Districts and stretches of days in Russian words."""

from __future__ import annotations

from datetime import date

from orgplan.language.months import MONTHS_GENITIVE

_ADJECTIVES = {"ий": "ом", "ый": "ом", "ой": "ом"}


def in_district(name: str) -> str:
    """Return «в Ленинском округе» of «Ленинский», «в Центральном округе»; another word stays: «округ Заря»."""
    ending = _ADJECTIVES.get(name[-2:])
    if ending is None or " " in name:
        return f"округ {name}"
    return f"в{'о' if name[:2] in {'Вл', 'Вс', 'Вт', 'Фр'} else ''} {name[:-2]}{ending} округе"


def day_words(day: date, *, with_year: bool) -> str:
    """Return «4 мая» or «4 мая 2026»."""
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]}{f' {day.year}' if with_year else ''}"


def stretch_words(first: date, last: date) -> str:
    """Return «с 4 по 17 мая 2026», «с 28 апреля по 3 мая 2026», «с 29 декабря 2025 по 4 января 2026»."""
    if (first.year, first.month) == (last.year, last.month):
        begin = str(first.day)
    else:
        begin = day_words(first, with_year=first.year != last.year)
    return f"с {begin} по {day_words(last, with_year=True)}"


def quiet_words(district: str, first: date, last: date) -> str:
    """Return «в Ленинском округе ничего с 4 по 17 мая 2026»."""
    return f"{in_district(district)} ничего {stretch_words(first, last)}"


def week_words(first: date, last: date) -> str:
    """Return «4–10 мая», «27 апреля – 3 мая»."""
    if first.month == last.month:
        return f"{first.day}–{day_words(last, with_year=False)}"
    return f"{day_words(first, with_year=False)} – {day_words(last, with_year=False)}"
