"""What the card of an instruction shows: its performers, the history of terms, reports, what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from orgplan.accounts.models import User
from orgplan.directory.models import Membership
from orgplan.directory.queries import unit_of
from orgplan.instructions.models import Extension, Instruction, InstructionQuerySet, Report
from orgplan.instructions.policy import can_control, can_give, can_perform
from orgplan.instructions.rules.states import ExtensionState, ReportState, next_state


def instructions_with_all(user: User) -> InstructionQuerySet:
    """Return the instructions that the user may see, with everything that a card shows of them."""
    rows = Instruction.objects.visible_to(user).select_related(
        "unit", "person", "level", "level__controller", "term_rule", "giver", "curator"
    )
    return rows.prefetch_related(
        "co_performers__unit",
        "co_performers__person",
        Prefetch("extensions", queryset=Extension.objects.order_by("asked_at", "pk")),
        Prefetch("reports", queryset=Report.objects.prefetch_related("files").order_by("submitted_at", "pk")),
        "steps_taken",
    )


@dataclass(frozen=True, slots=True)
class TermLine:
    """One line of the history of terms: from when the term stands, until when it runs, on which ground."""

    due_on: date
    words: str
    who: str
    extension: Extension | None = None


def history_of_terms(instruction: Instruction) -> list[TermLine]:
    """Return how the term came to be what it is: the first one, then each decision and request in order."""
    first = instruction.term_words or ("" if instruction.is_extended else "день назван в поручении")
    lines = [TermLine(instruction.first_due_on, first, instruction.giver_name)]
    lines += [
        TermLine(each.granted_on or each.wanted_on, each.reason, each.asked_by, each)
        for each in instruction.extensions.all()
    ]
    return lines


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the reader may do with an instruction now."""

    change: bool
    report: bool
    extend: bool
    set_term: bool
    decide: bool
    cancel: bool
    put_back: bool
    withdraw: bool


def deeds_of(user: User, instruction: Instruction) -> Deeds:
    """Return what the policy and the state let the reader do; at most two queries."""
    controls, performs = can_control(user), performs_of(user, instruction)

    def open_for(verb: str) -> bool:
        return next_state(instruction.state, verb) is not None

    return Deeds(
        change=can_give(user),
        report=performs and open_for("report"),
        extend=performs and open_for("extend"),
        set_term=controls and open_for("extend"),
        decide=controls,
        cancel=controls and open_for("cancel"),
        put_back=controls and open_for("put_back"),
        withdraw=performs,
    )


def performs_of(user: User, instruction: Instruction) -> bool:
    """Tell whether the reader carries the instruction out: for the unit, or named in person."""
    unit = unit_of(user)
    others = instruction.co_performers.all()
    units = {instruction.unit_id, *(each.unit_id for each in others)}
    if user.role == "coordinator" and can_perform(user, own_units={unit.pk} if unit else (), units=units):
        return True
    persons = {instruction.person_id, *(each.person_id for each in others)} - {None}
    own = Membership.objects.filter(user=user.pk, person__isnull=False).values_list("person", flat=True)
    return can_perform(user, own_units=own if persons else (), units={key for key in persons if key})


def open_request(instruction: Instruction) -> Extension | None:
    """Return the request that waits, of an instruction whose extensions are at hand."""
    rows: list[Any] = [each for each in instruction.extensions.all() if each.state == ExtensionState.ASKED]
    return rows[0] if rows else None


def open_report(instruction: Instruction) -> Report | None:
    """Return the report that waits, of an instruction whose reports are at hand."""
    rows: list[Any] = [each for each in instruction.reports.all() if each.state == ReportState.SUBMITTED]
    return rows[0] if rows else None
