"""Commands about sign-ins: the first administrator of a real city is made here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from orgplan.cli.failure import Failure
from orgplan.cli.serving import set_up

if TYPE_CHECKING:
    from orgplan.accounts.forms import NewUserForm

# The names that `accounts.rules.Role` stores; written out because listing them must not load Django.
ROLES = ("department", "coordinator", "protocol", "leader", "administrator")


@click.group()
def user() -> None:
    """Пользователи: кто входит в систему."""


@user.command(epilog="Пример: orgplan user add ivanova --name 'Иванова Анна Петровна' --role administrator")
@click.argument("login", metavar="ЛОГИН")
@click.option("--name", required=True, help="Имя, как его видят коллеги.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="Роль.")
@click.option("--email", default="", help="Электронная почта.")
@click.option("--password-stdin", is_flag=True, help="Прочитать пароль из стандартного ввода, не спрашивая.")
def add(login: str, name: str, role: str, email: str, *, password_stdin: bool) -> None:
    """Создать пользователя. Пароль спросит дважды; в истории команд он не остаётся."""
    password = _password(from_input=password_stdin)
    set_up()
    from django.db import DatabaseError  # noqa: PLC0415 -- needs Django to be set up

    from orgplan.accounts.actions import create_user  # noqa: PLC0415 -- the same
    from orgplan.accounts.forms import NewUserForm  # noqa: PLC0415 -- the same
    from orgplan.audit.actions import System  # noqa: PLC0415 -- the same
    from orgplan.core.editing import RefusedError  # noqa: PLC0415 -- the same

    form = NewUserForm({"login": login, "name": name, "role": role, "email": email, "password": password})
    try:
        if not form.is_valid():
            raise Failure(_mistakes(form))
        made = create_user(**form.facts, by=System("orgplan user add"))
    except RefusedError as refusal:
        raise Failure(str(refusal)) from refusal
    except DatabaseError as error:
        raise Failure(f"База данных не ответила: {error}. Таблицы создаёт «orgplan migrate».") from error
    click.echo(f"Пользователь создан: {made.login}, {made.name}, {made.get_role_display()}.")


def _password(*, from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Пароль", hide_input=True, confirmation_prompt="Пароль ещё раз", err=True)
    return password


def _mistakes(form: NewUserForm) -> str:
    return " ".join(
        f"{form[name].label}: {' '.join(str(each) for each in errors)}" for name, errors in form.errors.items()
    )
