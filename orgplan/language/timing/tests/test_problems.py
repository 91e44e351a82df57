"""What is wrong in a date cell is said in words, with the best reading kept and the confidence lowered."""

from __future__ import annotations

import pytest

from orgplan.language.periods import Period
from orgplan.language.timing.model import TimingKind
from orgplan.language.timing.reading import read_timing

WRONG = [
    ("2025", "31 апреля", "day_does_not_exist", "Даты 31.04.2025 не бывает: в этом месяце дней 30."),
    ("2025", "30.02", "day_does_not_exist", "Даты 30.02.2025 не бывает: в этом месяце дней 28."),
    ("2025", "29 февраля 2025 года", "day_does_not_exist", "Даты 29.02.2025 не бывает: в этом месяце дней 28."),
    ("2025", "с 20.05 по 10.05", "end_before_start", "Конец (10.05.2025) раньше начала (20.05.2025)."),
    ("2010", "3 сентября, среда", "weekday_mismatch", "Дата 03.09.2010 — это пятница, а написано «среда»."),
    ("2025-05", "5 июня", "date_outside_period", "Вне периода плана (01.05.2025–31.05.2025): 05.06.2025."),
    ("2025", "10.00", "clock_without_day", "Указано время, но не указан день."),
    ("2025", "за 3 дня до мероприятия", "due_not_computable", "Срок считается от события, дата которого не указана."),
    ("2025", "в течение квартала", "stretch_unclear", "Не сказано, какого именно: квартала; взят весь период."),
    ("2025", "II декада", "month_unknown", "Не сказано, какого месяца это число, неделя или декада."),
    ("2025", "Иванов", "date_not_understood", "Дата не понята."),
    ("2025", "", "date_missing", "Дата не указана."),
    ("2025", "–", "date_missing", "Дата не указана."),
]


@pytest.mark.parametrize(("code", "cell", "problem", "sentence"), WRONG, ids=[case[1] for case in WRONG])
def test_problem_is_said_in_words(code: str, cell: str, problem: str, sentence: str) -> None:
    reading = read_timing(cell, Period.parse(code))
    assert [(one.code, one.text) for one in reading.problems] == [(problem, sentence)]
    assert reading.confidence < 1


SURE = [
    "9 мая",
    "1–9 мая",
    "10.04.2025 12:00",
    "еженедельно по вторникам",
    "до 1 ноября",
    "I квартал",
    "по согласованию",
]
UNSURE = [
    "с 10 мая",
    "25 фераля",
    "Февраль апрель",
    "7/8 ноября",
    "начало мая",
    "два раза в месяц",
    "5 мая, сквер",
    "примерно 5 мая",
]


@pytest.mark.parametrize("cell", SURE)
def test_plain_wording_is_certain(cell: str) -> None:
    reading = read_timing(cell, Period.year(2025))
    assert (reading.confidence, reading.problems, reading.rest) == (1.0, (), "")


@pytest.mark.parametrize("cell", UNSURE)
def test_guess_is_less_certain(cell: str) -> None:
    reading = read_timing(cell, Period.year(2025))
    assert 0 < reading.confidence < 1
    assert reading.timing.kind is not TimingKind.UNSCHEDULED


@pytest.mark.parametrize(
    ("cell", "rest"),
    [
        ("5 мая 10.00 Парк Победы", "Парк Победы"),
        ("5 мая в парке", "в парке"),
        ("10 июня (ДК «Заря»), 12.00", "ДК «Заря»"),
        ("ул. 9 Мая, 5 мая 10.00", "ул. 9 Мая"),
        ("10.03.2025 (перенос с 03.03.2025)", "перенос с 03.03.2025"),
        ("за 3 дня до мероприятия", "мероприятия"),
    ],
)
def test_words_beside_the_date_are_not_lost(cell: str, rest: str) -> None:
    assert read_timing(cell, Period.year(2025)).rest == rest


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("31 апреля", []),
        ("30, 31 апреля", [("2025-04-30", "2025-04-30")]),
        ("25–31 апреля", [("2025-04-25", "2025-04-30")]),
        ("до 31 апреля", []),
    ],
)
def test_a_day_that_does_not_exist_is_never_invented(cell: str, days: list[tuple[str, str]]) -> None:
    timing = read_timing(cell, Period.parse("2025")).timing
    assert [(str(one.start), str(one.end)) for one in timing.occurrences] == days
    assert bool(timing.occurrences) == (timing.kind is not TimingKind.UNSCHEDULED)


def test_the_last_day_of_a_month_is_a_day_that_exists() -> None:
    (day,) = read_timing("последний день мая", Period.parse("2025")).timing.occurrences
    assert (str(day.start), str(day.end)) == ("2025-05-31", "2025-05-31")
