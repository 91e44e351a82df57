"""What the room adds to lower cards."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.models import Absence, Person
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Change, Event, ProposedChange
from orgplan.events.policy import can_create, can_edit
from orgplan.events.rules import EventState, ParticipationKind, ProposalState

SHOWN = 5
_PRESENT = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS)


def change_address(proposed: ProposedChange) -> str:
    """Return the address of the page on which a prepared change goes on."""
    return reverse("changes:change", args=[proposed.pk])


def changes_of_event(user: User, event: Event) -> Panel | None:
    """Move, cancel, other place; what is proposed and what was changed."""
    waiting = ProposedChange.objects.visible_to(user).filter(event=event, state=ProposalState.PROPOSED)[:SHOWN]
    changes = Change.objects.visible_to(user).filter(event=event)[:SHOWN]
    context = {
        "event": event,
        # The row of a card's event tells whether there are any (events.queries.card).
        "waiting": waiting if getattr(event, "has_proposals", True) else (),
        "changes": changes if getattr(event, "has_changes", True) else (),
        "may_change": can_edit(user, unit_id=own_unit_key(user), owner_id=event.owner_id),
        "people": _people(event),
        "is_planned": event.state == EventState.PLANNED,
        "is_cancelled": event.state == EventState.CANCELLED,
    }
    return Panel(_("Changes of the event"), "changes/panels/event.html", context, beside=True)


def _people(event: Event) -> list[tuple[Person, str]]:
    """Return who takes part in person, each with the address that says who goes instead; read with the card."""
    coming = event.last_day is not None and event.last_day >= timezone.localdate()
    people = [each.person for each in event.participations.all() if each.person and each.kind in _PRESENT]
    days = {"since": event.first_day, "until": event.last_day, "event": event.pk}
    return [(each, instead_address(each, **days)) for each in dict.fromkeys(people)] if coming else []


def instead_address(person: Person, **asked: object) -> str:
    """Return the address of the page that says who goes where the person cannot."""
    return f"{reverse('changes:instead', args=[person.pk])}?{urlencode(asked)}"


def deputies_of_absence(user: User, absence: Absence) -> Panel | None:
    """The way to all events of the absence on one page, each with those who have time."""
    today = timezone.localdate()
    if not can_create(user) or (absence.ends_on is not None and absence.ends_on < today):
        return None
    days: dict[str, object] = {"since": max(absence.starts_on, today)}
    if absence.ends_on:
        days["until"] = absence.ends_on
    address = instead_address(absence.person, **days)
    return Panel(_("Who goes instead"), "changes/panels/absence.html", {"address": address, "person": absence.person})


def deputies_of_person(user: User, person: Person) -> Panel | None:
    """The way to the person's coming events, each with those who have time."""
    if not can_create(user):
        return None
    context = {"address": reverse("changes:instead", args=[person.pk]), "person": person}
    return Panel(_("Who goes instead"), "changes/panels/absence.html", context)
