"""Writes about the structure: a unit is moved in the tree, renamed, its duties pass to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited
from orgplan.core.editing import RefusedError
from orgplan.directory.actions.people import end_position
from orgplan.directory.actions.records import refuse_circle
from orgplan.directory.actions.saving import change_fields
from orgplan.directory.models import FormerName, Unit


@dataclass(frozen=True, slots=True)
class NewName:
    """The name that a unit bears from a day on, and the act that gave it."""

    name: str
    short_name: str
    since: date
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """From which day a unit is no more, to whom its duties pass (None: nobody), and by which act.

    `end_posts` ends the posts held in it on the last day.
    """

    since: date
    successor: Unit | None = None
    basis: str = ""
    end_posts: bool = False


@audited
def move_unit(unit: Unit, *, parent: Unit | None, position: int, edition: int, by: Actor) -> Unit:
    """Put the unit under another one (None: at the top) and into its place in lists; RefusedError for a circle."""
    refuse_circle(unit, parent)
    return change_fields(unit, {"parent": parent, "position": position}, edition)


@audited
def rename_unit(unit: Unit, *, facts: NewName, edition: int, by: Actor) -> Unit:
    """Give the unit another name from a day on; the one that it bore is kept for papers of that time."""
    last = unit.former_names.last()
    if last is not None and facts.since <= last.borne_until + timedelta(days=1):
        raise RefusedError(
            _("The unit took its present name on %(day)s: the new one begins later.")
            % {"day": f"{last.borne_until + timedelta(days=1):%d.%m.%Y}"}
        )
    until = facts.since - timedelta(days=1)
    former = {"title": unit.name, "short_title": unit.short_name, "basis": facts.basis}
    FormerName.objects.create(unit=unit, borne_until=until, **former)
    return change_fields(unit, {"name": facts.name, "short_name": facts.short_name}, edition, reason=facts.basis)


@audited
def pass_duties(unit: Unit, *, facts: Closing, edition: int, by: Actor) -> Unit:
    """Close the unit: its duties are the successor's from the day on, and its subunits stand under that one.

    What refers to the unit keeps it. RefusedError where the duties would come back to it.
    """
    heir, last = facts.successor, facts.since - timedelta(days=1)
    while heir is not None:
        if heir.pk == unit.pk:
            raise RefusedError(_("The duties would come back to the unit that is closed: choose another successor."))
        heir = heir.successor
    for each in unit.children.filter(is_active=True):
        is_heir = facts.successor is not None and each.pk == facts.successor.pk
        parent = unit.parent if is_heir else facts.successor or unit.parent
        move_unit(each, parent=parent, position=each.position, edition=each.edition, by=by)
    if facts.end_posts:
        for post in unit.positions.filter(ends_on__isnull=True).exclude(starts_on__gt=last):
            end_position(post, ends_on=last, edition=post.edition, by=by)
    closed = {"successor": facts.successor, "ends_on": last, "is_active": False, "submits_plans": False}
    return change_fields(unit, closed, edition, reason=facts.basis)
