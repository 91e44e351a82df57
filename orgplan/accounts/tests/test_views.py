from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from orgplan.accounts import actions
from orgplan.accounts.actions import UserFacts
from orgplan.accounts.models import User
from orgplan.accounts.rules import DEMO_PASSWORD, Role
from orgplan.accounts.tests import factories
from orgplan.accounts.tests.factories import PASSWORD
from orgplan.audit.actions import System

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
SIGN_IN = "/account/sign-in/"
WRONG = "Неверный логин или пароль. В пароле важны заглавные буквы."


def test_sign_in_goes_on_to_the_page_asked_for() -> None:
    user, client = factories.user(login="kultura"), Client()
    answer = client.post(SIGN_IN, {"username": "Kultura", "password": PASSWORD, "next": "/directory/people/"})
    assert (answer.status_code, answer["Location"]) == (302, "/directory/people/")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_sign_in_does_not_go_to_another_host() -> None:
    factories.user(login="kultura")
    answer = Client().post(SIGN_IN, {"username": "kultura", "password": PASSWORD, "next": "https://example.org/"})
    assert answer["Location"] == reverse("home:today")


@pytest.mark.parametrize(
    ("login", "password", "is_active"),
    [("kultura", "не тот", True), ("nobody", PASSWORD, True), ("kultura", PASSWORD, False)],
)
def test_wrong_sign_in_says_one_clear_sentence(login: str, password: str, is_active: bool) -> None:
    factories.user(login="kultura", is_active=is_active)
    answer = Client().post(SIGN_IN, {"username": login, "password": password})
    assert answer.status_code == 422
    assert answer.content.decode().count(WRONG) == 1


def test_page_asked_for_without_sign_in_leads_to_sign_in() -> None:
    answer = Client().get("/account/users/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/sign-in/?next=/account/users/")


def test_demonstration_users_are_buttons_only_where_they_exist() -> None:
    assert "Демонстрационный город" not in Client().get(SIGN_IN).content.decode()
    factories.user(Role.LEADER, login="mer", is_demo=True, password=DEMO_PASSWORD)
    factories.user(Role.LEADER, login="real")
    page = Client().get(SIGN_IN).content.decode()
    assert f'name="username" value="mer"><input type="hidden" name="password" value="{DEMO_PASSWORD}"' in page
    assert "real" not in page
    assert Client().post(SIGN_IN, {"username": "mer", "password": DEMO_PASSWORD}).status_code == 302


def test_who_is_signed_in_is_not_asked_again(client_of: ClientOf) -> None:
    assert client_of(Role.LEADER).get(SIGN_IN).status_code == 302


def test_sign_out_is_a_post(client_of: ClientOf) -> None:
    client = client_of(Role.LEADER)
    assert client.get("/account/sign-out/").status_code == 405
    assert client.post("/account/sign-out/")["Location"] == SIGN_IN
    assert client.get("/directory/").status_code == 302


def test_deactivated_user_is_signed_out(signed_in: Callable[[User], Client]) -> None:
    user = factories.user()
    client = signed_in(user)
    actions.change_user(user, facts=UserFacts("А", Role.LEADER, is_active=False), edition=1, by=System("проверка"))
    assert client.get("/directory/").status_code == 302


def test_own_password_is_changed_and_the_session_goes_on(signed_in: Callable[[User], Client]) -> None:
    user = factories.user()
    client, other = signed_in(user), signed_in(user)
    new = {"old_password": PASSWORD, "new_password1": "Ещё-одна-тайна", "new_password2": "Ещё-одна-тайна"}
    assert client.post("/account/password/", new).status_code == 303
    assert User.objects.get().check_password("Ещё-одна-тайна")
    assert client.get("/directory/").status_code == 200
    assert other.get("/directory/").status_code == 302


def test_own_password_needs_the_old_one(signed_in: Callable[[User], Client]) -> None:
    client = signed_in(factories.user())
    new = {"old_password": "не тот", "new_password1": "Ещё-одна-тайна", "new_password2": "Ещё-одна-тайна"}
    assert client.post("/account/password/", new).status_code == 422
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("role", list(Role))
def test_pages_of_users_are_for_the_administrator(role: Role, client_of: ClientOf) -> None:
    other = factories.user()
    client, is_administrator = client_of(role), role == Role.ADMINISTRATOR
    # What is closed to performers is closed before anything is looked for; the own card alone is open.
    refused = {Role.ADMINISTRATOR: 200}
    assert client.get("/account/users/").status_code == (200 if is_administrator else 403)
    assert client.get("/account/users/new/").status_code == (200 if is_administrator else 403)
    assert client.get(f"/account/users/{other.pk}/").status_code == refused.get(role, 404)
    refused[Role.PERFORMER] = 403
    for ending in ("change/", "password/"):
        assert client.get(f"/account/users/{other.pk}/{ending}").status_code == refused.get(role, 404)


