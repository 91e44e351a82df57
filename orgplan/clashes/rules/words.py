"""Clashes in Russian sentences that name both events and the minutes (ADR 0003: pure rooms speak Russian)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from orgplan.clashes.rules.occupation import Taken

NO_END = datetime(9000, 1, 1)  # noqa: DTZ001 -- the city's own clock, as everywhere in the rules
"""An obstacle that ends behind this has no end that anybody knows."""
_HOUR = 60
_LONG_TITLE = 90
_NBSP = "\u00a0"


class Gap(NamedTuple):
    """What has to fit between two events, minutes: getting out of the first, the road, being ready for the second."""

    after: int
    road: int
    before: int


def minutes_words(minutes: int) -> str:
    """Return «20 мин», «1 ч», «1 ч 20 мин»."""
    hours, rest = divmod(minutes, _HOUR)
    parts = [f"{hours}{_NBSP}ч"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{_NBSP}мин")
    return _NBSP.join(parts)


def title_words(title: str) -> str:
    """Return the title in «», with its own quotation marks one deeper, cut where it is very long."""
    short = title if len(title) <= _LONG_TITLE else f"{title[:_LONG_TITLE].rsplit(' ', 1)[0]}…"
    return f"«{short.replace('«', '„').replace('»', '“')}»"


def span_words(start: datetime, end: datetime, *, day_shown: bool = False) -> str:
    """Return «14:00–15:30», with the days where they differ or are asked for."""
    if end.date() != start.date():
        return f"{_day(start)} {start:%H:%M} — {_day(end)} {end:%H:%M}"
    clock = f"{start:%H:%M}–{end:%H:%M}"
    return f"{_day(start)} {clock}" if day_shown else clock


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def travel_sentence(first: Taken, second: Taken, gap: Gap, short: int) -> str:
    """Return «„Совещание“ кончается в 15:30, дорога 35 мин, „Церемония“ в 15:45: не хватает 20 мин»."""
    return _in_turn(first, second, gap, short)


def person_sentence(first: Taken, second: Taken, gap: Gap, short: int) -> str:
    """Return that both run at once, or that the minutes around them do not fit."""
    if first.end <= second.start:
        return _in_turn(first, second, gap, short)
    return f"{_pair(first, second)}: одновременно {minutes_words(_both(first, second))}"


def venue_sentence(first: Taken, second: Taken, gap: Gap, short: int) -> str:
    """Return that the hall is taken twice, or that there is no time to clear and to prepare it."""
    if first.end > second.start:
        return f"{_pair(first, second)}: площадка занята дважды, {minutes_words(_both(first, second))}"
    parts = [f"{title_words(first.title)} кончается {_at(first.end, second.start)}"]
    parts += [f"уборка площадки {minutes_words(gap.after)}"] if gap.after else []
    parts += [f"подготовка {minutes_words(gap.before)}"] if gap.before else []
    parts.append(f"{title_words(second.title)} {_at(second.start, first.end)}")
    return f"{', '.join(parts)}: не хватает {minutes_words(short)}"


def obstacle_sentence(taken: Taken, start: datetime, end: datetime, words: str) -> str:
    """Return the event with its time, why the time is not free, from when until when."""
    if end >= NO_END:
        span = f"с {_day(start)}"
    elif (start.hour, start.minute, end.hour, end.minute) == (0, 0, 0, 0):
        span = _days_words(start, end)
    else:
        span = span_words(start, end, day_shown=True)
    return f"{title_words(taken.title)} {span_words(taken.start, taken.end)} — {words} ({span})"


def _days_words(start: datetime, end: datetime) -> str:
    last = date.fromordinal(end.toordinal() - 1)
    return _day(start) if last <= start.date() else f"{_day(start)} — {_day(last)}"


def _both(first: Taken, second: Taken) -> int:
    """Return for how long both really run, without the minutes around them."""
    return (min(first.end, second.end) - second.start) // timedelta(minutes=1)


def _pair(first: Taken, second: Taken) -> str:
    return (
        f"{title_words(first.title)} {span_words(first.start, first.end)} и "
        f"{title_words(second.title)} {span_words(second.start, second.end)}"
    )


def _in_turn(first: Taken, second: Taken, gap: Gap, short: int) -> str:
    parts = [f"{title_words(first.title)} кончается {_at(first.end, second.start)}"]
    parts += [f"выход {minutes_words(gap.after)}"] if gap.after else []
    parts += [f"дорога {minutes_words(gap.road)}"] if gap.road else []
    parts += [f"прибыть за {minutes_words(gap.before)}"] if gap.before else []
    parts.append(f"{title_words(second.title)} {_at(second.start, first.end)}")
    return f"{', '.join(parts)}: не хватает {minutes_words(short)}"


def _at(moment: datetime, other: datetime) -> str:
    day = "" if moment.date() == other.date() else f"{_day(moment)} "
    return f"{day}в {moment:%H:%M}"
