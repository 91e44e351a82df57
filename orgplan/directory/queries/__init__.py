"""Reads over the directory that other rooms and the directory's pages share."""

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
    "DirectoryIndex",
    "Reference",
    "TreeRow",
    "districts",
    "leaders_on",
    "members",
    "membership_of",
    "organisations",
    "people",
    "positions_on",
    "references_to",
    "unit_of",
    "unit_tree",
    "users_of",
    "venues",
]
