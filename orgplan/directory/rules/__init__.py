"""Pure rules of the directory: kinds, who holds a post on a day, whom and what a plan's cell names."""

from orgplan.directory.rules.kinds import CaseRow, Dated, Gender, UnitKind, case_words, cases_of, in_force, is_head
from orgplan.directory.rules.matching import Named, NameIndex
from orgplan.directory.rules.people import KnownPerson, PeopleIndex
from orgplan.directory.rules.places import KnownPlace, PlaceIndex

__all__ = [
    "CaseRow",
    "Dated",
    "Gender",
    "KnownPerson",
    "KnownPlace",
    "NameIndex",
    "Named",
    "PeopleIndex",
    "PlaceIndex",
    "UnitKind",
    "case_words",
    "cases_of",
    "in_force",
    "is_head",
]
