"""Writes to the registers: units, organisations, venues, people; how a record leaves and comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.actions.saving import change_record, create_record
from orgplan.directory.models import Organisation, Person, Record, Unit, Venue
from orgplan.directory.queries import Reference, references_to
from orgplan.directory.rules import Gender, UnitKind
from orgplan.language.names import PersonName

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """All that is written of a unit at once."""

    name: str
    short_name: str
    kind: UnitKind = UnitKind.DEPARTMENT
    parent: Unit | None = None
    phone: str = ""
    email: str = ""
    position: int = 100
    submits_plans: bool = True
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """All that is written of an organisation at once."""

    name: str
    short_name: str = ""
    city: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    founded_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that is written of a person at once; posts and cases have actions of their own."""

    surname: str
    first_name: str
    gender: Gender
    patronymic: str = ""
    phone: str = ""
    email: str = ""
    is_invented: bool = False


@dataclass(frozen=True, slots=True)
class VenueFacts:
    """All that is written of a venue at once; `aliases` holds one name a line."""

    name: str
    address: str = ""
    district: str = ""
    latitude: Any = None
    longitude: Any = None
    capacity: int | None = None
    aliases: str = ""
    contact: str = ""
    owner: Unit | None = None
    seats_theatre: int | None = None
    seats_banquet: int | None = None
    places_standing: int | None = None
    has_ramp: bool = False
    has_hearing_loop: bool = False
    has_accessible_toilet: bool = False
    access_note: str = ""
    set_up_minutes: int | None = None
    leaving_minutes: int | None = None
    equipment: list[list[Any]] = field(default_factory=list)


class InUseError(RefusedError):
    """Nothing that others refer to is deleted; `references` tells what they are."""

    def __init__(self, references: list[Reference]) -> None:
        kinds = "; ".join(f"{each.kind}: {each.count}" for each in references)
        super().__init__(_("The record cannot be deleted, others refer to it: %(kinds)s.") % {"kinds": kinds})
        self.references = references


@audited
def create_unit(*, facts: UnitFacts, by: Actor) -> Unit:
    """Record a unit; RefusedError where the name is taken."""
    return create_record(Unit(), facts)


@audited
def change_unit(unit: Unit, *, facts: UnitFacts, edition: int, by: Actor) -> Unit:
    """Change a unit; refuses to make it part of itself or of its own subunits."""
    refuse_circle(unit, facts.parent)
    return change_record(unit, facts, edition)


@audited
def create_organisation(*, facts: OrganisationFacts, by: Actor) -> Organisation:
    """Record an organisation; RefusedError where the name is taken."""
    return create_record(Organisation(), facts)


@audited
def change_organisation(
    organisation: Organisation, *, facts: OrganisationFacts, edition: int, by: Actor
) -> Organisation:
    """Change an organisation."""
    return change_record(organisation, facts, edition)


@audited
def create_venue(*, facts: VenueFacts, by: Actor) -> Venue:
    """Record a venue; RefusedError where the name is taken."""
    return create_record(Venue(), facts)


@audited
def change_venue(venue: Venue, *, facts: VenueFacts, edition: int, by: Actor) -> Venue:
    """Change a venue."""
    return change_record(venue, facts, edition)


@audited
def put_photo(venue: Venue, *, image: bytes, by: Actor) -> Venue:
    """Keep a picture that `imports.photos` made; the one before goes when the transaction is through."""
    current = take_edition(venue, venue.edition)
    before = current.photo.name
    current.photo.save(f"{venue.pk}.jpg", ContentFile(image), save=False)
    current.save(update_fields=["photo", "edition"])
    if before:
        transaction.on_commit(lambda: current.photo.storage.delete(before))
    record(current, before={"photo": before}, after={"photo": current.photo.name})
    return current


@audited
def remove_photo(venue: Venue, *, by: Actor) -> Venue:
    """Take the picture away."""
    current = take_edition(venue, venue.edition)
    before, storage = current.photo.name, current.photo.storage
    current.photo = ""
    current.save(update_fields=["photo", "edition"])
    if before:
        transaction.on_commit(lambda: storage.delete(before))
    record(current, before={"photo": before}, after={"photo": ""})
    return current


@audited
def create_person(*, facts: PersonFacts, by: Actor) -> Person:
    """Record a person."""
    return create_record(Person(), facts)


@audited
def change_person(person: Person, *, facts: PersonFacts, edition: int, by: Actor) -> Person:
    """Change a person; corrected cases of a name that is no longer borne are forgotten."""
    kept = {facts.surname, facts.first_name, facts.patronymic}
    overrides = {name: forms for name, forms in person.case_overrides.items() if name in kept}
    checked = facts.gender == person.gender and person.full_name == PersonName(*_name_of(facts))
    marks = {} if checked else {"cases_checked_at": None, "cases_checked_by": ""}
    return change_record(person, facts, edition, case_overrides=overrides, **marks)


@audited
def retire(entry: R, *, by: Actor) -> R:
    """Say that the record is no longer in force: it leaves lists and choices, what refers to it stays."""
    return _set_active(entry, active=False)


@audited
def reinstate(entry: R, *, by: Actor) -> R:
    """Say that the record is in force again."""
    return _set_active(entry, active=True)


@audited
def remove(entry: Record, *, by: Actor) -> None:
    """Delete a record to which nothing refers; InUseError says what does."""
    if references := references_to(entry):
        raise InUseError(references)
    record(entry, before=state_of(entry))
    try:
        with transaction.atomic():
            entry.delete()
    except (models.ProtectedError, IntegrityError) as error:
        raise InUseError(references_to(entry)) from error


def _name_of(facts: PersonFacts) -> tuple[str, str, str]:
    return facts.surname, facts.first_name, facts.patronymic


def refuse_circle(unit: Unit, parent: Unit | None) -> None:
    """Raise RefusedError where the unit would become part of itself, naming the way round."""
    way, above = [str(unit)], parent
    while above is not None:
        way.append(str(above))
        if above.pk == unit.pk:
            raise RefusedError(
                _("A unit cannot be part of itself or of its own subunit: %(way)s.") % {"way": " → ".join(way)}
            )
        above = above.parent


def _set_active(entry: R, *, active: bool) -> R:
    current = take_edition(entry, entry.edition)
    current.is_active = active
    fields = ["is_active", "edition"]
    if active and isinstance(current, Unit):
        current.ends_on = current.successor = None
        fields += ["ends_on", "successor"]
    current.save(update_fields=fields)
    record(current, before={"is_active": not active}, after={"is_active": active})
    return current
