"""Changes being prepared or proposed: nothing typed is lost on the way from the form to the list of effects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.queries import unit_of
from orgplan.events.actions.changes import Ground, Wanted, write_changes
from orgplan.events.actions.facts import EventFacts, facts_of, from_plain, to_plain
from orgplan.events.actions.following import Decisions
from orgplan.events.models import Event, ProposedChange, ToLook
from orgplan.events.rules import NO_BASIS, PROPOSAL_TRANSITIONS, Basis, Decision, ProposalState

_SHOWN = ("state", "reason", "basis", "answer")


@audited
def prepare_change(
    event: Event,
    *,
    facts: EventFacts,
    edition: int,
    reason: str = "",
    basis: Basis | None = None,
    by: Actor,
) -> ProposedChange:
    """Keep what somebody wants to make of the event, until it is applied, proposed or dropped; the event stays."""
    unit = unit_of(by) if isinstance(by, User) else None
    proposed = ProposedChange(event=event, facts=to_plain(facts), opened=edition, unit=unit, reason=reason)
    proposed.base = to_plain(facts_of(event))
    proposed.made_by, proposed.made_by_key = str(by)[:200], str(by.pk or "")
    proposed.ground = basis or NO_BASIS
    proposed.save()
    record(proposed, after={"proposed change": str(event)}, reason=reason)
    return proposed


@audited
def reword_change(
    proposed: ProposedChange,
    *,
    facts: EventFacts,
    opened: int,
    ground: Ground,
    edition: int,
    by: Actor,
) -> ProposedChange:
    """Write the proposal anew: other facts, ground, or the edition of the event it was compared with."""
    current: ProposedChange = take_edition(proposed, edition)
    _refuse_unless_open(current)
    before = state_of(current, *_SHOWN)
    current.facts, current.opened = to_plain(facts), opened
    current.reason, current.ground = ground.reason, ground.basis
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current


@audited
def meet_present(proposed: ProposedChange, *, by: Actor) -> ProposedChange:
    """Write the proposal over the event's present state: what was not touched here takes the other person's words.

    What both changed stays as proposed here; the page shows both (`queries.differences_of`).
    """
    current: ProposedChange = ProposedChange.objects.select_for_update().get(pk=proposed.pk)
    _refuse_unless_open(current)
    present = to_plain(facts_of(current.event))
    before = {"opened": current.opened}
    current.facts = {
        name: present[name] if mine == current.base.get(name) else mine for name, mine in current.facts.items()
    }
    current.base, current.opened = present, current.event.edition
    current.edition += 1
    current.save()
    record(current, before=before, after={"opened": current.opened})
    return current


@audited
def decide_effects(
    proposed: ProposedChange,
    *,
    groups: Mapping[str, Decision],
    single: Mapping[tuple[str, str], Decision],
    by: Actor,
) -> ProposedChange:
    """Keep what is to become of the things the change touches, for whole groups and for single things.

    Another decision for a whole group takes away the single ones kept in it.
    """
    current: ProposedChange = ProposedChange.objects.select_for_update().get(pk=proposed.pk)
    _refuse_unless_open(current)
    before = {"decisions": current.decisions}
    known = decisions_of(current)
    changed = {key for key, decision in groups.items() if known.groups.get(key, decision) != decision}
    kept = {pair: each for pair, each in known.single.items() if pair[0] not in changed}
    kept |= single
    whole = {**known.groups, **groups}
    current.decisions = {
        "groups": {key: each.value for key, each in whole.items()},
        "single": [
            [follower, key, each.value] for (follower, key), each in kept.items() if whole.get(follower) != each
        ],
    }
    current.save(update_fields=["decisions"])
    record(current, before=before, after={"decisions": current.decisions})
    return current


@audited
def propose_change(proposed: ProposedChange, *, by: Actor) -> ProposedChange:
    """Lay the change before the department; RefusedError without a reason."""
    current = _taken(proposed, "propose")
    if not current.reason.strip():
        raise RefusedError(_("Give the reason of the change."))
    return _passed(current, "propose", by)


@audited
def apply_change(proposed: ProposedChange, *, to_look: Sequence[ToLook] = (), by: Actor) -> ProposedChange:
    """Write the change into the event and let everything it touches follow, all or nothing.

    `to_look`: texts that only a person can change; they stay on the change's page until somebody has looked.
    ChangedMeanwhileError (with the event) where somebody changed the event since the proposal was written.
    """
    current = _taken(proposed, "apply")
    ground = Ground(current.reason, current.ground, decisions_of(current))
    outcome = write_changes([Wanted(current.event, from_plain(current.facts), current.opened)], ground, by)
    current.change = outcome.changes[0].recorded
    current.done = outcome.done
    current.to_look = [asdict(each) for each in to_look]
    return _passed(current, "apply", by)


@audited
def note_looked(proposed: ProposedChange, *, number: int, by: Actor) -> ProposedChange:
    """Note that somebody looked at a text that names a day by hand; `number` counts from nought. Twice is once."""
    current: ProposedChange = ProposedChange.objects.select_for_update(of=("self",)).get(pk=proposed.pk)
    looks = current.looks
    if not 0 <= number < len(looks):
        raise RefusedError(_("There is no such text on the page of this change."))
    if looks[number].seen_by:
        nothing_changed()
        return current
    looks[number] = replace(looks[number], seen_by=str(by)[:200])
    current.to_look = [asdict(each) for each in looks]
    current.edition += 1
    current.save()
    record(current, after={"looked at": looks[number].heading})
    return current


@audited
def decline_change(proposed: ProposedChange, *, answer: str, by: Actor) -> ProposedChange:
    """Decline a proposed change with a reason that its unit reads."""
    current = _taken(proposed, "decline")
    if not answer.strip():
        raise RefusedError(_("Say why the change is declined: the unit reads it."))
    current.answer = answer.strip()
    return _passed(current, "decline", by)


@audited
def drop_change(proposed: ProposedChange, *, by: Actor) -> ProposedChange:
    """Leave the change: the event stays as it is."""
    return _passed(_taken(proposed, "drop"), "drop", by)


def decisions_of(proposed: ProposedChange) -> Decisions:
    """Return what is decided about the things that the change touches."""
    stored: Mapping[str, Any] = proposed.decisions
    return Decisions(
        {key: Decision(each) for key, each in stored.get("groups", {}).items()},
        {(follower, key): Decision(each) for follower, key, each in stored.get("single", [])},
    )


def _taken(proposed: ProposedChange, verb: str) -> ProposedChange:
    current = ProposedChange.objects.select_for_update(of=("self",)).select_related("event").get(pk=proposed.pk)
    assert isinstance(current, ProposedChange), "a manager over any change says less"
    if (ProposalState(current.state), verb) not in PROPOSAL_TRANSITIONS:
        _refuse(current)
    return current


def _refuse_unless_open(proposed: ProposedChange) -> None:
    if proposed.state not in {ProposalState.PREPARED, ProposalState.PROPOSED}:
        _refuse(proposed)


def _refuse(proposed: ProposedChange) -> None:
    state = ProposalState(proposed.state).label
    raise RefusedError(_("This was decided already: %(state)s.") % {"state": state})


def _passed(current: ProposedChange, verb: str, by: Actor) -> ProposedChange:
    before = state_of(current, "state")
    current.state = PROPOSAL_TRANSITIONS[ProposalState(current.state), verb]
    if current.state != ProposalState.PROPOSED:
        current.decided_at, current.decided_by = timezone.now(), str(by)[:200]
    current.edition += 1
    current.save()
    record(current, before=before, after=state_of(current, "state", "answer"), reason=current.answer or current.reason)
    return current
