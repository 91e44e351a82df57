"""Agreement by curators: laid before them, answered, remarked upon, handed over; the plan itself stays open to work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person
from orgplan.events.models import Event
from orgplan.planning.actions.plans import return_to_draft, send_for_approval
from orgplan.planning.models import Agreement, AgreementRemark, AgreementRound, Plan
from orgplan.planning.queries.approval import rule_of
from orgplan.planning.queries.plans import frozen_rows
from orgplan.planning.rules.approval import (
    AGREEMENT_TRANSITIONS,
    AgreementOrder,
    AgreementState,
    RemarkState,
    RoundState,
    round_after,
    whose_turn,
)
from orgplan.planning.rules.states import PlanState

_ANSWER = ("text", "on_behalf")


@dataclass(frozen=True, slots=True)
class Curator:
    """Whom the plan is laid before, with the post as the agreement sheet prints it."""

    person: Person
    post: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a curator says: the verb of the table, words, and for whom one acts where it is not the curator."""

    verb: str
    text: str = ""
    on_behalf: str = ""


@audited
def lay_before_curators(*, plan: Plan, curators: Sequence[Curator], due_on: date, by: Actor) -> AgreementRound:
    """Lay the plan as it stands before curators; RefusedError while an earlier round is open or with nobody named."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not curators:
        raise RefusedError(_("Choose who agrees the plan."))
    if plan.rounds.filter(state=RoundState.OPEN).exists():
        raise RefusedError(_("The plan is being agreed already: wait for the answers or take it back."))
    last = plan.rounds.first()
    laid = AgreementRound.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        order=rule_of(plan.kind).order,
        due_on=due_on,
        rows=frozen_rows(plan),
        sent_by=str(by)[:200],
    )
    Agreement.objects.bulk_create(
        Agreement(round=laid, position=position, person=each.person, post=each.post)
        for position, each in enumerate(curators)
    )
    if plan.state == PlanState.DRAFT:
        send_for_approval(plan=plan, by=by)
    record(plan, after={"laid before": [f"{each.post} {each.person}" for each in curators], "due_on": due_on})
    return laid


@audited
def answer_agreement(agreement: Agreement, *, answer: Answer, edition: int, by: Actor) -> Agreement:
    """Give a curator's answer; RefusedError out of turn, after the round, or for a return without its reason."""
    current: Agreement = take_edition(agreement, edition)
    laid = AgreementRound.objects.select_for_update(of=("self",)).select_related("plan").get(pk=current.round_id)
    _refuse_out_of_turn(laid, current)
    if answer.verb == "return" and not answer.text.strip():
        raise RefusedError(_("Say why the plan is returned: the department reads it."))
    before = _answer_of(current)
    current.state = AGREEMENT_TRANSITIONS[AgreementState(current.state), answer.verb]
    current.text, current.on_behalf = answer.text.strip(), answer.on_behalf
    current.decided_at, current.decided_by = timezone.now(), str(by)[:200]
    current.save()
    record(laid.plan, before=before, after=_answer_of(current) | {"curator": str(current)}, reason=current.text)
    _end(laid, by)
    return current


def _answer_of(agreement: Agreement) -> dict[str, Any]:
    """Return the answer for the history of the plan, which knows no other states than its own."""
    state = str(AgreementState(agreement.state).label)
    return {"curator's answer": state} | state_of(agreement, *_ANSWER)


@audited
def hand_over(agreement: Agreement, *, to: Curator, reason: str, edition: int, by: Actor) -> Agreement:
    """Let somebody else answer in place of a curator who is away or has left."""
    current: Agreement = take_edition(agreement, edition)
    if current.state != AgreementState.WAITING:
        raise RefusedError(_("This curator has answered already."))
    if Agreement.objects.filter(round=current.round_id, person=to.person).exclude(pk=current.pk).exists():
        raise RefusedError(_("%(person)s agrees this plan already.") % {"person": to.person})
    before = {"curator": str(current)}
    current.on_behalf = f"{current.post} {current.person}"
    current.person, current.post = to.person, to.post
    current.save()
    record(current.round.plan, before=before, after={"curator": str(current)}, reason=reason)
    return current


@audited
def withdraw_round(laid: AgreementRound, *, by: Actor) -> AgreementRound:
    """Take the plan back from agreement; the answers given stay on record."""
    current = AgreementRound.objects.select_for_update(of=("self",)).select_related("plan").get(pk=laid.pk)
    if current.state != RoundState.OPEN:
        raise RefusedError(_("This round is over."))
    _close(current, RoundState.WITHDRAWN, by)
    if current.plan.state == PlanState.ON_APPROVAL:
        return_to_draft(plan=current.plan, reason=_("Taken back from agreement"), by=by)
    return current


@audited
def make_remark(
    agreement: Agreement, *, event: Event | None = None, label: str = "", text: str, by: Actor
) -> AgreementRemark:
    """Remark on a row of the plan as it was sent (`label`: its words), or on the plan as a whole."""
    if not text.strip():
        raise RefusedError(_("Write the remark."))
    remark = AgreementRemark.objects.create(
        agreement=agreement,
        event=event,
        row_label=label or (event.title if event else ""),
        text=text.strip(),
        made_by=str(by)[:200],
    )
    record(
        agreement.round.plan,
        after={"remark": f"{remark.row_label}: {remark.text}" if remark.row_label else remark.text},
    )
    return remark


@audited
def resolve_remark(
    remark: AgreementRemark, *, state: RemarkState, answer: str, edition: int, by: Actor
) -> AgreementRemark:
    """Say what became of a remark; RefusedError where it is not taken and nobody says why."""
    current: AgreementRemark = take_edition(remark, edition)
    if state == RemarkState.EXPLAINED and not answer.strip():
        raise RefusedError(_("Say why the remark is not taken: the curator reads it."))
    current.state, current.answer = state, answer.strip()
    current.answered_at, current.answered_by = timezone.now(), str(by)[:200]
    current.save()
    record(current.agreement.round.plan, after={"remark": current.text, "answer to the remark": current.answer})
    return current


def _refuse_out_of_turn(laid: AgreementRound, current: Agreement) -> None:
    if laid.state != RoundState.OPEN:
        raise RefusedError(_("This round is over."))
    rows = list(laid.agreements.select_related("person"))
    states = [AgreementState(each.state) for each in rows]
    turn = [rows[place] for place in whose_turn(states, AgreementOrder(laid.order))]
    if current.state != AgreementState.WAITING:
        raise RefusedError(_("This curator has answered already."))
    if current.pk not in {each.pk for each in turn}:
        raise RefusedError(_("It is not this curator's turn yet: %(first)s answers first.") % {"first": turn[0]})


def _end(laid: AgreementRound, by: Actor) -> None:
    after = round_after([AgreementState(state) for state in laid.agreements.values_list("state", flat=True)])
    if after == RoundState.OPEN:
        return
    _close(laid, after, by)
    if after == RoundState.RETURNED and laid.plan.state == PlanState.ON_APPROVAL:
        return_to_draft(plan=laid.plan, reason=_("Returned by a curator"), by=by)


def _close(laid: AgreementRound, state: RoundState, by: Actor) -> None:
    before = state_of(laid, "state")
    laid.state, laid.ended_at, laid.ended_by = state, timezone.now(), str(by)[:200]
    laid.save(update_fields=["state", "ended_at", "ended_by"])
    record(laid.plan, before={"agreement": before["state"]}, after={"agreement": str(RoundState(state).label)})
