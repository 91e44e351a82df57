from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.webhooks.rules import is_address, is_inner, is_signed, signature_of

MOMENTS = st.integers(0, 4_000_000_000)
SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126))


@given(st.text(min_size=1), MOMENTS, st.binary())
def test_signature_of_the_same_message_holds(secret, moment, body):
    assert is_signed(signature_of([secret], moment, body), secret, body, now=moment + 299)


@given(st.text(min_size=1), MOMENTS, st.binary(), st.binary())
def test_signature_of_another_body_does_not_hold(secret, moment, body, other):
    assert is_signed(signature_of([secret], moment, body), secret, other, now=moment) == (body == other)


@given(MOMENTS, st.integers(301, 10_000) | st.integers(-10_000, -301))
def test_signature_of_another_time_does_not_hold(moment, apart):
    assert not is_signed(signature_of(["s"], moment, b""), "s", b"", now=moment + apart)


@given(SECRETS, SECRETS, SECRETS, MOMENTS, st.binary())
def test_message_signed_by_two_secrets_holds_for_both_and_no_third(new, former, other, moment, body):
    value = signature_of([new, former], moment, body)
    assert [is_signed(value, each, body, now=moment) for each in (new, former)] == [True, True]
    assert is_signed(value, other, body, now=moment) == (other in {new, former})


@given(st.text(), MOMENTS, MOMENTS)
def test_moment_cannot_be_put_in_the_place_of_another(secret, moment, later):
    value = signature_of([secret], moment, b"{}").replace(f"t={moment},", f"t={later},")
    assert is_signed(value, secret, b"{}", now=later) == (later == moment)


@given(st.ip_addresses())
def test_inner_machine_is_refused_unless_its_network_is_allowed(address):
    refused = is_inner(str(address), [])
    machine = getattr(address, "ipv4_mapped", None) or address  # ::ffff:224.0.0.1 is the machine 224.0.0.1
    assert refused == (not machine.is_global or machine.is_multicast)
    assert not is_inner(str(address), [ip_network(machine)])


@pytest.mark.parametrize(
    "machine",
    ["127.0.0.1", "10.20.0.5", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104 -- an address to refuse
     "::1", "::ffff:127.0.0.1", "fe80::1%eth0", "fd00::1"],
)  # fmt: skip
def test_machines_of_inner_networks_are_inner(machine):
    assert is_inner(machine, [])


def test_allowed_network_opens_itself_only():
    allowed = [ip_network("10.20.0.0/16")]
    assert [is_inner(each, allowed) for each in ("10.20.7.7", "10.21.0.1", "127.0.0.1", "93.184.215.14")] == [
        False,
        True,
        True,
        False,
    ]


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
