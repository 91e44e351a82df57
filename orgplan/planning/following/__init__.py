"""What planning answers when an event changes: plans and lines, printed papers; what it gives to the search."""

from orgplan.planning.following.newcomers import note_newcomers
from orgplan.planning.following.papers import PapersFollower, note_outdated_papers
from orgplan.planning.following.plans import ApprovedPlansFollower, DraftPlansFollower, UnitLinesFollower

__all__ = [
    "ApprovedPlansFollower",
    "DraftPlansFollower",
    "PapersFollower",
    "UnitLinesFollower",
    "note_newcomers",
    "note_outdated_papers",
]
