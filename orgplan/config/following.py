"""Who follows events: asked before a standing event changes, and called in the transaction of the change."""

from __future__ import annotations

from orgplan.availability.following import BookingsFollower
from orgplan.changes.panels import change_address
from orgplan.clashes.following import ClashesFollower, note_accepted_clashes
from orgplan.document_sets.following import SetsFollower, move_sets_along, note_outdated_sets
from orgplan.events.following import (
    ChangeNote,
    Follower,
    OwnWordsFollower,
    ParticipantsFollower,
    PartParticipantsFollower,
    PartsFollower,
    UnsentLettersFollower,
)
from orgplan.folders.following import LeaderTextsFollower
from orgplan.minutes.following import InstructionsFollower
from orgplan.planning.following import (
    ApprovedPlansFollower,
    DraftPlansFollower,
    PapersFollower,
    UnitLinesFollower,
    note_outdated_papers,
)
from orgplan.preparation.following import StepsFollower, move_steps_along
from orgplan.programmes.following import ProgrammePapersFollower, note_outdated_programmes
from orgplan.quotas.following import QuotasFollower, note_outdated_quotas
from orgplan.resources.following import ResourcesFollower
from orgplan.scripts.following import ScriptFollower, note_outdated_scripts

FOLLOWERS: tuple[Follower, ...] = (
    ApprovedPlansFollower(),
    DraftPlansFollower(),
    PapersFollower(),
    ProgrammePapersFollower(),
    ScriptFollower(),
    LeaderTextsFollower(),
    UnitLinesFollower(),
    BookingsFollower(),
    UnsentLettersFollower(),
    PartParticipantsFollower(),
    PartsFollower(),
    ParticipantsFollower(),
    StepsFollower(),
    ClashesFollower(),
    ResourcesFollower(),
    QuotasFollower(),
    InstructionsFollower(),
    SetsFollower(),
    OwnWordsFollower(),
)

#: Where a prepared change goes on.
CHANGE_PAGE = (change_address,)

#: What rooms write down of every change, before any follower acts.
CHANGE_NOTES: tuple[ChangeNote, ...] = (
    note_outdated_papers,
    note_outdated_programmes,
    note_outdated_scripts,
    note_outdated_quotas,
    note_accepted_clashes,
    move_steps_along,
    note_outdated_sets,
    move_sets_along,
)
