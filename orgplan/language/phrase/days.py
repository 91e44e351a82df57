"""Days as they are said: «завтра», «ср», «через неделю», «12.09», «с 5 по 7 декабря», «по пятницам»."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from re import Match

from orgplan.language.periods import Period
from orgplan.language.phrase.line import Line
from orgplan.language.problems import Problem
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.reading import read_timing
from orgplan.language.wording import WEEKDAYS

_WEEK = 7
_NEAR = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
_COUNTS = {"": 1, "один": 1, "одну": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "десять": 10}
_WEEKDAY = (
    r"(?:понедельник|пнд|пн|вторник|втр|вт|сред[ау]|срд|ср|четверг|чтв|чт|пятниц[ау]|птн|пт|суббот[ау]|суб|сб"
    r"|воскресенье|вск|вс)"
)
_STEMS = ("п[но]", "вт", "ср", "ч", "пт|пя", "с[уб]", "в[ос]")
_MONTH = (
    r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)(?:ь|я|е|ю|ем)|(?:март|август)(?:а|е|у|ом)?"
    r"|ма(?:й|я|е|ю|ем)|янв|февр?|мар|апр|авг|сент?|окт|нояб?|дек)(?!\w)\.?"
)
_MONTH_ALONE = r"(?:январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)(?!\w)"
_MONTH_IN = r"(?:январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре)(?!\w)"
_YEAR = r"(?:\s+\d{4}(?!\d)(?:\s*(?:года|г\.?)(?!\w))?)?"
_D_BARE = r"(?:0?[1-9]|[12]\d|3[01])(?:-?(?:го|е|ого|ое))?"
_D = r"(?<![\d.,/№:-])" + _D_BARE
_UNTIL = r"(?:(?:до|не\s+поз(?:днее|же))\s+)?"
_DM_BARE = r"(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])(?:[./](?:20)?\d{2})?(?![\d:/]|\.\d)"
_DM = r"(?<![\d.,/:-])" + _DM_BARE
_TO = r"\s*(?:[-–—]|\bпо\b|\bдо\b)\s*"


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


_SAID = _words(rf"(?:на\s+)?({'|'.join(_NEAR)})")
_LATER = _words(rf"через\s+(?:(\d{{1,3}}|{'|'.join(filter(None, _COUNTS))})\s+)?(дн\w+|день|недел\w+|месяц\w*)")
_NEXT_WEEK = _words(r"на\s+(следующей|будущей|этой)\s+неделе")
_NEXT_DAY = _words(rf"(?:во?\s+)?(следующ\w+|будущ\w+|эт\w+|ближайш\w+)\s+({_WEEKDAY})")
_PLURAL = r"(?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям|будням|выходным|рабочим\s+дням)"
_AND = r"(?:\s*,\s*|\s+и\s+)"
_NTH = (
    r"(?:[1-5](?:-?(?:й|я|е|ю|ый|ой|ую|ая|ое))?|перв(?:ый|ая|ую|ое)|втор(?:ой|ая|ую|ое)|трет(?:ий|ья|ью|ье)"
    r"|четв[её]рт(?:ый|ая|ую|ое)|последн(?:ий|яя|юю|ее))"
)
_NTHS = rf"{_NTH}(?:{_AND}{_NTH})*\s+{_WEEKDAY}"
_OF_MONTH = r"\s+(?:кажд\w+\s+)?месяца"
_NUMBERS = rf"{_D_BARE}(?:{_AND}{_D_BARE})*\s+числа"
_SPACED = r"(?:раз\s+в\s+(?:две|три|[2-4])\s+недели|каждые\s+(?:две|три|[2-4])\s+недели)"
_BOUND = rf"(?:\s*,?\s+(?:с|до|по)\s+(?:{_DM_BARE}|{_D_BARE}\s+{_MONTH}{_YEAR}))"
_AGAIN = _words(
    rf"(?:кажд\w+\s+{_NTHS}(?:{_OF_MONTH})?|(?:ежемесячно\s*,?\s+)?{_NTHS}{_OF_MONTH}|ежемесячно\s*,?\s+{_NTHS}"
    rf"|(?:ежемесячно|каждый\s+месяц)\s*,?\s+{_NUMBERS}|{_NUMBERS}\s+(?:кажд\w+\s+месяца|ежемесячно)"
    rf"|(?:(?:еженедельно|{_SPACED})\s*,?\s+)?по\s+{_PLURAL}(?:{_AND}{_PLURAL})*"
    rf"|(?:еженедельно\s+)?кажд(?:ый|ую|ое|ые)\s+{_WEEKDAY}(?:{_AND}{_WEEKDAY})*"
    rf"|каждый\s+день|ежедневно|еженедельно|ежемесячно|ежеквартально|ежегодно){_BOUND}{{0,2}}"
)
_EACH_NTH = re.compile(rf"кажд\w+\s+{_NTHS}(?!\s+(?:кажд|месяц))", re.IGNORECASE)
_NTH_OF = _words(rf"(?:во?\s+)?{_NTHS}\s+{_MONTH}{_YEAR}")
_SEVERAL = _words(
    rf"(?:во?\s+)?{_WEEKDAY}\.?(?:{_AND}(?:во?\s+)?{_WEEKDAY}\.?)+|(?:на\s+)?{_WEEKDAY}\s*[-–—]\s*{_WEEKDAY}"
)
_RANGE = re.compile(rf"(?:(?<!\w)с\s+)?{_D}(?:\s+{_MONTH}{_YEAR})?{_TO}{_D_BARE}\s+{_MONTH}{_YEAR}", re.IGNORECASE)
_LIST = re.compile(rf"{_D}(?:\s*,\s*{_D_BARE})*(?:\s*,\s*|\s+и\s+){_D_BARE}\s+{_MONTH}{_YEAR}", re.IGNORECASE)
_ONE = re.compile(rf"(?:(?<!\w){_UNTIL})?{_D}\s+{_MONTH}{_YEAR}", re.IGNORECASE)
_FIGURES = re.compile(rf"(?:(?<!\w)с\s+)?{_DM}{_TO}{_DM_BARE}", re.IGNORECASE)
_FIGURE = re.compile(
    rf"(?:(?<!\w)(?:до|не\s+поз(?:днее|же))\s+)?(?:{_DM}|(?<!\d)20\d\d-[01]\d-[0-3]\d(?!\d))", re.IGNORECASE
)
_PART = r"(?:в\s+)?(?:начал[оае]|середин[аеы]|кон(?:ец|ца|це))"
_PERIOD = _words(
    rf"(?:в\s+течение\s+{_MONTH}{_YEAR}|{_PART}\s+{_MONTH}{_YEAR}|в\s+{_MONTH_IN}{_YEAR}"
    rf"|(?:во?\s+)?(?:[1-4]|I{{1,3}}|IV)(?:-?(?:й|ый|ой|м|ом|го))?\s+квартал[ае]?{_YEAR}"
    rf"|(?:во?\s+)?(?:[1-3]|I{{1,3}})(?:-?(?:й|я|ая|ой|ю|ую))?\s+декад[аеуы]\s+{_MONTH}{_YEAR})"
)
_LONE_MONTH = re.compile(rf"(?:^|(?<=[,;]\s)){_MONTH_ALONE}{_YEAR}", re.IGNORECASE)
_DAY_OF_WEEK = re.compile(rf"(?<![\w-])(?:во?\s+)?({_WEEKDAY})(?![\w-])\.?", re.IGNORECASE)
_WHOLE_DAY = _words(r"(?:на\s+)?(?:весь|целый)\s+день|в\s+течение\s+(?:всего\s+)?дня")
_STREET = re.compile(r"(?:ул|улиц[аеы]|пл|площад[ьи]|им|имени)\.?\s*$", re.IGNORECASE)
_NO_DAY = re.compile(
    rf"(?<![\w.,/№:-])(?:\d{{1,2}}\s+{_MONTH}|(?P<figures>\d\d\.\d\d)(?:\.20\d\d)?(?![\d.:/%]))", re.IGNORECASE
)
_CLOCKLIKE = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")


@dataclass(slots=True)
class Days:
    """What was said of the day: a day, or words for the date grammar, or a timing; and the choices made."""

    said_on: date
    day: date | None = None
    words: str = ""
    timing: Timing | None = None
    whole_day: bool = False
    notes: list[Problem] = field(default_factory=list)

    @property
    def is_said(self) -> bool:
        """Tell whether any day was said."""
        return bool(self.day or self.words or self.timing)

    def note(self, code: str, text: str) -> None:
        """Keep a choice that was made for the reader."""
        self.notes.append(Problem(code, text))


def weekday_of(word: str) -> int:
    """Return the number of a weekday in any form or abbreviation, Monday = 0."""
    plain = word.lower()
    return next(at for at, stem in enumerate(_STEMS) if re.match(stem, plain))


def named(day: date) -> str:
    """Return «среда, 25.11.2026»."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d.%m.%Y}"


