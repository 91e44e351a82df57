"""A циклограмма as rules: Russian words to a rule, a rule to days, days to meetings with exceptions.

Local wall-clock time throughout: a meeting at 8.30 is at 8.30 whatever the zone does. Rules are RFC 5545 without
`RRULE:`; days are expanded by dateutil, days off come from the working calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.reading import read_timing
from orgplan.language.timing.returning import days_of_rule
from orgplan.language.timing.writing import write_timing
from orgplan.worktime import UnknownYearError, WorkingCalendar

_SHIFT = timedelta(days=21)
"""No holidays are longer: a day that moves over them stays within."""
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_ENDINGS = ("й", "й", "я", "й", "я", "я", "е")
_LAST = {"й": "последний", "я": "последняя", "е": "последнее"}
_NTH = re.compile(r"(-?\d)([A-Z]{2})")


class OffDayChoice(TextChoices):
    """What becomes of a meeting whose day is a day off."""

    AS_IS = "as_is", _("takes place all the same")
    SKIP = "skip", _("is not held then")
    PREVIOUS = "previous", _("on the working day before")
    NEXT = "next", _("on the next working day")


class ExceptionKind(TextChoices):
    """How a single meeting differs from the rule."""

    CANCELLED = "cancelled", _("meeting does not take place")
    MOVED = "moved", _("meeting is moved")
    ADDED = "added", _("additional meeting")


@dataclass(frozen=True, slots=True)
class Rule:
    """When meetings come back: an RFC 5545 rule, clock times, the days between which it holds (no end: None)."""

    rrule: str
    starts_on: date
    ends_on: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    off_day: OffDayChoice = OffDayChoice.AS_IS


@dataclass(frozen=True, slots=True)
class Deviation:
    """One exception: `day` is the day by the rule, or an additional meeting's own; empty values follow the rule."""

    kind: ExceptionKind
    day: date
    reason: str
    new_day: date | None = None
    start_time: time | None = None
    end_time: time | None = None
    place: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One meeting: `day` by the rule (its name for ever), `on` the day on which it is, and why the two differ."""

    day: date
    on: date
    start_time: time | None = None
    end_time: time | None = None
    place: str = ""
    reason: str = ""
    basis: str = ""
    is_cancelled: bool = False

    @property
    def timing(self) -> Timing:
        """Return the meeting's time as plain data."""
        kind = TimingKind.TIMED if self.start_time else TimingKind.DAYS
        return Timing(kind, (Occurrence(self.on, self.on, self.start_time, self.end_time),))


class UnreadableRuleError(ValueError):
    """The words say no rule of returning days; `str()` says what is missing."""


@dataclass(frozen=True, slots=True)
class RuleReading:
    """What the words of a rule mean."""

    rrule: str
    start_time: time | None
    end_time: time | None


def read_rule(text: str) -> RuleReading:
    """Read «1, 3, 4-й вторник, 2-й четверг в 14.00»; UnreadableRuleError in a sentence otherwise."""
    reading = read_timing(text, Period.year(2026))
    rule = reading.timing.rrule or ""
    if reading.timing.kind != TimingKind.RECURRING or not rule or reading.rest:
        rest = f" Непонятно: «{reading.rest}»." if reading.rest else ""
        raise UnreadableRuleError(f"Правило не прочитано.{rest} Пример: «еженедельно по понедельникам в 8.30».")
    if "BYDAY" not in rule and "BYMONTHDAY" not in rule and not rule.startswith("FREQ=DAILY"):
        raise UnreadableRuleError("В правиле нет дня: какой день недели или число? Пример: «первая среда квартала».")
    first = reading.timing.occurrences[0] if reading.timing.occurrences else Occurrence(None, None)
    return RuleReading(rule, first.start_time, first.end_time)


def rule_words(rrule: str, start_time: time | None = None, end_time: time | None = None) -> str:
    """Return the rule in the words of a циклограмма: «1-й, 3-й и 4-й вторник, 2-й четверг месяца, 14:00»."""
    timing = Timing(TimingKind.RECURRING, (Occurrence(None, None, start_time, end_time),), rrule)
    words = write_timing(timing)
    days = _parts(rrule).get("BYDAY", "")
    if rrule.startswith("FREQ=MONTHLY;BYDAY=") and (found := _NTH.findall(days)) and "BYSETPOS" not in rrule:
        clock = write_timing(replace(timing, rrule="FREQ=DAILY")).partition(", ")[2]
        return ", ".join(part for part in (f"{_nth_words(found)} месяца", clock) if part)
    return words


def _nth_words(found: Iterable[tuple[str, str]]) -> str:
    by_day: dict[int, list[int]] = {}
    for number, code in found:
        by_day.setdefault(_CODES.index(code), []).append(int(number))
    texts = []
    for day, numbers in by_day.items():
        ending = _ENDINGS[day]
        ordinals = [_LAST[ending] if number < 0 else f"{number}-{ending}" for number in sorted(numbers, key=_last_last)]
        head = f"{', '.join(ordinals[:-1])} и {ordinals[-1]}" if len(ordinals) > 1 else ordinals[0]
        texts.append(f"{head} {_NAMES[day]}")
    return ", ".join(texts)


