"""Reads over the directory that other rooms and the directory's pages share."""

from orgplan.directory.queries.absences import (
    ActingIndex,
    ActingRow,
    ListedAbsence,
    absences,
    absences_between,
    acting_for,
    acting_on,
    gaps_of_leaders,
    listed_absences,
    signatory_of,
    signatory_on,
)
from orgplan.directory.queries.index import DirectoryIndex
from orgplan.directory.queries.posts import leaders_on, positions_on, unit_of
from orgplan.directory.queries.registers import (
    Reference,
    TreeRow,
    districts,
    members,
    membership_of,
    organisations,
    people,
    references_to,
    unit_tree,
    users_of,
    venues,
)

__all__ = [
    "ActingIndex",
    "ActingRow",
    "DirectoryIndex",
    "ListedAbsence",
    "Reference",
    "TreeRow",
    "absences",
    "absences_between",
    "acting_for",
    "acting_on",
    "districts",
    "gaps_of_leaders",
    "leaders_on",
    "listed_absences",
    "members",
    "membership_of",
    "organisations",
    "people",
    "positions_on",
    "references_to",
    "signatory_of",
    "signatory_on",
    "unit_of",
    "unit_tree",
    "users_of",
    "venues",
]
