"""Weekdays beside dates: a check of the date («3 сентября, пятница») or a rule («в мае по вторникам»)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.language.periods import PeriodKind
from orgplan.language.timing.lexemes import Span, Weekdays
from orgplan.language.timing.resolving import Resolver

NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_LONGEST_CHECKED = 14


@dataclass(frozen=True, slots=True)
class Named:
    """Weekdays as said, with the number of the date beside which they stand; None when they stand alone."""

    weekdays: Weekdays
    index: int | None


def settle(named: Sequence[Named], spans: Sequence[Span], resolver: Resolver, *, repeated: bool) -> list[Weekdays]:
    """Check the weekdays that belong to dates and return those that make a rule.

    `repeated` tells that the text names a frequency too («еженедельно, понедельник»), so that a rule is no guess.
    """
    rules = []
    for one in named:
        if one.weekdays.repeats or one.weekdays.excluded:
            rules.append(one.weekdays)
        elif one.index is None or one.index >= len(spans):
            if resolver.period.kind is not PeriodKind.DAY:
                guessed = 0.7 if len(one.weekdays.days) == 1 else 1.0
                resolver.certainty *= 1.0 if repeated else guessed
                rules.append(one.weekdays)
        elif any(not span.exact or (span.end - span.start).days >= _LONGEST_CHECKED for span in spans):
            rules.append(one.weekdays)
        else:
            _check(one.weekdays, [spans[one.index]] if len(one.weekdays.days) == 1 else spans, resolver)
    return rules


def _check(weekdays: Weekdays, spans: Sequence[Span], resolver: Resolver) -> None:
    for span in spans:
        ends = (span.start, span.end)
        wrong = [day for day in ends if day.weekday() not in weekdays.days]
        if len(wrong) > (len(weekdays.days) == 1 and span.start != span.end):
            resolver.note("weekday_mismatch", _sentence(wrong[0], weekdays), 0.6)
            return


def _sentence(day: date, weekdays: Weekdays) -> str:
    said = ", ".join(NAMES[number] for number in weekdays.days)
    return f"Дата {day:%d.%m.%Y} — это {NAMES[day.weekday()]}, а написано «{said}»."
