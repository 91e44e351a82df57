"""Pure rules of the directory: kinds, who holds a post on a day, whom and what a plan's cell names."""

from orgplan.directory.rules.absences import (
    AbsenceFact,
    AbsenceKind,
    ActingScope,
    Substitution,
    find_circle,
    gaps_on,
    overlaps,
    substitution,
)
from orgplan.directory.rules.acting import (
    PostForms,
    Signatory,
    acting_post,
    capitalised,
    short_acting_post,
    short_post,
)
from orgplan.directory.rules.kinds import CaseRow, Dated, Gender, UnitKind, case_words, cases_of, in_force, is_head
from orgplan.directory.rules.matching import Named, NameIndex
from orgplan.directory.rules.people import KnownPerson, PeopleIndex
from orgplan.directory.rules.places import KnownPlace, PlaceIndex

__all__ = [
    "AbsenceFact",
    "AbsenceKind",
    "ActingScope",
    "CaseRow",
    "Dated",
    "Gender",
    "KnownPerson",
    "KnownPlace",
    "NameIndex",
    "Named",
    "PeopleIndex",
    "PlaceIndex",
    "PostForms",
    "Signatory",
    "Substitution",
    "UnitKind",
    "acting_post",
    "capitalised",
    "case_words",
    "cases_of",
    "find_circle",
    "gaps_on",
    "in_force",
    "is_head",
    "overlaps",
    "short_acting_post",
    "short_post",
    "substitution",
]
