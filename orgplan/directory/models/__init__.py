"""Tables of the directory."""

from orgplan.directory.models.absences import Absence
from orgplan.directory.models.bodies import Organisation, Unit
from orgplan.directory.models.people import Membership, Person, Position
from orgplan.directory.models.records import DirectoryQuerySet, Record
from orgplan.directory.models.venues import Venue

__all__ = [
    "Absence",
    "DirectoryQuerySet",
    "Membership",
    "Organisation",
    "Person",
    "Position",
    "Record",
    "Unit",
    "Venue",
]
