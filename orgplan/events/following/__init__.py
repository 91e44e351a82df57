"""The seam of changes as other rooms see it, and what events themselves answer: parts and participants.

A room that follows events implements `Follower` in its own `following.py`; `config/following.py` lists it.
"""

from orgplan.core.seams import bound
from orgplan.events.actions.following import (
    ChangeNote,
    Decisions,
    Demand,
    Effect,
    EventChange,
    Follower,
    GroundNeededError,
    ProposalOnlyError,
    Together,
    demands_of,
    followers,
)
from orgplan.events.following.by_hand import OwnWordsFollower, Written, by_hand, look_at
from orgplan.events.following.letters import letter_about, put_letters, unit_letter
from orgplan.events.following.outbox import UnsentLettersFollower, goes_back, replaced_people, words_changed
from orgplan.events.following.papers import (
    latest_papers,
    outdated_fact,
    paper_effect,
    paper_made_anew,
    papers_made_anew,
    touches_papers,
)
from orgplan.events.following.part_participants import PartParticipantsFollower
from orgplan.events.following.participants import ParticipantsFollower
from orgplan.events.following.parts import PartsFollower
from orgplan.events.models import ProposedChange
from orgplan.events.rules import Basis, ChangeKind, Decision

__all__ = [
    "Basis",
    "ChangeKind",
    "ChangeNote",
    "Decision",
    "Decisions",
    "Demand",
    "Effect",
    "EventChange",
    "Follower",
    "GroundNeededError",
    "OwnWordsFollower",
    "PartParticipantsFollower",
    "ParticipantsFollower",
    "PartsFollower",
    "ProposalOnlyError",
    "Together",
    "UnsentLettersFollower",
    "Written",
    "by_hand",
    "demands_of",
    "followers",
    "goes_back",
    "latest_papers",
    "letter_about",
    "look_at",
    "outdated_fact",
    "page_of",
    "paper_effect",
    "paper_made_anew",
    "papers_made_anew",
    "put_letters",
    "replaced_people",
    "touches_papers",
    "unit_letter",
    "words_changed",
]


def page_of(proposed: ProposedChange) -> str:
    """Return the address of the page on which a prepared change goes on (config/following.py: CHANGE_PAGE)."""
    (address,) = bound("change_page")
    return str(address(proposed))
