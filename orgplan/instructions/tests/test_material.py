"""Who answers for an instruction, and who only gives material to it; what a returned one says to its performer."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.instructions.actions import Performer, accept_report, return_report
from orgplan.instructions.tests.factories import BY, instruction, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    return [directory.unit(f"Департамент {name}") for name in ("культуры", "спорта", "транспорта")]


@pytest.fixture
def given(three):
    return instruction(*(Performer(each, directory.person()) for each in three))


def noted(row) -> list[bool]:
    return [each.given_on is not None for each in row.co_performers.order_by("position")]


def press(client, row, other: int):
    key = row.co_performers.order_by("position")[other].pk
    return client.post(reverse("instructions:note_material", args=[row.pk, key])).status_code


def test_co_performer_notes_the_own_material_and_nobody_elses(client, three, given):
    client.force_login(directory.coordinator(three[1]))
    page = client.get(reverse("instructions:instruction", args=[given.pk])).content.decode()
    assert page.count("/material/") == 1
    assert (press(client, given, 0), press(client, given, 1)) == (303, 403)
    assert noted(given) == [True, False]


def test_responsible_notes_material_of_all(client, three, given):
    client.force_login(directory.coordinator(three[0]))
    assert (press(client, given, 0), press(client, given, 1)) == (303, 303)
    assert noted(given) == [True, True]


@pytest.mark.parametrize("deed", ["report", "ask_extension", "withdraw"])
def test_only_the_first_named_reports_and_asks(client, three, given, deed):
    url = reverse(f"instructions:{deed}", args=[given.pk])
    client.force_login(directory.coordinator(three[1]))
    assert client.post(url).status_code == 403
    assert f'href="{url}"' not in client.get(reverse("instructions:instruction", args=[given.pk])).content.decode()
    client.force_login(directory.coordinator(three[0]))
    assert client.post(url).status_code != 403


def test_material_of_a_removed_instruction_stays_as_noted(client, three, given):
    accept_report(reported(given), today=date(2026, 3, 19), edition=2, by=BY)
    client.force_login(directory.coordinator(three[1]))
    assert "/material/" not in client.get(reverse("instructions:instruction", args=[given.pk])).content.decode()
    assert press(client, given, 0) == 303
    assert noted(given) == [False, False]


def test_returned_instruction_says_its_remarks_on_top_until_the_next_report(client, given):
    client.force_login(accounts.user(Role.DEPARTMENT))
    url = reverse("instructions:instruction", args=[given.pk])
    return_report(reported(given), decision="Нет таблицы", edition=2, by=BY)
    page = client.get(url).content.decode()
    assert "Возвращено на доработку: замечания" in page
    assert page.index("Нет таблицы") < page.index(given.text, page.index("<main"))
    given.refresh_from_db()
    reported(given, timezone.localdate())
    assert "Возвращено на доработку: замечания" not in client.get(url).content.decode()
