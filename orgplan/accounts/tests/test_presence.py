"""Who else has a page open: said quietly, forgotten in minutes, no work that would keep a session alive."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.actions.presence import forget_presence, note_presence
from orgplan.accounts.models import Presence, SignInSession
from orgplan.accounts.queries.presence import mark_of
from orgplan.accounts.rules import Role, Scope
from orgplan.accounts.rules.presence import KEPT, NOW, seen_words
from orgplan.accounts.tests import factories
from orgplan.audit.models import Entry

AT = datetime(2026, 8, 3, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(), "сейчас"),
        (NOW, "сейчас"),
        (timedelta(seconds=90), "1 мин назад"),
        (timedelta(minutes=2, seconds=59), "2 мин назад"),
        (KEPT, "5 мин назад"),
        (KEPT + timedelta(seconds=1), ""),
    ],
)
def test_time_since_the_last_sign_is_said_in_words(ago, words):
    assert seen_words(AT, AT - ago) == words


@given(seconds=st.integers(0, 100_000))
def test_nothing_is_said_of_what_is_forgotten(seconds):
    ago = timedelta(seconds=seconds)
    assert bool(seen_words(AT, AT - ago)) == (ago <= KEPT)


@pytest.fixture
def two(db):
    """Two users of the department and their clients."""
    users = [factories.user(Role.DEPARTMENT, name=name) for name in ("Иванова А. А.", "Петрова И. И.")]
    clients = [Client() for _each in users]
    for user, client in zip(users, clients, strict=True):
        client.force_login(user)
    return list(zip(users, clients, strict=True))


def sign(user, client, obj) -> str:
    response = client.post(f"/account/presence/{mark_of(obj, user)}/")
    assert response.status_code == 200
    return re.sub("<[^>]*>", "", response.content.decode()).strip()


def test_second_reads_of_the_first_and_first_of_the_second(two):
    (one, page), (other, screen) = two
    thing = factories.user(Role.LEADER)
    assert sign(one, page, thing) == ""
    assert sign(other, screen, thing) == "Открыто также: Иванова А. А., сейчас"
    assert sign(one, page, thing) == "Открыто также: Петрова И. И., сейчас"
    assert Presence.objects.count() == 2


def test_other_things_are_nobodys_business(two):
    (one, page), (other, screen) = two
    sign(one, page, factories.user(Role.LEADER))
    assert sign(other, screen, factories.user(Role.LEADER)) == ""


def test_closed_page_is_told_with_minutes_and_forgotten(two):
    (one, _page), (other, screen) = two
    thing = factories.user(Role.LEADER)
    place = f"accounts.user:{thing.pk}"
    note_presence(user=one, place=place, now=timezone.now() - timedelta(minutes=2, seconds=5))
    assert sign(other, screen, thing) == "Открыто также: Иванова А. А., 2 мин назад"
    Presence.objects.filter(user=one).update(seen_at=timezone.now() - KEPT - timedelta(seconds=1))
    assert sign(other, screen, thing) == ""
    assert not Presence.objects.filter(user=one).exists()


def test_nothing_older_than_minutes_is_kept(two):
    (one, _page), _other = two
    note_presence(user=one, place="a", now=AT)
    assert forget_presence(now=AT + KEPT) == 0
    assert forget_presence(now=AT + KEPT + timedelta(seconds=1)) == 1
    assert forget_presence(now=AT + KEPT + timedelta(days=1)) == 0


def test_mark_of_somebody_else_or_a_forged_one_is_not_found(two):
    (one, _page), (_other, screen) = two
    assert screen.post(f"/account/presence/{mark_of(one, one)}/").status_code == 404
    assert screen.post("/account/presence/выдумка/").status_code == 404
    assert Presence.objects.count() == 0


def test_assistant_for_a_leader_is_named_as_who_sits_there(two):
    (_one, _page), (other, screen) = two
    assistant = factories.user(Role.PROTOCOL, name="Помощник П.")
    client = Client()
    factories.acting(client, factories.grant(factories.user(Role.LEADER), assistant, scope=Scope.DAY))
    sign(assistant, client, other)
    assert sign(other, screen, other) == "Открыто также: Помощник П., сейчас"


def test_open_page_keeps_no_session_alive_and_leaves_no_history(two):
    (one, page), _other = two
    factories.policy(Role.DEPARTMENT, idle_minutes=30)
    session = page.session
    session["seen_at"] = (timezone.now() - timedelta(minutes=20)).timestamp()
    session.save()
    before = Entry.objects.count()
    sign(one, page, one)
    assert page.session["seen_at"] == session["seen_at"]
    assert Entry.objects.count() == before


def test_open_page_of_an_ended_session_asks_no_more_and_the_person_reads_why(two):
    (one, page), _other = two
    factories.policy(Role.DEPARTMENT, idle_minutes=30)
    session = page.session
    session["seen_at"] = session["signed_in_at"] = (timezone.now() - timedelta(minutes=31)).timestamp()
    session.save()
    assert page.post(f"/account/presence/{mark_of(one, one)}/").status_code == 286
    assert Presence.objects.count() == 0
    assert "завершён" in page.get("/events/", follow=True).content.decode()
    assert not SignInSession.objects.filter(user=one, ending="").exists()
