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
from orgplan.instructions.policy import can_control, can_give, can_perform, sees_own
from orgplan.instructions.rules.states import (
    UNDER_CONTROL,
    ExtensionState,
    InstructionState,
    ReportState,
    next_state,
)


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
    asked = instruction.extensions.all()
    moved = next((each.before_words for each in asked if each.granted_on), instruction.term_words)
    lines = [TermLine(instruction.first_due_on, moved or "день назван в поручении", instruction.giver_name)]
    lines += [TermLine(each.granted_on or each.wanted_on, each.reason, each.asked_by, each) for each in asked]
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
    material: frozenset[int]


def deeds_of(user: User, instruction: Instruction) -> Deeds:
    """Return what the policy and the state let the reader do; at most four queries."""
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
        material=material_of(user, instruction),
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom the reader answers for: the unit of a coordinator, the persons that the sign-in is; nobody for others."""

    user: User
    units: frozenset[int]
    persons: frozenset[int]

    def answers_for(self, unit: int, person: int | None) -> bool:
        """Tell whether this reader carries out what the unit, or the person of it, has to do."""
        if can_perform(self.user, own_units=self.units, units={unit}):
            return True
        return can_perform(self.user, own_units=self.persons, units={person} if person else ())


def reader_of(user: User) -> Reader:
    """Return whom the reader answers for; at most two queries."""
    unit = unit_of(user) if sees_own(user) else None
    persons = Membership.objects.filter(user=user.pk, person__isnull=False).values_list("person", flat=True)
    return Reader(user, frozenset({unit.pk} if unit else ()), frozenset(key for key in persons if key))


def performs_of(user: User, instruction: Instruction) -> bool:
    """Tell whether the reader answers for the instruction: reports, asks for another term.

    The first named leads: co-performers give their material to the responsible one, who reports for all.
    """
    return reader_of(user).answers_for(instruction.unit_id, instruction.person_id)


def material_of(user: User, instruction: Instruction) -> frozenset[int]:
    """Return the co-performers whose material the reader may note while the instruction is under control.

    The responsible one notes what came from anybody, a co-performer what was given by the own unit.
    """
    if instruction.state not in UNDER_CONTROL:
        return frozenset()
    reader = reader_of(user)
    leads = reader.answers_for(instruction.unit_id, instruction.person_id)
    others = instruction.co_performers.all()
    return frozenset(each.pk for each in others if leads or reader.answers_for(each.unit_id, each.person_id))


def open_request(instruction: Instruction) -> Extension | None:
    """Return the request that waits, of an instruction whose extensions are at hand."""
    rows: list[Any] = [each for each in instruction.extensions.all() if each.state == ExtensionState.ASKED]
    return rows[0] if rows else None


def returned_report(instruction: Instruction) -> Report | None:
    """Return the report whose remarks wait for the performer, of an instruction that was returned for completion."""
    if instruction.state != InstructionState.RETURNED:
        return None
    rows: list[Any] = [each for each in instruction.reports.all() if each.state == ReportState.RETURNED]
    return rows[-1] if rows else None


def open_report(instruction: Instruction) -> Report | None:
    """Return the report that waits, of an instruction whose reports are at hand."""
    rows: list[Any] = [each for each in instruction.reports.all() if each.state == ReportState.SUBMITTED]
    return rows[0] if rows else None
