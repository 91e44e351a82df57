"""Draws the states of plans, lines, letters and jobs into docs/architecture.md, from the tables that actions obey.

    python tools/diagrams.py           write the diagrams between their markers
    python tools/diagrams.py check     fail where the document differs from the tables

A state's first member is where a new object begins; a state that no verb leaves is an end.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from orgplan.availability.rules.kinds import (
    BOOKING_TRANSITIONS,
    CALENDAR_TRANSITIONS,
    BookingState,
    CalendarState,
)
from orgplan.directory.rules import INTAKE_TRANSITIONS, IntakeState
from orgplan.document_sets.rules.kinds import DUTY_TRANSITIONS, PAPER_TRANSITIONS, DutyState, PaperState
from orgplan.events.rules import PROPOSAL_TRANSITIONS, ProposalState
from orgplan.instructions.rules.states import (
    EXTENSION_TRANSITIONS,
    INSTRUCTION_TRANSITIONS,
    REPORT_TRANSITIONS,
    ExtensionState,
    InstructionState,
    ReportState,
)
from orgplan.jobs.rules import JOB_TRANSITIONS, JobState
from orgplan.notices.rules import MESSAGE_TRANSITIONS, MessageState
from orgplan.planning.rules.approval import AGREEMENT_TRANSITIONS, ROUND_TRANSITIONS, AgreementState, RoundState
from orgplan.planning.rules.states import (
    LINE_TRANSITIONS,
    PLAN_TRANSITIONS,
    SUBMISSION_TRANSITIONS,
    LineState,
    PlanState,
    SubmissionState,
)
from orgplan.preparation.rules.kinds import LESSON_TRANSITIONS, STEP_TRANSITIONS, LessonState, StepState
from orgplan.resources.rules.kinds import NEED_TRANSITIONS, NeedState
from orgplan.webhooks.rules import (
    DELIVERY_TRANSITIONS,
    SUBSCRIPTION_TRANSITIONS,
    DeliveryState,
    SubscriptionState,
)

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"
BEGIN = "<!-- states: written by tools/diagrams.py -->"
END = "<!-- /states -->"

Table = Mapping[tuple[Enum, str], Enum]

DIAGRAMS: tuple[tuple[str, type[Enum], Table], ...] = (
    ("Plan", PlanState, PLAN_TRANSITIONS),
    ("PlanLine", LineState, LINE_TRANSITIONS),
    ("Submission", SubmissionState, SUBMISSION_TRANSITIONS),
    ("Message", MessageState, MESSAGE_TRANSITIONS),
    ("Job", JobState, JOB_TRANSITIONS),
    ("AgreementRound", RoundState, ROUND_TRANSITIONS),
    ("Agreement", AgreementState, AGREEMENT_TRANSITIONS),
    ("ProposedChange", ProposalState, PROPOSAL_TRANSITIONS),
    ("Step", StepState, STEP_TRANSITIONS),
    ("Lesson", LessonState, LESSON_TRANSITIONS),
    ("Subscription", SubscriptionState, SUBSCRIPTION_TRANSITIONS),
    ("Delivery", DeliveryState, DELIVERY_TRANSITIONS),
    ("Intake", IntakeState, INTAKE_TRANSITIONS),
    ("Instruction", InstructionState, INSTRUCTION_TRANSITIONS),
    ("Extension", ExtensionState, EXTENSION_TRANSITIONS),
    ("Report", ReportState, REPORT_TRANSITIONS),
    ("IncomingCalendar", CalendarState, CALENDAR_TRANSITIONS),
    ("VenueBooking", BookingState, BOOKING_TRANSITIONS),
    ("Need", NeedState, NEED_TRANSITIONS),
    ("SetPaper", PaperState, PAPER_TRANSITIONS),
    ("SetDuty", DutyState, DUTY_TRANSITIONS),
)


def diagram(states: type[Enum], table: Table) -> str:
    """Return one mermaid state diagram; passages stand in the order of the table."""
    first = next(iter(states))
    left = {state for state, _verb in table}
    lines = ["stateDiagram-v2", f"    [*] --> {first.value}"]
    lines += [f"    {source.value} --> {target.value}: {verb}" for (source, verb), target in table.items()]
    lines += [f"    {state.value} --> [*]" for state in states if state not in left]
    return "\n".join(lines)


def section() -> str:
    """Return what stands between the markers."""
    parts = [f"`{name}`:\n\n```mermaid\n{diagram(states, table)}\n```" for name, states, table in DIAGRAMS]
    return "\n\n".join(parts)


def renewed(text: str) -> str:
    """Return the document with the diagrams drawn anew; raise SystemExit where a marker is missing."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{DOCUMENT.name}: the markers {BEGIN} and {END} are missing")
    return f"{before}{BEGIN}\n\n{section()}\n\n{END}{after}"


def main() -> None:
    """Write the diagrams, or check them."""
    parser = argparse.ArgumentParser(description="States of plans as diagrams in docs/architecture.md.")
    parser.add_argument("what", nargs="?", choices=("write", "check"), default="write")
    what = parser.parse_args().what
    old = DOCUMENT.read_text(encoding="utf-8")
    new = renewed(old)
    if what == "write":
        DOCUMENT.write_text(new, encoding="utf-8")
    elif new != old:
        sys.exit("docs/architecture.md: the diagrams are out of date (python tools/diagrams.py)")


if __name__ == "__main__":
    main()
