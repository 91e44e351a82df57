"""Clock times and durations as they are said: «15:00», «с 10 до 12», «в 3 часа дня», «1,5 ч», «полчаса»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from re import Match

from orgplan.language.phrase.line import Line
from orgplan.language.problems import Problem

_DAY = 24 * 60
_H = r"([01]?\d|2[0-3])"
_HM = rf"{_H}[:.\-]([0-5]\d)"
_PART = r"(?:\s*(утра|дня|вечера|ночи))?"
_HOURS = r"(?:\s*(?:часов|часа|час|ч)\.?(?!\w))?"
_START = r"(?<![\w.,:/№-])"
_END = r"(?![\w:]|[.,-]\d)"

_FULL_RANGE = re.compile(rf"{_START}(?:с\s+)?{_HM}\s*(?:[-–—]|до|по)\s*{_HM}{_END}", re.IGNORECASE)
_WORD_RANGE = re.compile(
    rf"{_START}с\s+{_H}(?:[:.\-]([0-5]\d))?{_HOURS}{_PART}\s+до\s+{_H}(?:[:.\-]([0-5]\d))?{_HOURS}{_PART}{_END}",
    re.IGNORECASE,
)
_BARE_RANGE = re.compile(rf"{_START}{_H}\s*[-–—]\s*{_H}{_END}")
_CLOCK = re.compile(
    rf"{_START}(?:(?:начало\s+)?[вкс]\s+)?{_HM}(?:\s*(?:часов|час|ч)\.?(?!\w))?{_PART}{_END}", re.IGNORECASE
)
_WORDED = re.compile(
    rf"{_START}[вкс]\s+{_H}\s*(?:часов|часа|час|ч)\.?(?!\w)(?:\s*([0-5]?\d)\s*(?:минут\w*|мин|м)\.?(?!\w))?{_PART}{_END}",
    re.IGNORECASE,
)
_DAYTIME = re.compile(
    rf"{_START}(?:[вкс]\s+)?{_H}()(?:\s*(?:часов|часа|час|ч)\.?)?\s+(утра|дня|вечера|ночи){_END}", re.IGNORECASE
)
_NOON = re.compile(r"(?<!\w)(?:в\s+)?(полдень|полночь)(?!\w)", re.IGNORECASE)
_BARE = re.compile(rf"{_START}[вк]\s+{_H}(){_END}(?!\s+(?:школ|сад|двор|район|округ|час|кабинет))", re.IGNORECASE)
_FIGURE = re.compile(rf"{_START}{_H}(){_END}(?!\s*(?:ч|мин)(?:\w*\.?)(?!\w))(?=\s+[^\W\d]|\s*[,;]|\s*$)")
_NAMES = (
    *("час", "два", "три", "четыре", "пять", "шесть"),
    *("семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать"),
)
_ORDINALS = (
    *("первого", "второго", "третьего", "четв[её]ртого", "пятого", "шестого"),
    *("седьмого", "восьмого", "девятого", "десятого", "одиннадцатого", "двенадцатого"),
)
_LACKING = {"пяти": 5, "десяти": 10, "четверти": 15, "двадцати": 20, "двадцати пяти": 25}
_HALF = re.compile(rf"{_START}(?:в\s+)?(?:половин[еуа]\s+|пол-?)({'|'.join(_ORDINALS)}){_PART}{_END}", re.IGNORECASE)
_QUARTER = re.compile(rf"{_START}(?:в\s+)?четверть\s+({'|'.join(_ORDINALS)}){_PART}{_END}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"{_START}без\s+({'|'.join(sorted(_LACKING, key=len, reverse=True))})(?:\s+минут)?\s+({'|'.join(_NAMES)})"
    rf"{_PART}{_END}",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"{_START}[вкс]\s+({'|'.join(_NAMES)})(?:\s+час(?:ов|а)?{_PART}|\s+(утра|дня|вечера|ночи)){_END}", re.IGNORECASE
)
_NO_CLOCK = re.compile(r"(?<![\w.,/№:-])(\d\d?):(\d\d)(?![\d:])")
_LENGTH = re.compile(
    r"(?<![\w.,:№-])(?:на\s+)?(?:(?P<hours>\d{1,2}(?:[.,]\d{1,2})?)\s*(?:часов|часа|час|ч)\.?(?!\w)"
    r"(?:\s*(?P<more>[0-5]?\d)\s*(?:минут\w*|мин|м)\.?(?!\w))?"
    r"|(?P<minutes>\d{1,3})\s*(?:минут\w*|мин)\.?(?!\w)"
    r"|(?P<said>полтора\s+часа|полчаса|два\s+часа|три\s+часа|четыре\s+часа|один\s+час)(?!\w)"
    r"|(?P<hour>(?<=на\s)час|(?<=[,;]\s)час(?=\s*(?:[,;]|$)))(?!\w))",
    re.IGNORECASE,
)
_SAID = {"полтора": 90, "полчаса": 30, "два": 120, "три": 180, "четыре": 240, "один": 60}
_AFTERNOON = range(1, 7)
_WORKING = range(7, 24)


@dataclass(slots=True)
class Clocks:
    """Minutes from midnight of the beginning and the end, where said; the end may lie after midnight."""

    start: int | None = None
    end: int | None = None
    notes: list[Problem] = field(default_factory=list)

    def note(self, code: str, text: str) -> None:
        """Keep a choice that was made for the reader."""
        self.notes.append(Problem(code, text))

    @property
    def words(self) -> str:
        """Return «15:00–16:00» for the date grammar; empty where no clock was said."""
        if self.start is None:
            return ""
        return _shown(self.start) + (f"–{_shown(self.end)}" if self.end is not None else "")


def _shown(minutes: int) -> str:
    hours, rest = divmod(minutes % _DAY, 60)
    return f"{hours:02d}:{rest:02d}"


def take_clocks(line: Line, *, day_said: bool) -> Clocks:
    """Take clock times and a duration out of the line; a duration without a beginning stays where it is."""
    clocks = Clocks()
    _take_range(line, clocks)
    if clocks.start is None:
        _take_start(line, clocks, day_said=day_said)
    if clocks.start is None and (found := line.take(_LENGTH, _is_hour_of_day)):
        clocks.start = int(found["hours"]) * 60 + int(found["more"] or 0)
    if clocks.start is not None and clocks.end is None and (found := line.take(_LENGTH, _is_length)):
        clocks.end = clocks.start + _minutes(found)
    elif clocks.start is not None and clocks.end is not None and clocks.end < clocks.start:
        clocks.note(
            "over_midnight", f"Кончается раньше, чем начинается: {_shown(clocks.end)} понято как следующий день."
        )
    _note_what_is_no_clock(line, clocks)
    return clocks


def _note_what_is_no_clock(line: Line, clocks: Clocks) -> None:
    """Tell of «25:00», which no clock shows, and of «15:00–15:00»: both stay in the title."""
    if found := _FULL_RANGE.search(line.text):
        clocks.note("no_length", f"«{found[0]}» — начало и конец совпадают: слова остались в названии.")
    for found in _NO_CLOCK.finditer(line.text):
        if int(found[1]) > _WORKING[-1] or int(found[2]) >= 60:  # noqa: PLR2004 -- minutes of an hour
            clocks.note("no_such_clock", f"Времени «{found[0]}» не бывает: слова остались в названии.")


def _take_range(line: Line, clocks: Clocks) -> None:
    if found := line.take(_FULL_RANGE, lambda each: _whole(each[1], each[2]) != _whole(each[3], each[4])):
        clocks.start, clocks.end = _whole(found[1], found[2]), _whole(found[3], found[4])
    elif found := line.take(_WORD_RANGE):
        start, end = _at(found[1], found[2], found[3] or found[6]), _at(found[4], found[5], found[6])
        clocks.start, clocks.end = start, end
    elif found := line.take(_BARE_RANGE, lambda each: line.beside_mark(each) and int(each[1]) < int(each[2])):
        clocks.start, clocks.end = int(found[1]) * 60, int(found[2]) * 60


def _take_start(line: Line, clocks: Clocks, *, day_said: bool) -> None:
    if found := line.take(_CLOCK) or line.take(_DAYTIME) or line.take(_WORDED):
        clocks.start = _at(found[1], found[2], found[3])
        if not found[3] and found[2] in {None, ""} and int(found[1]) in _AFTERNOON:
            _assume_afternoon(found, clocks)
    elif _take_worded_start(line, clocks):
        return
    elif found := line.take(_NOON):
        clocks.start = _DAY // 2 if found[1].lower() == "полдень" else 0
    elif found := line.take(_BARE, line.beside_mark) or (line.take(_FIGURE, line.after_mark) if day_said else None):
        clocks.start = _at(found[1], "", "")
        if int(found[1]) in _AFTERNOON:
            _assume_afternoon(found, clocks)
        elif found[0].isdigit():
            clocks.note("bare_hour", f"«{found[0]}» понято как {_shown(clocks.start)}.")


def _assume_afternoon(found: Match[str], clocks: Clocks) -> None:
    clocks.start = (clocks.start or 0) + _DAY // 2
    clocks.note("afternoon", f"«{found[0].strip()}» понято как {_shown(clocks.start)}.")


def _take_worded_start(line: Line, clocks: Clocks) -> bool:
    """Take a beginning said in words; tell whether there was one."""
    worded = _worded_start(line)
    if worded is None:
        return False
    found, minutes, part = worded
    clocks.start = _at(str(minutes // 60), str(minutes % 60), part)
    if not part and clocks.start // 60 in _AFTERNOON:
        _assume_afternoon(found, clocks)
    return True


def _worded_start(line: Line) -> tuple[Match[str], int, str | None] | None:
    """Take «в половине третьего», «четверть пятого», «без десяти пять», «в пять часов вечера»: minutes, words."""
    for pattern, minutes in ((_HALF, 30), (_QUARTER, 15)):
        if found := line.take(pattern):
            return found, _named_in(_ORDINALS, found[1]) * 60 + minutes, found[2]
    if found := line.take(_BEFORE):
        hour = _named_in(_NAMES, found[2]) + 1
        return found, hour * 60 - _LACKING[" ".join(found[1].lower().split())], found[3]
    if found := line.take(_NAMED):
        return found, (_named_in(_NAMES, found[1]) + 1) * 60, found[2] or found[3]
    return None


def _named_in(names: Sequence[str], word: str) -> int:
    """Return the place of the word; «первого» is 0: its half is 0:30."""
    return next(at for at, name in enumerate(names) if re.fullmatch(name, word, re.IGNORECASE))


def _whole(hours: str, minutes: str) -> int:
    return int(hours) * 60 + int(minutes)


def _at(hours: str, minutes: str | None, part: str | None) -> int:
    hour = int(hours)
    if part in {"дня", "вечера"} and hour < 12:  # noqa: PLR2004 -- noon
        hour += 12
    if part == "ночи" and hour == 12:  # noqa: PLR2004 -- «12 ночи» is midnight
        hour = 0
    return hour * 60 + int(minutes or 0)


def _is_length(found: Match[str]) -> bool:
    return 0 < _minutes(found) < _DAY


def _is_hour_of_day(found: Match[str]) -> bool:
    """«15 ч» where no clock was said: an hour of the working day sooner than fifteen hours."""
    hours = found["hours"] or ""
    return hours.isdigit() and int(hours) in _WORKING and not found[0].lower().startswith("на")


def _minutes(found: Match[str]) -> int:
    if found["hours"]:
        return round(float(found["hours"].replace(",", ".")) * 60) + int(found["more"] or 0)
    if found["minutes"]:
        return int(found["minutes"])
    return _SAID[found["said"].lower().split()[0]] if found["said"] else 60
