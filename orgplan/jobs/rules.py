"""States of a job, pauses between attempts, due moments of recurring work. No clock: `now` is an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=2)
"""How long a worker owns what it took without saying that it is alive; a dead worker's work is taken again after it."""

HEARTBEAT = timedelta(seconds=20)
"""How often a worker says that it is alive: several times within a lease, so that one lost beat costs nothing."""

MOST_ATTEMPTS = 6
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))

EVERY_DAY = frozenset(range(7))
MONDAY_TO_FRIDAY = frozenset(range(5))
MINUTES_A_DAY = 24 * 60


class JobState(TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("job waits")
    RUNNING = "running", _("job runs")
    DONE = "done", _("job is done")
    FAILED = "failed", _("job failed")
    CANCELLED = "cancelled", _("job is stopped")


JOB_TRANSITIONS: dict[tuple[JobState, str], JobState] = {
    (JobState.WAITING, "claim"): JobState.RUNNING,
    (JobState.WAITING, "stop"): JobState.CANCELLED,
    (JobState.RUNNING, "claim"): JobState.RUNNING,  # the lease of a dead worker has run out
    (JobState.RUNNING, "finish"): JobState.DONE,
    (JobState.RUNNING, "put_off"): JobState.WAITING,
    (JobState.RUNNING, "fail"): JobState.FAILED,
    (JobState.RUNNING, "stop"): JobState.CANCELLED,
    (JobState.FAILED, "try_again"): JobState.WAITING,
    (JobState.CANCELLED, "try_again"): JobState.WAITING,
}


def next_job_state(state: str, verb: str) -> JobState | None:
    """Return the state after the verb, None where the table does not let it pass."""
    return JOB_TRANSITIONS.get((JobState(state), verb))


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after the attempt with this number (from 1) failed; never shorter than before."""
    return _PAUSES[min(max(attempt, 1), len(_PAUSES)) - 1]


@dataclass(frozen=True, slots=True)
class Every:
    """Due every so many minutes, counted from midnight of the city: 15 means :00, :15, :30, :45."""

    minutes: int

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= MINUTES_A_DAY:
            raise ValueError(f"every {self.minutes} minutes: from 1 to {MINUTES_A_DAY}")


@dataclass(frozen=True, slots=True)
class Daily:
    """Due at this time of the city on these weekdays (Monday is 0)."""

    at: time
    weekdays: frozenset[int] = EVERY_DAY

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError("weekdays: some of 0 (Monday) to 6")


Schedule = Every | Daily


def latest_due(schedule: Schedule, now: datetime) -> datetime:
    """Return the latest due moment not after `now`, which bears the city's zone.

    Whoever was away asks only for this one: missed moments collapse into the latest.
    """
    if isinstance(schedule, Every):
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = (now.hour * 60 + now.minute) // schedule.minutes * schedule.minutes
        return midnight + timedelta(minutes=passed)
    return next(
        moment
        for back in range(8)
        if (moment := _at(now, schedule.at, back)) <= now and moment.weekday() in schedule.weekdays
    )


def _at(now: datetime, at: time, days_back: int) -> datetime:
    return datetime.combine(now.date() - timedelta(days=days_back), at, tzinfo=now.tzinfo)


_WEEKDAYS = (_("on Mon"), _("on Tue"), _("on Wed"), _("on Thu"), _("on Fri"), _("on Sat"), _("on Sun"))


def schedule_words(schedule: Schedule) -> str:
    """Return «каждые 15 мин», «ежедневно в 04:30», «пн, ср в 12:00»."""
    if isinstance(schedule, Every):
        return gettext("every %(minutes)s min") % {"minutes": schedule.minutes}
    at = {"at": f"{schedule.at:%H:%M}"}
    if schedule.weekdays == EVERY_DAY:
        return gettext("daily at %(at)s") % at
    if schedule.weekdays == MONDAY_TO_FRIDAY:
        return gettext("Monday to Friday at %(at)s") % at
    days = ", ".join(str(_WEEKDAYS[day]) for day in sorted(schedule.weekdays))
    return gettext("%(days)s at %(at)s") % (at | {"days": days})
