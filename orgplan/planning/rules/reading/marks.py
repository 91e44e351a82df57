"""Marks of dates and times in text, enough to tell the layout of a paper; what they mean is read by language.timing."""

from __future__ import annotations

import re
from functools import lru_cache

from orgplan.planning.rules.reading.text import plain, squeeze, word_set

MONTH = r"(?:январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
WEEKDAY = r"(?:понедельник|вторник|сред[аыу]|четверг|пятниц|суббот|воскресень)"
_CLOCK = r"(?:[01]?\d|2[0-4])[.:\-][0-5]\d"
_DASH = r"\s*[-–—]+\s*"
# A clock time or a span of them at the start of a line, with what may stand around it.
LEADING_CLOCK = re.compile(
    rf"^(?:(?:[•▪●·*]|[-–—]|\d{{1,2}}\))\s+)?(?:(?P<with>с|в|до|после|начало\s+в|ориентировочно\s+в|около)\s+)?"
    rf"(?P<clock>{_CLOCK}(?!\d)(?!\.\d)(?!\s+{MONTH})(?:\s*(?:ч\.|час\.?|часов|ч\b))?"
    rf"(?:(?:{_DASH}|\s+до\s+|\s+по\s+|\s*[,;]\s*|\s+и\s+)(?:до\s+)?{_CLOCK}(?!\d)(?:\s*(?:ч\.|час\.?|часов|ч\b))?)*)"
    rf"(?P<gap>\s*(?:[-–—:;,.]+\s+|[-–—]+\s*(?=[А-ЯЁ«\"])|\s))(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMERIC_DATE = r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])(?:\.(?:\d{4}|\d{2}))?\.?(?:\s*г(?:ода|\.)?)?(?!\d)"
_WORD_DATE = rf"\d{{1,2}}(?:\s*[-–—,и/]\s*\d{{1,2}})*\s+{MONTH}\w*(?:\s+\d{{4}}\s*(?:г\b\.?|года)?)?"
_ONE_DATE = rf"(?:{_WORD_DATE}|{_NUMERIC_DATE})"
# A date at the start of a line followed by a separator and the event's words.
LEADING_DATE = re.compile(
    rf"^(?:[•▪●·*]\s+)?(?P<date>(?:(?:с|до|по)\s+)?{_ONE_DATE}(?:\s*(?:[-–—,;]|и|по|до)\s*{_ONE_DATE})*"
    rf"(?:\s*,?\s*\(?{WEEKDAY}\w*\)?)?(?:,?\s*(?:в|с)?\s*{_CLOCK}(?!\d)(?:{_DASH}{_CLOCK})?(?:\s*(?:ч\.?|час\.?|часов))?)?)"
    rf"(?:\s*[-–—:]+\s*|\s*,\s+|\s{{1,}}(?=[А-ЯЁ«\"]))(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
CLOCK = re.compile(rf"(?<![\d.]){_CLOCK}(?!\d)(?!\.\d)")
ONE_DATE = re.compile(rf"(?<![\d.]){_ONE_DATE}", re.IGNORECASE)
# A day with its month, alone: neither «с 1 по 5 мая» nor «1-5 мая».
WHOLE_DATE = re.compile(rf"(?<![\d–—-])(?<!с )(?<!по )(?<!до )\b\d{{1,2}}\s+{MONTH}\w*(?:\s+\d{{4}})?", re.IGNORECASE)
_DATE_WORDS = word_set(
    """
    с со по до от в во на и не позднее течение теч течении квартал квартала кварталы кв полугодие полугодия
    год года г гг ч час часа часов часам мин минут ежедневно еженедельно ежемесячно ежеквартально ежегодно
    каждый каждую каждое каждая каждые каждого весь все всего период периода перв первая вторая третья
    первый второй третий четвертый последний последняя последнюю последнее первое второе третье первую
    вторую третью декада декаде декады половина половине начало начале конец конце середина середине день
    дня дни дней графику отдельному плану согласованию числа число постоянно месяц месяца месяцев месяце
    неделя недели неделю неделе неделям выходные выходной праздничные рабочие будние кроме раз один два три
    четыре й е го я ый ая ое ой ей му ти i ii iii iv x v xi xii п первом втором третьем четвертом iy дата
    время окончание начала после около систематически регулярно круглосуточно далее сезон сезонно зима весна
    лето осень утро вечер утром вечером ночь отдельно уточняется по-отдельному сроки срок пн вт ср чт пт сб
    вс даты мере необходимости постоянный ориентировочно весна-осень по-графику утвержденному графика планам
    отдельным дополнительно указания будет будут определен определена требованию поступления летний зимний
    полдень
    """,
)
_MONTH_WORD = re.compile(rf"(?:{MONTH}\w*|янв|фев|мар|апр|авг|сент?|окт|нояб?|дек)\b")
_WEEKDAY_WORD = re.compile(rf"{WEEKDAY}\w*|понедельникам|вторникам|средам|четвергам|пятницам")
_HOURS = re.compile(r"(?<![\d.,])(?:1?\d|2[0-4])\s*(?:ч\b|час)")
# «___» ноября 2026 г., «  » ноября: a day left to be filled in by who approves, over no lines at all.
_UNFILLED = re.compile(r"_|[«\"„“]\s*[»\"”]")
_HEADING = 80  # characters of the longest date over lines
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_STRONG = re.compile(
    rf"{MONTH}|{WEEKDAY}|ежедневн|еженедел|ежемесяч|ежекварт|ежегод|квартал|полугод|течени|период|график|согласован|декад"
    r"|постоянн|до\s+\d|весь|месяц|недел|год\b|года\b|числ|уточня|необходимост|регулярн|систематич|сезон|круглосут|лето|зима|осень|весна",
)


@lru_cache(maxsize=8192)
def is_when(text: str) -> bool:
    """Tell whether the text says nothing but a date or time: every word of it belongs to that vocabulary."""
    words = _TOKEN.findall(plain(text))
    if not words or len(words) > 40:  # noqa: PLR2004 -- a long text is prose
        return False
    known = all(
        word.isdigit() or word in _DATE_WORDS or _MONTH_WORD.match(word) or _WEEKDAY_WORD.match(word) for word in words
    )
    return known and has_when(text)


@lru_cache(maxsize=8192)
def has_when(text: str) -> bool:
    """Tell whether a date or time mark stands anywhere in the text."""
    low = plain(text)
    return bool(_STRONG.search(low) or has_clock(low) or ONE_DATE.search(low))


def has_clock(text: str) -> bool:
    """Tell whether a clock time stands in the text: «10.00», «17 час.»."""
    return bool(CLOCK.search(text) or _HOURS.search(text))


def is_clock_only(text: str) -> bool:
    """Tell whether the text is only clock times: «11-30», «с 10.00 до 12.00», «13-00 14-00»."""
    low = plain(text)
    if not CLOCK.search(low) or ONE_DATE.fullmatch(low) or _DATE_THEN_CLOCK.match(low):
        return False
    rest = CLOCK.sub(" ", low)
    return all(
        word in {"с", "до", "в", "по", "и", "ч", "час", "часа", "часов", "мин", "от", "начало", "мск"}
        for word in _TOKEN.findall(rest)
    )


# «17.02 в 14-00»: the first is a day and month, unlike «13.10 – 14.10».
_DATE_THEN_CLOCK = re.compile(rf"{_NUMERIC_DATE}\s*(?:,\s*)?(?:(?:в|с)\s+)?{_CLOCK}")


def may_be_date(text: str) -> bool:
    """Tell whether a clock-like text may as well be days: «01.11», «до 5.12», «01.05–03.05», unlike «11.30», «9-00»."""
    day = rf"(?:(?:до|с|по|от)\s+)?{_NUMERIC_DATE}"
    return bool(re.fullmatch(rf"{day}(?:(?:\s*[-,;]\s*|\s+){day})*", plain(text)))


_DAY_PART = re.compile(
    r"(?:в\s+)?(?:теч\w*\.?\s+(?:всего\s+)?дн[яей]+|весь\s+день|целый\s+день|днем|утром|вечером|первая\s+половина\s+дня"
    r"|(?:перв|втор)\w+\s+половин\w+\s+дня|круглосуточно)\.?"
)


def is_day_part(text: str) -> bool:
    """Tell whether the words only say when within a day: «в течение дня», «весь день», «утром»."""
    return bool(_DAY_PART.fullmatch(plain(text)))


def is_day_number(text: str) -> bool:
    """Tell whether the text is only day numbers of a month: «15», «15-17», «5, 12, 19»."""
    return bool(re.fullmatch(r"[0-3]?\d(?:\s*(?:[-–—,;]|и)\s*[0-3]?\d)*\.?", squeeze(text)))


def is_weekday(text: str) -> bool:
    """Tell whether the text is only a weekday or a stretch of them: «Чт», «суббота», «пт-вс»."""
    day = rf"(?:{WEEKDAY}\w*|пн|вт|ср|чт|пт|сб|вс)\.?"
    return bool(re.fullmatch(rf"\(?{day}(?:\s*[-,]\s*{day})*\)?", plain(text)))


def is_day_heading(text: str) -> bool:
    """Tell whether the line is a date that stands over lines: «3 сентября, пятница», «Понедельник, 3 апреля»."""
    if len(text) > _HEADING:
        return False
    low = re.sub(
        r"^(?:день\s+)?(?:перв|втор(?!ник)|трет|четверт|пят(?!ниц))\w*(?:\s+день)?\s*[.:(,-]?\s*",
        "",
        plain(text).strip(" .:"),
    )
    low = low.strip(" .:()")
    return (
        bool(low)
        and is_when(low)
        and bool(ONE_DATE.search(low) or re.search(WEEKDAY, low))
        and not CLOCK.search(ONE_DATE.sub(" ", low))
    )


def stands_over(text: str) -> bool:
    """Tell whether a line is a day or period over a list; «на апрель 2018 года» is the end of a title.

    «___» ноября 2026 г.» is the line for a date in a stamp of approval.
    """
    of_title = re.match(r"(?:на|в|за|с|от|до|по)\s", text, re.IGNORECASE)
    return not of_title and not _UNFILLED.search(text) and (is_day_heading(text) or is_period_heading(text))


def is_period_heading(text: str) -> bool:
    """Tell whether the line names a month, quarter or half-year that stands over lines: «I квартал», «ЯНВАРЬ»."""
    low = plain(text).strip(" .:")
    return (
        is_when(low)
        and bool(re.search(rf"{MONTH}|квартал|полугод|течение|период|ежемесяч|еженедел|постоян", low))
        and not ONE_DATE.search(low)
    )