def take_days(line: Line, today: date, period: Period) -> Days:
    """Take the words of the day out of the line."""
    days = Days(today)
    days.whole_day = line.take(_WHOLE_DAY) is not None
    for rule in (_take_near, _take_later, _take_week, _take_next, _take_worded, _take_figures, _take_several):
        if not days.is_said:
            rule(line, days, period)
    _take_weekday(line, days, period)
    return days


def note_what_is_no_day(line: Line, days: Days) -> None:
    """Tell of «30 февраля» and «32.12», which no calendar has; they stay in the title. Call when clocks are taken."""
    for found in _NO_DAY.finditer(line.text):
        if found["figures"] and _CLOCKLIKE.fullmatch(found["figures"]):
            continue
        days.note("no_such_day", f"Даты «{found[0]}» не бывает: слова остались в названии.")


def _take_near(line: Line, days: Days, _period: Period) -> None:
    if found := line.take(_SAID):
        days.day = days.said_on + timedelta(days=_NEAR[found[1].lower()])


def _take_later(line: Line, days: Days, _period: Period) -> None:
    found = line.take(_LATER)
    if not found:
        return
    count, unit = (found[1] or "").lower(), found[2].lower()
    number = int(count) if count.isdigit() else _COUNTS[count]
    if unit.startswith("месяц"):
        days.day = _months_on(days.said_on, number)
    else:
        days.day = days.said_on + timedelta(days=number * (_WEEK if unit.startswith("недел") else 1))


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _take_week(line: Line, days: Days, _period: Period) -> None:
    if found := line.take(_NEXT_WEEK):
        monday = days.said_on - timedelta(days=days.said_on.weekday())
        monday += timedelta(days=0 if found[1].lower() == "этой" else _WEEK)
        days.timing = Timing(TimingKind.PERIOD, (Occurrence(monday, monday + timedelta(days=_WEEK - 1)),))


