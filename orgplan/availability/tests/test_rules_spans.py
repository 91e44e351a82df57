"""Stretches and pasted tables."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.availability.rules.pasting import MOST_LINES, read_pasted
from orgplan.availability.rules.spans import (
    Span,
    any_overlap,
    hours_on,
    merged,
    overlap,
    span_of_days,
    touches,
    when_words,
    why_wrong,
)

DAY = date(2026, 5, 28)


def at(begins, ends, words="", day=DAY):
    start = datetime.fromisoformat(f"{day}T{begins}")
    return Span(start, datetime.fromisoformat(f"{day}T{ends}"), words)


moments = st.integers(0, 60).map(lambda minutes: datetime(2026, 5, 28) + timedelta(minutes=minutes))  # noqa: DTZ001 -- the city's clock
stretches = st.lists(st.tuples(moments, moments).map(lambda pair: Span(*pair)), max_size=8)


@settings(max_examples=60)
@given(stretches)
def test_merged_time_keeps_each_moment_once(spans):
    found = merged(spans)
    minutes = [datetime(2026, 5, 28) + timedelta(minutes=number) for number in range(61)]  # noqa: DTZ001 -- the city's clock
    for minute in minutes:
        inside = [each for each in found if each.start <= minute < each.end]
        assert len(inside) == any(each.start <= minute < each.end for each in spans)
    assert all(one.end < other.start for one, other in pairwise(found))


@settings(max_examples=60)
@given(stretches, stretches)
def test_overlap_is_the_same_both_ways(ones, others):
    assert any_overlap(ones, others) == any_overlap(others, ones)
    assert all(overlap(each, each) for each in ones if each.end > each.start)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (span_of_days(DAY, DAY), "28.05.2026"),
        (span_of_days(DAY, date(2026, 6, 2)), "28.05.2026 — 02.06.2026"),
        (at("09:00", "14:00"), "28.05.2026 09:00–14:00"),
        (
            Span(datetime(2026, 5, 28, 22), datetime(2026, 5, 29, 6)),  # noqa: DTZ001 -- the city's clock
            "28.05.2026 22:00 — 29.05.2026 06:00",
        ),
    ],
)
def test_stretch_is_worded(span, words):
    assert when_words(span) == words


def test_night_is_worded_on_both_its_days():
    night = Span(datetime(2026, 5, 28, 22), datetime(2026, 5, 29, 6))  # noqa: DTZ001 -- the city's clock
    assert [hours_on(night, DAY), hours_on(night, date(2026, 5, 29))] == ["с 22:00", "до 06:00"]
    assert not touches(night, date(2026, 5, 30))
    assert not hours_on(span_of_days(DAY, DAY), DAY)


@pytest.mark.parametrize(
    ("span", "why"),
    [
        (at("10:00", "10:00"), "Конец должен быть позже начала."),
        (span_of_days(DAY, date(2126, 5, 28)), "Срок длиннее 1100 дней: проверьте годы."),
        (at("10:00", "11:00"), ""),
    ],
)
def test_wrong_stretch_is_told(span, why):
    assert why_wrong(span) == why


def test_pasted_table_is_read_line_by_line():
    text = (
        "28.05.2026 09:00–14:00; ЕГЭ по русскому языку\n\n"
        "1–3 июня\tпоследние звонки\n"
        "12 сентября\t19:00–22:00\tматч «Авангарда»"
    )
    read = read_pasted(text, 2026)
    assert [(when_words(each), each.words) for each in read.spans] == [
        ("28.05.2026 09:00–14:00", "ЕГЭ по русскому языку"),
        ("01.06.2026 — 03.06.2026", "последние звонки"),
        ("12.09.2026 19:00–22:00", "матч «Авангарда»"),
    ]
    assert read.unread == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("когда-нибудь; матч", "не видно дня"),
        ("31.02.2026; матч", "не видно дня"),
        ("в течение июня; ремонт", "не видно дня"),
        ("12.09.2026 19:00; матч", "назовите и конец"),
        ("; ;", "не видно дня"),
    ],
)
def test_line_that_cannot_be_read_is_named(line, why):
    read = read_pasted(f"28.05.2026; день\n{line}", 2026)
    assert len(read.spans) == 1
    assert [(each.number, each.text) for each in read.unread] == [(2, line)]
    assert why in read.unread[0].sentence


def test_too_long_table_says_where_it_was_cut():
    read = read_pasted("28.05.2026; день\n" * (MOST_LINES + 5), 2026)
    assert len(read.spans) == MOST_LINES
    assert [each.number for each in read.unread] == [MOST_LINES + 1]


@settings(max_examples=80)
@given(st.text(max_size=60).filter(lambda text: text.strip() and len(text.splitlines()) == 1))
def test_every_line_is_read_or_named(line):
    read = read_pasted(line, 2026)
    assert bool(read.spans) != bool(read.unread)
