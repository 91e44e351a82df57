"""Commands about sign-ins: the first administrator of a real city is made here."""

from __future__ import annotations

import re
import sys

import click

from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure
from orgplan.cli.serving import set_up

# What `accounts.rules` says of logins and roles, written out: asking it would load Django for `--help`.
LOGIN_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*"
ROLES = ("department", "coordinator", "protocol", "leader", "administrator")


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
    from django.core.exceptions import ValidationError  # noqa: PLC0415 -- needs Django to be set up
    from django.db import DatabaseError  # noqa: PLC0415 -- the same

    from orgplan.core.editing import RefusedError  # noqa: PLC0415 -- the same

    try:
        said = _create(login, name, role, email, password)
    except ValidationError as error:
        raise Failure(" ".join(error.messages)) from error
    except RefusedError as refusal:
        raise Failure(str(refusal)) from refusal
    except DatabaseError as error:
        raise Failure(f"База данных не ответила: {error}. Таблицы создаёт «orgplan migrate».") from error
    click.echo(said)


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
