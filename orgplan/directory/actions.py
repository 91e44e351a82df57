"""Every write to the directory."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import EditedModel, RefusedError, take_edition
from orgplan.directory.models import Membership, Organisation, Person, Position, Record, Unit, Venue
from orgplan.directory.queries import Reference, references_to
from orgplan.directory.rules import Gender, UnitKind

R = TypeVar("R", bound=Record)

VERBS = (
    gettext_noop("create unit"),
    gettext_noop("change unit"),
    gettext_noop("create organisation"),
    gettext_noop("change organisation"),
    gettext_noop("create venue"),
    gettext_noop("change venue"),
    gettext_noop("create person"),
    gettext_noop("change person"),
    gettext_noop("correct cases"),
    gettext_noop("retire"),
    gettext_noop("reinstate"),
    gettext_noop("remove"),
    gettext_noop("add position"),
    gettext_noop("change position"),
    gettext_noop("end position"),
    gettext_noop("remove position"),
    gettext_noop("join user"),
)
"""How the history names these actions: `audit.queries.verb_words` translates them."""


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


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """A post: in a unit or in an organisation, never both."""

    title: str
    unit: Unit | None = None
    organisation: Organisation | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    leader_order: int | None = None


class InUseError(RefusedError):
    """Nothing that others refer to is deleted; `references` tells what they are."""

    def __init__(self, references: list[Reference]) -> None:
        kinds = "; ".join(f"{each.kind}: {each.count}" for each in references)
        super().__init__(_("The record cannot be deleted, others refer to it: %(kinds)s.") % {"kinds": kinds})
        self.references = references


@audited
def create_unit(*, facts: UnitFacts, by: Actor) -> Unit:
    """Record a unit; RefusedError where the name is taken."""
    return _create(Unit(), facts)


@audited
def change_unit(unit: Unit, *, facts: UnitFacts, edition: int, by: Actor) -> Unit:
    """Change a unit; refuses to make it part of itself or of its own subunits."""
    above = facts.parent
    while above is not None:
        if above.pk == unit.pk:
            raise RefusedError(_("A unit cannot be part of itself or of its own subunit."))
        above = above.parent
    return _change(unit, facts, edition)


@audited
def create_organisation(*, facts: OrganisationFacts, by: Actor) -> Organisation:
    """Record an organisation; RefusedError where the name is taken."""
    return _create(Organisation(), facts)


@audited
def change_organisation(
    organisation: Organisation, *, facts: OrganisationFacts, edition: int, by: Actor
) -> Organisation:
    """Change an organisation."""
    return _change(organisation, facts, edition)


@audited
def create_venue(*, facts: VenueFacts, by: Actor) -> Venue:
    """Record a venue; RefusedError where the name is taken."""
    return _create(Venue(), facts)


@audited
def change_venue(venue: Venue, *, facts: VenueFacts, edition: int, by: Actor) -> Venue:
    """Change a venue."""
    return _change(venue, facts, edition)


@audited
def create_person(*, facts: PersonFacts, by: Actor) -> Person:
    """Record a person."""
    return _create(Person(), facts)


@audited
def change_person(person: Person, *, facts: PersonFacts, edition: int, by: Actor) -> Person:
    """Change a person; corrected cases of a name that is no longer borne are forgotten."""
    kept = {facts.surname, facts.first_name, facts.patronymic}
    overrides = {name: forms for name, forms in person.case_overrides.items() if name in kept}
    return _change(person, facts, edition, case_overrides=overrides)


@audited
def correct_cases(person: Person, *, overrides: dict[str, dict[str, str]], edition: int, by: Actor) -> Person:
    """Store forms of the name that win over the rules: {name part: {case: form}}."""
    current = take_edition(person, edition)
    before = state_of(current, "case_overrides")
    current.case_overrides = overrides
    current.save(update_fields=["case_overrides", "edition"])
    record(current, before=before, after=state_of(current, "case_overrides"))
    return current


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


@audited
def add_position(person: Person, *, facts: PositionFacts, by: Actor) -> Position:
    """Give the person a post."""
    post = Position(person=person, **_values(facts))
    _save(post)
    record(person, after={"post": post.words})
    return post


@audited
def change_position(post: Position, *, facts: PositionFacts, edition: int, by: Actor) -> Position:
    """Change a post, its body or its days."""
    current = take_edition(post, edition)
    before = current.words
    for name, value in _values(facts).items():
        setattr(current, name, value)
    _save(current)
    record(current.person, before={"post": before}, after={"post": current.words})
    return current


@audited
def end_position(post: Position, *, ends_on: date, edition: int, by: Actor) -> Position:
    """Say on which day the person held the post for the last time."""
    if post.starts_on and ends_on < post.starts_on:
        raise RefusedError(_("A post cannot end before it began."))
    current = take_edition(post, edition)
    before = current.words
    current.ends_on = ends_on
    _save(current)
    record(current.person, before={"post": before}, after={"post": current.words})
    return current


@audited
def remove_position(post: Position, *, by: Actor) -> None:
    """Delete a post recorded by mistake."""
    record(post.person, before={"post": post.words}, after={"post": ""})
    post.delete()


@audited
def join_user(user: User, *, unit: Unit | None, person: Person | None, by: Actor) -> Membership:
    """Join a sign-in to the unit it works for and to the person it is."""
    membership = Membership.objects.select_for_update().filter(user=user).first() or Membership(user=user)
    before = state_of(membership, "unit", "person") if membership.pk else {}
    membership.unit, membership.person = unit, person
    membership.save()
    record(user, before=before, after=state_of(membership, "unit", "person"))
    return membership


def _values(facts: Any) -> dict[str, Any]:
    """Return the facts by field, rows staying rows."""
    return {each.name: getattr(facts, each.name) for each in fields(facts)}


def _create(entry: R, facts: Any) -> R:
    for name, value in _values(facts).items():
        setattr(entry, name, value)
    _save(entry)
    record(entry, after=state_of(entry, *_values(facts)))
    return entry


def _change(entry: R, facts: Any, edition: int, **more: Any) -> R:
    current = take_edition(entry, edition)
    values = _values(facts) | more
    before = state_of(current, *values)
    for name, value in values.items():
        setattr(current, name, value)
    _save(current)
    record(current, before=before, after=state_of(current, *values))
    return current


def _set_active(entry: R, *, active: bool) -> R:
    current = take_edition(entry, entry.edition)
    current.is_active = active
    current.save(update_fields=["is_active", "edition"])
    record(current, before={"is_active": not active}, after={"is_active": active})
    return current


def _save(entry: EditedModel) -> None:
    """Save; what the database refuses becomes a sentence, the transaction around goes on."""
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        raise RefusedError(_("The database refused this: the name is taken, or the dates contradict.")) from error
    except DataError as error:
        raise RefusedError(_("The database refused this: a text or a number is too long.")) from error
