"""How an official plan words a timing."""

from __future__ import annotations

import pytest

from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.language.timing.writing import write_timing

WORDED = [
    ("2018", "18, 19, 25, 26 сентября", "18, 19, 25 и 26 сентября 2018 года", "18, 19, 25 и 26 сентября"),
    ("2018", "1-9.05", "1–9 мая 2018 года", "1–9 мая"),
    ("2018", "10.04.2018 12.00-14.00", "10 апреля 2018 года, 12:00–14:00", "10 апреля, 12:00–14:00"),
    ("2018", "31.07-9.08", "31 июля – 9 августа 2018 года", "31 июля – 9 августа"),
    ("2018", "28 декабря - 8 января", "28 декабря 2018 года – 8 января 2019 года", "28 декабря – 8 января"),
    ("2018", "5-7, 12 мая 10.00, 15.00", "5–7 и 12 мая 2018 года, 10:00 и 15:00", "5–7 и 12 мая, 10:00 и 15:00"),
    ("2018", "апрель", "апрель 2018 года", "апрель"),
    ("2018", "2 кв.", "II квартал 2018 года", "II квартал"),
    ("2018", "2 полугодие", "II полугодие 2018 года", "II полугодие"),
    ("2018", "1 декада мая", "I декада мая 2018 года", "I декада мая"),
    ("2018", "до 01.11", "до 1 ноября 2018 года", "до 1 ноября"),
    ("2018", "каждый вторник 14.00", "еженедельно по вторникам, 14:00", "еженедельно по вторникам, 14:00"),
    ("2018", "в будни", "еженедельно по рабочим дням", "еженедельно по рабочим дням"),
    ("2018", "3-я среда месяца", "ежемесячно, 3-я среда", "ежемесячно, 3-я среда"),
    ("2018", "последняя пятница", "ежемесячно, последняя пятница", "ежемесячно, последняя пятница"),
    ("2018", "раз в квартал", "ежеквартально", "ежеквартально"),
    ("2018", "раз в две недели", "каждые 2 недели", "каждые 2 недели"),
    ("2018", "15 числа каждого месяца", "ежемесячно 15 числа", "ежемесячно 15 числа"),
    ("2018", "согласно графику", "по отдельному графику", "по отдельному графику"),
    ("2018", "в течение года", "в течение года", "в течение года"),
    ("2018-04", "апрель", "в течение месяца", "в течение месяца"),
    ("2018-Q2", "весь период", "в течение квартала", "в течение квартала"),
]


@pytest.mark.parametrize(("code", "cell", "with_year", "without"), WORDED, ids=[case[1] for case in WORDED])
def test_timing_is_worded_as_an_official_plan_does(code: str, cell: str, with_year: str, without: str) -> None:
    period = Period.parse(code)
    timing = read_timing(cell, period).timing
    assert write_timing(timing, period=period) == with_year
    assert write_timing(timing, year_shown=False, period=period) == without


def test_rule_outside_the_plan_language_is_kept_visible() -> None:
    timing = read_timing("еженедельно", Period.year(2018)).timing
    odd = type(timing)(timing.kind, timing.occurrences, "FREQ=HOURLY;BYHOUR=3")
    assert write_timing(odd, period=Period.year(2018)) == "периодически (FREQ=HOURLY;BYHOUR=3)"
