"""Memorial dates and jubilees as rules, beside known days and a count day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.almanac.rules.jubilees import AgeRule, anniversary, event_words, holding_in, jubilee_in, read_ages
from orgplan.events.rules.yearly import DateRule, DateRuleKind, date_words, day_in

NTH, FIXED = DateRuleKind.NTH_WEEKDAY, DateRuleKind.FIXED


@pytest.mark.parametrize(
    ("rule", "year", "day", "words"),
    [
        (DateRule(NTH, month=8, number=1, weekday=5), 2026, date(2026, 8, 1), "первая суббота августа"),
        (DateRule(NTH, month=7, number=-1, weekday=6), 2026, date(2026, 7, 26), "последнее воскресенье июля"),
        (DateRule(FIXED, month=6, day=22), 2026, date(2026, 6, 22), "22 июня"),
        (DateRule(FIXED, month=2, day=29), 2026, None, "29 февраля"),
        (DateRule(DateRuleKind.DAY_OF_YEAR, number=256), 2026, date(2026, 9, 13), "256-й день года"),
        (DateRule(DateRuleKind.DAY_OF_YEAR, number=256), 2024, date(2024, 9, 12), "256-й день года"),
        (DateRule(DateRuleKind.EASTER), 2026, date(2026, 4, 12), "Пасха"),
        (DateRule(DateRuleKind.EASTER, number=49), 2026, date(2026, 5, 31), "49\N{NO-BREAK SPACE}дней после Пасхи"),
        (DateRule(NTH, month=6, number=5, weekday=0), 2026, date(2026, 6, 29), "пятый понедельник июня"),
        (DateRule(NTH, month=6, number=5, weekday=4), 2026, None, "пятая пятница июня"),
    ],
)
def test_date_falls_on_its_known_day(rule, year, day, words):
    assert (day_in(rule, year), date_words(rule)) == (day, words)


@given(st.integers(1900, 2199), st.integers(1, 12), st.integers(1, 5), st.integers(0, 6))
def test_nth_weekday_is_the_nth_of_its_month(year, month, number, weekday):
    days = [date(year, month, 1) + timedelta(days=shift) for shift in range(31)]
    such = [day for day in days if day.month == month and day.weekday() == weekday]
    assert day_in(DateRule(NTH, month, 0, number, weekday), year) == (such[number - 1] if number <= len(such) else None)
    assert day_in(DateRule(NTH, month, 0, -1, weekday), year) == such[-1]


@given(st.integers(), st.integers(), st.integers(-400, 400), st.integers(0, 6), st.sampled_from(DateRuleKind))
def test_rule_without_sense_has_no_day_and_never_fails(month, day, number, weekday, kind):
    found = day_in(DateRule(kind, month, day, number, weekday), 2026)
    assert found is None or kind == DateRuleKind.EASTER or found.year == 2026


AGES = st.lists(st.integers(1, 300), max_size=6).map(lambda ages: tuple(sorted(set(ages))))


@given(AGES, st.integers(0, 50), st.integers(1, 500))
def test_age_is_a_jubilee_where_the_rule_names_it_or_steps_to_it(ages, step, age):
    named = set(ages)
    beyond = max(ages, default=0)
    reached = {beyond + step * turn for turn in range(1, 501)} if step else set()
    assert AgeRule(ages, step).holds(age) == (age in named | reached)


def test_omsk_is_310_in_2026():
    assert jubilee_in(date(1716, 8, 2), 2026, AgeRule((10,), 5)) == (date(2026, 8, 2), 310)
    assert jubilee_in(date(1716, 8, 2), 2025, AgeRule((10,), 10)) is None


def test_leap_birthday_is_kept_on_the_28th():
    assert anniversary(date(1976, 2, 29), 2026) == date(2026, 2, 28)
    assert anniversary(date(1976, 2, 29), 1976) is None


@pytest.mark.parametrize(("text", "ages"), [("50, 60, 70", (50, 60, 70)), ("75 10;10", (10, 75)), ("", ())])
def test_ages_are_read(text, ages):
    assert read_ages(text) == ages


@pytest.mark.parametrize("text", ["много", "-5", "0", "50-60"])
def test_ages_that_are_no_numbers_get_a_sentence(text):
    with pytest.raises(ValueError, match="числа через запятую"):
        read_ages(text)


@given(pairs=st.dictionaries(st.integers(0, 2100), st.text(max_size=3), max_size=6), year=st.integers(1900, 2200))
def test_rule_of_a_year_is_the_latest_that_has_begun(pairs, year):
    rules = list(pairs.items())
    held = holding_in(rules, year)
    begun = [since for since in pairs if since <= year]
    assert held == (pairs[max(begun)] if begun else None)


@given(prefix=st.text(min_size=1, max_size=200), name=st.text(max_size=600), age=st.integers(1, 3000))
def test_words_of_a_jubilee_fit_and_never_lose_the_age(prefix, name, age):
    words = event_words(prefix, name, age, 500)
    assert len(words) <= 500
    assert words.startswith(prefix)
    assert (str(age) in words) or not name
