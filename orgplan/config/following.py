"""Who follows events: asked before a standing event changes, and called in the transaction of the change."""

from __future__ import annotations

from orgplan.changes.panels import change_address
from orgplan.clashes.following import ClashesFollower
from orgplan.events.following import Follower, ParticipantsFollower, PartParticipantsFollower, PartsFollower
from orgplan.planning.following import ApprovedPlansFollower, DraftPlansFollower, UnitLinesFollower

FOLLOWERS: tuple[Follower, ...] = (
    ApprovedPlansFollower(),
    DraftPlansFollower(),
    UnitLinesFollower(),
    PartParticipantsFollower(),
    PartsFollower(),
    ParticipantsFollower(),
    ClashesFollower(),
)

#: Where a prepared change goes on.
CHANGE_PAGE = (change_address,)
