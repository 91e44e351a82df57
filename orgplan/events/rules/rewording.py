"""Words of an event's old day and place in a text that somebody wrote, put into the new ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from orgplan.language.names import NO_BREAK_SPACE

_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905 -- reads as the calendar
)
_WEEKDAYS = (
    "понедельник",
    "понедельнику",
    "понедельника",
    "вторник",
    "вторнику",
    "вторника",
    "среду",
    "среде",
    "среды",
    "четверг",
    "четвергу",
    "четверга",
    "пятницу",
    "пятнице",
    "пятницы",
    "субботу",
    "субботе",
    "субботы",
    "воскресенье",
    "воскресенью",
    "воскресенья",
)
_SPACE = f"[ {NO_BREAK_SPACE}]"
_SHORTEST = 4
"""Shorter words of a place («ДК») are left alone: they stand in other words, too."""


def day_forms(day: date) -> tuple[str, ...]:
    """Return how papers write a day, the fullest first: «1 августа 2026 года», «1 августа», «01.08.2026» and others."""
    month = _MONTHS[day.month - 1]
    return (
        f"{day.day} {month} {day.year} года",
        f"{day.day} {month} {day.year} г.",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month}",
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day:%m.%Y}",
        f"{day:%Y-%m-%d}",
    )


def replacements(
    before: Mapping[str, str], after: Mapping[str, str], *, days: tuple[date | None, date | None] = (None, None)
) -> dict[str, str]:
    """Return what stands for which words: the whole wording of time and place, and the first day in each form.

    `before` and `after` hold the same names («when», «where») with their words; what is the same or too short for a
    search is left out. A day that is not known any more leaves the words of the new time.
    """
    found = {
        old: after[name] for name, old in before.items() if old != after[name] and len(old) >= _SHORTEST and after[name]
    }
    first, then = days
    if first is not None and first != then and after.get("when"):
        new = day_forms(then) if then is not None else (after["when"],) * len(day_forms(first))
        found |= {old: to for old, to in zip(day_forms(first), new, strict=True) if old not in found}
    return found


def reworded(text: str, words: Mapping[str, str]) -> str:
    """Return the text with all these words replaced at once, the longest first; parts of other words stay.

    A no-break space is a space. «1 августа» does not stand in «11 августа», nor «01.08.2026» in «101.08.2026».
    """
    if not words or not text:
        return text
    known = {_plain(old): new for old, new in words.items()}
    longest = sorted(known, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)".replace(r"\ ", _SPACE) for each in longest))
    return pattern.sub(lambda met: known[_plain(met.group())], text)


def _plain(words: str) -> str:
    return words.replace(NO_BREAK_SPACE, " ")


_NAMED = re.compile(
    rf"(?<![\w.])(?:\d{{1,2}}(?:\s?[–—-]\s?\d{{1,2}})?{_SPACE}(?:{'|'.join(_MONTHS)})(?:{_SPACE}(?P<said>\d{{4}})"
    rf"(?:{_SPACE}(?:года|г\.))?)?|\d{{1,2}}\.(?:0[1-9]|1[0-2])(?:\.(?P<short>\d{{4}}|\d{{2}}))?|"
    rf"(?P<first>\d{{4}})-\d{{2}}-\d{{2}}|(?:в|во|к|ко|до|с|со|на){_SPACE}(?:{'|'.join(_WEEKDAYS)}))(?![\w])",
    re.IGNORECASE,
)


def named_days(text: str, *, year: int, but: Collection[str] = ()) -> tuple[str, ...]:
    """Return the days that a text names in words: «15 декабря», «3.12», «к пятнице», each once, in its order.

    A day of a year farther than the next one from `year` is no day of preparation: it dates an act. `but`: wordings
    that are right as they are.
    """
    right = {_plain(each).lower() for each in but}
    found: dict[str, None] = {}
    for met in _NAMED.finditer(text):
        said = met["said"] or met["short"] or met["first"]
        if said and abs((int(said) + 2000 * (len(said) == len("26"))) - year) > 1:
            continue
        if _plain(met[0]).lower() not in right:
            found[met[0]] = None
    return tuple(found)
