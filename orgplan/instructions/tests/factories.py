"""Instructions and rules of control for tests; everybody here is plainly invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from orgplan.audit.actions import System
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory
from orgplan.instructions.actions import (
    InstructionFacts,
    Performer,
    Proof,
    TermFacts,
    give_instruction,
    report_execution,
)
from orgplan.instructions.actions.rules import write_level, write_step, write_term_rule
from orgplan.instructions.models import ControlLevel, EscalationStep, Instruction, Report, TermRule

BY = System("проверка")
SIGNED, DUE = date(2026, 3, 2), date(2026, 3, 20)


def performer(unit: Unit | None = None) -> Performer:
    """Return a unit with an invented person of it."""
    return Performer(unit or directory.unit(), directory.person())


def instruction(
    *performers: Performer, due_on: date | None = DUE, rule: TermRule | None = None, **facts: Any
) -> Instruction:
    """Return an instruction on control, due on a day or by a rule."""
    given: dict[str, Any] = {"text": "Подготовить справку о готовности школ.", "signed_on": SIGNED} | facts
    term = TermFacts(None if rule else due_on, rule)
    return give_instruction(facts=InstructionFacts(performers=performers or [performer()], term=term, **given), by=BY)


def reported(of: Instruction, today: date = date(2026, 3, 18), **parts: Any) -> Report:
    """Return a report on the instruction that waits for acceptance."""
    said: dict[str, Any] = {"text": "Справка представлена.", "done_on": today} | parts
    return report_execution(of, today=today, edition=of.edition, by=BY, **said)


def proof(name: str = "справка.txt", content: bytes = "Справка".encode()) -> Proof:
    """Return a file that proves something."""
    return Proof(name, content)


def term_rule(title: str = "срочно", **facts: Any) -> TermRule:
    """Return a rule of terms: three working days from registration."""
    said: dict[str, Any] = {
        "count": 3,
        "measure": "working",
        "counted_from": "registration",
        "valid_from": date(2024, 1, 1),
    }
    return write_term_rule(facts={"title": title} | said | facts, by=BY)


def level(title: str = "Контроль Мэра", **facts: Any) -> ControlLevel:
    """Return a level of control."""
    return write_level(facts={"title": title} | facts, by=BY)


def step(**facts: Any) -> EscalationStep:
    """Return a step of the ladder: three working days before the term, to the performer."""
    return write_step(facts={"side": "before", "count": 3, "rung": "performer"} | facts, by=BY)
