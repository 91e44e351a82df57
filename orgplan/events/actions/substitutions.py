"""Writes about absent participants: replaced by who acts, or left with a reason."""

from __future__ import annotations

from dataclasses import replace

from orgplan.audit.actions import Actor, audited, record
from orgplan.directory.models import Absence, Person
from orgplan.events.actions.changes import change_event
from orgplan.events.actions.facts import Participant, facts_of
from orgplan.events.models import Event, SubstitutionDecision
from orgplan.events.rules import Basis, ParticipationKind

_PRESENT = (ParticipationKind.HOSTS, ParticipationKind.SPEAKS, ParticipationKind.ATTENDS)


@audited
def replace_absent(event: Event, *, absence: Absence, acting: Person, reason: str, edition: int, by: Actor) -> Event:
    """Let who acts take the place of the absent participant, in every way in which that one was to take part.

    Whoever already takes part in the same way is not named twice.
    """
    facts = facts_of(event)
    taken = {each.kind for each in facts.participants if each.person is not None and each.person.pk == acting.pk}
    participants: list[Participant] = []
    for each in facts.participants:
        if each.kind not in _PRESENT or each.person is None or each.person.pk != absence.person_id:
            participants.append(each)
        elif each.kind not in taken:
            taken.add(each.kind)
            participants.append(replace(each, person=acting, wording=""))
    changed = replace(facts, participants=tuple(participants))
    basis = Basis(str(absence))
    current = change_event(event, facts=changed, edition=edition, reason=reason or str(absence), basis=basis, by=by)
    _decide(current, absence, by, is_replaced=True, reason=reason)
    return current


@audited
def leave_absent(event: Event, *, absence: Absence, reason: str, by: Actor) -> Event:
    """Leave the absent participant in the event, with the reason; the offer is not made again."""
    _decide(event, absence, by, is_replaced=False, reason=reason)
    record(event, after={"left despite absence": str(absence)}, reason=reason)
    return event


def _decide(event: Event, absence: Absence, by: Actor, *, is_replaced: bool, reason: str) -> None:
    SubstitutionDecision.objects.update_or_create(
        event=event,
        absence=absence,
        defaults={"is_replaced": is_replaced, "reason": reason, "decided_by": str(by)[:200]},
    )
