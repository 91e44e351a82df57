"""Writes about people: posts, corrected cases, whose sign-in is whose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.actions.saving import save_record, values_of
from orgplan.directory.models import Membership, Organisation, Person, Position, Unit
from orgplan.directory.rules import Tenure


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """A post: in a unit or in an organisation, never both."""

    title: str
    unit: Unit | None = None
    organisation: Organisation | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    leader_order: int | None = None
    tenure: Tenure = Tenure.HOLDER


@audited
def correct_cases(person: Person, *, overrides: dict[str, dict[str, str]], edition: int, by: Actor) -> Person:
    """Store forms of the name that win over the rules: {name part: {case: form}}."""
    current = take_edition(person, edition)
    before = state_of(current, "case_overrides")
    current.case_overrides = overrides
    current.cases_checked_at, current.cases_checked_by = timezone.now(), str(by)[:200]
    current.save(update_fields=["case_overrides", "cases_checked_at", "cases_checked_by", "edition"])
    record(current, before=before, after=state_of(current, "case_overrides"))
    return current


@audited
def add_position(person: Person, *, facts: PositionFacts, by: Actor) -> Position:
    """Give the person a post."""
    post = Position(person=person, **values_of(facts))
    save_record(post)
    record(person, after={"post": post.words})
    return post


@audited
def change_position(post: Position, *, facts: PositionFacts, edition: int, by: Actor) -> Position:
    """Change a post, its body or its days."""
    current = take_edition(post, edition)
    before = current.words
    for name, value in values_of(facts).items():
        setattr(current, name, value)
    save_record(current)
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
    save_record(current)
    record(current.person, before={"post": before}, after={"post": current.words})
    return current


@audited
def transfer_person(post: Position, *, facts: PositionFacts, edition: int, by: Actor) -> Position:
    """Move the holder to another post in one act: the first ends on the day before the second begins."""
    if facts.starts_on is None:
        raise RefusedError(_("Say from which day the person holds the new post."))
    if post.starts_on and facts.starts_on <= post.starts_on:
        raise RefusedError(
            _("The post that is left began on %(day)s: the new one begins later.")
            % {"day": f"{post.starts_on:%d.%m.%Y}"}
        )
    end_position(post, ends_on=facts.starts_on - timedelta(days=1), edition=edition, by=by)
    return add_position(post.person, facts=facts, by=by)


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
