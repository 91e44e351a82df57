"""The rules by which plans are agreed and changed."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import take_edition
from orgplan.planning.models import ApprovalRule
from orgplan.planning.rules.approval import AgreementOrder, PlanPaper

_SHOWN = ("order", "days", "working_days", "asks_reason", "asks_basis", "units_change", "paper")


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What is set for a kind of plans; the fields are those of `ApprovalRule`."""

    order: str = AgreementOrder.PARALLEL
    days: int = 5
    working_days: bool = True
    asks_reason: bool = True
    asks_basis: bool = True
    units_change: bool = False
    paper: str = PlanPaper.LIST


@audited
def set_approval_rule(*, kind: str, facts: RuleFacts, edition: int, by: Actor) -> ApprovalRule:
    """Write the rule of the kind; ChangedMeanwhileError where somebody else did since the form was opened."""
    rule, is_new = ApprovalRule.objects.get_or_create(kind=kind)
    current: ApprovalRule = take_edition(rule, edition)
    before = {} if is_new else state_of(current, *_SHOWN)
    for name, value in asdict(facts).items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current
