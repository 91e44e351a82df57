"""Ordering work, claiming it, losing it, stopping it, trying it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.jobs import actions
from orgplan.jobs.actions import leases
from orgplan.jobs.actions.clock import forget_jobs, lay_in
from orgplan.jobs.actions.leases import (
    LeaseLostError,
    finish_job,
    is_stop_requested,
    put_off_job,
    renew_leases,
    report_progress,
)
from orgplan.jobs.actions.queue import UnknownJobKindError
from orgplan.jobs.models import Clock, Job
from orgplan.jobs.rules import LEASE
from orgplan.jobs.tests.factories import job

pytestmark = pytest.mark.django_db
BY = System("проба")
SECOND = timedelta(seconds=1)


def claim_job(*, token: str, now: datetime) -> Any:
    return leases.claim_job(token=token, now=now)


def test_job_of_a_kind_that_nobody_does_is_refused_at_once():
    with pytest.raises(UnknownJobKindError):
        actions.enqueue(kind="никто", key="1", payload={}, by=BY)


def test_database_keeps_one_job_per_kind_and_key():
    made = job()
    with pytest.raises(IntegrityError), transaction.atomic():
        job(key=made.key)


def test_job_is_claimed_once_and_by_the_longest_due():
    now = timezone.now()
    later, sooner = job(due_at=now - SECOND), job(due_at=now - SECOND * 2)
    job(due_at=now + SECOND)
    claimed = [claim_job(token=str(number), now=now) for number in range(3)]
    assert claimed == [sooner, later, None]
    assert [each.attempts for each in claimed if each] == [1, 1]


def test_lease_that_ran_out_is_taken_by_another_and_the_first_changes_nothing_more():
    job()
    now = timezone.now()
    first = claim_job(token="первый", now=now)
    assert claim_job(token="второй", now=now + LEASE - SECOND) is None
    second = claim_job(token="второй", now=now + LEASE + SECOND)
    assert second.attempts == 2
    for write in (
        lambda: finish_job(first, now=now),
        lambda: report_progress(first, done=1, total=2, words="", now=now),
        lambda: is_stop_requested(first),
    ):
        with pytest.raises(LeaseLostError):
            write()
    finish_job(second, now=now)
    assert Job.objects.get().state == "done"


def test_heartbeat_keeps_the_lease():
    job()
    now = timezone.now()
    claim_job(token="первый", now=now)
    assert renew_leases(tokens={"первый", "чужой"}, now=now + LEASE) == 1
    assert claim_job(token="второй", now=now + LEASE + SECOND) is None


def test_job_given_back_without_a_fault_has_lost_no_attempt():
    job()
    now = timezone.now()
    put_off_job(claim_job(token="т", now=now), due_at=now)
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("waiting", 0)


def test_waiting_job_is_stopped_at_once_and_running_one_is_asked():
    waiting, running = job(), job(due_at=timezone.now() - SECOND)
    claim_job(token="т", now=timezone.now())
    assert actions.stop_job(waiting, by=BY).state == "cancelled"
    asked = actions.stop_job(running, by=BY)
    assert (asked.state, is_stop_requested(asked)) == ("running", True)


def test_only_what_failed_or_was_stopped_is_tried_again():
    made = job()
    with pytest.raises(RefusedError, match="ждёт"):
        actions.try_job_again(made, by=BY)
    Job.objects.filter(pk=made.pk).update(state="failed", attempts=6, finished_at=timezone.now())
    again = actions.try_job_again(made, by=BY)
    assert (again.state, again.attempts, again.finished_at) == ("waiting", 0, None)


def test_each_due_moment_becomes_one_job_and_the_first_is_waited_for():
    now = timezone.now()
    assert not lay_in(title="проба", words="Проба", due=now - SECOND * 2, now=now)
    assert lay_in(title="проба", words="Проба", due=now, now=now)
    assert not lay_in(title="проба", words="Проба", due=now, now=now)
    assert Job.objects.get().key == now.isoformat()


def test_clock_set_back_by_hand_makes_no_second_job_of_a_moment():
    now = timezone.now()
    lay_in(title="проба", words="", due=now - SECOND, now=now)
    assert lay_in(title="проба", words="", due=now, now=now)
    Clock.objects.update(last_due_at=now - SECOND)
    assert not lay_in(title="проба", words="", due=now, now=now)
    assert Job.objects.count() == 1


def test_only_recurring_work_done_long_ago_is_forgotten():
    now = timezone.now()
    old = {"state": "done", "finished_at": now - SECOND * 2}
    job(kind="recurring.проба", **old)
    kept = {job(**old), job(kind="recurring.проба"), job(kind="recurring.проба", state="done", finished_at=now)}
    assert forget_jobs(before=now - SECOND) == 1
    assert set(Job.objects.all()) == kept
