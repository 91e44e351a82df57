"""The way in: limits of attempts, one-time codes, terms of sessions; what the history tells of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from orgplan.accounts.actions.factors import prove
from orgplan.accounts.actions.sessions import TooManyAttemptsError, open_attempt, refuse_attempt
from orgplan.accounts.models import Attempt, SecondFactor, SignInSession, User
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.codes import code_at, step_of
from orgplan.accounts.rules.limits import BY_ADDRESS, BY_LOGIN, AttemptKind
from orgplan.accounts.rules.sessions import Way
from orgplan.accounts.tests import factories
from orgplan.accounts.tests.factories import PASSWORD
from orgplan.audit.actions import System
from orgplan.audit.models import Entry
from orgplan.core.editing import RefusedError

pytestmark = pytest.mark.django_db
SIGN_IN, CODE = "/account/sign-in/", "/account/sign-in/code/"
BY = System("проверка")


def enter(client: Client, login: str, password: str = PASSWORD) -> Any:
    return client.post(SIGN_IN, {"username": login, "password": password})


def code_of(key: str, *, steps: int = 0) -> str:
    return code_at(key, step_of(timezone.now()) + steps)


def signed_in(user: User) -> Client:
    """Sign in by the page, with the marks that it leaves in the session."""
    client = Client()
    assert enter(client, user.login).status_code == 302
    return client


def let_time_pass(client: Client, by: timedelta, *, working: bool = False) -> None:
    """Move the session back in time."""
    session = client.session
    session["signed_in_at"] -= by.total_seconds()
    if not working:
        session["seen_at"] -= by.total_seconds()
    session.save()


# Limits


def test_login_waits_after_five_wrong_passwords_even_for_the_right_one() -> None:
    user, client = factories.user(), Client()
    assert [enter(client, user.login, "нет").status_code for _each in range(BY_LOGIN.amount)] == [422] * 5
    answer = enter(client, user.login.upper())
    assert answer.status_code == 429
    assert "Слишком много попыток: попробуйте через 15" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_unknown_and_closed_logins_are_answered_like_known_ones() -> None:
    factories.user(login="known")
    factories.user(login="closed", is_active=False)
    answers: dict[str, list[tuple[int, int, int]]] = {login: [] for login in ("known", "closed", "nobody")}
    for login, found in answers.items():
        for _each in range(BY_LOGIN.amount + 1):
            answer = enter(Client(), login, "нет")
            words = answer.content.decode().partition("<form")[2].replace(login, "")
            found.append((answer.status_code, words.count("Неверный логин"), words.count("Слишком много попыток")))
    assert answers["known"] == answers["closed"] == answers["nobody"]


def test_one_login_does_not_make_another_wait() -> None:
    user = factories.user()
    for _each in range(BY_LOGIN.amount):
        enter(Client(), "another", "нет")
    assert enter(Client(), user.login).status_code == 302


def test_address_waits_after_many_wrong_attempts_at_different_logins() -> None:
    user = factories.user()
    for number in range(BY_ADDRESS.amount):
        refuse_attempt(open_attempt(kind=AttemptKind.SIGN_IN, login=f"l{number}", address="127.0.0.1"), by=BY)
    assert enter(Client(), user.login).status_code == 429
    assert (
        Client(REMOTE_ADDR="10.0.0.9").post(SIGN_IN, {"username": user.login, "password": PASSWORD}).status_code == 302
    )


def test_right_password_forgets_the_wrong_ones() -> None:
    user = factories.user()
    for _round in range(3):
        for _each in range(BY_LOGIN.amount - 1):
            enter(Client(), user.login, "нет")
        assert enter(Client(), user.login).status_code == 302


def test_wait_ends_when_the_window_is_over() -> None:
    user = factories.user()
    for _each in range(BY_LOGIN.amount):
        enter(Client(), user.login, "нет")
    Attempt.objects.update(at=timezone.now() - BY_LOGIN.window)
    assert enter(Client(), user.login).status_code == 302


def test_attempts_that_have_not_finished_count_too() -> None:
    """Many processes at once must not each see the last free attempt."""
    for _each in range(BY_LOGIN.amount):
        open_attempt(kind=AttemptKind.SIGN_IN, login="mer", address="")
    with pytest.raises(TooManyAttemptsError):
        open_attempt(kind=AttemptKind.SIGN_IN, login="mer", address="")
    assert Attempt.objects.count() == BY_LOGIN.amount


def test_refused_attempts_leave_no_rows_and_do_not_lengthen_the_wait() -> None:
    user, client = factories.user(), Client()
    for _each in range(BY_LOGIN.amount + 10):
        enter(client, user.login, "нет")
    assert Attempt.objects.count() == BY_LOGIN.amount
    assert Entry.objects.filter(verb="accounts.refuse_attempt").count() == BY_LOGIN.amount


def test_wrong_old_password_is_limited_too() -> None:
    client = signed_in(factories.user())
    new = {"old_password": "не тот", "new_password1": "Ещё-одна-тайна", "new_password2": "Ещё-одна-тайна"}
    answers = [client.post("/account/password/", new).status_code for _each in range(BY_LOGIN.amount + 1)]
    assert answers == [422] * BY_LOGIN.amount + [429]


def test_new_passwords_that_differ_are_no_wrong_attempt() -> None:
    client = signed_in(factories.user())
    new = {"old_password": PASSWORD, "new_password1": "Ещё-одна-тайна", "new_password2": "Другая-тайна"}
    assert {client.post("/account/password/", new).status_code for _each in range(BY_LOGIN.amount + 2)} == {422}


def test_address_behind_a_proxy_is_the_one_the_proxy_wrote(settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    user = factories.user()
    Client().post(
        SIGN_IN, {"username": user.login, "password": PASSWORD}, headers={"X-Forwarded-For": "6.6.6.6, 10.1.1.1"}
    )
    assert SignInSession.objects.get().address == "10.1.1.1"


def test_login_with_a_zero_byte_is_wrong_and_no_fault() -> None:
    assert enter(Client(), "ad\0min").status_code == 422


# History


def test_sign_ins_failures_and_sign_outs_stand_in_the_history() -> None:
    user = factories.user(name="Планова О. С.")
    enter(Client(), user.login, "нет")
    client = signed_in(user)
    client.post("/account/sign-out/")
    told = [(entry.verb, entry.actor) for entry in Entry.objects.order_by("pk")]
    assert told == [
        ("accounts.refuse_attempt", "Страница входа"),
        ("accounts.sign_in", "Планова О. С."),
        ("accounts.sign_out", "Планова О. С."),
    ]
    assert "нет" not in str(Entry.objects.first().after)
    assert SignInSession.objects.get().ending == "signed_out"


# One-time codes


def test_password_alone_does_not_let_in_who_has_codes() -> None:
    user, client = factories.user(), Client()
    key = factories.with_codes(user)
    assert enter(client, user.login)["Location"] == f"{CODE}?next=%2F"
    assert client.get("/directory/").status_code == 302
    assert client.get(CODE).status_code == 200
    assert client.post(CODE, {"code": "000"}).status_code == 422
    assert client.post(CODE, {"code": code_of(key), "next": "/directory/"})["Location"] == "/directory/"
    assert client.get("/directory/").status_code == 200
    assert SignInSession.objects.get().way == Way.CODE


def test_code_works_once_for_everybody() -> None:
    user = factories.user()
    key = factories.with_codes(user)
    typed = code_of(key)
    assert [prove(user, typed=typed), prove(user, typed=typed)] == [Way.CODE, None]


def test_recovery_code_works_once_and_is_told() -> None:
    user, client = factories.user(), Client()
    factories.with_codes(user)
    enter(client, user.login)
    assert client.post(CODE, {"code": "ABCDE-12345"}).status_code == 302
    assert SecondFactor.objects.get().recovery_codes == []
    assert Entry.objects.filter(verb="accounts.use_recovery_code").count() == 1
    assert prove(user, typed="abcde-12345") is None


def test_codes_are_limited_and_the_limit_is_not_that_of_the_password() -> None:
    user, client = factories.user(), Client()
    key = factories.with_codes(user)
    enter(client, user.login)
    answers = [client.post(CODE, {"code": "000000"}).status_code for _each in range(BY_LOGIN.amount + 1)]
    assert answers == [422] * BY_LOGIN.amount + [429]
    assert client.post(CODE, {"code": code_of(key)}).status_code == 429
    assert enter(Client(), user.login).status_code == 302


def test_page_of_the_code_forgets_who_gave_the_password_after_ten_minutes() -> None:
    user, client = factories.user(), Client()
    factories.half_signed_in(client, user)
    session = client.session
    session["half_signed_in"] = session["half_signed_in"] | {"at": timezone.now().timestamp() - 601}
    session.save()
    assert client.get(CODE)["Location"] == "/"


def test_user_closed_between_password_and_code_stays_out() -> None:
    user, client = factories.user(), Client()
    key = factories.with_codes(user)
    enter(client, user.login)
    User.objects.update(is_active=False)
    assert client.post(CODE, {"code": code_of(key)})["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_new_password_from_the_administrator_is_no_way_around_the_codes(client_of: Callable[..., Client]) -> None:
    user = factories.user()
    factories.with_codes(user)
    client_of(Role.ADMINISTRATOR).post(f"/account/users/{user.pk}/password/", {"password": "k7mf-2wxe-pq9d"})
    assert enter(Client(), user.login, "k7mf-2wxe-pq9d")["Location"].startswith(CODE)


def test_codes_are_set_up_with_the_first_code_and_recovery_codes_are_shown_once() -> None:
    user = factories.user()
    client = signed_in(user)
    page = client.get("/account/codes/").content.decode()
    key = client.session["new_code_key"]
    assert "data:image/svg+xml;base64," in page
    assert client.get("/account/codes/").content.decode().count(key[:4]) >= 1
    assert client.post("/account/codes/", {"code": "000000"}).status_code == 422
    made = client.post("/account/codes/", {"code": code_of(key)}).content.decode()
    codes = [line.partition("</code>")[0] for line in made.split("<li><code>")[1:]]
    assert len(codes) == 10
    again = client.get("/account/codes/").content.decode()
    assert [code for code in codes if code in again] == []
    assert key not in SecondFactor.objects.get().sealed_key
    other = Client()
    enter(other, user.login)
    assert other.post(CODE, {"code": codes[3]}).status_code == 302


def test_new_recovery_codes_need_a_code_and_end_the_old_ones() -> None:
    user = factories.user()
    client = signed_in(user)
    key = factories.with_codes(user)
    assert client.post("/account/codes/", {"code": "1", "verb": "renew"}).status_code == 422
    page = client.post("/account/codes/", {"code": code_of(key), "verb": "renew"}).content.decode()
    assert page.count("<li><code>") == 10
    assert prove(user, typed="abcde12345") is None


def test_codes_are_taken_away_only_where_the_role_is_not_asked_for_them() -> None:
    user = factories.user(Role.LEADER)
    client = signed_in(user)
    key = factories.with_codes(user)
    asked = factories.policy(Role.LEADER, asks_second_factor=True)
    answer = client.post("/account/codes/", {"code": code_of(key), "verb": "remove"})
    assert "Для вашей роли одноразовые коды обязательны" in answer.content.decode()
    asked.delete()
    assert client.post("/account/codes/", {"code": code_of(key, steps=1), "verb": "remove"}).status_code == 303
    assert not SecondFactor.objects.exists()


def test_key_sealed_by_another_installation_is_a_sentence() -> None:
    user = factories.user()
    factories.with_codes(user)
    SecondFactor.objects.update(sealed_key="не то")
    with pytest.raises(RefusedError, match="ключ подписи установки заменён"):
        prove(user, typed="123456")


def test_within_the_days_of_grace_the_page_says_until_when() -> None:
    client = signed_in(factories.user(Role.LEADER))
    assert "обязательны одноразовые коды" not in client.get("/directory/").content.decode()
    factories.policy(Role.LEADER, asks_second_factor=True, grace_days=3)
    until = timezone.localtime(timezone.now() + timedelta(days=3))
    page = client.get("/directory/").content.decode()
    assert f"Для вашей роли обязательны одноразовые коды. После срока — {until.day} " in page


def test_after_the_days_of_grace_every_page_leads_to_the_codes() -> None:
    client = signed_in(factories.overdue_user(Role.DEPARTMENT))
    assert client.get("/directory/")["Location"] == "/account/codes/"
    client.get("/account/codes/")
    client.post("/account/codes/", {"code": code_of(client.session["new_code_key"])})
    assert client.get("/directory/").status_code == 200


# Sessions


def test_session_without_work_ends_and_says_why() -> None:
    user = factories.user(Role.LEADER)
    factories.policy(Role.LEADER, idle_minutes=30)
    client = signed_in(user)
    let_time_pass(client, timedelta(minutes=29))
    assert client.get("/directory/").status_code == 200
    let_time_pass(client, timedelta(minutes=31))
    answer = client.get("/directory/people/?q=1", follow=True)
    assert answer.redirect_chain == [("/account/sign-in/?next=%2Fdirectory%2Fpeople%2F%3Fq%3D1", 302)]
    assert "в нём долго не работали" in answer.content.decode()
    assert SignInSession.objects.get().ending == "idle"


def test_session_ends_after_its_longest_term_although_somebody_works() -> None:
    factories.policy(Role.LEADER, longest_hours=2)
    client = signed_in(factories.user(Role.LEADER))
    let_time_pass(client, timedelta(hours=2), working=True)
    assert client.get("/directory/").status_code == 302
    assert SignInSession.objects.get().ending == "absolute"


def test_session_opened_otherwise_obeys_the_terms_too(client_of: Callable[..., Client]) -> None:
    client = client_of(Role.LEADER)
    assert client.get("/directory/").status_code == 200
    User.objects.update(last_login=timezone.now() - timedelta(days=2))
    assert client.get("/directory/").status_code == 302


def test_work_is_noted_at_most_once_a_minute(django_assert_num_queries: Any) -> None:
    client = signed_in(factories.user(Role.LEADER))
    client.get("/account/codes/")
    client.get("/account/codes/")
    seen = SignInSession.objects.get().seen_at
    client.get("/account/codes/")
    assert SignInSession.objects.get().seen_at == seen
    let_time_pass(client, timedelta(minutes=2))
    client.get("/account/codes/")
    assert SignInSession.objects.get().seen_at > seen


def test_own_sessions_are_listed_and_ended_one_by_one() -> None:
    user = factories.user()
    here, there = signed_in(user), signed_in(user)
    page = here.get(f"/account/users/{user.pk}/sessions/").content.decode()
    assert (page.count("этот сеанс"), page.count(">Завершить<")) == (1, 1)
    other = SignInSession.objects.get(session_key=there.session.session_key)
    assert here.post(f"/account/sessions/{other.pk}/end/").status_code == 303
    assert there.get("/directory/").status_code == 302
    assert here.get("/directory/").status_code == 200


def test_all_other_sessions_are_ended_at_once() -> None:
    user = factories.user()
    here, others = signed_in(user), [signed_in(user) for _each in range(3)]
    here.post(f"/account/users/{user.pk}/sessions/end/")
    assert [each.get("/directory/").status_code for each in others] == [302] * 3
    assert here.get("/directory/").status_code == 200


def test_session_of_a_stranger_is_not_found() -> None:
    other = factories.session(factories.user())
    assert signed_in(factories.user()).post(f"/account/sessions/{other.pk}/end/").status_code == 404


def test_session_stays_in_the_own_list_after_the_password_changed() -> None:
    user = factories.user()
    client, other = signed_in(user), signed_in(user)
    new = {"old_password": PASSWORD, "new_password1": "Ещё-одна-тайна", "new_password2": "Ещё-одна-тайна"}
    client.post("/account/password/", new)
    assert "этот сеанс" in client.get(f"/account/users/{user.pk}/sessions/").content.decode()
    assert sorted(SignInSession.objects.values_list("ending", flat=True)) == ["", "password"]
    assert other.get("/directory/").status_code == 302


def test_security_costs_an_ordinary_page_no_query_of_its_own(
    client_of: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    client = client_of(Role.LEADER)
    with django_assert_num_queries(2):  # the session, and the user with everything that the frame asks
        client.get("/gallery/")


def test_work_on_behalf_costs_two_queries(django_assert_num_queries: Any) -> None:
    client, right = Client(), factories.grant(factories.user(Role.LEADER), factories.user(Role.PROTOCOL))
    factories.acting(client, right)
    client.get("/gallery/")  # takes the message of the beginning away
    with django_assert_num_queries(4):  # the right, and what is counted for the leader
        client.get("/gallery/")
