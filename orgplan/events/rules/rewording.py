"""Words of an event's old day and place in a text that somebody wrote, put into the new ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time

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


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event begins, and when it ends on that day, as far as it is known."""

    day: date | None = None
    start: time | None = None
    end: time | None = None


_UNKNOWN = Moment()


def replacements(
    before: Mapping[str, str], after: Mapping[str, str], *, moments: tuple[Moment, Moment] = (_UNKNOWN, _UNKNOWN)
) -> dict[str, str]:
    """Return what stands for which words: the whole wording of time and place, the first day in each form, its hours.

    `before` and `after` hold the same names («when», «where») with their words; what is the same or too short for a
    search is left out. A day that is not known any more leaves the words of the new time.
    """
    found = {
        old: after[name] for name, old in before.items() if old != after[name] and len(old) >= _SHORTEST and after[name]
    }
    was, now = moments
    first, then = was.day, now.day
    if first is not None and first != then and after.get("when"):
        new = day_forms(then) if then is not None else (after["when"],) * len(day_forms(first))
        found |= {old: to for old, to in zip(day_forms(first), new, strict=True) if old not in found}
    return _hours(was, now) | found


def _hours(was: Moment, now: Moment) -> dict[str, str]:
    """Return the hours where they are surely the event's: from when to when, and behind its day; not an hour alone."""
    if was.start is None or now.start is None or (was.start, was.end) == (now.start, now.end):
        return {}
    found: dict[str, str] = {}
    for old, new in zip(_clocks(was.start), _clocks(now.start), strict=True):
        for last, then in zip(_clocks(was.end), _clocks(now.end), strict=False):
            found |= {f"{old}{dash}{last}": f"{new}{dash}{then}" for dash in ("–", "-", " – ", " - ", " до ")}
        for form, to in zip(_forms(was.day), _forms(now.day or was.day), strict=True):
            found |= {f"{form}{between}{old}": f"{to}{between}{new}" for between in (" в ", ", в ", ", ", " ")}
    return found


def _clocks(at: time | None) -> tuple[str, ...]:
    """Return how papers write an hour: «09:30», «09.30», «9:30», «9.30»."""
    return (f"{at:%H:%M}", f"{at:%H.%M}", f"{at.hour}:{at:%M}", f"{at.hour}.{at:%M}") if at else ()


def _forms(day: date | None) -> tuple[str, ...]:
    return day_forms(day) if day is not None else ()


def named_hours(text: str, was: Moment, now: Moment) -> tuple[str, ...]:
    """Return the hours at which the event began or ended and does not any more, as far as a text names them."""
    gone = [each for each in (was.start, was.end) if each and each not in {now.start, now.end}]
    forms = dict.fromkeys(form for each in gone for form in _clocks(each))
    return tuple(each for each in forms if re.search(rf"(?<![\w.:]){re.escape(each)}(?![\w:]|\.\d)", text))


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
