"""What a spreadsheet shows for a stored number: number formats of Excel, dates counted from 1900 or 1904."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

Value = date | datetime | time | float | int | None
_MONTHS = tuple("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())  # noqa: SIM905 -- one word a line would fill a page
_MONTHS_GENITIVE = tuple(
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905 -- as above
)
_BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "dd.mm.yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd.mm.yyyy h:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "dd.mm.yyyy"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_TIME_PART = re.compile(r"h|s|AM/PM", re.IGNORECASE)
_MINUTES = re.compile(r"(h+\]?[^a-z]*)m+|m+([^a-z]*s)", re.IGNORECASE)
_FIXED = re.compile(r"^(?P<whole>[#,0 ]*0)(?:[.](?P<decimals>0+))?(?P<percent>%?)$")
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 -- wall-clock times of a sheet have no zone
_DAY_ZERO_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 -- as above
# Excel believes that 1900 was a leap year: before 1 March 1900 its day numbers are one less.
_LEAP_BUG = 60
_LAST_DAY = 2_958_465
_MISREAD_YEARS = range(1930, 1960)


class Shape(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    TIME = "time"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Shown:
    """The text a person sees, the typed value, and whether Excel turned a clock time («11-30») into a month of 1930."""

    text: str
    value: Value = None
    misread: bool = False


def builtin(number: int) -> str:
    """Return the format code of a built-in format number, «General» where it has none."""
    return _BUILTIN.get(number, "General")


def shape_of(code: str) -> Shape:
    """Tell numbers, dates, months («МММ ГГ»), times and dates with time apart by their format code."""
    plain = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    if not plain or "general" in plain or "основной" in plain or plain == "@":
        return Shape.NUMBER
    has_time = bool(_TIME_PART.search(plain))
    dated = _MINUTES.sub(r"\1\2", plain)
    has_day = "d" in dated
    has_month = "m" in dated or "y" in dated
    if has_time:
        return Shape.MOMENT if has_day or "y" in dated else Shape.TIME
    if has_day:
        return Shape.DATE
    return Shape.MONTH if has_month else Shape.NUMBER


def show(number: float, code: str, *, from_1904: bool = False) -> Shown:
    """Return what a person in Russia sees for a number stored with a format code, and its typed value.

    A month without a day («апр.18») and a day without a year («27.май») have no typed value: the first of the month and
    the year of typing that Excel stores are nobody's date.
    Dates outside Excel's range show as numbers.
    """
    shape = shape_of(code)
    if shape is Shape.NUMBER:
        return Shown(_number_text(number, code), int(number) if number == int(number) else number)
    if not 0 <= number < _LAST_DAY + 1:
        return Shown(plain_number(number), number)
    if 0 < number < 1 or (shape is Shape.TIME and number == 0):
        return _clock(number)
    moment = _moment(number, from_1904=from_1904)
    year = _shows_year(code)
    if shape is Shape.MONTH:
        return _month(moment.date(), year=year)
    if shape is Shape.TIME:
        hours, minutes = divmod(round(number * 24 * 60), 60)
        return Shown(f"{hours}:{minutes:02d}", number)
    return show_moment(moment) if year else _without_year(moment)


def show_moment(moment: datetime | date | time) -> Shown:
    """Write a date, time or both: `27.05.2018`, `10:00`, `27.05.2018 10:00`; midnight counts as «no time»."""
    if isinstance(moment, time):
        return Shown(_clock_text(moment), moment)
    if not isinstance(moment, datetime):
        return Shown(moment.strftime("%d.%m.") + f"{moment.year:04d}", moment)
    if moment.time() == time():
        return show_moment(moment.date())
    return Shown(f"{moment:%d.%m.}{moment.year:04d} {_clock_text(moment.time())}", moment)


def _clock_text(clock: time) -> str:
    return f"{clock:%H:%M:%S}" if clock.second else f"{clock:%H:%M}"


def _moment(number: float, *, from_1904: bool) -> datetime:
    seconds = round(number * 86_400)
    if from_1904:
        return _DAY_ZERO_1904 + timedelta(seconds=seconds)
    extra = 1 if number < _LEAP_BUG else 0
    return _DAY_ZERO + timedelta(days=extra, seconds=seconds)


def _clock(number: float) -> Shown:
    seconds = round(number * 86_400) % 86_400
    return show_moment(time(seconds // 3600, seconds // 60 % 60, seconds % 60))


def _without_year(moment: datetime) -> Shown:
    """Write «27 мая»: Excel stores the year of typing, the person neither typed nor sees it, so it is not told."""
    clock = "" if moment.time() == time() else f" {_clock_text(moment.time())}"
    return Shown(f"{moment.day} {_MONTHS_GENITIVE[moment.month - 1]}{clock}")


def _month(day: date, *, year: bool) -> Shown:
    """Excel set to Russian turns «11-30» and «11.30» typed into a cell into November 1930: show what was typed."""
    if day.day == 1 and day.year in _MISREAD_YEARS:
        return Shown(f"{day.month:02d}.{day.year - 1900:02d}", misread=True)
    return Shown(f"{_MONTHS[day.month - 1]} {day.year}" if year else _MONTHS[day.month - 1])


def _shows_year(code: str) -> bool:
    return "y" in _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()


def plain_number(number: float) -> str:
    """Write a number as Excel's General format does in Russia: `5`, `10,5`."""
    if number == int(number) and abs(number) < 1e15:  # noqa: PLR2004 -- from there Excel shows exponents
        return str(int(number))
    return f"{number:.10g}".replace(".", ",")


def _number_text(number: float, code: str) -> str:
    fixed = _FIXED.match(_LITERAL.sub("", code.split(";", maxsplit=1)[0]).strip())
    if not fixed:
        return plain_number(number)
    percent, decimals = bool(fixed["percent"]), len(fixed["decimals"] or "")
    amount = Decimal(repr(float(number))) * (100 if percent else 1)
    rounded = amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    grouped = f"{rounded:,f}" if "," in fixed["whole"] or " " in fixed["whole"] else f"{rounded:f}"
    whole, _, rest = grouped.partition(".")
    whole = whole.replace(",", " ").zfill(fixed["whole"].count("0") if "#" not in fixed["whole"] else 0)
    return whole + (f",{rest}" if rest else "") + ("%" if percent else "")
