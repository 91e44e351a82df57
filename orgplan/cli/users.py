"""Commands about sign-ins: the first administrator of a real city is made here."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure
from orgplan.cli.serving import set_up

# What `accounts.rules` says of logins and roles, written out: asking it would load Django for `--help`.
LOGIN_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*"
ROLES = ("department", "coordinator", "protocol", "leader", "performer", "administrator")


@click.group(epilog=examples("user add ivanova --name 'Иванова Анна Петровна' --role administrator"))
def user() -> None:
    """Пользователи: кто входит в систему."""


@user.command(epilog=examples("user add ivanova --name 'Иванова Анна Петровна' --role administrator"))
@click.argument("login", metavar="ЛОГИН")
@click.option("--name", required=True, help="Имя, как его видят коллеги.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="Роль.")
@click.option("--email", default="", help="Электронная почта.")
@click.option("--password-stdin", is_flag=True, help="Прочитать пароль из стандартного ввода, не спрашивая.")
def add(login: str, name: str, role: str, email: str, *, password_stdin: bool) -> None:
    """Создать пользователя. Пароль спросит дважды; в истории команд он не остаётся."""
    if not re.fullmatch(LOGIN_PATTERN, login):
        raise Failure(f"Логин «{login}»: нужны только латинские буквы, цифры и знаки . - _")
    password = _password(from_input=password_stdin)
    set_up()
    with _explained():
        said = _create(login, name, role, email, password)
    click.echo(said)


@user.command(epilog=examples("user emergency --hours 4 --reason 'Не отвечает единый вход города'"))
@click.option(
    "--hours",
    type=click.IntRange(1, 24),
    default=4,
    show_default=True,
    help="Через сколько часов вход закроется сам.",
)
@click.option("--reason", required=True, help="Почему он понадобился: останется в истории.")
def emergency(hours: int, reason: str) -> None:
    """Открыть на несколько часов аварийного администратора: вход по паролю, даже когда единый вход не отвечает.

    Пароль показывается один раз. Другие администраторы видят такой вход на странице «Сегодня».
    """
    if not reason.strip():
        raise Failure("Напишите причину: она останется в истории.")
    set_up()
    with _explained():
        login, password, until = _open_emergency(hours, reason.strip())
    click.echo(f"Аварийный администратор открыт до {until}.\n  Логин:  {login}\n  Пароль: {password}")


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what the records and the database refuse into one line."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415 -- needs Django to be set up
    from django.db import DatabaseError  # noqa: PLC0415 -- the same

    from orgplan.core.editing import RefusedError  # noqa: PLC0415 -- the same

    try:
        yield
    except ValidationError as error:
        raise Failure(" ".join(error.messages)) from error
    except RefusedError as refusal:
        raise Failure(str(refusal)) from refusal
    except DatabaseError as error:
        raise Failure(f"База данных не ответила: {error}. Таблицы создаёт «orgplan migrate».") from error


def _open_emergency(hours: int, reason: str) -> tuple[str, str, str]:
    """Open the sign-in; return its login, its password and until when, in the city's time."""
    from django.utils import timezone  # noqa: PLC0415 -- needs Django to be set up

    from orgplan.accounts.actions.users import open_emergency  # noqa: PLC0415 -- the same
    from orgplan.accounts.rules import suggest_password  # noqa: PLC0415 -- the same
    from orgplan.audit.actions import System  # noqa: PLC0415 -- the same

    password = suggest_password()
    login = f"avariya-{timezone.localtime():%m%d-%H%M%S}"
    by = System("orgplan user emergency")
    made = open_emergency(login=login, password=password, hours=hours, reason=reason, by=by)
    assert made.closes_at is not None
    return made.login, password, f"{timezone.localtime(made.closes_at):%H:%M %d.%m.%Y}"


def _create(login: str, name: str, role: str, email: str, password: str) -> str:
    """Check what the pages check, create the user, return the sentence about it."""
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415 -- needs Django to be set up
    from django.core.validators import validate_email  # noqa: PLC0415 -- the same

    from orgplan.accounts.actions import create_user  # noqa: PLC0415 -- the same
    from orgplan.accounts.rules import Role  # noqa: PLC0415 -- the same
    from orgplan.audit.actions import System  # noqa: PLC0415 -- the same

    validate_password(password)
    if email:
        validate_email(email)
    user = create_user(
        login=login, name=name, role=Role(role), email=email, password=password, by=System("orgplan user add")
    )
    return f"Пользователь создан: {user.login}, {user.name}, {user.get_role_display()}."


def _password(*, from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Пароль", hide_input=True, confirmation_prompt="Пароль ещё раз", err=True)
    return password
