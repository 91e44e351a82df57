"""The page of background jobs."""

from __future__ import annotations

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.jobs.models import Job
from orgplan.jobs.tests.factories import job

pytestmark = pytest.mark.django_db
QUERIES = 7  # session, reader, counts, count, rows, workers, last seen


@pytest.mark.parametrize("number", [1, 3, 120])
def test_list_takes_the_same_queries_whatever_the_number(number, client_of, django_assert_num_queries):
    for _each in range(number):
        job()
    client = client_of(Role.ADMINISTRATOR)
    with django_assert_num_queries(QUERIES):
        page = client.get("/jobs/")
    assert page.status_code == 200


def test_failed_job_stands_first_with_its_reason_and_can_be_tried_again(client_of):
    job(words="Ждущее")
    failed = job(words="Неудачное", state="failed", last_error="Сервер занят.", finished_at=timezone.now())
    client = client_of(Role.ADMINISTRATOR)
    page = client.get("/jobs/").content.decode()
    assert page.index("Неудачное") < page.index("Ждущее")
    assert "Сервер занят." in page
    assert client.post(f"/jobs/{failed.pk}/again/").status_code == 303
    assert Job.objects.get(pk=failed.pk).state == "waiting"


def test_refused_deed_is_said(client_of):
    made = job(state="done", finished_at=timezone.now())
    page = client_of(Role.ADMINISTRATOR).post(f"/jobs/{made.pk}/stop/", follow=True).content.decode()
    assert "уже в состоянии «сделано»" in page
