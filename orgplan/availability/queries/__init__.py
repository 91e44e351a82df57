"""Reads of the room.

`closed_between(user, first, last)` for calendars · `obstacles` for the seam of clashes · `layers` for the pages.
"""

from orgplan.availability.queries.closed import Ban, Closed, bans_between, closed_between
from orgplan.availability.queries.obstacles import closed_times

__all__ = ["Ban", "Closed", "bans_between", "closed_between", "closed_times"]
