"""Dates in words, quotation marks and no-break spaces of Russian office papers.

Forms: ГОСТ Р 7.0.97-2025 (dates in words and figures), Справочник издателя и автора of Мильчин (spaces, marks).
"""

import re
from datetime import date
from typing import Final

from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.names import NO_BREAK_SPACE

WEEKDAYS: Final = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")

_EN_DASH: Final = "–"
# What must not stand at the end of a line: number sign, initials, shortened words, small prepositions.
_TIED_TO_NEXT: Final = re.compile(
    r"(?<![\w.-])(№|§|г\.|ул\.|пр\.|пл\.|д\.|стр\.|п\.|ст\.|[А-ЯЁ]\."
    r"|[вксуоиа]|до|по|на|не|из|за|об|от|со|ко|во) (?=\S)",
    re.IGNORECASE,
)
_FIGURE_AND_UNIT: Final = re.compile(r"(?<=\d) (?=(?:г|гг|ч|мин|руб|коп|тыс|млн|млрд|км|м|кг|шт|чел)\b|%|[–—])")
_DAY_AND_MONTH: Final = re.compile(rf"(?<=\d) (?=(?:{'|'.join(MONTHS_GENITIVE)})\b)")
_DASH: Final = re.compile(r"(?<=\S) (?:-{1,2}|[–—])(?= \S)")
_STRAIGHT: Final = re.compile(r'(?P<open>(?:(?<=^)|(?<=[\s(«„\[/-]))["“”](?=\S))|["“”]')


def in_words(day: date) -> str:
    """Return «26 октября 2009 года»; no line ends between the day and its month."""
    return f"{day.day}{NO_BREAK_SPACE}{MONTHS_GENITIVE[day.month - 1]} {day.year}{NO_BREAK_SPACE}года"


def in_words_short(day: date) -> str:
    """Return «26 октября 2009 г.»."""
    return f"{day.day}{NO_BREAK_SPACE}{MONTHS_GENITIVE[day.month - 1]} {day.year}{NO_BREAK_SPACE}г."


def for_signature(day: date) -> str:
    """Return ««26» октября 2009 г.» as in agreements, where the day is often filled in by hand."""
    return f"«{day.day:02d}»{NO_BREAK_SPACE}{MONTHS_GENITIVE[day.month - 1]} {day.year}{NO_BREAK_SPACE}г."


def in_figures(day: date) -> str:
    """Return «26.10.2009»."""
    return f"{day:%d.%m}.{day.year:04d}"


def span_in_words(first: date, last: date) -> str:
    """Return «3–5 мая 2025 года», «30 апреля – 2 мая 2025 года», both years where they differ.

    Raises:
        ValueError: the last day stands before the first.
    """
    if last < first:
        raise ValueError(f"Последний день {in_figures(last)} раньше первого {in_figures(first)}.")
    if first == last:
        return in_words(first)
    dash = f"{NO_BREAK_SPACE}{_EN_DASH} "
    if first.year != last.year:
        return f"{in_words(first)}{dash}{in_words(last)}"
    if first.month != last.month:
        return f"{first.day}{NO_BREAK_SPACE}{MONTHS_GENITIVE[first.month - 1]}{dash}{in_words(last)}"
    return f"{first.day}{_EN_DASH}{in_words(last)}"


def weekday(day: date) -> str:
    """Return the day of the week, «понедельник»."""
    return WEEKDAYS[day.weekday()]


def quoted(text: str) -> str:
    """Put a title into «ёлочки»; marks that stand inside become „лапки“."""
    inner = guillemets(text).replace("«", "„").replace("»", "“")
    return f"«{inner}»"


def guillemets(text: str) -> str:
    """Turn straight and English quotation marks into «ёлочки»."""
    return _STRAIGHT.sub(lambda mark: "«" if mark["open"] else "»", text)


def typeset(text: str) -> str:
    """Give a line of a document its dashes, quotation marks and no-break spaces; the words stay."""
    text = _DASH.sub(f"{NO_BREAK_SPACE}{_EN_DASH}", guillemets(text))
    # Twice: of two short words in a row the first pass sees only every other one.
    for _ in range(2):
        text = _TIED_TO_NEXT.sub(rf"\1{NO_BREAK_SPACE}", text)
    return _DAY_AND_MONTH.sub(NO_BREAK_SPACE, _FIGURE_AND_UNIT.sub(NO_BREAK_SPACE, text))
