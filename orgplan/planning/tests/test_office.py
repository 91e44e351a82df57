"""The hours of the office and the terms of collecting plans: rows that people edit, and what follows from them."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.queries import history_of
from orgplan.directory.tests import factories as directory
from orgplan.planning.actions.office import OfficeFacts, set_office_hours
from orgplan.planning.models import CollectingTerms, OfficeYear
from orgplan.planning.queries.board import board_of
from orgplan.planning.tests.factories import BY, city_plan, deadline_rule

pytestmark = pytest.mark.django_db

HOURS = {
    "opens": "8:30",
    "closes": "17:30",
    "friday": "16:30",
    "lunch_from": "12.30",
    "lunch_until": "13.30",
    "basis": "Правила распорядка, п. 4.1",
    "edition": "0",
}
PAGE = "/plans/office/"


def moment(*numbers: int) -> datetime:
    return timezone.make_aware(datetime(*numbers))  # type: ignore[arg-type]  # noqa: DTZ001 -- made aware here


def test_department_sets_the_hours_of_a_year(client_of):
    department = client_of(Role.DEPARTMENT)
    answer = department.post(f"{PAGE}2026/", HOURS)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    hours = OfficeYear.objects.get()
    assert (hours.year, hours.edition, hours.friday) == (2026, 1, time(16, 30))
    assert history_of(hours).get().verb == "planning.set_office_hours"
    reader = client_of(Role.COORDINATOR, unit=directory.unit()).get(PAGE).content.decode()
    assert "с 08:30 до 17:30, в пятницу до 16:30, обед с 12:30 до 13:30" in reader
    assert "Установить на" not in reader
    assert department.post(f"{PAGE}2026/remove/").status_code == 303
    assert "Действует обычный: с 08:30 до 17:30." in department.get(PAGE).content.decode()


def test_lateness_on_the_board_follows_the_hours():
    deadline_rule(at=time(12))
    directory.unit("Спорт")
    plan, now = city_plan(), moment(2026, 7, 16, 15)
    reader = accounts.user(Role.DEPARTMENT)
    assert board_of(plan, reader, now).rows[0].timing == "просрочено на 3\N{NO-BREAK SPACE}часа"
    facts = OfficeFacts(time(8, 30), time(17, 30), None, time(12, 30), time(13, 30))
    set_office_hours(year=2026, facts=facts, by=BY)
    assert board_of(plan, reader, now).rows[0].timing == "просрочено на 2\N{NO-BREAK SPACE}часа"


def test_deadline_after_closing_says_so(client_of):
    deadline_rule(at=time(18))
    assert "рабочий день до 17:30" in client_of(Role.DEPARTMENT).get("/plans/deadlines/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"closes": "8:00"}, "Рабочий день кончается позже, чем начинается"),
        ({"friday": "8:00"}, "Рабочий день в пятницу кончается позже"),
        ({"lunch_until": ""}, "Укажите и начало, и конец обеда."),
        ({"lunch_until": "18:00"}, "Обед лежит внутри рабочего дня"),
    ],
)
def test_hours_that_make_no_sense_are_refused_in_words(client_of, wrong, words):
    page = client_of(Role.DEPARTMENT).post(f"{PAGE}2026/", HOURS | wrong)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert OfficeYear.objects.count() == 0


def test_two_people_set_the_hours_of_one_year(client_of):
    first, second = client_of(Role.DEPARTMENT), client_of(Role.ADMINISTRATOR)
    assert first.post(f"{PAGE}2026/", HOURS).status_code == 303
    assert second.post(f"{PAGE}2026/", HOURS | {"opens": "9:00"}).status_code == 409
    assert OfficeYear.objects.get().opens == time(8, 30)


def test_new_year_begins_with_the_hours_before_it(client_of):
    department = client_of(Role.DEPARTMENT)
    department.post(f"{PAGE}2026/", HOURS)
    assert 'value="16:30"' in department.get(f"{PAGE}2027/").content.decode()
    assert department.get(f"{PAGE}1900/").status_code == 404


def test_terms_of_collecting_are_one_row(client_of):
    department = client_of(Role.DEPARTMENT)
    form = {"contact": "Планова О. С., 78-00-03", "stale_days": "2", "ahead_days": "40"}
    assert department.post(f"{PAGE}terms/", form | {"edition": "0"}).status_code == 303
    assert department.post(f"{PAGE}terms/", form | {"edition": "0", "stale_days": "9"}).status_code == 409
    terms = CollectingTerms.objects.get()
    assert (terms.contact, terms.stale_days) == ("Планова О. С., 78-00-03", 2)
    assert "Планова О. С., 78-00-03" in department.get(PAGE).content.decode()
