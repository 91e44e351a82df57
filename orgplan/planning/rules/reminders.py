"""Reminders about plans: when each is due before or after a deadline, and its words with the plan's facts in them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted
from orgplan.planning.rules.deadlines import Measure
from orgplan.worktime import UnknownYearError, WorkingCalendar

STALE_DAYS = 3
"""A reminder that was missed for longer is not sent any more: its words would be wrong; people may set another term."""

FIELDS = ("подразделение", "план", "срок", "осталось", "чего_нет", "страница", "кому_звонить")
"""What a template may name in braces."""

USUAL_SUBJECT = "План на {план}: срок {срок}"
USUAL_TEXT = (
    "{подразделение}: план мероприятий на {план} {чего_нет}.\nСрок — {срок} ({осталось}).\nОтправить план: {страница}"
    "\nПо вопросам плана: {кому_звонить}."
)
_FIELD = re.compile(r"\{([^{}]*)\}")


class ReminderMoment(TextChoices):
    """On which side of the deadline a reminder is sent."""

    BEFORE = "before", _("before the deadline")
    AT = "at", _("at the deadline")
    AFTER = "after", _("after the deadline")


@dataclass(frozen=True, slots=True)
class Occasion:
    """When a reminder is sent: `count` of `measure` (calendar or working days) before or after the deadline."""

    moment: ReminderMoment
    count: int = 0
    measure: Measure = Measure.WORKING

    @property
    def code(self) -> str:
        """Return the short name that makes keys of letters: `before-3`, `at`, `after-1-calendar`."""
        if self.moment == ReminderMoment.AT:
            return self.moment.value
        plain = f"{self.moment.value}-{self.count}"
        return plain if self.measure == Measure.WORKING else f"{plain}-{self.measure.value}"

    @property
    def words(self) -> str:
        """Return «за 3 рабочих дня до срока», «в срок», «через 1 день после срока»."""
        if self.moment == ReminderMoment.AT:
            return "в час срока"
        days = counted(self.count, "рабочий день" if self.measure == Measure.WORKING else "день")
        return f"за {days} до срока" if self.moment == ReminderMoment.BEFORE else f"через {days} после срока"


def reminded_at(occasion: Occasion, due: datetime, calendar: WorkingCalendar) -> datetime:
    """Return when the reminder about this deadline is sent, at the deadline's hour; naive, the city's own time.

    A year that the calendar does not know is counted in calendar days.
    """
    if occasion.moment == ReminderMoment.AT:
        return due
    count = occasion.count if occasion.moment == ReminderMoment.AFTER else -occasion.count
    day = due.date() + timedelta(days=count)
    if occasion.measure == Measure.WORKING:
        with contextlib.suppress(UnknownYearError):
            day = calendar.add(due.date(), count)
    return datetime.combine(day, due.time())


def occasion_due(
    occasions: Iterable[Occasion],
    *,
    due: datetime,
    now: datetime,
    calendar: WorkingCalendar,
    stale: timedelta = timedelta(days=STALE_DAYS),
) -> Occasion | None:
    """Return the one reminder that should be sent now: the latest that has come; None where there is none.

    Missed ones collapse into the latest, one missed for longer than `stale` is left out, and none that speaks of
    time left is sent once the deadline has passed.
    """
    come = [(at, each) for each in occasions if (at := reminded_at(each, due, calendar)) <= now]
    if not come:
        return None
    at, latest = max(come, key=lambda pair: pair[0])
    if now - at > stale or (latest.moment == ReminderMoment.BEFORE and now >= due):
        return None
    return latest


def unknown_fields(text: str) -> list[str]:
    """Return the words in braces that no reminder knows, in their order."""
    return [name for name in dict.fromkeys(_FIELD.findall(text)) if name not in FIELDS]


def fill(text: str, facts: Mapping[str, str]) -> str:
    """Put the facts into a template; what it does not know stays as it is written."""
    return _FIELD.sub(lambda found: facts.get(found[1], found[0]), text)