def _last_last(number: int) -> int:
    return number if number > 0 else 99


def _parts(rrule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)


def rule_days(rule: Rule, since: date, until: date) -> list[date]:
    """Return the days of the rule within both its own days and the given ones, both inclusive."""
    return days_of_rule(rule.rrule, rule.starts_on, rule.ends_on, since, until)


def slots(
    rule: Rule, deviations: Sequence[Deviation], since: date, until: date, calendar: WorkingCalendar
) -> list[Slot]:
    """Return the meetings of the days from `since` to `until`, both inclusive, in order of time; cancelled ones too."""
    by_rule = _by_calendar(rule, rule_days(rule, since - _SHIFT, until + _SHIFT), calendar)
    by_rule = _with_moves_from_afar(rule, by_rule, deviations, calendar)
    changed = {each.day: each for each in deviations if each.kind != ExceptionKind.ADDED}
    found = [_deviated(slot, changed.get(slot.day) or changed.get(slot.on)) for slot in by_rule]
    found += [_added(rule, each) for each in deviations if each.kind == ExceptionKind.ADDED]
    shown = (slot for slot in found if since <= slot.on <= until)
    return sorted(shown, key=lambda slot: (slot.on, slot.start_time or time(), slot.day))


def _by_calendar(rule: Rule, days: Sequence[date], calendar: WorkingCalendar) -> list[Slot]:
    """Move or drop what falls on days off; two meetings never fall on one day by that."""
    taken = {day for day in days if rule.off_day == OffDayChoice.AS_IS or is_working(day, calendar)}
    found = []
    for day in days:
        on: date | None = day
        if day not in taken:
            on = _moved(day, rule.off_day, calendar)
            if on is None or on in taken:
                continue
            taken.add(on)
        found.append(Slot(day, on or day, rule.start_time, rule.end_time))
    return found


def _with_moves_from_afar(
    rule: Rule, known: list[Slot], deviations: Sequence[Deviation], calendar: WorkingCalendar
) -> list[Slot]:
    """Add the meetings that were moved into sight from a day far away."""
    days = {slot.day for slot in known}
    far = [each.day for each in deviations if each.kind == ExceptionKind.MOVED and each.day not in days]
    found = [day for each in far for day in rule_days(rule, each, each)]
    return known + _by_calendar(rule, found, calendar)


def _moved(day: date, how: OffDayChoice, calendar: WorkingCalendar) -> date | None:
    if how == OffDayChoice.SKIP:
        return None
    step = -_ONE_DAY if how == OffDayChoice.PREVIOUS else _ONE_DAY
    while not is_working(day, calendar):
        day += step
    return day


def is_working(day: date, calendar: WorkingCalendar) -> bool:
    """Tell a working day; in a year that the calendar does not know, any weekday."""
    try:
        return calendar.is_working(day)
    except UnknownYearError:
        return day.weekday() < _SATURDAY


def _deviated(slot: Slot, deviation: Deviation | None) -> Slot:
    if deviation is None:
        return slot
    if deviation.kind == ExceptionKind.CANCELLED:
        return replace(slot, is_cancelled=True, reason=deviation.reason, basis=deviation.basis)
    return replace(
        slot,
        on=deviation.new_day or slot.on,
        start_time=deviation.start_time or slot.start_time,
        end_time=deviation.end_time or (None if deviation.start_time else slot.end_time),
        place=deviation.place,
        reason=deviation.reason,
        basis=deviation.basis,
    )


def _added(rule: Rule, deviation: Deviation) -> Slot:
    start = deviation.start_time or rule.start_time
    end = deviation.end_time or (None if deviation.start_time else rule.end_time)
    return Slot(deviation.day, deviation.day, start, end, deviation.place, deviation.reason, deviation.basis)


def scheme_places(rrule: str) -> list[tuple[int, int]] | None:
    """Return the cells (week of the month 1 to 5, weekday 0 to 6) of the usual printed scheme; None where none fits.

    A last weekday stands in the fifth row, which offices read as «последняя неделя».
    """
    parts = _parts(rrule)
    days = parts.get("BYDAY", "")
    if parts.keys() - {"FREQ", "BYDAY"} or not days:
        return None
    if parts["FREQ"] == "WEEKLY":
        return [(week, _CODES.index(code)) for week in range(1, 6) for code in days.split(",")]
    found = _NTH.findall(days)
    if parts["FREQ"] == "MONTHLY" and len(found) == len(days.split(",")):
        return [(int(number) if int(number) > 0 else 5, _CODES.index(code)) for number, code in found]
    return None