def _take_next(line: Line, days: Days, _period: Period) -> None:
    """«Следующая пятница» is that of the next week; «эта» is the nearest."""
    found = line.take(_NEXT_DAY)
    if not found:
        return
    ahead = (weekday_of(found[2]) - days.said_on.weekday()) % _WEEK
    if found[1].lower().startswith(("след", "буд")):
        monday = days.said_on - timedelta(days=days.said_on.weekday())
        days.day = monday + timedelta(days=_WEEK + weekday_of(found[2]))
        days.note("next_week", f"«{found[0]}» понято как день следующей недели: {named(days.day)}.")
    else:
        days.day = days.said_on + timedelta(days=ahead)


def _take_worded(line: Line, days: Days, period: Period) -> None:
    def is_date(found: Match[str]) -> bool:
        return not _STREET.search(line.text[: found.start()]) and _reads(found[0], period)

    for pattern in (_AGAIN, _RANGE, _LIST, _ONE, _NTH_OF, _PERIOD, _LONE_MONTH):
        if found := line.take(pattern, is_date):
            days.words = found[0]
            if _EACH_NTH.match(found[0]):
                days.note(
                    "nth_of_month", f"«{found[0]}» понято как день месяца; иначе — «раз в две недели по вторникам»."
                )
            return


def _reads(words: str, period: Period) -> bool:
    reading = read_timing(words, period)
    return bool(reading.timing.occurrences or reading.timing.rrule) and not reading.rest


def _take_figures(line: Line, days: Days, period: Period) -> None:
    weekday = _DAY_OF_WEEK.search(line.text)

    def is_date(found: Match[str]) -> bool:
        if not _reads(found[0], period):
            return False
        first = found[0].split()[-1] if " " in found[0] else found[0]
        if not weekday or not _CLOCKLIKE.match(first):
            return True
        start = read_timing(found[0], period).timing.occurrences[0].start
        return start is not None and start.weekday() == weekday_of(weekday[1])

    for pattern in (_FIGURES, _FIGURE):
        if found := line.take(pattern, is_date):
            days.words = found[0]
            return


def _take_several(line: Line, days: Days, _period: Period) -> None:
    """«пн, ср, пт» are the nearest such days, once each: that they return is said by «по понедельникам»."""
    found = line.take(_SEVERAL)
    if not found:
        return
    numbers = {weekday_of(each[0]) for each in re.finditer(_WEEKDAY, found[0], re.IGNORECASE)}
    if re.search("[-–—]", found[0]):
        first, last = (weekday_of(each[0]) for each in re.finditer(_WEEKDAY, found[0], re.IGNORECASE))
        start = days.said_on + timedelta(days=(first - days.said_on.weekday()) % _WEEK)
        days.words = f"{start:%d.%m.%Y}–{start + timedelta(days=(last - first) % _WEEK):%d.%m.%Y}"
        return
    near = sorted(days.said_on + timedelta(days=(number - days.said_on.weekday()) % _WEEK) for number in numbers)
    days.words = ", ".join(f"{day:%d.%m.%Y}" for day in near)
    told = ", ".join(f"{day:%d.%m}" for day in near)
    days.note("several_days", f"«{found[0]}» понято как {told}, один раз; каждую неделю — «по понедельникам и средам».")


def _take_weekday(line: Line, days: Days, period: Period) -> None:
    """A weekday alone is the nearest such day, today among them; beside a date it is checked against it."""
    if days.timing:
        return
    found = line.take(_DAY_OF_WEEK)
    if not found:
        return
    number = weekday_of(found[1])
    said = days.day or _only_day(days.words, period)
    if said and said.weekday() != number and not days.words and said != days.said_on:
        days.day = said + timedelta(days=number - said.weekday())  # «пт через неделю»
    elif said and said.weekday() != number:
        days.note(
            "wrong_weekday", f"{said:%d.%m.%Y} — {WEEKDAYS[said.weekday()]}, а не {WEEKDAYS[number]}: взято число."
        )
    elif not days.is_said:
        days.day = days.said_on + timedelta(days=(number - days.said_on.weekday()) % _WEEK)
        if days.day == days.said_on:
            days.note("weekday_today", f"«{found[1]}» понято как сегодня, {days.day:%d.%m.%Y}.")


def _only_day(words: str, period: Period) -> date | None:
    timing = read_timing(words, period).timing if words else None
    if timing is None or timing.rrule or len(timing.occurrences) != 1:
        return None
    return timing.occurrences[0].start
