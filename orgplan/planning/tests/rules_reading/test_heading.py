from __future__ import annotations

from datetime import date

import pytest

from orgplan.planning.rules.reading.heading import find_approval, read_heading, year_of


def test_spaced_title_below_a_stamp_is_read_with_its_day() -> None:
    heading = read_heading(
        [
            "УТВЕРЖДАЮ\nГлава города\n_________ А.А. Соснин\n«26» октября 2009 г.",
            "",
            "П Л А Н",
            "основных мероприятий",
            "на ноябрь 2009 года",
        ]
    )
    assert heading.title == "ПЛАН основных мероприятий на ноябрь 2009 года"
    assert heading.approved_on == date(2009, 10, 26)
    assert heading.year == 2009


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["Приложение N 2", "к постановлению Мэра", "от 16 августа 2005 г. N 1357"], date(2005, 8, 16)),
        (["Приложение", "к Постановлению от 06.04.2006 г № 85"], date(2006, 4, 6)),
        (["№ 412 от 10 марта 2016 г."], date(2016, 3, 10)),
        (["20 декабря 2019 года № 2538"], date(2019, 12, 20)),
        (["УТВЕРЖДАЮ", "«___» ______________ 2010 г."], None),
        (["План на 2 сентября 2005 года"], None),
        (["УТВЕРЖДАЮ", "31 февраля 2010 г."], None),
    ],
)
def test_approval_day_is_that_of_the_stamp_or_the_act(lines: list[str], day: date | None) -> None:
    assert find_approval(lines) == day


def test_decree_title_is_taken_where_no_plan_is_named() -> None:
    heading = read_heading(["ПОСТАНОВЛЕНИЕ", "", "Об утверждении сводного\nплана мероприятий в 2020 году"])
    assert heading.title == "Об утверждении сводного плана мероприятий в 2020 году"
    assert read_heading([]).title is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("План на апрель 2018 года", 2018),
        ("о мероприятиях в 2020 году", 2020),
        ("ко дню 2 сентября 2005 года", 2005),
        ("приуроченных к встрече Нового 2006 года", None),
    ],
)
def test_year_is_the_planned_one(title: str, year: int | None) -> None:
    assert year_of(title) == year
