"""Instructions that come back: each period is one of its own, laid when the one before ends."""

from __future__ import annotations

from datetime import date

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.instructions.actions.giving import SHOWN, co_term
from orgplan.instructions.models import CoPerformer, Instruction
from orgplan.instructions.queries.rules import working_calendar
from orgplan.instructions.rules.states import InstructionState
from orgplan.instructions.rules.terms import next_term

_FRESH = {
    "state": InstructionState.ON_EXECUTION,
    "done_on": None,
    "removed_on": None,
    "extended_times": 0,
    "edition": 1,
}


@audited
def lay_next_period(instruction: Instruction, *, by: Actor) -> Instruction | None:
    """Lay the next period of an instruction that comes back; None where it is there already or the series has ended."""
    rule = instruction.term_rule
    term = next_term(rule.spec, instruction.first_due_on, working_calendar()) if rule else None
    if term is None or (instruction.series_until is not None and term.due_on > instruction.series_until):
        nothing_changed()
        return None
    if Instruction.objects.filter(series=instruction.series, first_due_on__gt=instruction.first_due_on).exists():
        nothing_changed()
        return None
    fresh = _copied(instruction)
    fresh.due_on = fresh.first_due_on = term.due_on
    fresh.term_words = f"«{rule.title}»: {term.words}"[:500] if rule else ""
    fresh.save()
    others = instruction.co_performers.all()
    CoPerformer.objects.bulk_create(
        CoPerformer(
            instruction=fresh,
            position=each.position,
            unit_id=each.unit_id,
            person_id=each.person_id,
            material_on=co_term(fresh),
        )
        for each in others
    )
    record(fresh, after=state_of(fresh, *SHOWN))
    return fresh


@audited
def lay_periods(*, today: date, by: Actor) -> list[Instruction]:
    """Lay the next periods of all instructions that come back and whose term has come; for the worker's clock."""
    ended = Instruction.objects.filter(series__isnull=False, due_on__lte=today).exclude(
        state=InstructionState.CANCELLED
    )
    last = {each.series: each for each in ended.select_related("term_rule", "level").order_by("first_due_on")}
    laid = [fresh for each in last.values() if (fresh := lay_next_period(each, by=by)) is not None]
    if not laid:
        nothing_changed()
    return laid


def _copied(instruction: Instruction) -> Instruction:
    kept = {
        each.attname: getattr(instruction, each.attname)
        for each in Instruction._meta.concrete_fields
        if not each.primary_key and each.name not in {*_FRESH, "uid", "created_at", "changed_at"}
    }
    return Instruction(**kept, **_FRESH)
