"""The bundled years against the published calendar, and against facts known by heart."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from orgplan.worktime import DayKind, UnknownYearError, WorkingCalendar
from orgplan.worktime.decrees import bundled_decrees
from orgplan.worktime.proposal import propose_year

_PUBLISHED = Path(__file__).parents[4] / "shared" / "data" / "working-calendar" / "days-2013-2026.csv"


@pytest.fixture(scope="module")
def published() -> list[dict[str, str]]:
    if not _PUBLISHED.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no published calendar at {_PUBLISHED}")
        pytest.skip(f"no published calendar at {_PUBLISHED}")
    with _PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_published_day_has_its_kind_and_holiday(published: list[dict[str, str]]) -> None:
    calendar = WorkingCalendar.bundled()
    # Before 2022 the published names cite the law in brackets after the name.
    expected = [(row["date"], row["kind"], row["name"].split(" (в ред.")[0]) for row in published]
    days = [date.fromisoformat(row["date"]) for row in published]
    assert [(day.isoformat(), calendar.kind(day).value, calendar.holiday(day) or "") for day in days] == expected
    assert len(expected) == (date(2027, 1, 1) - date(2013, 1, 1)).days


def test_every_published_move_is_ours(published: list[dict[str, str]]) -> None:
    calendar = WorkingCalendar.bundled()
    moves = {row["date"]: row["moved_from"] for row in published if row["moved_from"]}
    assert len(moves) > 20
    assert {day: str(calendar.moved_from(date.fromisoformat(day))) for day in moves} == moves


@pytest.mark.parametrize("year", range(2013, 2027))
def test_year_has_its_number_of_working_days(year: int) -> None:
    norm = 248 if year == 2024 else 247
    assert WorkingCalendar.bundled().between(date(year, 1, 1), date(year + 1, 1, 1)) == norm


@pytest.mark.parametrize("year", range(2013, 2028))
def test_each_moved_day_off_is_worked_for_unless_it_is_a_holiday(year: int) -> None:
    calendar = WorkingCalendar.bundled()
    (decree,) = (one for one in bundled_decrees() if one.year == year)
    assert decree.moves
    for move in decree.moves:
        assert calendar.kind(move.target) is DayKind.OFF
        assert calendar.moved_from(move.target) == move.source
        assert calendar.is_working(move.source) == (calendar.holiday(move.source) is None)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2025, 11, 1), DayKind.SHORTENED),  # a Saturday worked for Monday the 3rd, the eve of Unity Day
        (date(2024, 4, 27), DayKind.WORKING),  # a Saturday worked for the 29th, which is no eve
        (date(2014, 2, 24), DayKind.SHORTENED),  # its rest went to 3 November, an eve
        (date(2013, 2, 25), DayKind.WORKING),  # its rest went to 10 May
        (date(2025, 12, 31), DayKind.OFF),
        (date(2024, 2, 29), DayKind.WORKING),
    ],
)
def test_known_day_has_its_kind(day: date, kind: DayKind) -> None:
    assert WorkingCalendar.bundled().kind(day) is kind


def test_rest_moved_by_the_labour_code_names_its_holiday_and_no_decree() -> None:
    monday = WorkingCalendar.bundled().day(date(2026, 5, 11))
    assert (monday.moved_from, monday.basis, monday.holiday) == (date(2026, 5, 9), None, None)


def test_rest_moved_by_decree_names_the_decree() -> None:
    day = WorkingCalendar.bundled().day(date(2025, 6, 13))
    assert (day.moved_from, day.basis) == (date(2025, 3, 8), "постановление Правительства РФ от 04.10.2024 № 1335")


def test_years_to_2026_are_confirmed_and_2027_is_not() -> None:
    calendar = WorkingCalendar.bundled()
    assert [year for year in calendar.years if not calendar.is_confirmed(year)] == [2027]
    assert calendar.unconfirmed_years(date(2027, 1, 5), date(2026, 12, 1)) == (2027,)
    assert calendar.unconfirmed_years(date(2025, 1, 1), date(2026, 12, 31)) == ()


def test_unknown_year_is_neither_confirmed_nor_not() -> None:
    with pytest.raises(UnknownYearError, match=r"^2030 год не внесён"):
        WorkingCalendar.bundled().is_confirmed(2030)


def test_bundled_proposal_is_what_the_library_proposes() -> None:
    assert bundled_decrees()[-1] == propose_year(2027)


def test_year_without_decree_is_proposed_by_the_labour_code_alone() -> None:
    proposal = propose_year(2031)
    assert (proposal.moves, proposal.confirmed) == ((), False)


@pytest.mark.parametrize("day", [date(2012, 12, 31), date(2028, 1, 1), date.min, date.max])
def test_unknown_year_is_named(day: date) -> None:
    calendar = WorkingCalendar.bundled()
    for ask in (calendar.kind, calendar.next_working, calendar.holiday, lambda one: calendar.add(one, 0)):
        with pytest.raises(UnknownYearError, match=f"^{day.year} год не внесён"):
            ask(day)


def test_unknown_next_year_says_how_to_add_it() -> None:
    with pytest.raises(UnknownYearError, match=r"раздел \[2028\].*decrees\.toml"):
        WorkingCalendar.bundled().add(date(2027, 12, 30), 1)


def test_year_before_the_present_holidays_cannot_be_added() -> None:
    with pytest.raises(UnknownYearError, match=r"2012 год не внесён.*добавить нельзя"):
        WorkingCalendar.bundled().add(date(2013, 1, 9), -1)
