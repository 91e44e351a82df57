"""What stands at the borders of time in every view, and the one filter that goes through all of them."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from django.http import QueryDict
from django.test import override_settings

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.calendar.queries import CalendarFilter, calendar_filter
from orgplan.calendar.rules.spans import View
from orgplan.calendar.views.frame import Address
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant
from orgplan.events.actions.programmes import ProgrammeFacts, put_into_programmes, write_programme
from orgplan.events.rules import Level, ParticipationKind
from orgplan.events.tests.factories import BY, event
from orgplan.saved_views.actions import keep_view

pytestmark = pytest.mark.django_db
CLOCKED = (View.DAY, View.WEEK, View.HOURS, View.MONTH, View.LIST, View.VENUES, View.VENUE_WEEK)
"""The views that name an event of one day with its hour; a quarter and a year count it."""


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


@pytest.fixture
def mayor(db):
    person = directory.person("Образцов", "Илья", "Игоревич")
    directory.position(person, "мэр города Пробного", leader_order=1)
    return person


def hosted(person, when, **facts):
    return event(when, participants=(Participant(ParticipationKind.HOSTS, person=person),), **facts)


def text_of(client, view, day, query=""):
    response = client.get(f"/calendar/{view}/{day}/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("view", CLOCKED)
@pytest.mark.parametrize(
    ("when", "day", "hour"),
    [
        ("31 августа 2026 года, 23:00–01:00", "2026-08-31", "23:00"),
        ("31 августа 2026 года, 23:00–01:00", "2026-09-01", "01:00"),
        ("31 декабря 2026 года, 23:30–00:30", "2026-12-31", "23:30"),
        ("12 августа 2026 года, 14:00–14:00", "2026-08-12", "14:00"),
        ("12 августа 2026 года, 00:00–00:30", "2026-08-12", "00:00"),
    ],
)
def test_event_at_a_border_is_named_with_its_hour(view, when, day, hour, office, mayor):
    hosted(mayor, when, title="Обход Пробный", venue=directory.venue(name="Зал без координат Пробный"))
    page = text_of(office, view, day)
    assert "Обход Пробный" in page
    assert hour in page or view == View.MONTH  # a month names the evening on which it began


@pytest.mark.parametrize("view", list(View))
def test_event_over_months_stands_in_both(view, office, mayor):
    hosted(mayor, "30 августа – 2 сентября 2026 года", title="Слёт Пробный", venue=directory.venue())
    for day in ("2026-08-30", "2026-09-02"):
        page = text_of(office, view, day)
        assert "Слёт Пробный" in page or view == View.YEAR
    assert "Слёт Пробный" not in text_of(office, view, "2026-12-01")


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Omsk"])
@pytest.mark.parametrize("view", CLOCKED)
def test_hours_are_those_of_the_wall_clock_when_clocks_change(zone, view, office, mayor):
    # Berlin skips 2:30 on 29 March 2026, New York on 8 March; the plan's words are the city's own.
    with override_settings(TIME_ZONE=zone):
        for day in ("2026-03-08", "2026-03-29", "2026-10-25"):
            year, month, number = day.split("-")
            when = f"{number}.{month}.{year}, 02:30–03:30"
            hosted(mayor, when, title=f"Смена часов {day}", venue=directory.venue(name=f"Зал {zone} {day}"))
            page = text_of(office, view, day)
            assert f"Смена часов {day}" in page
            assert "02:30" in page


def test_venue_without_coordinates_stops_neither_the_page_nor_the_move(office, mayor):
    hall, far = directory.venue(name="Зал Пробный"), directory.venue(name="Порт Пробный")
    first = hosted(mayor, "25 ноября 2026 года, 10:00–11:00", venue=hall)
    hosted(mayor, "25 ноября 2026 года, 11:30–12:00", venue=far)
    closed = f"/calendar/move/{first.pk}/closed/?first=2026-11-23&last=2026-11-29&day=2026-11-25&from=10:00&until=11:00"
    assert office.get(closed).json()["why"] == ""
    posted = {"day": "2026-11-26", "seen_day": "2026-11-25", "seen_start": "10:00", "seen_end": "11:00"}
    assert office.post(f"/calendar/move/{first.pk}/", posted).status_code == 303


@pytest.mark.parametrize("view", [View.DAY, View.HOURS, View.WEEK, View.VENUES, View.VENUE_WEEK, View.MONTH])
def test_twelve_events_at_one_hour_are_named_or_counted(view, office, mayor):
    hall = directory.venue(name="Зал Пробный")
    for number in range(12):
        hosted(mayor, "12 августа 2026 года, 10:00–11:00", title=f"Приём Пробный {number:02}", venue=hall)
    page = text_of(office, view, "2026-08-12")
    named = sum(f"Приём Пробный {number:02}" in page for number in range(12))
    left = 12 - named
    assert left == 0 or f"ещё {left}" in page


EMPTY = {
    View.DAY: "В этот день нет ни одного руководителя",
    View.WEEK: "На этой неделе нет ни одного руководителя",
    View.LIST: "После этого дня ничего не запланировано",
    View.VENUES: "Площадки свободны",
    View.VENUE_WEEK: "Площадки свободны",
}
"""What a view without anything says; month, quarter, year and hours show their empty grid."""


@pytest.mark.parametrize("view", list(View))
def test_day_without_anything_says_what_stands_there(view, office):
    empty = text_of(office, view, "2031-05-06")
    assert [words for words in set(EMPTY.values()) if words in empty] == ([EMPTY[view]] if view in EMPTY else [])
    assert "Собрание Пробное" not in empty
    event("6 мая 2031 года, 10:00–11:00", title="Собрание Пробное", venue=directory.venue(name="Зал Пробный"))
    filled = text_of(office, view, "2031-05-06")
    if view in {View.LIST, View.VENUES, View.VENUE_WEEK}:
        assert ("Собрание Пробное" in filled, EMPTY[view] in filled) == (True, False)
    assert filled != empty


# The filter


FILTER = {
    "leader": "7",
    "unit": "3",
    "level": "regional",
    "kind": "culture",
    "programme": "5",
    "district": "Северный",
    "state": "draft",
    "q": "хор",
}


def filter_in(query: QueryDict) -> CalendarFilter:
    """Return the filter that the address asks for."""
    return calendar_filter({name: str(value) for name, value in query.items()}, query.getlist("leader"))


@pytest.mark.parametrize("size", range(1, len(FILTER) + 1))
def test_each_combination_of_conditions_goes_to_every_view_and_day(size):
    for names in combinations(FILTER, size):
        query = QueryDict(mutable=True)
        query.update({name: FILTER[name] for name in names})
        address = Address(View.WEEK, date(2026, 8, 12), query)
        read = filter_in(query)
        links = [*(tab.url for tab in address.tabs), address.before, address.after, address.now]
        for link in links:
            there = QueryDict(link.partition("?")[2])
            assert there == query
            assert filter_in(there) == read


def test_filter_finds_the_same_event_in_every_view_and_is_kept_under_a_name(office, mayor):
    unit, hall = directory.unit("Свой Пробный"), directory.venue(name="Зал Пробный", district="Северный")
    facts = {"kind": "culture", "level": Level.REGIONAL, "owner": unit, "venue": hall}
    wanted = hosted(mayor, "12 августа 2026 года, 10:00–11:00", title="Хор Пробный", **facts)
    hosted(mayor, "12 августа 2026 года, 12:00–13:00", title="Сход Пробный", venue=hall)
    programme = write_programme(facts=ProgrammeFacts("80 лет Победы", "ПОБЕДА-80", 2025, 2026), by=BY)
    put_into_programmes(wanted, programmes=[programme], by=BY)
    query = f"?leader={mayor.pk}&unit={unit.pk}&level=regional&kind=culture&programme={programme.pk}&district=Северный"
    for view in View:
        page = text_of(office, view, "2026-08-12", query)
        assert "Сход Пробный" not in page
        assert "Хор Пробный" in page or view == View.YEAR
        assert "Отбор: 6 условий" in page
    office_user = User.objects.get(role=Role.DEPARTMENT)
    kept = keep_view(list_name="calendar", name="Хоры Пробные", query=query[1:], audience="all", by=office_user)
    assert "Хоры Пробные" in text_of(office, View.MONTH, "2026-08-12")
    assert kept.query
