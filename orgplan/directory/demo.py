"""The demonstration city's units, people, organisations, venues and sign-ins.

Offices and venues are Omsk's, coordinates are approximate; every person is invented and marked so, telephones and
addresses of mail belong to nobody.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
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
    Closing,
    NewName,
    OrganisationFacts,
    PersonFacts,
    PositionFacts,
    TableFacts,
    UnitFacts,
    VenueFacts,
    add_position,
    bring_precedence,
    change_unit,
    create_organisation,
    create_person,
    create_unit,
    create_venue,
    join_user,
    pass_duties,
    put_photo,
    record_absence,
    rename_unit,
)
from orgplan.directory.imports.photos import read_photo
from orgplan.directory.imports.precedence import read_precedence
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
    details = {row["name"]: row for row in rows_of(_DATA / "venue_details.csv")}
    for row in rows_of(_DATA / "venues.csv"):
        venue = create_venue(facts=_venue(row, details.get(row["name"]), units), by=by)
        if row["name"] in details:
            put_photo(venue, image=read_photo(drawn_hall(int(row["capacity"]))), by=by)
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
    _structure(units, by)
    bring_precedence(
        facts=TableFacts("Протокольное старшинство в городе Омске", date(2026, 2, 1), "распоряжение Мэра № 18-р"),
        rows=read_precedence((_DATA / "precedence.csv").read_bytes(), "precedence.csv")[0],
        by=by,
    )


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


def _structure(units: dict[str, Unit], by: Actor) -> None:
    """Give the structure a past: a unit that was renamed, and one whose duties passed to another."""
    sport, parks = units["Департамент спорта"], units["Дирекция парков"]
    present = NewName(sport.name, sport.short_name, date(2023, 1, 16), "решение Омского городского Совета № 31")
    before = UnitFacts(
        name="Департамент по делам молодёжи и спорта Администрации города Омска",
        short_name="Департамент молодёжи",
        kind=UnitKind(sport.kind),
        phone=sport.phone,
        email=sport.email,
        position=sport.position,
    )
    sport = change_unit(sport, facts=before, edition=sport.edition, by=by)
    rename_unit(sport, facts=present, edition=sport.edition, by=by)
    gardens = create_unit(
        facts=UnitFacts("Управление садов и скверов города Омска", "Управление садов", UnitKind.DIVISION, position=90),
        by=by,
    )
    closing = Closing(date(2025, 4, 1), parks, "постановление Администрации № 215-п")
    pass_duties(gardens, facts=closing, edition=gardens.edition, by=by)


def _venue(row: Row, more: Row | None, units: dict[str, Unit]) -> VenueFacts:
    facts = VenueFacts(
        name=row["name"],
        address=row["address"],
        district=row["district"],
        latitude=Decimal(row["latitude"]),
        longitude=Decimal(row["longitude"]),
        capacity=int(row["capacity"]) if row["capacity"] else None,
        aliases="\n".join(several(row["aliases"])),
        contact=row["contact"],
    )
    if more is None:
        return facts
    return replace(
        facts,
        owner=units[more["owner"]] if more["owner"] else None,
        seats_theatre=_number(more["theatre"]),
        seats_banquet=_number(more["banquet"]),
        places_standing=_number(more["standing"]),
        set_up_minutes=_number(more["set_up"]),
        leaving_minutes=_number(more["leaving"]),
        has_ramp="пандус" in more["access"],
        has_hearing_loop="петля" in more["access"],
        has_accessible_toilet="туалет" in more["access"],
        access_note=more["access_note"],
        equipment=[[each.partition(":")[0], int(each.partition(":")[2])] for each in several(more["equipment"])],
    )


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def drawn_hall(seats: int) -> bytes:
    """Return a drawing of a hall with its rows of seats, as PNG: plainly no photograph of a real place."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 -- loads slowly, only the demonstration draws

    image = Image.new("RGB", (1280, 640), "#eef1f5")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1280, 190), fill="#dfe4eb")
    pen.rectangle((420, 60, 860, 180), fill="#0b57a4")
    pen.polygon(((300, 190), (980, 190), (1060, 240), (220, 240)), fill="#bfd5ec")
    rows = min(9, max(2, seats // 40))
    for row in range(rows):
        top, size = 270 + row * 40, 14 + row * 2
        inset = 260 - row * 24
        for left in range(inset, 1280 - inset, size + 12):
            pen.rounded_rectangle((left, top, left + size, top + size), radius=4, fill="#875000")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
