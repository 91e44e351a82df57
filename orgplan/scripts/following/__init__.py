"""What scripts answer to lower rooms: a part of a clone, what a change of an event touches, what the search finds."""

from orgplan.scripts.following.cloned import ScriptPart
from orgplan.scripts.following.moved import ScriptFollower, note_outdated_scripts

__all__ = ["ScriptFollower", "ScriptPart", "note_outdated_scripts"]
