"""Weekdays beside dates: a check of the date («3 сентября, пятница») or a rule («в мае по вторникам»)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.language.periods import PeriodKind
from orgplan.language.timing.groups import Group
from orgplan.language.timing.lexemes import Span, Weekdays
from orgplan.language.timing.resolving import Resolver

NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_LONGEST_CHECKED = 14


@dataclass(frozen=True, slots=True)
class Named:
    """Weekdays as said, with the group of days beside which they stand; None when they stand alone."""

    weekdays: Weekdays
    group: Group | None


def settle(named: Sequence[Named], groups: Sequence[Group], resolver: Resolver) -> list[Weekdays]:
    """Check the weekdays that belong to dates and return those that make a rule."""
    rules = []
    for one in named:
        group = one.group
        if one.weekdays.repeats or one.weekdays.excluded:
            rules.append(one.weekdays)
        elif group is None or not group.spans:
            if resolver.period.kind is not PeriodKind.DAY:
                resolver.certainty *= 0.7 if len(one.weekdays.days) == 1 else 0.9
                rules.append(one.weekdays)
        elif any(not span.exact or (span.end - span.start).days >= _LONGEST_CHECKED for span in group.spans):
            rules.append(one.weekdays)
        else:
            _check(one.weekdays, group.spans, resolver)
    return rules


def _check(weekdays: Weekdays, spans: Sequence[Span], resolver: Resolver) -> None:
    for span in _spans_meant(weekdays, spans):
        for day in (span.start, span.end):
            if day.weekday() not in weekdays.days:
                resolver.note("weekday_mismatch", _sentence(day, weekdays), 0.6)
                return


def _spans_meant(weekdays: Weekdays, spans: Sequence[Span]) -> Sequence[Span]:
    """Return the last span for one weekday («5 мая (сб), 6 мая (вс)»), else all of them."""
    if len(weekdays.days) == 1 and len(spans) > 1 and not _all_same(spans):
        return spans[-1:]
    return spans


def _all_same(spans: Sequence[Span]) -> bool:
    first = spans[0].start
    return all((span.start - first) % timedelta(days=7) == timedelta(0) for span in spans)


def _sentence(day: date, weekdays: Weekdays) -> str:
    said = ", ".join(NAMES[number] for number in weekdays.days)
    return f"{day:%d.%m.%Y} — это {NAMES[day.weekday()]}, а написано «{said}»."
