"""How late a plan came, or how much time is left: in working days and hours, and where a unit stands on the board."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.office import OfficeHours, OfficeYears

_MINUTES = 60
_DAY = 24 * _MINUTES


class BoardState(TextChoices):
    """Where a unit stands with its plan; in the order in which the department should look."""

    OVERDUE = "overdue", _("overdue")
    WAITING = "waiting", _("time is left")
    RETURNED = "returned", _("returned to the unit")
    RESUBMITTED = "resubmitted", _("sent again")
    LATE = "late", _("came late")
    IN_TIME = "in_time", _("in time")
    NOT_SENT = "not_sent", _("was not sent")


def board_state(
    *,
    now: datetime,
    due: datetime | None,
    first_sent: datetime | None,
    last_sent: datetime | None,
    returned: datetime | None,
    is_over: bool = False,
) -> BoardState:
    """Return where a unit stands: the first sending decides on time, a return counts until it is sent again.

    `is_over`: the city's plan was approved and its time has gone by, nothing is waited for any more.
    """
    if first_sent is None or last_sent is None:
        if is_over:
            return BoardState.NOT_SENT
        return BoardState.OVERDUE if due is not None and now > due else BoardState.WAITING
    if returned is not None and returned >= last_sent:
        return BoardState.RETURNED
    if returned is not None:
        return BoardState.RESUBMITTED
    return BoardState.LATE if due is not None and first_sent > due else BoardState.IN_TIME


def working_minutes(since: datetime, until: datetime, calendar: WorkingCalendar, office: OfficeYears) -> int:
    """Return the office minutes between two moments of the city; an unknown year has only Saturdays and Sundays off."""
    total, day = 0, since.date()
    while day <= until.date():
        begin = _minutes(since.time()) if day == since.date() else 0
        end = _minutes(until.time()) if day == until.date() else _DAY
        total += sum(max(0, min(last, end) - max(first, begin)) for first, last in office.spans(day, calendar))
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


def left_words(now: datetime, due: datetime, calendar: WorkingCalendar, office: OfficeYears) -> str:
    """Return «осталось 2 рабочих дня 3 часа» or «просрочено на 5 часов»."""
    hours = office.of(due.date())
    if now > due:
        return f"просрочено на {span_words(working_minutes(due, now, calendar, office), hours)}"
    return f"осталось {span_words(working_minutes(now, due, calendar, office), hours)}".replace("минуту", "минута")


def late_words(sent: datetime, due: datetime, calendar: WorkingCalendar, office: OfficeYears) -> str:
    """Return «в срок» or «с опозданием на 1 рабочий день 2 часа»."""
    if sent <= due:
        return "в срок"
    return f"с опозданием на {span_words(working_minutes(due, sent, calendar, office), office.of(due.date()))}"


def _minutes(clock: time) -> int:
    return clock.hour * _MINUTES + clock.minute
