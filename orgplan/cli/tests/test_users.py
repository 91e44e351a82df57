from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from orgplan.accounts import rules
from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.audit.queries import history_of
from orgplan.cli.users import LOGIN_PATTERN, ROLES, user

pytestmark = pytest.mark.django_db
ADD = ["add", "Ivanova", "--name", "Выдуманова Анна", "--role", "administrator", "--password-stdin"]


def test_user_is_added_and_told() -> None:
    result = CliRunner().invoke(user, ADD, input="k7mf-2wxe-pq9d\n")
    made = User.objects.get()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Пользователь создан: ivanova, Выдуманова Анна, Администратор.\n"
    assert made.check_password("k7mf-2wxe-pq9d")
    assert history_of(made).get().actor == "orgplan user add"


def test_password_is_asked_twice() -> None:
    result = CliRunner().invoke(user, ADD[:-1], input="k7mf-2wxe-pq9d\nk7mf-2wxe-pq9d\n")
    assert result.exit_code == 0
    assert "k7mf" not in result.output
    assert User.objects.get().check_password("k7mf-2wxe-pq9d")


@pytest.mark.parametrize(
    ("changed", "password", "words"),
    [
        ({1: "занят"}, "k7mf-2wxe-pq9d", "Логин «занят»: нужны только латинские буквы"),
        ({1: "TAKEN"}, "k7mf-2wxe-pq9d", "Логин «taken» уже занят."),
        ({}, "12345", "Введённый пароль слишком короткий"),
        ({}, "", "Введённый пароль слишком короткий"),
        ({6: "--email=нет"}, "k7mf-2wxe-pq9d", "Введите правильный адрес электронной почты."),
    ],
)
def test_mistake_is_one_line_and_exit_1(changed: dict[int, str], password: str, words: str) -> None:
    User.objects.create(login="taken", name="Занятый", role=Role.LEADER)
    arguments = [changed.get(place, argument) for place, argument in enumerate(ADD)]
    arguments += ["--password-stdin"]
    result = CliRunner().invoke(user, arguments, input=f"{password}\n")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: " + words) or result.stderr.startswith("Ошибка: " + words)
    assert result.stderr.count("\n") == 1
    assert User.objects.count() == 1


def test_unknown_role_is_wrong_use() -> None:
    assert CliRunner().invoke(user, [*ADD[:4], "--role", "king", "--password-stdin"]).exit_code == 2


def test_what_the_command_says_of_users_is_what_the_product_says() -> None:
    assert tuple(Role.values) == ROLES
    assert LOGIN_PATTERN == rules.LOGIN_PATTERN


def test_emergency_administrator_is_opened_for_hours_and_told_once() -> None:
    result = CliRunner().invoke(user, ["emergency", "--hours", "2", "--reason", "не отвечает единый вход"])
    made = User.objects.get()
    assert (result.exit_code, result.stderr) == (0, "")
    password = result.stdout.rpartition("Пароль: ")[2].strip()
    assert made.check_password(password)
    assert made.login in result.stdout
    assert timedelta(hours=1, minutes=59) < made.closes_at - timezone.now() <= timedelta(hours=2)
    entry = history_of(made).get()
    assert (entry.actor, entry.reason) == ("orgplan user emergency", "не отвечает единый вход")
    assert password not in str(entry.after)


@pytest.mark.parametrize(
    "given",
    [["--hours", "25", "--reason", "а"], ["--hours", "0", "--reason", "а"], ["--hours", "4"], ["--reason", " "]],
)
def test_emergency_administrator_needs_a_reason_and_possible_hours(given: list[str]) -> None:
    assert CliRunner().invoke(user, ["emergency", *given]).exit_code in {1, 2}
    assert not User.objects.exists()
