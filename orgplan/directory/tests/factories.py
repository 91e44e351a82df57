"""Units, people, posts, organisations and venues for tests; everybody here is plainly invented.

Written past the actions: a test of something else needs no audit entries of its set-up.
"""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.models import (
    Absence,
    Intake,
    Membership,
    Organisation,
    Person,
    Position,
    PrecedenceRow,
    PrecedenceTable,
    Unit,
    Venue,
)
from orgplan.directory.rules import Gender

_numbers = count(1)


def unit(name: str = "", **fields: Any) -> Unit:
    """Return a saved unit; without a name a numbered one."""
    name = name or f"Департамент пробных дел № {next(_numbers)}"
    return Unit.objects.create(**{"name": name, "short_name": name} | fields)


def organisation(name: str = "", **fields: Any) -> Organisation:
    """Return a saved organisation; without a name a numbered one."""
    return Organisation.objects.create(name=name or f"Пробная организация № {next(_numbers)}", **fields)


def person(surname: str = "", first_name: str = "Пётр", patronymic: str = "Пробович", **fields: Any) -> Person:
    """Return a saved invented man; give `gender` for a woman."""
    names = {"surname": surname or f"Выдуманов{next(_numbers)}", "first_name": first_name, "patronymic": patronymic}
    return Person.objects.create(**names | {"gender": Gender.MALE, "is_invented": True} | fields)


def position(person: Person, title: str = "директор", **fields: Any) -> Position:
    """Return a saved post of the person, in a new unit unless a unit or an organisation is given."""
    if "unit" not in fields and "organisation" not in fields:
        fields["unit"] = unit()
    return Position.objects.create(person=person, title=title, **fields)


def venue(name: str = "", **fields: Any) -> Venue:
    """Return a saved venue; without a name a numbered one."""
    return Venue.objects.create(name=name or f"Пробный зал № {next(_numbers)}", **fields)


def absence(person: Person, starts_on: date = date(2026, 8, 3), **fields: Any) -> Absence:
    """Return a saved leave of the person, of one week unless `ends_on` is given."""
    return Absence.objects.create(person=person, starts_on=starts_on, **{"ends_on": date(2026, 8, 9)} | fields)


def precedence_table(valid_from: date = date(2026, 2, 1), *rows: tuple[int, str], **fields: Any) -> PrecedenceTable:
    """Return a saved table whose rows are pairs of place and post."""
    table = PrecedenceTable.objects.create(**{"title": "Пробная таблица", "valid_from": valid_from} | fields)
    PrecedenceRow.objects.bulk_create(PrecedenceRow(table=table, rank=rank, post=post) for rank, post in rows)
    return table


def intake(**fields: Any) -> Intake:
    """Return a saved file of no rows."""
    made = {"kind": "units", "file_name": "проба.csv", "rows": [], "created_by": "Проба"}
    return Intake.objects.create(**made | fields)


def membership(user: User, *, unit: Unit | None = None, person: Person | None = None) -> Membership:
    """Join the user to the unit and the person."""
    return Membership.objects.create(user=user, unit=unit, person=person)


def coordinator(unit: Unit, **fields: Any) -> User:
    """Return a saved coordinator of the unit."""
    made = accounts.user(Role.COORDINATOR, **fields)
    membership(made, unit=unit)
    return made
