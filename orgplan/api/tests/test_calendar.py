"""The calendar for programs: what stands between two moments, as the holder of the token may see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as site
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.paging import Paging, page_of_values
from orgplan.api.tests.factories import Program, program
from orgplan.clashes.tests.factories import at
from orgplan.clashes.tests.factories import event as meeting
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.tests import factories as events

pytestmark = pytest.mark.django_db

CITY = ZoneInfo(site.TIME_ZONE)
DAY = date(2026, 8, 12)


@pytest.fixture
def office() -> Program:
    return program()


def moment(hours: int, day: date = DAY) -> str:
    return (datetime(day.year, day.month, day.day, tzinfo=CITY) + timedelta(hours=hours)).isoformat()


def window(office: Program, since: int = 0, until: int = 24, **wanted: Any) -> Any:
    return office.get("/calendar", since=moment(since), until=moment(until), **wanted)


def titles(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()
    return [each["title"] for each in answer.json()["items"]]


def test_entry_says_when_where_and_who(office: Program) -> None:
    person, venue = directory.person("Образцов"), directory.venue("Большой зал")
    made = meeting("Приём", "14:00–15:30", person, venue=venue)
    (entry,) = window(office).json()["items"]
    assert entry == {
        "event": str(made.uid),
        "title": "Приём",
        "kind": "meeting",
        "level": "city",
        "state": "planned",
        "exact": "timed",
        "start": "2026-08-12",
        "end": "2026-08-12",
        "start_time": "14:00",
        "end_time": "15:30",
        "venue": venue.pk,
        "where": "Большой зал",
        "people": [{"id": person.pk, "name": "Образцов\u00a0П.\u00a0П.", "taking": "hosts"}],
        "remark": "",
        "was": None,
    }


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [(0, 24, True), (14, 15, True), (15, 16, True), (16, 18, False), (0, 14, False), (12, 15, True)],
)
def test_entry_is_given_for_the_moments_it_has(since: int, until: int, found: bool, office: Program) -> None:
    meeting("Приём", "14:00–15:30")
    assert titles(window(office, since, until)) == (["Приём"] if found else [])


def test_moments_of_another_zone_are_the_same_moments(office: Program) -> None:
    meeting("Приём", "14:00–15:30")
    since, until = (datetime.fromisoformat(moment(each)).astimezone(UTC).isoformat() for each in (14, 15))
    assert titles(office.get("/calendar", since=since, until=until)) == ["Приём"]


def test_evening_over_midnight_reaches_into_the_next_day(office: Program) -> None:
    meeting("Ночь музеев", "22:00–02:00")
    assert titles(window(office, 24, 25)) == ["Ночь музеев"]
    assert titles(window(office, 27, 30)) == []


def test_filter_is_that_of_the_calendar(office: Program) -> None:
    person, venue, unit = directory.person(), directory.venue(district="Центральный"), directory.unit()
    whole = meeting("Первое", "10:00–11:00", person, venue=venue, owner=unit)
    meeting("Второе", "12:00–13:00", part_of=whole)
    meeting("Третье", "14:00–15:00", kind="ceremony")
    for wanted, found in (
        ({"leader": person.pk}, ["Первое"]),
        ({"leader": [person.pk, directory.person().pk]}, ["Первое"]),
        ({"venue": venue.pk}, ["Первое"]),
        ({"unit": unit.pk}, ["Первое"]),
        ({"district": "Центральный"}, ["Первое"]),
        ({"kind": "ceremony"}, ["Третье"]),
        ({"programme": str(whole.uid)}, ["Первое", "Второе"]),
        ({"q": "втор"}, ["Второе"]),
        ({"state": "cancelled"}, []),
    ):
        assert titles(window(office, **wanted)) == found, wanted


@pytest.mark.parametrize(
    ("since", "until", "status"), [(0, 43 * 24, 409), (10, 10, 409), (10, 9, 409), (0, 42 * 24, 200)]
)
def test_time_is_bounded_and_runs_forward(since: int, until: int, status: int, office: Program) -> None:
    assert window(office, since, until).status_code == status


def test_moment_without_a_zone_and_programme_of_nothing_are_told(office: Program) -> None:
    answer = office.get("/calendar", since="2026-08-12T10:00", until=moment(20))
    assert (answer.status_code, answer.json()["errors"][0]["location"]) == (422, "query.since")
    answer = window(office, programme="00000000-0000-4000-8000-000000000000")
    assert (answer.status_code, "query.programme" in answer.json()["detail"]) == (409, True)


def test_program_of_another_unit_sees_nothing_of_a_unit() -> None:
    own, other = directory.unit(), directory.unit()
    meeting("Чужое", "10:00–11:00", owner=other)
    mine = meeting("Своё", "12:00–13:00", owner=own)
    stranger = program(user=directory.coordinator(own))
    assert titles(window(stranger)) == ["Своё"]
    assert titles(window(stranger, programme=str(mine.uid))) == ["Своё"]


def test_scope_of_plans_opens_no_calendar() -> None:
    reader = program(scopes=(TokenScope.READ_PLANS, TokenScope.READ_CLASHES))
    assert window(reader).status_code == 403


@pytest.mark.parametrize("count", [1, 4])
def test_calendar_costs_a_fixed_number_of_queries(count: int, office: Program, django_assert_num_queries: Any) -> None:
    for number in range(count):
        meeting(f"Приём {number}", f"{10 + number}:00–{11 + number}:00", directory.person())
    window(office)  # the use of the token is written down once
    with django_assert_num_queries(4):
        assert len(titles(window(office))) == count


GAPS = st.lists(st.lists(st.tuples(st.sampled_from(("new", "move")), st.integers(0, 9)), max_size=2), max_size=4)


@given(gaps=GAPS, limit=st.integers(1, 3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_stands_still_comes_once_while_others_move(office: Program, gaps: Any, limit: int) -> None:
    with transaction.atomic():
        still = [meeting(f"Стоит {number}", f"{9 + number:02}:00–{9 + number:02}:30") for number in range(4)]
        rover = events.event("12 августа 2026 года, 10:15–10:45", title="Переносимое")
        seen, waiting = list[str](), iter(gaps)
        cursor: str | None = ""
        while cursor is not None:
            page = window(office, limit=limit, cursor=cursor).json()
            seen, cursor = seen + [each["event"] for each in page["items"]], page["next"]
            for verb, number in next(waiting, []):
                if verb == "new":
                    meeting("Новое", f"{8 + number:02}:05–{8 + number:02}:10")
                else:
                    rover.refresh_from_db()
                    facts = facts_of(rover).moved(at(f"{8 + number:02}:{rover.edition % 50:02}–20:00"))
                    rover = change_event(rover, facts=facts, edition=rover.edition, by=events.BY)
        assert [each for each in seen if each in {str(one.uid) for one in still}] == [str(one.uid) for one in still]
        transaction.set_rollback(True)


@given(rows=st.lists(st.text(max_size=5), max_size=20), limit=st.integers(1, 7))
@settings(max_examples=50)
def test_pages_of_values_are_the_values_in_order(rows: list[str], limit: int) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        found, cursor = page_of_values(rows, Paging(limit=limit, cursor=cursor), by=lambda each: f"к{each}")
        assert len(found) == limit or cursor is None
        seen += found
    assert seen == sorted(set(rows))
