"""What instructions answer to the seams of lower rooms: the search."""

from orgplan.instructions.following.search import INSTRUCTIONS_FOUND

__all__ = ["INSTRUCTIONS_FOUND"]
