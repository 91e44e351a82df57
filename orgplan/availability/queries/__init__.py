"""Reads of the room.

`closed_between(user, first, last)` for calendars · `closed_with_claims` for the first screen ·
`obstacles` for the seam of clashes · `layers` for the pages.
"""

from orgplan.availability.queries.closed import (
    Ban,
    ClaimShown,
    Closed,
    bans_between,
    closed_between,
    closed_with_claims,
)
from orgplan.availability.queries.obstacles import closed_times

__all__ = ["Ban", "ClaimShown", "Closed", "bans_between", "closed_between", "closed_times", "closed_with_claims"]
