"""What scripts answer to lower rooms: a part of a clone, the list of what a change touches."""

from orgplan.scripts.following.cloned import ScriptPart

__all__ = ["ScriptPart"]
