"""«Idempotency-Key»: one action however often and however nearly at once it is asked for; answers kept for their term."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from orgplan.api.jobs import forget_answers
from orgplan.api.models import Answer
from orgplan.api.tests.factories import program
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.jobs.jobs import JobContext
from orgplan.jobs.tests.factories import job

KEY = {"Idempotency-Key": "a-1"}
DAY = timedelta(days=1)


def new(unit: Any, **fields: Any) -> dict[str, Any]:
    return {"title": "Приём делегации", "owner": unit.pk, "when": "12 августа 2026, 14:00–16:00"} | fields


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("threads", [2, 4])
def test_same_key_from_several_sides_at_once_records_once_and_answers_all_alike(threads: int) -> None:
    office, unit = program(), directory.unit()
    office.get("/events")  # the use of the token is written down before the race
    start, answers, refusals = Barrier(threads), [], []

    def ask() -> None:
        try:
            start.wait()
            while (answer := office.post("/events", new(unit), **KEY)).status_code == 409:
                refusals.append((answer.json()["type"], answer["Retry-After"]))
            answers.append((answer.status_code, answer.content))
        finally:
            connection.close()

    sides = [Thread(target=ask) for _number in range(threads)]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
    assert len(answers) == threads
    assert set(answers) == {(201, answers[0][1])}
    assert set(refusals) <= {("/api/problems/still-being-served", "1")}
    assert Event.objects.count() == 1
    assert Entry.objects.filter(verb="events.create_event").count() == 1


@pytest.mark.django_db
def test_request_that_is_being_served_is_told_to_wait() -> None:
    office, unit = program(), directory.unit()
    office.post("/events", new(unit), **KEY)
    Answer.objects.update(status=None, made_at=timezone.now())
    again = office.post("/events", new(unit), **KEY)
    assert (again.status_code, again.json()["type"]) == (409, "/api/problems/still-being-served")
    assert again["Retry-After"] == "1"


@pytest.mark.django_db
def test_key_left_behind_by_a_killed_process_is_free_after_a_minute() -> None:
    office, unit = program(), directory.unit()
    office.post("/events", new(unit), **KEY)
    Answer.objects.update(status=None, made_at=timezone.now() - timedelta(minutes=2))
    assert office.post("/events", new(unit), **KEY).status_code == 201
    assert (Event.objects.count(), Answer.objects.get().status) == (2, 201)


@pytest.mark.django_db
def test_answers_are_kept_for_the_hours_of_the_setting(settings: Any) -> None:
    settings.REPEAT_HOURS = 48
    office, unit = program(), directory.unit()
    office.post("/events", new(unit), **KEY)
    Answer.objects.update(made_at=timezone.now() - timedelta(hours=47))
    assert "Idempotency-Replayed" in office.post("/events", new(unit), **KEY)
    settings.REPEAT_HOURS = 24
    assert "Idempotency-Replayed" not in office.post("/events", new(unit), **KEY)
    assert Event.objects.count() == 2


@pytest.fixture
def kept(db: None) -> Answer:
    office = program()
    office.post("/events", {"title": ""}, **KEY)
    return Answer.objects.get()


def test_clock_clears_what_is_past_its_term_and_leaves_the_rest(kept: Answer, settings: Any) -> None:
    settings.REPEAT_HOURS = 24
    Answer.objects.create(token="x", key="old", made_at=timezone.now() - DAY - timedelta(minutes=1))
    forget_answers(JobContext(job(due_at=timezone.now())))
    assert list(Answer.objects.all()) == [kept]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x" * 201, "а\tб"])
def test_impossible_key_is_refused_in_words(key: str) -> None:
    answer = program().post("/events", {}, **{"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["type"]) == (422, "/api/problems/idempotency-key")
