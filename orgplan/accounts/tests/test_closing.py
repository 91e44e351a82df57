"""Closing a sign-in, the emergency administrator, what the administrator resets and sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from orgplan.accounts.actions.policies import forget_sign_ins
from orgplan.accounts.actions.tokens import Issued, issue_token, revoke_token
from orgplan.accounts.actions.users import UserFacts, change_user, close_user, open_emergency, reopen_user
from orgplan.accounts.models import (
    Attempt,
    Grant,
    ProviderLink,
    RolePolicy,
    SecondFactor,
    SignInRules,
    SignInSession,
    Token,
    User,
)
from orgplan.accounts.queries.attempts import locks
from orgplan.accounts.queries.tokens import token_in_force
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.limits import BY_LOGIN, AttemptKind
from orgplan.accounts.rules.sessions import Ending
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.accounts.tests import factories
from orgplan.accounts.tests.factories import PASSWORD
from orgplan.audit.actions import System
from orgplan.audit.models import Entry
from orgplan.audit.queries import history_of
from orgplan.core.editing import RefusedError

pytestmark = pytest.mark.django_db
BY = System("проверка")
SIGN_IN = "/account/sign-in/"


def test_closing_ends_sessions_and_rights_at_once_and_keeps_the_history() -> None:
    user = factories.user(Role.LEADER, name="Уходов")
    client = Client()
    client.post(SIGN_IN, {"username": user.login, "password": PASSWORD})
    factories.grant(user, factories.user())
    close_user(user, reason="уволен", heir=None, by=BY)
    assert client.get("/directory/").status_code == 302
    assert (SignInSession.objects.get().ending, Grant.objects.get().revoked_by) == ("closed", "проверка")
    assert history_of(user).get(verb="accounts.close_user").reason == "уволен"
    assert Entry.objects.filter(actor="Уходов").exists()


def test_reopened_sign_in_works_again_with_its_password_and_without_its_old_rights() -> None:
    user = factories.user(Role.LEADER)
    factories.grant(user, factories.user())
    reopen_user(close_user(user, reason="отпуск", heir=None, by=BY).user, by=BY)
    assert Client().post(SIGN_IN, {"username": user.login, "password": PASSWORD}).status_code == 302
    assert Grant.objects.get().revoked_at is not None


def token_of(user: User, name: str = "Сайт города") -> Issued:
    end = timezone.now() + timedelta(days=1)
    return issue_token(user=user, name=name, scopes=[TokenScope.READ_EVENTS], expires_at=end, by=user)


def test_closing_revokes_tokens_for_good_and_says_how_much_ended(client_of: Callable[..., Client]) -> None:
    user, other = factories.user(Role.LEADER), factories.user()
    tokens = [token_of(user), token_of(user, "Карта"), token_of(other)]
    revoke_token(tokens[1].token, by=user)
    Client().post(SIGN_IN, {"username": user.login, "password": PASSWORD})
    factories.grant(user, other)
    client, card = client_of(Role.ADMINISTRATOR), f"/account/users/{user.pk}/"
    asked = client.get(f"{card}close/").content.decode()
    assert ("Программа «Сайт города»" in asked, "Карта" in asked, "1\N{NO-BREAK SPACE}сеанс" in asked) == (
        True,
        False,
        True,
    )
    page = client.post(f"{card}close/", {"reason": "уволен"}, follow=True).content.decode()
    assert "Завершён 1 сеанс. Отозван 1 ключ программ. Прекращено 1 право работать за другого." in page
    assert [token_in_force(each.text) is None for each in tokens] == [True, True, False]
    reopen_user(User.objects.get(pk=user.pk), by=BY)
    assert token_in_force(tokens[0].text) is None
    assert history_of(tokens[0].token).filter(verb="accounts.revoke_tokens").count() == 1


def test_deactivation_by_a_change_revokes_tokens_too() -> None:
    user = factories.user()
    issued = token_of(user)
    change_user(user, facts=UserFacts(name="А", role=Role.COORDINATOR, is_active=False), edition=user.edition, by=BY)
    assert Token.objects.get(pk=issued.token.pk).revoked_by == "проверка"


def test_card_shows_tokens_to_the_holder_and_the_administrator_who_revokes_there(
    client_of: Callable[..., Client], signed_in: Callable[[User], Client]
) -> None:
    user = factories.user()
    issued = token_of(user)
    card = f"/account/users/{user.pk}/"
    revoke = f"/account/programs/{issued.token.pk}/revoke/?next={card}"
    administrator = client_of(Role.ADMINISTRATOR)
    for client in (signed_in(user), administrator):
        page = client.get(card).content.decode()
        assert ("читать мероприятия" in page, revoke in page) == (True, True)
    assert administrator.post(revoke)["Location"] == card
    assert token_in_force(issued.text) is None
    assert administrator.post(f"/account/programs/{issued.token.pk}/revoke/?next=//x.example/")["Location"] == (
        "/account/programs/"
    )


def test_last_administrator_is_not_closed_and_an_emergency_one_does_not_count(
    signed_in: Callable[[User], Client],
) -> None:
    last = factories.user(Role.ADMINISTRATOR)
    factories.emergency_user()
    page = signed_in(last).post(f"/account/users/{last.pk}/close/", {"reason": "ухожу"})
    assert (page.status_code, "Это последний администратор" in page.content.decode()) == (422, True)
    assert User.objects.get(pk=last.pk).is_active


def test_page_of_closing_asks_the_reason(client_of: Callable[..., Client]) -> None:
    user = factories.user()
    client = client_of(Role.ADMINISTRATOR)
    assert (
        "Незаконченного за этим входом не остаётся" in client.get(f"/account/users/{user.pk}/close/").content.decode()
    )
    assert client.post(f"/account/users/{user.pk}/close/", {"reason": ""}).status_code == 422
    assert client.post(f"/account/users/{user.pk}/close/", {"reason": "уволен"}).status_code == 303
    assert client.post(f"/account/users/{user.pk}/reopen/").status_code == 303
    assert User.objects.get(pk=user.pk).is_active


def test_changing_a_closed_sign_in_does_not_open_it(client_of: Callable[..., Client]) -> None:
    user = factories.user(is_active=False)
    form = {"name": "Новое имя", "role": "leader", "email": "", "edition": "1"}
    client_of(Role.ADMINISTRATOR).post(f"/account/users/{user.pk}/change/", form)
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("Новое имя", False)


# Emergency


def open_one(hours: int = 4) -> User:
    return open_emergency(login="avariya-1", password=PASSWORD, hours=hours, reason="не отвечает единый вход", by=BY)


def test_emergency_administrator_signs_in_whatever_is_asked_of_administrators() -> None:
    factories.policy(Role.ADMINISTRATOR, asks_second_factor=True, grace_days=0, allows_password=False)
    user, client = open_one(), Client()
    assert client.post(SIGN_IN, {"username": user.login, "password": PASSWORD})["Location"] == "/"
    assert client.get("/account/security/").status_code == 200
    assert SignInSession.objects.get().way == "emergency"


def test_emergency_administrator_reads_on_every_page_until_when_it_is_open(
    signed_in: Callable[[User], Client],
) -> None:
    user, client = open_one(), Client()
    client.post(SIGN_IN, {"username": user.login, "password": PASSWORD})
    assert "Аварийный вход: закроется сам" in client.get("/").content.decode()
    assert "Аварийный вход" not in signed_in(factories.user(Role.ADMINISTRATOR)).get("/").content.decode()


def test_emergency_administrator_is_out_when_the_hours_are_over() -> None:
    user, client = open_one(), Client()
    client.post(SIGN_IN, {"username": user.login, "password": PASSWORD})
    User.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    assert client.get("/account/users/").status_code == 302
    assert Client().post(SIGN_IN, {"username": user.login, "password": PASSWORD}).status_code == 422


def test_emergency_administrator_is_told_to_administrators_and_the_history(client_of: Callable[..., Client]) -> None:
    user = open_one()
    assert history_of(user).get().reason == "не отвечает единый вход"
    for address in ("/", "/account/security/"):
        assert "Открыт аварийный администратор" in client_of(Role.ADMINISTRATOR).get(address).content.decode()
    assert "аварийный" not in client_of(Role.LEADER).get("/").content.decode()


def test_emergency_sign_in_is_closed_by_the_page_and_neither_changed_nor_opened_again(
    client_of: Callable[..., Client],
) -> None:
    user, client = open_one(), client_of(Role.ADMINISTRATOR)
    form = {"name": "А", "role": "administrator", "email": "", "edition": "1"}
    assert client.post(f"/account/users/{user.pk}/change/", form).status_code == 422
    assert client.post(f"/account/users/{user.pk}/close/", {"reason": "больше не нужен"}).status_code == 303
    with pytest.raises(RefusedError, match="второй раз не открывают"):
        reopen_user(user, by=BY)


def test_database_lets_only_an_administrator_be_an_emergency_one() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.user(Role.LEADER, closes_at=timezone.now())


def test_page_of_a_new_sign_in_makes_no_emergency_one(client_of: Callable[..., Client]) -> None:
    form = {"login": "novy", "name": "А", "role": "administrator", "password": "k7mf-2wxe-pq9d"}
    client_of(Role.ADMINISTRATOR).post("/account/users/new/", form | {"closes_at": "2030-01-01", "hours": "4"})
    assert not User.objects.get(login="novy").is_emergency


# What the administrator resets, unlocks, asks


def test_codes_are_reset_with_the_reason(client_of: Callable[..., Client]) -> None:
    user, client = factories.user(), client_of(Role.ADMINISTRATOR)
    address = f"/account/users/{user.pk}/reset-codes/"
    assert "не подключены" in client.post(address, {"reason": "потерян"}).content.decode()
    factories.with_codes(user)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "потерян телефон, пришёл сам"}).status_code == 303
    assert not SecondFactor.objects.exists()
    assert history_of(user).get().reason == "потерян телефон, пришёл сам"


def test_link_with_the_provider_is_taken_away_with_the_reason(client_of: Callable[..., Client]) -> None:
    user, client = factories.user(), client_of(Role.ADMINISTRATOR)
    ProviderLink(user=user, issuer="i", subject="s").save()
    assert client.post(f"/account/users/{user.pk}/unlink/", {"reason": "связан не тот"}).status_code == 303
    assert not ProviderLink.objects.exists()


def test_waiting_login_is_seen_and_unlocked(client_of: Callable[..., Client]) -> None:
    user, client = factories.user(login="kultura", name="Афишина М. В."), client_of(Role.ADMINISTRATOR)
    for login in ("kultura", "nobody"):
        for _each in range(BY_LOGIN.amount):
            Client(REMOTE_ADDR="10.0.0.7").post(SIGN_IN, {"username": login, "password": "нет"})
    page = client.get("/account/security/").content.decode()
    assert ("Афишина М. В.</a> <span" in page, "такого входа нет" in page, "10.0.0.7" in page) == (True, True, True)
    assert [(lock.login, lock.user, lock.wrong) for lock in reversed(locks())] == [
        ("kultura", user, BY_LOGIN.amount),
        ("nobody", None, BY_LOGIN.amount),
    ]
    given = {"login": "kultura", "kind": AttemptKind.SIGN_IN.value}
    client.post("/account/security/unlock/", given)
    assert Client().post(SIGN_IN, {"username": "kultura", "password": PASSWORD}).status_code == 302
    again = client.post("/account/security/unlock/", given, follow=True).content.decode()
    assert "Логин kultura уже не ждёт" in again
    assert Entry.objects.filter(verb="accounts.unlock").count() == 1
    assert Attempt.objects.filter(login="kultura", outcome="settled").count() == BY_LOGIN.amount


def test_limits_of_attempts_are_changed_by_the_page_and_hold_at_once(client_of: Callable[..., Client]) -> None:
    factories.user(login="kultura")
    client, address = client_of(Role.ADMINISTRATOR), "/account/security/attempts/"
    form = {"by_login": "3", "by_address": "10", "window_minutes": "30", "attempt_days": "7", "session_days": "30"}
    assert client.post(address, form | {"edition": "1", "by_login": "2"}).status_code == 422
    assert client.post(address, form | {"edition": "1"}).status_code == 303
    assert client.post(address, form | {"edition": "1"}).status_code == 409
    stranger, sign_in = Client(), {"username": "kultura", "password": "нет"}
    assert [stranger.post("/account/sign-in/", sign_in).status_code for _each in range(4)] == [422, 422, 422, 429]
    assert [lock.login for lock in locks()] == ["kultura"]


def test_database_refuses_limits_beyond_the_bounds() -> None:
    for wrong in ({"by_login": 2}, {"by_address": 5000}, {"window_minutes": 1}, {"attempt_days": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignInRules.objects.create(pk=1, **wrong)


def test_old_attempts_and_ended_sessions_are_forgotten_and_open_ones_stay() -> None:
    user, now = factories.user(), timezone.now()
    for ending in (Ending.GOING_ON, Ending.SIGNED_OUT):
        for _each in range(2):
            SignInSession.objects.create(user=user, session_key="k", way="password", ending=ending)
    for _each in range(2):
        Attempt.objects.create(kind=AttemptKind.SIGN_IN, login="x")
    old = now - timedelta(days=400)
    first = [SignInSession.objects.filter(ending=each).values_list("pk", flat=True)[0] for each in ("", "signed_out")]
    SignInSession.objects.filter(pk__in=first).update(seen_at=old)
    Attempt.objects.filter(pk=Attempt.objects.values_list("pk", flat=True)[0]).update(at=old)
    assert forget_sign_ins(now=now, by=System("тест")) == 2
    assert forget_sign_ins(now=now, by=System("тест")) == 0
    assert (SignInSession.objects.count(), Attempt.objects.count()) == (3, 1)
    assert Entry.objects.filter(verb="accounts.forget_sign_ins").count() == 1


def test_what_a_role_is_asked_for_is_changed_and_never_silently_overwritten(client_of: Callable[..., Client]) -> None:
    client, address = client_of(Role.ADMINISTRATOR), "/account/security/roles/department/"
    form = {"asks_second_factor": "on", "grace_days": "7", "allows_password": "on", "idle_minutes": "60"}
    form |= {"longest_hours": "12", "edition": "1"}
    assert client.post(address, form | {"idle_minutes": "1"}).status_code == 422
    assert client.post(address, form).status_code == 303
    policy = RolePolicy.objects.get()
    assert (policy.idle_minutes, policy.asks_second_factor, policy.asked_since is not None) == (60, True, True)
    assert client.post(address, form | {"idle_minutes": "90"}).status_code == 409
    assert RolePolicy.objects.get().idle_minutes == 60


@pytest.mark.parametrize("others", [1, 3])
def test_page_of_security_costs_the_same_for_one_and_three(
    others: int, client_of: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    for _each in range(others):
        user = factories.user(Role.LEADER)
        factories.with_codes(user)
        factories.session(user)
        factories.grant(user, factories.user())
        for _wrong in range(BY_LOGIN.amount):
            Attempt(kind=AttemptKind.SIGN_IN, login=user.login, outcome="wrong").save()
    client = client_of(Role.ADMINISTRATOR)
    with django_assert_num_queries(14):
        page = client.get("/account/security/")
    assert (len(page.context["locks"]), len(page.context["grants"])) == (others, others)
