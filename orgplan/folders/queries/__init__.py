"""Reads of the room: `folder_of(leader, day)` puts a folder together; `archives`, `looks` read what is kept."""

from orgplan.folders.queries.archives import (
    archive_rules,
    archives_listed,
    archives_under_way,
    coming_events,
    leftover_archives,
)
from orgplan.folders.queries.folder import folder_of
from orgplan.folders.queries.leaders import LeaderLine, leaders_listed, own_person, post_of
from orgplan.folders.queries.looks import read_before

__all__ = [
    "LeaderLine",
    "archive_rules",
    "archives_listed",
    "archives_under_way",
    "coming_events",
    "folder_of",
    "leaders_listed",
    "leftover_archives",
    "own_person",
    "post_of",
    "read_before",
]
