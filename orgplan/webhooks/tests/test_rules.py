from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.webhooks.rules import is_address, is_signed, signature_of

MOMENTS = st.integers(0, 4_000_000_000)


@given(st.text(min_size=1), MOMENTS, st.binary())
def test_signature_of_the_same_message_holds(secret, moment, body):
    assert is_signed(signature_of(secret, moment, body), secret, body, now=moment + 299)


@given(st.text(min_size=1), MOMENTS, st.binary(), st.binary())
def test_signature_of_another_body_does_not_hold(secret, moment, body, other):
    assert is_signed(signature_of(secret, moment, body), secret, other, now=moment) == (body == other)


@given(MOMENTS, st.integers(301, 10_000) | st.integers(-10_000, -301))
def test_signature_of_another_time_does_not_hold(moment, apart):
    assert not is_signed(signature_of("s", moment, b""), "s", b"", now=moment + apart)


@given(st.text())
def test_any_text_instead_of_a_signature_is_refused(value):
    assert not is_signed(value, "s", b"{}", now=0)


@pytest.mark.parametrize(
    "text",
    ["", "gorod.example", "ftp://gorod.example", "https://", "https://имя:пароль@gorod.example/", "http://[", "http://a:0/",
     "http://a:99999/", "http://a b/"],
)  # fmt: skip
def test_what_messages_cannot_be_sent_to_is_no_address(text):
    assert not is_address(text)


@pytest.mark.parametrize("text", ["https://gorod.example/hook?key=1", "http://10.20.0.5:8080/", "https://пример.рф/к"])
def test_addresses_of_the_city_and_of_its_network_are_addresses(text):
    assert is_address(text)
