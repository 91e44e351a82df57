"""How late a plan came, or how much time is left: in working days and hours, and where a unit stands on the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted
from orgplan.worktime import DayKind, UnknownYearError, WorkingCalendar

_MINUTES = 60


class BoardState(TextChoices):
    """Where a unit stands with its plan; in the order in which the department should look."""

    OVERDUE = "overdue", _("overdue")
    WAITING = "waiting", _("time is left")
    RETURNED = "returned", _("returned to the unit")
    RESUBMITTED = "resubmitted", _("sent again")
    LATE = "late", _("came late")
    IN_TIME = "in_time", _("in time")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the office opens and closes; on a shortened day it closes an hour earlier."""

    opens: time = time(8, 30)
    closes: time = time(17, 30)

    @property
    def minutes(self) -> int:
        """Return the length of a usual working day."""
        return _minutes(self.closes) - _minutes(self.opens)


def board_state(
    *,
    now: datetime,
    due: datetime | None,
    first_sent: datetime | None,
    last_sent: datetime | None,
    returned: datetime | None,
) -> BoardState:
    """Return where a unit stands: the first sending decides on time, a return counts until it is sent again."""
    if first_sent is None or last_sent is None:
        return BoardState.OVERDUE if due is not None and now > due else BoardState.WAITING
    if returned is not None and returned >= last_sent:
        return BoardState.RETURNED
    if returned is not None:
        return BoardState.RESUBMITTED
    return BoardState.LATE if due is not None and first_sent > due else BoardState.IN_TIME


def working_minutes(since: datetime, until: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> int:
    """Return the office minutes between two moments of the city; an unknown year has only Saturdays and Sundays off."""
    if until <= since:
        return 0
    total, day = 0, since.date()
    while day <= until.date():
        opens, closes = _open_minutes(day, calendar, hours)
        first = max(opens, _minutes(since.time())) if day == since.date() else opens
        last = min(closes, _minutes(until.time())) if day == until.date() else closes
        total += max(0, last - first)
        day += timedelta(days=1)
    return total


def span_words(minutes: int, hours: OfficeHours) -> str:
    """Return office time in words: «2 рабочих дня 3 часа», «40 минут», «менее минуты рабочего времени»."""
    days, rest = divmod(minutes, hours.minutes)
    whole_hours, rest = divmod(rest, _MINUTES)
    parts = [counted(days, "рабочий день")] if days else []
    if whole_hours:
        parts.append(counted(whole_hours, "час"))
    if rest and not days and not whole_hours:
        parts.append(counted(rest, "минута").replace("минута", "минуту"))
    return " ".join(parts) or "менее минуты рабочего времени"


def left_words(now: datetime, due: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> str:
    """Return «осталось 2 рабочих дня 3 часа» or «просрочено на 5 часов»."""
    if now > due:
        return f"просрочено на {span_words(working_minutes(due, now, calendar, hours), hours)}"
    return f"осталось {span_words(working_minutes(now, due, calendar, hours), hours)}".replace("минуту", "минута")


def late_words(sent: datetime, due: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> str:
    """Return «в срок» or «с опозданием на 1 рабочий день 2 часа»."""
    if sent <= due:
        return "в срок"
    return f"с опозданием на {span_words(working_minutes(due, sent, calendar, hours), hours)}"


def _open_minutes(day: date, calendar: WorkingCalendar, hours: OfficeHours) -> tuple[int, int]:
    try:
        kind = calendar.kind(day)
    except UnknownYearError:
        kind = DayKind.OFF if day.isoweekday() > 5 else DayKind.WORKING  # noqa: PLR2004 -- Saturday and Sunday
    if kind is DayKind.OFF:
        return 0, 0
    return _minutes(hours.opens), _minutes(hours.closes) - (_MINUTES if kind is DayKind.SHORTENED else 0)


def _minutes(clock: time) -> int:
    return clock.hour * _MINUTES + clock.minute
