"""What document sets answer to lower rooms: to changes of events, to clones, to the search."""

from orgplan.document_sets.following.changes import SetsFollower, move_sets_along, note_outdated_sets
from orgplan.document_sets.following.cloned import DocumentsPart

__all__ = ["DocumentsPart", "SetsFollower", "move_sets_along", "note_outdated_sets"]
