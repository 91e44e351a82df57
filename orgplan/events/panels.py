"""What other rooms may add to an event's card, and what events add to the cards of lower rooms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel, bound
from orgplan.directory.models import Absence, Person
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.events.policy import can_edit, sees_granted
from orgplan.events.queries import offers_of_absence
from orgplan.language.timing.model import Timing


class EventPanel(Protocol):
    """Given the reader and the event, a panel, or None where the room has nothing to say to this reader."""

    def __call__(self, user: User, event: Event, /) -> Panel | None:
        """Make the panel."""


def panels_of(user: User, event: Event) -> list[Panel]:
    """Return the panels of upper rooms (listed in config/panels.py) for this reader; performers get their own work."""
    seam = "performer_panels" if sees_granted(user) else "event_panels"
    return [panel for make in bound(seam) if (panel := make(user, event))]


class TemplatePanel(Protocol):
    """Given the reader and a template of events, a panel, or None where the room has nothing to say."""

    def __call__(self, user: User, template: EventTemplate, /) -> Panel | None:
        """Make the panel."""


def panels_of_template(user: User, template: EventTemplate) -> list[Panel]:
    """Return the panels of upper rooms (listed in config/parts.py) for this reader."""
    return [panel for make in bound("template_panels") if (panel := make(user, template))]


@dataclass(frozen=True, slots=True)
class IntendedEvent:
    """An event before it is written: when, of which kind, with whom in person; `event`: the key of one that stands."""

    timing: Timing
    kind: str
    people: Sequence[Person]
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence of an upper room about what would come of it; `is_over`: more than what people set as usual."""

    sentence: str
    is_over: bool = False


class Foresight(Protocol):
    """Given the reader and the event as it is being written, what would come of it, in a fixed number of queries."""

    def __call__(self, user: User, wanted: IntendedEvent, /) -> list[Hint]:
        """Return the hints."""


def hints_of(user: User, wanted: IntendedEvent) -> list[Hint]:
    """Return what upper rooms (listed in config/panels.py) foresee of an event that is being written."""
    foresights: tuple[Foresight, ...] = bound("foresights")
    return [hint for foresee in foresights for hint in foresee(user, wanted)]


@dataclass(frozen=True, slots=True)
class ListOffer:
    """What an upper room does with events chosen in the list: an address that takes `row` by POST, and its words."""

    url_name: str
    label: str | Promise
    may: Callable[[User], bool]


def offers_for(user: User) -> list[ListOffer]:
    """Return what upper rooms (listed in config/panels.py) offer this reader over the list."""
    offers: list[ListOffer] = [offer for offer in bound("list_offers") if offer.may(user)]
    return offers


def events_of_absence(user: User, absence: Absence) -> Panel | None:
    """The coming events that wait for a decision: who goes instead; nothing for those who change none of them."""
    own = own_unit_key(user)
    offers = [
        each
        for each in offers_of_absence(user, absence, timezone.localdate())
        if can_edit(user, unit_id=own, owner_id=each.event.owner_id)
    ]
    return Panel(_("Events of these days"), "events/panels/offers.html", {"offers": offers}) if offers else None
