"""One-time codes against the test vectors of RFC 4226 and RFC 6238, and by their properties."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import codes
from orgplan.accounts.rules.codes import code_at, matching_step, step_of

SECRET = base64.b32encode(b"12345678901234567890").decode()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds


@pytest.mark.parametrize(
    ("counter", "code"),
    list(
        enumerate(["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"])
    ),
)
def test_code_is_that_of_rfc_4226_appendix_d(counter: int, code: str) -> None:
    assert code_at(SECRET, counter) == code


@pytest.mark.parametrize(
    ("second", "eight_digits"),
    [(59, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"), (20000000000, "65353130")],
)
def test_code_is_that_of_rfc_6238_appendix_b(second: int, eight_digits: str) -> None:
    assert code_at(SECRET, step_of(datetime.fromtimestamp(second, UTC))) == eight_digits[2:]


@given(MOMENTS, st.integers(-29, 29))
def test_code_of_the_neighbouring_thirty_seconds_is_taken(now: datetime, drift: int) -> None:
    typed = code_at(SECRET, step_of(now + timedelta(seconds=drift)))
    assert matching_step(SECRET, typed, now=now, used=0) is not None


@given(MOMENTS)
def test_code_works_once(now: datetime) -> None:
    typed = code_at(SECRET, step_of(now))
    step = matching_step(SECRET, typed, now=now, used=0)
    assert step is not None
    assert matching_step(SECRET, typed, now=now, used=step) in {None, step + 1}  # two steps may share a code by chance


@given(MOMENTS, st.integers(2, 1000))
def test_code_of_long_ago_is_refused(now: datetime, steps: int) -> None:
    typed = code_at(SECRET, step_of(now) - steps)
    fitting = {code_at(SECRET, step_of(now) + drift) for drift in (-1, 0, 1)}
    assert (matching_step(SECRET, typed, now=now, used=0) is not None) == (typed in fitting)


@given(st.text(max_size=40))
def test_nonsense_is_refused_and_never_a_fault(typed: str) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    fitting = {code_at(SECRET, step_of(now) + drift) for drift in (-1, 0, 1)}
    assert (matching_step(SECRET, typed, now=now, used=0) is not None) == (codes.plain_code(typed) in fitting)


def test_spaces_in_a_code_do_not_matter() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    typed = code_at(SECRET, step_of(now))
    assert matching_step(SECRET, f" {typed[:3]} {typed[3:]} ", now=now, used=0) == step_of(now)


def test_new_keys_and_recovery_codes_differ_and_can_be_typed() -> None:
    keys = {codes.new_secret() for _each in range(50)}
    recovery = [code for _each in range(20) for code in codes.new_recovery_codes()]
    assert len(keys) == 50
    assert all(len(base64.b32decode(key)) == 20 for key in keys)
    assert len(set(recovery)) == 200
    assert {len(codes.plain_code(code)) for code in recovery} == {10}


def test_key_address_is_what_authenticators_read() -> None:
    address = codes.key_address("ABCD", login="mer", issuer="Оргплан — Омск")
    assert address.startswith("otpauth://totp/%D0%9E")
    assert address.endswith(
        "%3Amer?secret=ABCD&issuer=%D0%9E%D1%80%D0%B3%D0%BF%D0%BB%D0%B0%D0%BD%20%E2%80%94%20%D0%9E%D0%BC%D1%81%D0%BA"
    )
    assert codes.grouped_key("ABCDEFGHIJ") == "ABCD EFGH IJ"
