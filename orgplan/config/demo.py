"""The demonstration city, room by room from below; people in it are invented and marked so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.management import call_command
from django.db import transaction

from orgplan.accounts.models import User
from orgplan.audit.actions import System
from orgplan.directory.demo import build_directory
from orgplan.events.demo import build_events
from orgplan.planning.demo import build_plans

BY = System("Показательный город")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in that the start prints."""

    login: str
    password: str
    what: str


PASSWORD = "omsk-1716-demo"

SIGN_INS = (
    SignIn("otdel", PASSWORD, "организационный отдел: сводит и готовит планы"),
    SignIn("kultura", PASSWORD, "координатор департамента культуры: отправляет план"),
    SignIn("sport", PASSWORD, "координатор департамента спорта: план ещё не отправлен"),
    SignIn("protokol", PASSWORD, "протокольная служба: участие руководителей"),
    SignIn("mer", PASSWORD, "Мэр города: утверждает планы"),
    SignIn("admin", PASSWORD, "администратор: пользователи и справочники"),
)

PARTS: tuple[Callable[[System, str], None], ...] = (build_directory, build_events, build_plans)


class RealDataError(Exception):
    """The database holds sign-ins that are not the demonstration's; it is left alone."""


def city_exists() -> bool:
    """Tell whether the demonstration city is there, whole: it is built in one transaction."""
    return bool(User.objects.filter(is_demo=True).exists())


def build_city() -> None:
    """Build the city anew. Refuses a database in which real people work."""
    if User.objects.filter(is_demo=False).exists():
        raise RealDataError
    call_command("flush", interactive=False, verbosity=0)
    with transaction.atomic():
        for build in PARTS:
            build(BY, PASSWORD)
