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
    temporary_post,
)
from orgplan.directory.rules.intake import (
    INTAKE_TRANSITIONS,
    Flaw,
    IntakeKind,
    IntakeRow,
    IntakeState,
    SheetCell,
    read_rows,
)
from orgplan.directory.rules.kinds import (
    CaseRow,
    Dated,
    Gender,
    Tenure,
    UnitKind,
    case_words,
    cases_of,
    in_force,
    is_head,
)
from orgplan.directory.rules.matching import Named, NameIndex
from orgplan.directory.rules.people import KnownPerson, PeopleIndex
from orgplan.directory.rules.places import KnownPlace, PlaceIndex
from orgplan.directory.rules.precedence import HeldPost, Place, PrecedenceLine, place_of
from orgplan.directory.rules.said import SaidNames, TitleIndex

__all__ = [
    "INTAKE_TRANSITIONS",
    "AbsenceFact",
    "AbsenceKind",
    "ActingScope",
    "CaseRow",
    "Dated",
    "Flaw",
    "Gender",
    "HeldPost",
    "IntakeKind",
    "IntakeRow",
    "IntakeState",
    "KnownPerson",
    "KnownPlace",
    "NameIndex",
    "Named",
    "PeopleIndex",
    "Place",
    "PlaceIndex",
    "PostForms",
    "PrecedenceLine",
    "SaidNames",
    "SheetCell",
    "Signatory",
    "Substitution",
    "Tenure",
    "TitleIndex",
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
    "place_of",
    "read_rows",
    "short_acting_post",
    "short_post",
    "substitution",
    "temporary_post",
]
