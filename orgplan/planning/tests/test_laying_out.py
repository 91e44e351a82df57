"""A plan laid out by days: every row stands somewhere, on its own day, once where it is one day."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.periods import Period
from orgplan.planning.rules.laying_out import LaidRow, calendar_of, weeks_of

AUGUST, WEEK = Period.parse("2026-08"), Period.parse("2026-W33")
WHENS = [
    "12 августа, 14:00",
    "12 августа, 9:00–10:30",
    "5–7 августа",
    "в течение месяца",
    "18, 19 августа",
    "",
    "по плану",
]


def row(when: str, title: str = "Концерт", place: str = "—") -> LaidRow:
    return LaidRow(when, title, place, "Примеров П. П.")


@given(st.lists(st.sampled_from(WHENS), max_size=12))
def test_every_row_stands_in_the_calendar(whens):
    rows = [row(when, f"Мероприятие {number}") for number, when in enumerate(whens)]
    entries = calendar_of(rows, AUGUST)
    assert {each["title"] for each in entries} == {each.title for each in rows}
    days = [each["day"] for each in entries if each["day"]]
    assert len(days) == len(set(days))


def test_calendar_goes_by_day_and_hour_and_ends_with_what_has_no_day():
    entries = calendar_of([row(when, when or "без срока") for when in WHENS], AUGUST)
    assert [(each["day"], each["time"], each["title"]) for each in entries] == [
        ("12 августа, среда", "09:00–10:30", "12 августа, 9:00–10:30"),
        ("", "14:00", "12 августа, 14:00"),
        ("18 августа, вторник", "", "18, 19 августа"),
        ("19 августа, среда", "", "18, 19 августа"),
        ("В течение периода", "5–7 августа", "5–7 августа"),
        ("", "в течение месяца", "в течение месяца"),
        ("", "", "без срока"),
        ("", "по плану", "по плану"),
    ]


def test_week_has_seven_days_with_events_in_order_of_their_hours():
    (week,) = weeks_of([row("12 августа, 14:00", "Приём", "каб. 210"), row("12 августа, 9:00", "Планёрка")], WEEK)
    assert [day["label"] for day in week["days"]][:3] == [
        "10 августа, понедельник",
        "11 августа, вторник",
        "12 августа, среда",
    ]
    assert [day["text"] for day in week["days"]] == ["", "", "09:00 Планёрка\n14:00 Приём (каб. 210)", "", "", "", ""]


def test_event_of_several_days_stands_on_each_of_them():
    (week,) = weeks_of([row("11–13 августа", "Форум")], WEEK)
    assert [bool(day["text"]) for day in week["days"]] == [False, True, True, True, False, False, False]


def test_month_has_every_week_it_touches():
    assert len(weeks_of([], AUGUST)) == 6