def test_own_card_is_seen_but_not_changed(signed_in: Callable[[User], Client]) -> None:
    user = factories.user(Role.COORDINATOR)
    client = signed_in(user)
    assert client.get(f"/account/users/{user.pk}/").status_code == 200
    assert client.get(f"/account/users/{user.pk}/change/").status_code == 403


@pytest.mark.parametrize("others", [1, 3])
def test_list_of_users_costs_five_queries(
    others: int, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(others):
        factories.user(Role.LEADER, login=f"leader-{others}-{number}")
    client = client_of(Role.ADMINISTRATOR)
    with django_assert_num_queries(5):
        page = client.get("/account/users/?role=leader")
    assert len(page.context["window"].items) == others


def test_list_of_users_is_narrowed_by_words_whatever_their_case(client_of: ClientOf) -> None:
    factories.user(Role.LEADER, name="Ёлкина Пробная")
    factories.user(Role.LEADER, name="Другая")
    page = client_of(Role.ADMINISTRATOR).get("/account/users/?q=ЕЛКИНА")
    assert [user.name for user in page.context["window"].items] == ["Ёлкина Пробная"]


def test_closed_sign_ins_stand_apart(client_of: ClientOf) -> None:
    factories.user(Role.LEADER, name="Закрытая", is_active=False)
    client = client_of(Role.ADMINISTRATOR)
    assert "Закрытая" not in client.get("/account/users/").content.decode()
    assert "Закрытая" in client.get("/account/users/?closed=1").content.decode()


NEW = {"login": "novy", "name": "Новый Пробный", "role": "leader", "email": "", "password": "k7mf-2wxe-pq9d"}


def test_user_is_created_and_signs_in(client_of: ClientOf) -> None:
    answer = client_of(Role.ADMINISTRATOR).post("/account/users/new/", NEW)
    user = User.objects.get(login="novy")
    assert (answer.status_code, answer["Location"]) == (303, f"/account/users/{user.pk}/")
    assert Client().login(username="novy", password="k7mf-2wxe-pq9d")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("login", "занят", "латинские"),
        ("login", "TAKEN", "уже занят"),
        ("password", "12345", "10 символов"),
        ("role", "king", "king"),
        ("email", "не почта", "адрес"),
    ],
)
def test_mistake_in_a_new_user_is_said_and_saves_nothing(
    field: str, value: str, words: str, client_of: ClientOf
) -> None:
    factories.user(login="taken")
    client = client_of(Role.ADMINISTRATOR)
    before = User.objects.count()
    answer = client.post("/account/users/new/", NEW | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert User.objects.count() == before


def test_second_of_two_editors_sees_the_first_and_loses_nothing(client_of: ClientOf) -> None:
    user, client = factories.user(Role.LEADER, name="Было"), client_of(Role.ADMINISTRATOR)
    form = {"name": "Первое", "role": "leader", "email": "", "is_active": "on", "edition": "1"}
    assert client.post(f"/account/users/{user.pk}/change/", form).status_code == 303
    answer = client.post(f"/account/users/{user.pk}/change/", form | {"name": "Второе"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Пока вы правили, запись изменили" in page
    assert "в записи теперь «Первое», у вас «Второе»" in page
    assert 'name="edition" value="2"' in page
    assert (
        client.post(f"/account/users/{user.pk}/change/", form | {"name": "Второе", "edition": "2"}).status_code == 303
    )
    assert User.objects.get(pk=user.pk).name == "Второе"


def test_last_administrator_reads_why(signed_in: Callable[[User], Client]) -> None:
    last = factories.user(Role.ADMINISTRATOR)
    form = {"name": "А", "role": "leader", "is_active": "on", "edition": "1"}
    answer = signed_in(last).post(f"/account/users/{last.pk}/change/", form)
    assert answer.status_code == 422
    assert "Это последний администратор" in answer.content.decode()


def test_administrator_sets_a_password(client_of: ClientOf) -> None:
    user = factories.user(Role.LEADER)
    client = client_of(Role.ADMINISTRATOR)
    assert client.post(f"/account/users/{user.pk}/password/", {"password": "short"}).status_code == 422
    assert client.post(f"/account/users/{user.pk}/password/", {"password": "k7mf-2wxe-pq9d"}).status_code == 303
    assert User.objects.get(pk=user.pk).check_password("k7mf-2wxe-pq9d")
