"""Days, roads and the comparison of two looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.clashes.rules.norms import Norms, Times
from orgplan.clashes.rules.occupation import Place, Taken
from orgplan.clashes.rules.road import Point
from orgplan.folders.rules.comparing import changes_between
from orgplan.folders.rules.days import days_of_folder, days_offered, next_folder_day
from orgplan.folders.rules.folder import Folder, FolderEvent, Met, Road, Wording
from orgplan.folders.rules.roads import ways_of
from orgplan.worktime import WorkingCalendar

CALENDAR = WorkingCalendar.bundled()
NEAR = Place(1, "Мэрия", Point(54.98, 73.37))
FAR = Place(2, "Арена", Point(55.02, 73.28))


def taken(key: int, start: str, end: str, place: Place | None = None) -> Taken:
    day = date(2026, 11, 24)
    begins, ends = (datetime.combine(day, time.fromisoformat(each)) for each in (start, end))
    return Taken(key, f"Событие {key}", "meeting", begins, ends, place=place)


def test_friday_evening_is_about_monday_and_the_days_off_before_it():
    friday = date(2026, 11, 20)
    assert next_folder_day(friday, CALENDAR) == date(2026, 11, 23)
    assert days_of_folder(friday, CALENDAR) == [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)]


def test_day_behind_the_calendar_is_tomorrow():
    assert next_folder_day(date(2090, 1, 1), CALENDAR) == date(2090, 1, 2)


@given(st.dates(date(2015, 1, 1), date(2026, 11, 1)))
def test_folder_ends_with_a_working_day_and_leaves_no_day_out(today):
    days = days_of_folder(today, CALENDAR)
    assert CALENDAR.is_working(days[-1])
    assert [CALENDAR.is_working(each) for each in days[:-1]] == [False] * (len(days) - 1)
    assert days == [today + timedelta(days=number) for number in range(1, len(days) + 1)]
    assert set(days) <= set(days_offered(today, CALENDAR))


def test_road_to_the_first_event_begins_where_the_day_begins():
    way = ways_of([taken(1, "10:00", "11:00", FAR)], Norms(), NEAR)[1]
    assert (way.road.start, way.road.words) == ("Мэрия", "дорога 31\u00a0мин")
    assert way.road.leave == "09:29"
    assert way.warning == ""


def test_road_between_events_says_what_is_left():
    way = ways_of([taken(1, "10:00", "11:00", NEAR), taken(2, "12:00", "13:00", FAR)], Norms(), None)[2]
    assert way.road == Road("11:29", "Мэрия", "дорога 31\u00a0мин, запас 29\u00a0мин")


def test_road_counts_the_minutes_of_arrival():
    norms = Norms(times={"meeting": Times(arrival=10, exit=5)})
    way = ways_of([taken(1, "10:00", "11:00", NEAR), taken(2, "12:00", "13:00", FAR)], norms, None)[2]
    assert way.road == Road("11:19", "Мэрия", "дорога 31\u00a0мин, запас 14\u00a0мин")


def test_short_time_is_a_sentence():
    way = ways_of([taken(1, "10:00", "11:45", NEAR), taken(2, "12:00", "13:00", FAR)], Norms(), None)[2]
    assert way.road.is_short
    assert way.warning == "К 12:00 не успеть: не хватает 16\u00a0мин."


def test_overlap_is_a_sentence():
    way = ways_of([taken(1, "10:00", "11:30", NEAR), taken(2, "11:00", "12:00", FAR)], Norms(), None)[2]
    assert way.warning == "Начинается до конца предыдущего: «Событие 1» кончается в 11:30, пересечение 30\u00a0мин."


@pytest.mark.parametrize("second", [NEAR, None])
def test_no_road_within_one_place_or_to_nowhere(second):
    ways = ways_of([taken(1, "10:00", "11:00", NEAR), taken(2, "12:00", "13:00", second)], Norms(), None)
    assert ways[2].road is None


EVENT = FolderEvent(7, "/events/7/", "Открытие сада", "10:00", "11:00", "Сквер", "ул. Пробная, 1", "проводит")
FOLDER = Folder(1, "Образцов Илья", "Мэр", "2026-11-24", "вторник", events=(EVENT,))
GUEST = Met(5, "Пробова Анна", "директор", "участвует", "Уважаемая Анна", "Пробовой Анне", "Пробовой Анной")


def said(**changes: Any) -> list[str]:
    return changes_between(FOLDER.data, replace(FOLDER, events=(replace(EVENT, **changes),)).data)


def test_same_folder_has_no_news():
    assert changes_between(FOLDER.data, FOLDER.data) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": "12:00", "end": "13:00"}, ["«Открытие сада»: было 10:00–11:00, стало 12:00–13:00"]),
        ({"where": "Арена"}, ["«Открытие сада»: место — Арена"]),
        ({"plan_b": "Фойе"}, ["«Открытие сада»: план Б — Фойе"]),
        ({"people": (GUEST,)}, ["«Открытие сада»: будет Пробова Анна"]),
        ({"texts": (Wording("Тезисы", "Первое"),)}, ["«Открытие сада»: новый текст — Тезисы"]),
        ({"road": Road("09:20", "Мэрия", "дорога 20\u00a0мин")}, ["«Открытие сада»: выезд не позже 09:20"]),
    ],
)
def test_what_changed_in_an_event_is_said(changes, words):
    assert said(**changes) == words


def test_new_and_taken_off_events_are_said():
    other = replace(EVENT, key=8, title="Совещание", start="15:00")
    assert changes_between(FOLDER.data, replace(FOLDER, events=(other,)).data) == [
        "Снято: 10:00 «Открытие сада»",
        "Добавлено: 15:00 «Совещание»",
    ]


def test_text_that_was_corrected_is_said():
    before = replace(FOLDER, events=(replace(EVENT, texts=(Wording("Тезисы", "Первое"),)),))
    after = replace(FOLDER, events=(replace(EVENT, texts=(Wording("Тезисы", "Второе"),)),))
    assert changes_between(before.data, after.data) == ["«Открытие сада»: исправлено — текст"]


@given(st.text(max_size=30), st.booleans())
def test_mark_differs_exactly_where_the_folder_does(title, same):
    other = replace(FOLDER, events=(replace(EVENT, title=EVENT.title if same else title),))
    assert (other.digest == FOLDER.digest) == (other == FOLDER)
    assert (changes_between(FOLDER.data, other.data) == []) == (other == FOLDER)
