"""What is urgent, what is held back, how notices of one thing become one line. No clock: `today` is an argument."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from orgplan.language.counts import counted
from orgplan.notices.rules.letters import QuietHours, leaves_when

N = TypeVar("N")
K = TypeVar("K", bound=Hashable)


class Gravity(TextChoices):
    """How much a notice weighs by itself, before the rules of the city look at its day."""

    USUAL = "usual", _("usual notice")
    SHIFT = "shift", _("time, place or the event itself is gone")
    PRESSING = "pressing", _("urgent whatever the day")


class MuteScope(TextChoices):
    """What somebody wants to hear no more of."""

    SUBJECT = "subject", _("this one thing")
    KIND = "kind", _("this kind of notices")
    UNIT = "unit", _("events of this unit")


class MuteWay(TextChoices):
    """Where it was muted."""

    PAGE = "page", _("on the page")
    LETTER = "letter", _("by the link in a letter")


class DigestSection(TextChoices):
    """Parts of the morning digest, in their order."""

    DAYS = "days", _("Today and the next working day")
    LATE = "late", _("Overdue by now")
    DUE = "due", _("Terms that end soon")
    WAITING = "waiting", _("Waits for your decision")
    CHANGED = "changed", _("What changed since the last digest")


@dataclass(frozen=True, slots=True)
class UrgencyRules:
    """What the city calls urgent. `days`: a shift so many days ahead; `leader_days`: anything of a leader's event.

    A negative number switches the rule off.
    """

    days: int = 3
    leader_days: int = 1


def urgent_words(gravity: Gravity, day: date | None, *, has_leader: bool, today: date, rules: UrgencyRules) -> str:
    """Return in words why a notice is urgent, empty where it can wait for the digest.

    Whatever lies behind today is not urgent, but for what presses by itself.
    """
    if gravity == Gravity.PRESSING:
        return gettext("it cannot wait for the morning")
    if day is None or day < today:
        return ""
    ahead = (day - today).days
    if has_leader and ahead <= rules.leader_days:
        return gettext("a leader takes part, and it is %(when)s") % {"when": ahead_words(ahead)}
    if gravity == Gravity.SHIFT and ahead <= rules.days:
        return gettext("the event is %(when)s") % {"when": ahead_words(ahead)}
    return ""


def ahead_words(days: int) -> str:
    """Return «сегодня», «завтра», «через 3 дня» — as a person says it."""
    if days == 0:
        return "сегодня"
    if days == 1:
        return "завтра"
    return f"через {counted(days, 'день')}"


def bundled(notices: Iterable[N], key: Callable[[N], K]) -> list[list[N]]:
    """Put together what tells of one thing, in the order of the first of each; nothing is lost or doubled."""
    found: dict[K, list[N]] = {}
    for each in notices:
        found.setdefault(key(each), []).append(each)
    return list(found.values())


def is_muted(mutes: Iterable[tuple[str, str]], *, subject: str, kind: str, unit: int | None) -> tuple[str, str] | None:
    """Return the mute (scope, value) that holds the notice back, None where it is told."""
    known = set(mutes)
    of_it = ((MuteScope.SUBJECT, subject), (MuteScope.KIND, kind), (MuteScope.UNIT, str(unit) if unit else ""))
    return next(((str(scope), value) for scope, value in of_it if value and (str(scope), value) in known), None)


def next_working_day(day: date, is_day_off: Callable[[date], bool]) -> date:
    """Return the first working day after this one."""
    day += timedelta(days=1)
    while is_day_off(day):
        day += timedelta(days=1)
    return day


def is_digest_due(
    now: datetime, at: time, quiet: QuietHours, *, is_day_off: Callable[[date], bool], on_days_off: bool
) -> bool:
    """Tell whether the digest of the day is to be composed at this moment, which bears the city's zone.

    From its hour on, but not in quiet hours: after a day's outage it comes in the morning, never in the night, and one
    digest tells of all that was missed.
    """
    if now.time() < at or (is_day_off(now.date()) and not on_days_off):
        return False
    held = QuietHours(quiet.since, quiet.until, days_off=False)
    return leaves_when(now, held, is_day_off) == now
