"""Writes of the room: ask for proposals, keep what the search found, pin and unpin."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, audited, nothing_changed, record
from orgplan.events.actions import Wanted, change_with_undo
from orgplan.events.models import Event, UndoStep
from orgplan.events.rules import Basis
from orgplan.jobs.actions import enqueue
from orgplan.scheduling.models import MonthSearch, Move, Pin, Proposal, Unkept
from orgplan.scheduling.queries import Line

KIND = "scheduling.month"
VERBS = (
    gettext_noop("ask for proposals"),
    gettext_noop("keep proposal"),
    gettext_noop("accept moves"),
    gettext_noop("accepted moves"),
    gettext_noop("pin event"),
    gettext_noop("unpin event"),
)
"""How the history names these actions."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found for one aim, as unsaved rows."""

    proposal: Proposal
    moves: Sequence[Move] = field(default_factory=tuple)
    unkept: Sequence[Unkept] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Scope:
    """What proposals may do: the keys of the events that may move (None: all), in words; whether to other venues."""

    movable: Collection[int] | None = None
    words: str = ""
    other_venues: bool = False


ALL = Scope()
"""All events may move, each in its own hall."""


@audited
def ask_for_proposals(*, month: date, scope: Scope = ALL, by: Actor) -> MonthSearch:
    """Order proposals for the month, given by its first day; a job computes them."""
    search = MonthSearch.objects.create(
        month=month,
        asked_by=str(by)[:200],
        movable=None if scope.movable is None else sorted(scope.movable),
        chosen=scope.words[:1000],
        other_venues=scope.other_venues,
    )
    enqueue(kind=KIND, key=str(search.pk), payload={"search": search.pk}, words=_("Proposals for a month"), by=by)
    record(search, after={"month": month.isoformat(), "chosen": search.chosen, "other venues": search.other_venues})
    return search


@audited
def keep_proposal(*, search: MonthSearch, found: Found, by: Actor) -> Proposal:
    """Keep what was found for one aim; found again by a worker that began anew, it replaces the first."""
    search.save(update_fields=["events", "drafts", "pinned", "clashes"])
    Proposal.objects.filter(search=search, aim=found.proposal.aim).delete()
    proposal = found.proposal
    proposal.search = search
    proposal.save()
    for move in found.moves:
        move.proposal = proposal
    for unkept in found.unkept:
        unkept.proposal = proposal
    Move.objects.bulk_create(found.moves)
    Unkept.objects.bulk_create(found.unkept)
    record(search, after={"aim": proposal.aim, "moves": len(found.moves), "clashes": proposal.clashes})
    return proposal


@audited
def accept_moves(
    proposal: Proposal, *, lines: Sequence[Line], reason: str = "", basis: Basis | None = None, by: User
) -> UndoStep:
    """Move the events as the lines offer, all or none, and keep how they stood.

    Refused as every change is: ChangedMeanwhileError, GroundNeededError, ProposalOnlyError, RefusedError.
    """
    wanted = [Wanted(each.event, each.facts, each.move.edition) for each in lines]
    step = change_with_undo(wanted=wanted, reason=reason, basis=basis, by=by)
    record(proposal.search, after={"aim": proposal.aim, "accepted moves": len(wanted)}, reason=reason)
    return step


@audited
def pin_event(event: Event, *, by: Actor) -> Pin:
    """Pin the event: no proposal moves it."""
    pin: Pin
    pin, is_new = Pin.objects.get_or_create(event=event, defaults={"pinned_by": str(by)[:200]})
    if is_new:
        record(event, after={"pinned": True})
    else:
        nothing_changed()
    return pin


@audited
def unpin_event(event: Event, *, by: Actor) -> None:
    """Let proposals move the event again."""
    if Pin.objects.filter(event=event).delete()[0]:
        record(event, before={"pinned": True}, after={"pinned": False})
    else:
        nothing_changed()
