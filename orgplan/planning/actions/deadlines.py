"""By when units send: rules of deadlines, an order for one plan, a postponement for one unit."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import take_edition
from orgplan.directory.models import Unit
from orgplan.planning.models import DeadlineRule, Plan, PlanDeadline

_SHOWN = ("plan_kind", "unit_id", "valid_from", "words", "basis")


@dataclass(frozen=True, slots=True)
class DeadlineFacts:
    """What a rule of a deadline says."""

    plan_kind: str
    unit: Unit | None
    valid_from: date
    kind: str
    at: time
    days: str = ""
    count: int = 1
    measure: str = "calendar"
    weekday: int = 2
    off_day: str = "earlier"
    basis: str = ""


@audited
def set_deadline(*, facts: DeadlineFacts, by: Actor) -> DeadlineRule:
    """Set a rule of a deadline for plans from a day on."""
    rule = DeadlineRule.objects.create(**_values(facts))
    record(rule, after=state_of(rule, *_SHOWN))
    return rule


@audited
def change_deadline(rule: DeadlineRule, *, facts: DeadlineFacts, edition: int, by: Actor) -> DeadlineRule:
    """Correct a rule; if it still is the edition that was shown."""
    current = take_edition(rule, edition)
    before = state_of(current, *_SHOWN)
    for name, value in _values(facts).items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current


@audited
def remove_deadline(rule: DeadlineRule, *, by: Actor) -> None:
    """Take a rule away; the one before it counts again."""
    record(rule, before=state_of(rule, *_SHOWN))
    rule.delete()


@audited
def set_plan_deadline(*, plan: Plan, unit: Unit | None = None, due_at: datetime, basis: str, by: Actor) -> PlanDeadline:
    """Set the deadline of one city plan by an order, or postpone it for one unit with the reason in words."""
    if not basis.strip():
        raise ValueError("a deadline of its own has its basis in words")
    earlier = plan.deadlines.select_for_update().filter(unit=unit).first()
    before = state_of(earlier, "due_at", "basis") if earlier else {}
    found = earlier or PlanDeadline(plan=plan, unit=unit)
    found.due_at, found.basis, found.set_by = due_at, basis.strip(), str(by)
    found.edition += 1 if earlier else 0
    found.save()
    told = {"unit": str(unit)} if unit else {}
    record(plan, before=before, after=state_of(found, "due_at", "basis") | told, reason=basis)
    return found


@audited
def drop_plan_deadline(deadline: PlanDeadline, *, by: Actor) -> None:
    """Take the own deadline away: the rule counts again."""
    record(deadline.plan, before=state_of(deadline, "due_at", "basis"), after={"due_at": None, "basis": None})
    deadline.delete()


def _values(facts: DeadlineFacts) -> dict[str, object]:
    return asdict(facts) | {"unit": facts.unit}
