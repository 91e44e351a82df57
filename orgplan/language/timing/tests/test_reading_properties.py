"""Rules that hold for any text: never a failure, nothing lost, slips of the pen change nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.language.periods import Period
from orgplan.language.timing.finding import clock_likeness, date_likeness, find_timing, heading_period, is_date_like
from orgplan.language.timing.model import Occurrence, TimingKind
from orgplan.language.timing.reading import read_timing
from orgplan.language.timing.writing import write_timing

PERIODS = [
    Period.parse(code) for code in ("2025", "2025-Q2", "2025-05", "2025-W19", "2025-05-09", "2005-10-25/2006-01-15")
]
# fmt: off
WORDS = [
    "двадцатых", "первых", "последние", "числах", "полгода", "вместо", "14,00", "15-го", "вторник-четверг", "половина",
    "с", "по", "до", "от", "к", "в", "во", "на", "за", "не", "позднее", "ранее", "после", "и", "или", ",",
    ";", ".", ":", "-", "–", "—", "/", "(", ")", "\n", "1", "2", "3", "5", "05", "9", "09", "10", "11", "12",
    "15", "30", "31", "00", "45", "99", "2025", "25", "10.00", "10-30", "01.05", "31.04", "9.05.2025",
    "29.02", "24.00", "25.70", "1130", "11³⁰", "мая", "май", "апрель", "июня", "февраля", "декабря", "января",
    "I", "II", "Ш", "кв.", "квартал", "полугодие", "декада", "неделя", "месяца", "года", "г.", "год",
    "понедельник", "вторникам", "пт", "(сб)", "каждый", "каждую", "еженедельно", "ежемесячно", "ежедневно",
    "раз", "раза", "два", "первый", "последняя", "3-я", "число", "числа", "кроме", "выходных", "будни",
    "рабочий", "день", "начало", "середина", "конец", "течение", "весь", "период", "лето", "зима",
    "постоянно", "отдельному", "графику", "согласованию", "уточняется", "час.", "ч", "мин", "утра", "вечера",
    "полдень", "24", "дня", "срок", "парк", "Победы", "ул.", "№", "школа",
]
# fmt: on
CELLS = [
    line.split("\t")
    for line in Path(__file__).with_name("corpus.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#") and "‖" not in line
]
sentences = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
glued = st.lists(st.sampled_from(WORDS), max_size=10).map("".join)
texts = st.text(max_size=60) | sentences | glued | st.text("0123456789.-–:/ ,чсподмая\n", max_size=30)


def plausible(one: Occurrence, period: Period) -> bool:
    days = [day for day in (one.start, one.end) if day]
    near = all(1989 <= day.year <= 2105 or abs(day.year - period.start.year) <= 3 for day in days)
    return near and bool(days) and (one.start is None or one.end is None or one.start <= one.end)


@settings(max_examples=1500, deadline=None)
@given(texts, st.sampled_from(PERIODS), texts | st.just(""))
def test_reading_any_text_gives_a_sensible_answer(text: str, period: Period, clock: str) -> None:
    reading = read_timing(text, period, clock=clock)
    timing = reading.timing
    assert 0 <= reading.confidence <= 1
    assert (timing.kind is TimingKind.UNSCHEDULED) == (not timing.occurrences)
    assert (timing.kind is TimingKind.RECURRING) == (timing.rrule is not None)
    assert all(plausible(one, period) for one in timing.occurrences)
    if timing.kind is TimingKind.DUE:
        assert all(one.start is None for one in timing.occurrences)
    assert write_timing(timing, period=period)
    for problem in reading.problems:
        assert problem.text[0].isupper()
        assert problem.text.endswith(".")


@settings(deadline=None)
@given(texts, st.sampled_from(PERIODS))
def test_finding_in_any_text_stays_inside_it(text: str, period: Period) -> None:
    found = find_timing(text, period)
    assert found is None or 0 <= found.start < found.end <= len(text)
    assert 0 <= date_likeness(text) <= 1
    assert 0 <= clock_likeness(text) <= 1
    heading_period(text, period)
    is_date_like(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["парк", "Победы", "драмтеатр", "сквер", "музей"]), min_size=1, max_size=4))
def test_words_that_are_no_date_are_kept(words: list[str]) -> None:
    reading = read_timing("5 мая 10.00 " + " ".join(words), Period.year(2025))
    assert reading.rest == " ".join(words)
    assert reading.timing.kind is TimingKind.TIMED
    assert reading.confidence < 1


@settings(deadline=None)
@given(st.sampled_from(CELLS), st.sampled_from("-‐‑‒–—−"), st.sampled_from(["\xa0", "  ", " \u200b"]))
def test_kind_of_dash_and_space_changes_nothing(case: list[str], dash: str, space: str) -> None:
    code, cell, _ = case
    period, text = Period.parse(code), cell.replace("\\n", "\n")
    varied = re.sub(r"[-–—]", dash, text).replace(" ", space)
    assert read_timing(varied, period).timing == read_timing(text, period).timing


@pytest.mark.parametrize("change", [str.upper, str.lower, str.capitalize])
def test_size_of_letters_changes_nothing(change: Callable[[str], str]) -> None:
    for code, cell, _ in CELLS:
        period, text = Period.parse(code), cell.replace("\\n", "\n")
        assert read_timing(change(text), period).timing == read_timing(text, period).timing, text


@settings(deadline=None)
@given(st.sampled_from(CELLS))
def test_latin_letters_change_nothing(case: list[str]) -> None:
    code, cell, _ = case
    period, text = Period.parse(code), cell.replace("\\n", "\n")
    varied = text.translate(str.maketrans("асеорху", "aceopxy"))
    assert read_timing(varied, period).timing == read_timing(text, period).timing


@settings(deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.sampled_from(["{:%d.%m.%Y}", "{:%d.%m.%y}", "{:%Y-%m-%d}", "{:%d/%m/%Y}", "{:%d.%m.%Y} г."]),
)
def test_numeric_date_is_that_day_in_any_plan(day: date, form: str) -> None:
    reading = read_timing(form.format(day), Period.year(2025))
    assert reading.timing.kind is TimingKind.DAYS
    assert reading.timing.occurrences == (Occurrence(day, day),)


@settings(deadline=None)
@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 364))
def test_day_without_year_falls_into_a_period_of_up_to_a_year(start: date, shift: int) -> None:
    period = Period.parse(f"{start}/{start + timedelta(days=364)}")
    day = start + timedelta(days=shift)
    assert read_timing(f"{day:%d.%m}.", period).timing.occurrences == (Occurrence(day, day),)


@settings(deadline=None)
@given(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0)))  # noqa: DTZ001 -- wall clock
def test_typed_value_is_trusted(value: datetime) -> None:
    occurrence = read_timing("", Period.year(2025), value=value).timing.occurrences[0]
    assert occurrence.start == value.date()
    assert (occurrence.start_time or time()) == value.time()
