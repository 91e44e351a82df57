from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules.limits import BY_LOGIN, Limit, minutes_of, wait_for
from orgplan.accounts.rules.sessions import Ending, Term, browser_words, ending_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AGES = st.lists(st.integers(0, 3600), max_size=30)
LIMITS = st.builds(Limit, st.integers(1, 8), st.integers(60, 1800).map(lambda seconds: timedelta(seconds=seconds)))


def moments(ages: list[int]) -> list[datetime]:
    return [NOW - timedelta(seconds=age) for age in ages]


@given(AGES, LIMITS)
def test_who_is_below_the_limit_never_waits(ages: list[int], limit: Limit) -> None:
    within = [moment for moment in moments(ages) if NOW - limit.window < moment]
    assert (wait_for(moments(ages), limit, NOW) == timedelta(0)) == (len(within) < limit.amount)


@given(AGES, LIMITS)
def test_wait_ends_within_the_window_and_when_it_is_over_the_next_attempt_is_free(
    ages: list[int], limit: Limit
) -> None:
    wait = wait_for(moments(ages), limit, NOW)
    assert timedelta(0) <= wait <= limit.window
    assert wait_for(moments(ages), limit, NOW + wait) == timedelta(0)


@given(AGES, LIMITS, st.integers(0, 3600))
def test_one_more_wrong_attempt_never_shortens_the_wait(ages: list[int], limit: Limit, age: int) -> None:
    assert wait_for(moments([*ages, age]), limit, NOW) >= wait_for(moments(ages), limit, NOW)


def test_minutes_are_never_less_than_the_wait() -> None:
    assert [minutes_of(timedelta(seconds=each)) for each in (1, 60, 61, 299, 300)] == [1, 1, 2, 5, 5]
    assert minutes_of(wait_for(moments([600, 500, 400, 300, 200]), BY_LOGIN, NOW)) == 5


@given(st.integers(0, 100), st.integers(0, 100), st.integers(1, 60), st.integers(1, 60))
def test_session_goes_on_exactly_within_both_terms(since: int, idle: int, most_idle: int, longest: int) -> None:
    started, seen = NOW - timedelta(minutes=since), NOW - timedelta(minutes=min(since, idle))
    term = Term(idle=timedelta(minutes=most_idle), absolute=timedelta(minutes=longest))
    goes_on = ending_of(started=started, seen=seen, now=NOW, term=term) == Ending.GOING_ON
    assert goes_on == (since < longest and min(since, idle) < most_idle)


def test_browser_is_told_in_words() -> None:
    said = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 "
        "YaBrowser/25.6.0.0 Safari/537.36": "Яндекс Браузер 25, Windows",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox 140, Linux",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/18.5 Mobile/15E148 Safari/604.1": "Safari 18, iPhone",
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/136.0.0.0 Mobile Safari/537.36": (
            "Chrome 136, Android"
        ),
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/136.0 Safari/537.36 Edg/136.0": "Edge 136, Windows",
        "curl/8.5": "",
        "": "",
    }
    assert {agent: browser_words(agent) for agent in said} == said


@given(st.text(max_size=300))
def test_no_browser_makes_the_words_fail(agent: str) -> None:
    assert isinstance(browser_words(agent), str)
