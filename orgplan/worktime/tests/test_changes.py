"""What an administrator changes: single days, whole years, a file of decrees."""

from datetime import date

import pytest

from orgplan.worktime import DayKind, DecreeError, Move, UnknownYearError, WorkingCalendar, YearDecree, read_decrees

CITY_DAY_OFF = date(2025, 8, 1)


def test_override_changes_its_day_only_in_the_new_calendar() -> None:
    calendar = WorkingCalendar.bundled()
    changed = calendar.with_overrides({CITY_DAY_OFF: DayKind.OFF})
    assert changed.kind(CITY_DAY_OFF) is DayKind.OFF
    assert changed.add(date(2025, 7, 31), 1) == date(2025, 8, 4)
    assert calendar.kind(CITY_DAY_OFF) is DayKind.WORKING


def test_later_override_has_the_last_word() -> None:
    calendar = WorkingCalendar.bundled().with_overrides({CITY_DAY_OFF: DayKind.OFF})
    assert calendar.with_overrides({CITY_DAY_OFF: DayKind.SHORTENED}).kind(CITY_DAY_OFF) is DayKind.SHORTENED


def test_override_drops_the_old_ground_and_keeps_the_holiday() -> None:
    day_off, holiday = date(2025, 6, 13), date(2025, 6, 12)
    calendar = WorkingCalendar.bundled().with_overrides({day_off: DayKind.WORKING, holiday: DayKind.WORKING})
    assert (calendar.day(day_off).moved_from, calendar.day(day_off).basis) == (None, None)
    assert calendar.holiday(holiday) == "День России"


def test_override_that_changes_nothing_keeps_the_ground() -> None:
    day = date(2025, 6, 13)
    assert WorkingCalendar.bundled().with_overrides({day: DayKind.OFF}).moved_from(day) == date(2025, 3, 8)


def test_override_of_an_unknown_year_is_refused() -> None:
    with pytest.raises(UnknownYearError, match=r"^2028 год"):
        WorkingCalendar.bundled().with_overrides({date(2028, 5, 2): DayKind.OFF})


def test_added_year_continues_the_calendar_and_keeps_overrides() -> None:
    calendar = WorkingCalendar.bundled().with_overrides({CITY_DAY_OFF: DayKind.OFF})
    longer = calendar.with_decrees([YearDecree(2028)])
    assert longer.years == range(2013, 2029)
    assert longer.add(date(2027, 12, 30), 1) == date(2028, 1, 10)
    assert longer.kind(CITY_DAY_OFF) is DayKind.OFF


def test_decree_replaces_a_proposal_and_confirms_its_year() -> None:
    calendar = WorkingCalendar.bundled().with_decrees([YearDecree(2027, basis="пробное постановление")])
    assert calendar.is_confirmed(2027)
    assert calendar.kind(date(2027, 2, 20)) is DayKind.OFF


def test_gap_between_years_is_refused() -> None:
    with pytest.raises(DecreeError, match="нет 2028 года"):
        WorkingCalendar.bundled().with_decrees([YearDecree(2029)])


def test_year_before_the_present_holidays_is_refused() -> None:
    with pytest.raises(DecreeError, match="2012 год раньше 2013"):
        WorkingCalendar.bundled().with_decrees([YearDecree(2012)])


def test_calendar_without_years_is_refused() -> None:
    with pytest.raises(DecreeError, match="пуст"):
        WorkingCalendar([])


@pytest.mark.parametrize(
    ("moves", "message"),
    [
        ([Move(date(2028, 3, 1), date(2028, 3, 10))], "с 01.03.2028, но это и так рабочий"),
        ([Move(date(2028, 1, 2), date(2028, 3, 11))], "на 11.03.2028, но это и так выходной"),
        ([Move(date(2027, 1, 2), date(2028, 3, 10))], "02.01.2027 — день другого года"),
        ([Move(date(2028, 1, 2), date(2028, 3, 10))] * 2, "два переноса с одного"),
        ([Move(date(2028, 1, 1), date(2028, 3, 10)), Move(date(2028, 1, 2), date(2028, 3, 10))], "два переноса на"),
    ],
)
def test_impossible_move_is_refused_by_name(moves: list[Move], message: str) -> None:
    with pytest.raises(DecreeError, match=message):
        WorkingCalendar.bundled().with_decrees([YearDecree(2028, moves=tuple(moves))])


def test_file_of_decrees_is_read_whole() -> None:
    text = """
[2028]
basis = "пробное постановление"
moved = [{ from = 2028-01-01, to = 2028-03-10 }]
days_off = [{ day = 2028-08-04 }]
full = [2028-04-28]
"""
    (decree,) = read_decrees(text)
    assert (decree.year, decree.moves) == (2028, (Move(date(2028, 1, 1), date(2028, 3, 10)),))
    assert (decree.days_off[0].day, decree.days_off[0].basis) == (date(2028, 8, 4), None)
    assert (decree.full_days, decree.confirmed) == (frozenset({date(2028, 4, 28)}), True)
    calendar = WorkingCalendar.bundled().with_decrees([decree])
    assert calendar.kind(date(2028, 8, 4)) is DayKind.OFF


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[2028", "не читается как TOML"),
        ("[year]", "«year» — не раздел года"),
        ("2028 = 1", "«2028» — не раздел года"),
        ("[2028]\nmvoed = []", "неизвестный ключ «mvoed»"),
        ("[2028]\nmoved = [{ from = 2028-01-01 }]", "на месте даты вида 2028-05-02 стоит «None»"),
        ('[2028]\nmoved = [{ from = "1 января", to = 2028-03-10 }]', "стоит «1 января»"),
        ("[2028]\nfull = [2028-01-01T10:00:00]", "стоит «2028-01-01 10:00:00»"),
        ("[2028]\nmoved = 5", "«moved» — это список"),
        ("[2028]\nmoved = [5]", "«moved» — это список"),
        ("[2028]\nfull = 5", "«full» — это список"),
        ('[2028]\nproposed = "да"', "«proposed» — это true или false"),
        ("[2028]\nbasis = 5", "«basis» — это текст"),
    ],
)
def test_misshapen_file_of_decrees_is_refused_by_place(text: str, message: str) -> None:
    with pytest.raises(DecreeError, match=message):
        read_decrees(text)
