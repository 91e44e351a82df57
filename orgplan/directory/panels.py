"""What other rooms may add to the cards of the directory."""

from __future__ import annotations

from typing import Protocol

from orgplan.accounts.models import User
from orgplan.core.seams import Panel, bound
from orgplan.directory.models import Absence, Person, Unit, Venue


class AbsencePanel(Protocol):
    """Given the reader and the absence, a panel, or None where the room has nothing to say to this reader."""

    def __call__(self, user: User, absence: Absence, /) -> Panel | None:
        """Make the panel."""


def panels_of_absence(user: User, absence: Absence) -> list[Panel]:
    """Return the panels of upper rooms (listed in config/panels.py) for this reader."""
    return [panel for make in bound("absence_panels") if (panel := make(user, absence))]


class PersonPanel(Protocol):
    """Given the reader and the person, a panel, or None where the room has nothing to say to this reader."""

    def __call__(self, user: User, person: Person, /) -> Panel | None:
        """Make the panel."""


def panels_of_person(user: User, person: Person) -> list[Panel]:
    """Return the panels of upper rooms (listed in config/panels.py) for this reader."""
    return [panel for make in bound("person_panels") if (panel := make(user, person))]


class VenuePanel(Protocol):
    """Given the reader and the venue, a panel, or None where the room has nothing to say to this reader."""

    def __call__(self, user: User, venue: Venue, /) -> Panel | None:
        """Make the panel."""


def panels_of_venue(user: User, venue: Venue) -> list[Panel]:
    """Return the panels of upper rooms (listed in config/panels.py) for this reader."""
    return [panel for make in bound("venue_panels") if (panel := make(user, venue))]


class UnitPanel(Protocol):
    """Given the reader and the unit, a panel, or None where the room has nothing to say to this reader."""

    def __call__(self, user: User, unit: Unit, /) -> Panel | None:
        """Make the panel."""


def panels_of_unit(user: User, unit: Unit) -> list[Panel]:
    """Return the panels of upper rooms (listed in config/panels.py) for this reader."""
    return [panel for make in bound("unit_panels") if (panel := make(user, unit))]
