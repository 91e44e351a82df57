"""How much of a person's month is taken: hours, evenings and days off."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from orgplan.clashes.rules.norms import LoadNorm
from orgplan.language.counts import counted


@dataclass(frozen=True, slots=True)
class Load:
    """A person's month: events, minutes (what runs at once counted once), days with an evening, days off with an event.

    An evening is a working day on which something ends after the hour from which evenings count.
    """

    events: int
    minutes: int
    evenings: int
    days_off: int

    @property
    def hours(self) -> int:
        """Return whole hours, rounded to the nearest."""
        return (self.minutes + 30) // 60


def load_of_stretches(
    rows: Iterable[tuple[Hashable, datetime, datetime]],
    evening_of: Callable[[date], time],
    is_off: Callable[[date], bool],
) -> Load:
    """Return the load by stretches (key of the event, start, end); `evening_of` a day says when its evening begins."""
    ordered = sorted(rows, key=lambda each: (each[1], each[2]))
    minutes, busy_until = timedelta(0), datetime.min  # noqa: DTZ901 -- the city's own clock, as everywhere in the rules
    evenings: set[date] = set()
    off: set[date] = set()
    for _event, start, end in ordered:
        minutes += max(timedelta(0), end - max(start, busy_until))
        busy_until = max(busy_until, end)
        day = start.date()
        if is_off(day):
            off.add(day)
        elif end > datetime.combine(day, evening_of(day)):
            evenings.add(day)
    return Load(len({each[0] for each in ordered}), minutes // timedelta(minutes=1), len(evenings), len(off))


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one event more would make of a person's month, in a sentence; `is_over`: more than the norm."""

    sentence: str
    is_over: bool


def foreseen(name: str, month: date, before: Load, after: Load, norm: LoadNorm) -> Foreseen | None:
    """Return «у Образцова И. И. в сентябре уже 6 вечеров и 3 выходных; это будет седьмой вечер», or None.

    `name` stands in the genitive. Only evenings and days off are told: hours of the working day are no question of
    fairness.
    """
    rows = (
        ("вечер", before.evenings, after.evenings, norm.evenings),
        ("выходной", before.days_off, after.days_off, norm.days_off),
    )
    added = [(noun, now, most) for noun, was, now, most in rows if now > was]
    if not added:
        return None
    had = [counted(was, noun) for noun, was, _now, _most in rows if was]
    told = f"уже {' и '.join(had)}" if had else "вечеров и выходных ещё нет"
    one_more = " и ".join(f"{_ordinal(now)} {noun}" for noun, now, _most in added)
    over = [f"не больше {_at_most(most, noun)}" for noun, now, most in added if most is not None and now > most]
    norms = f" Норма месяца — {', '.join(over)}." if over else ""
    sentence = f"У {name} в {_IN_MONTH[month.month - 1]} {told}; это будет {one_more}.{norms}"
    return Foreseen(sentence, is_over=bool(over))


_IN_MONTH = (
    *("январе", "феврале", "марте", "апреле", "мае", "июне"),
    *("июле", "августе", "сентябре", "октябре", "ноябре", "декабре"),
)
_ELEVEN = 11
_FIRST = (
    *("первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый", "десятый"),
    *("одиннадцатый", "двенадцатый", "тринадцатый", "четырнадцатый", "пятнадцатый", "шестнадцатый"),
    *("семнадцатый", "восемнадцатый", "девятнадцатый", "двадцатый"),
)


_AT_MOST = {"вечер": ("вечера", "вечеров"), "выходной": ("выходного", "выходных")}


def _at_most(most: int, noun: str) -> str:
    """Return the number with the noun in the genitive, as it stands behind «не больше»."""
    one, many = _AT_MOST[noun]
    return f"{most} {one if most % 10 == 1 and most % 100 != _ELEVEN else many}"


def _ordinal(number: int) -> str:
    """Return «седьмой»; beyond the twentieth in figures, as offices write."""
    return _FIRST[number - 1] if number <= len(_FIRST) else f"{number}-й"
