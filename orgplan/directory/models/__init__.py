"""Tables of the directory."""

from orgplan.directory.models.absences import Absence
from orgplan.directory.models.bodies import FormerName, Organisation, Unit, usual_name
from orgplan.directory.models.intake import Intake
from orgplan.directory.models.people import Membership, Person, Position, PostCases, whole_name
from orgplan.directory.models.precedence import PrecedenceRow, PrecedenceTable
from orgplan.directory.models.records import DirectoryQuerySet, Record
from orgplan.directory.models.venues import Venue

__all__ = [
    "Absence",
    "DirectoryQuerySet",
    "FormerName",
    "Intake",
    "Membership",
    "Organisation",
    "Person",
    "Position",
    "PostCases",
    "PrecedenceRow",
    "PrecedenceTable",
    "Record",
    "Unit",
    "Venue",
    "usual_name",
    "whole_name",
]
