"""Pages of the almanac: cycles with exceptions, the scheme, dates, jubilees."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.almanac.models import CycleException, Jubilee, JubileeRule, MeetingCycle, MemorialDate
from orgplan.almanac.tests.test_laying import cycle
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def form_of(unit, **values):
    return {
        "title": "Планёрка",
        "rule_text": "1, 3, 4-й вторник, 2-й четверг в 14.00",
        "starts_on": "2026-01-01",
        "off_day": "next",
        "kind": "staff_meeting",
        "owner": unit.pk,
        "in_week": "on",
        "in_month": "on",
        "days_ahead": "45",
        "position": "10",
    } | values


def test_meeting_is_recorded_in_words_and_shown_back(office):
    answer = office.post("/almanac/cycles/new/", form_of(directory.unit()), follow=True)
    words = answer.content.decode()
    assert "1-й, 3-й и 4-й вторник, 2-й четверг месяца, 14:00" in words
    assert "1, 3, 4-й вторник, 2-й четверг в 14.00" in words
    assert MeetingCycle.objects.get().rrule == "FREQ=MONTHLY;BYDAY=1TU,3TU,4TU,2TH"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"rule_text": "чётные недели"}, "Непонятно: «чётные недели»"),
        ({"rule_text": "ежеквартально"}, "нет дня"),
        ({"ends_on": "2025-01-01"}, "Окончание раньше начала"),
        ({"title": ""}, "Не сохранено"),
    ],
)
def test_mistake_in_a_meeting_is_said_and_saves_nothing(values, said, office):
    answer = office.post("/almanac/cycles/new/", form_of(directory.unit(), **values))
    assert (answer.status_code, MeetingCycle.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_two_people_change_one_meeting_and_see_each_other(office):
    one = cycle()
    form = form_of(one.owner, edition="1", opened="{}")
    assert office.post(f"/almanac/cycles/{one.pk}/edit/", form).status_code == 303
    assert office.post(f"/almanac/cycles/{one.pk}/edit/", form | {"title": "Иначе"}).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    for _number in range(count):
        cycle()
    with django_assert_num_queries(5):
        page = office.get("/almanac/cycles/")
    assert len(page.context["rows"]) == count


def test_scheme_has_weeks_and_weekdays(office):
    cycle()
    cycle("15 числа в 9.00")
    page = office.get("/almanac/cycles/scheme/")
    assert all(len(days[0]) == 1 for _number, days in page.context["weeks"])
    assert [each.rule_text for each in page.context["others"]] == ["15 числа в 9.00"]
    assert page.content.decode().count('<td data-label="Понедельник"><div>') == 5


def test_exception_is_recorded_shown_and_removed(office):
    one = cycle()
    form = {"kind": "moved", "day": "2026-06-08", "new_day": "2026-06-09", "reason": "выезд", "basis": "записка № 1"}
    assert office.post(f"/almanac/cycles/{one.pk}/exception/", form).status_code == 303
    words = office.get(f"/almanac/cycles/{one.pk}/").content.decode()
    assert "выезд" in words
    assert "записка № 1" in words
    exception = CycleException.objects.get()
    assert office.post(f"/almanac/cycles/{one.pk}/exceptions/{exception.pk}/remove/").status_code == 303
    wrong = office.post(f"/almanac/cycles/{one.pk}/exception/", form | {"day": "2026-06-10"})
    assert wrong.status_code == 422
    assert "встречи нет" in wrong.content.decode()


def test_laying_says_what_it_did(office):
    cycle()
    words = office.post("/almanac/cycles/lay/", follow=True).content.decode()
    assert "Разложено по планам: новых" in words
    assert Event.objects.count() > 0


def test_terms_are_set_by_people_and_hold_for_the_page_and_for_moved_meetings(office, client_of):
    one = cycle()
    first = office.get("/almanac/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert ("на 45 дней вперёд" in first, "на 120 дней" in first) == (True, True)
    form = {"dates_ahead": "10", "moved_within": "14", "edition": "0"}
    assert client_of(Role.COORDINATOR).post("/almanac/terms/", form).status_code == 403
    assert office.post("/almanac/terms/", form).status_code == 303
    again = office.get("/almanac/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "на 10 дней вперёд" in again
    assert office.post("/almanac/terms/", form | {"dates_ahead": "20"}).status_code == 409
    moved = {"kind": "moved", "day": "2026-06-15", "new_day": "2026-06-30", "reason": "выезд"}
    refused = office.post(f"/almanac/cycles/{one.pk}/exception/", moved)
    assert (refused.status_code, CycleException.objects.count()) == (422, 0)
    assert "не больше чем на 14" in refused.content.decode()
    assert office.post(f"/almanac/cycles/{one.pk}/exception/", moved | {"new_day": "2026-06-29"}).status_code == 303


def date_form(**values):
    return {"title": "День города", "level": "city", "rule_kind": "nth_weekday"} | values


def test_date_is_recorded_and_falls_on_its_day(office):
    form = date_form(month="8", number="1", weekday="5")
    assert office.post("/almanac/dates/new/", form).status_code == 303
    words = office.get("/almanac/dates/?year=2026").content.decode()
    assert "первая суббота августа" in words
    assert "1 августа" in words
    one = MemorialDate.objects.get()
    assert office.post(f"/almanac/dates/{one.pk}/", form | {"edition": "1", "is_mourning": "on"}).status_code == 303
    assert MemorialDate.objects.get().is_mourning
    assert office.post(f"/almanac/dates/{one.pk}/remove/").status_code == 303


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"month": "8", "number": "0", "weekday": "5"}, "Такого дня нет"),
        ({"rule_kind": "fixed", "month": "2", "day": "30"}, "Такого дня нет"),
        ({"month": "8", "number": "1", "weekday": "5", "event_title": "Шествие"}, "нужны и название"),
    ],
)
def test_mistake_in_a_date_is_said(values, said, office):
    answer = office.post("/almanac/dates/new/", date_form(**values))
    assert (answer.status_code, MemorialDate.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_jubilees_come_from_the_directory_and_from_kept_dates(office, client_of):
    directory.organisation("Театр", founded_on=date(1926, 5, 4))
    person = {"title": "Выдуманов Пётр", "kind": "person", "began_on": "1976-04-09"}
    assert office.post("/almanac/jubilees/new/", person).status_code == 303
    words = office.get("/almanac/jubilees/?year=2026").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "100 лет" in words
    assert "50 лет" in words
    unit = client_of(Role.COORDINATOR, unit=directory.unit())
    assert "Выдуманов" not in unit.get("/almanac/jubilees/?year=2026").content.decode()
    one = Jubilee.objects.get()
    assert office.post(f"/almanac/jubilees/{one.pk}/remove/").status_code == 303


def test_rule_of_jubilees_is_a_row_that_people_edit(office):
    directory.organisation("Театр", founded_on=date(1926, 5, 4))
    form = {"ages": "7, 13", "then_every": "0", "days_ahead": "30"}
    assert office.post("/almanac/jubilees/rule/organisation/", form).status_code == 303
    assert "Театр" not in office.get("/almanac/jubilees/?year=2026").content.decode()
    assert (
        office.post("/almanac/jubilees/rule/organisation/", form | {"ages": "сто", "edition": "1"}).status_code == 422
    )
    assert JubileeRule.objects.get().ages == "7, 13"


def test_first_screen_tells_todays_dates(office):
    today = timezone.localdate()
    form = date_form(rule_kind="fixed", month=str(today.month), day=str(today.day), title="День проверки")
    assert office.post("/almanac/dates/new/", form).status_code == 303
    assert "День проверки" in office.get("/today/ahead/").content.decode()


@pytest.mark.parametrize("year", ["", "x", "0", "99999999999", "1"])
def test_year_without_sense_is_answered(year, office):
    assert office.get(f"/almanac/dates/?year={year}").status_code == 200
    assert office.get(f"/almanac/jubilees/?year={year}").status_code == 200
