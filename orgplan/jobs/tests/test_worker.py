"""The worker: what a handler may say, how its end is written, recurring work, duties."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from orgplan.core.editing import RefusedError
from orgplan.jobs.jobs import Duty, Handler, Recurring, TryLaterError
from orgplan.jobs.models import Clock, Job, Worker
from orgplan.jobs.rules import Every
from orgplan.jobs.tests.factories import job
from orgplan.jobs.worker import Crew

pytestmark = pytest.mark.django_db(transaction=True)


def crew(run=lambda *_given: None, *, recurring=(), duties=(), attempts=6, said=None) -> Crew:
    handler = Handler("проба", run, "Проба", attempts)
    return Crew(handlers=(handler,), recurring=recurring, duties=duties, say=(said if said is not None else []).append)


def after(run, **options) -> Job:
    made = job()
    crew(run, **options).run_once()
    made.refresh_from_db()
    return made


def refuse(context, payload):
    raise RefusedError("Плана больше нет.")


def later(context, payload):
    raise TryLaterError("Сервер занят.", after=timedelta(minutes=3))


def fault(context, payload):
    raise KeyError("поле")


def stop(context, payload):
    Job.objects.update(cancel_requested=True)
    context.progress(1, 2, "половина")


def test_done_job_keeps_its_progress_and_is_said():
    said: list[str] = []
    done = after(lambda context, _payload: context.progress(3, 3, "всё"), said=said)
    assert (done.state, done.done, done.total, done.progress_words) == ("done", 3, 3, "всё")
    assert said == ["Проба: сделано"]


@pytest.mark.parametrize(
    ("run", "state", "words"),
    [
        (refuse, "failed", "Плана больше нет."),
        (later, "waiting", "Сервер занят."),
        (fault, "waiting", "Внутренняя ошибка: KeyError: 'поле'."),
        (stop, "cancelled", "Остановлено по просьбе."),
    ],
)
def test_end_of_a_job_is_written_in_words(run, state, words):
    ended = after(run)
    assert (ended.state, ended.last_error, ended.leased_until) == (state, words, None)


@pytest.mark.parametrize("run", [later, fault])
def test_last_attempt_fails_and_stays_visible(run):
    assert after(run, attempts=1).state == "failed"


def test_job_that_breaks_its_worker_time_and_again_is_given_up():
    made = job(state="running", attempts=6, lease_token="мёртвый", leased_until=timezone.now() - timedelta(seconds=1))
    crew().run_once()
    made.refresh_from_db()
    assert (made.state, made.attempts) == ("failed", 7)


def test_worker_that_is_ending_gives_its_job_back():
    made = job()

    def end(context, _payload):
        context.ending.set()
        context.check_stopped()

    crew(end).run_once()
    made.refresh_from_db()
    assert (made.state, made.attempts) == ("waiting", 0)


def test_unknown_kind_fails_in_words():
    made = job(kind="прежняя")
    crew().run_once()
    made.refresh_from_db()
    assert made.last_error == "Программа не знает работы вида «прежняя»."


def test_missed_recurring_moments_are_one_run_with_the_moment_it_was_due():
    ran = []
    work = Recurring("проба", Every(1440), lambda context: ran.append(context.due_at), "Проба")
    long_ago = timezone.now() - timedelta(days=40)
    Clock.objects.create(title="проба", last_due_at=long_ago)
    crew(recurring=(work,)).run_once()
    crew(recurring=(work,)).run_once()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert ran == [midnight]


def test_duties_are_done_until_they_find_nothing():
    left = [3]

    def duty(ending):
        left[0] -= bool(left[0])
        return bool(left[0])

    assert crew(duties=(Duty("проба", duty),)).run_once() == 2


def test_worker_shows_that_it_lived_and_ended():
    crew().run_once()
    assert Worker.objects.get().stopped_at is not None


def test_two_workers_of_several_threads_do_each_job_once():
    ran: list[int] = []
    for number in range(20):
        job(payload={"number": number})
    teams = [crew(lambda _context, payload: ran.append(payload["number"])) for _number in range(2)]

    def work(team):
        try:
            team.run(2)
        finally:
            connection.close()

    threads = [Thread(target=work, args=(team,)) for team in teams]
    for thread in threads:
        thread.start()
    while Job.objects.exclude(state="done").exists():
        teams[0].ending.wait(0.2)
    for team in teams:
        team.end()
    for thread in threads:
        thread.join()
    assert sorted(ran) == list(range(20))
