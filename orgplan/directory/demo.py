"""The demonstration city's units, people, organisations, venues and sign-ins.

Offices and venues are Omsk's, coordinates are approximate; every person is invented and marked so, telephones and
addresses of mail belong to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from orgplan.accounts.actions import create_user
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.actions import (
    AbsenceFacts,
    OrganisationFacts,
    PersonFacts,
    PositionFacts,
    UnitFacts,
    VenueFacts,
    add_position,
    create_organisation,
    create_person,
    create_unit,
    create_venue,
    join_user,
    record_absence,
)
from orgplan.directory.models import Organisation, Person, Unit
from orgplan.directory.rules import AbsenceKind, ActingScope, Gender, UnitKind

_DATA = Path(__file__).with_name("demo_data")


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A sign-in of the demonstration city: whose it is and what it shows."""

    login: str
    role: Role
    unit: str
    surname: str
    what: str


def demo_users() -> tuple[DemoUser, ...]:
    """Return the sign-ins in the order in which the start prints them."""
    return tuple(
        DemoUser(row["login"], Role(row["role"]), row["unit"], row["person"], row["what"])
        for row in rows_of(_DATA / "sign_ins.csv")
    )


def build_directory(by: Actor, password: str) -> None:
    """Write the directory into an empty database, sign-ins with the password given."""
    units = _units(by)
    organisations = _organisations(by)
    people = _people(units, organisations, by)
    for row in rows_of(_DATA / "venues.csv"):
        create_venue(facts=_venue(row), by=by)
    for each in demo_users():
        person = people[each.surname]
        user = create_user(
            login=each.login,
            name=person.full_name.surname_first(),
            role=each.role,
            password=password,
            email=f"{each.login}@omsk.example",
            is_demo=True,
            by=by,
        )
        join_user(user, unit=units[each.unit], person=person, by=by)
    _absences(people, timezone.localdate(), by)


def _units(by: Actor) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in rows_of(_DATA / "units.csv"):
        facts = UnitFacts(
            name=row["name"],
            short_name=row["short_name"],
            kind=UnitKind(row["kind"]),
            parent=units[row["parent"]] if row["parent"] else None,
            phone=row["phone"],
            email=row["email"],
            position=int(row["position"]),
            submits_plans=row["submits_plans"] == "yes",
        )
        units[facts.short_name] = create_unit(facts=facts, by=by)
    return units


def _organisations(by: Actor) -> dict[str, Organisation]:
    organisations = {}
    for row in rows_of(_DATA / "organisations.csv"):
        facts = OrganisationFacts(
            name=row["name"],
            short_name=row["short_name"],
            city=row["city"],
            address=row["address"],
            founded_on=_day(row["founded_on"]),
        )
        organisations[facts.short_name or facts.name] = create_organisation(facts=facts, by=by)
    return organisations


def _people(units: dict[str, Unit], organisations: dict[str, Organisation], by: Actor) -> dict[str, Person]:
    """Write people with their posts; return them by surname, which no two of them share."""
    people: dict[str, Person] = {}
    for row in rows_of(_DATA / "people.csv"):
        facts = PersonFacts(
            surname=row["surname"],
            first_name=row["first_name"],
            patronymic=row["patronymic"],
            gender=Gender(row["gender"]),
            is_invented=True,
        )
        person = people[facts.surname] = create_person(facts=facts, by=by)
        unit = units.get(row["body"])
        post = PositionFacts(
            title=row["title"],
            unit=unit,
            organisation=None if unit else organisations[row["body"]],
            starts_on=_day(row["starts_on"]),
            ends_on=_day(row["ends_on"]),
            leader_order=int(row["leader_order"]) if row["leader_order"] else None,
        )
        add_position(person, facts=post, by=by)
    return people


def _absences(people: dict[str, Person], today: date, by: Actor) -> None:
    """Write absences around today: a deputy acts for the Mayor, a deputy is ill with nobody named."""
    for row in rows_of(_DATA / "absences.csv"):
        facts = AbsenceFacts(
            person=people[row["person"]],
            starts_on=today + timedelta(days=int(row["from"])),
            ends_on=today + timedelta(days=int(row["until"])) if row["until"] else None,
            kind=AbsenceKind(row["kind"]),
            acting=people[row["acting"]] if row["acting"] else None,
            scope=ActingScope(row["scope"]),
            basis=row["basis"],
            note=row["note"],
        )
        record_absence(facts=facts, by=by)


def _venue(row: Row) -> VenueFacts:
    return VenueFacts(
        name=row["name"],
        address=row["address"],
        district=row["district"],
        latitude=Decimal(row["latitude"]),
        longitude=Decimal(row["longitude"]),
        capacity=int(row["capacity"]) if row["capacity"] else None,
        aliases="\n".join(several(row["aliases"])),
        contact=row["contact"],
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
