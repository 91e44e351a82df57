"""Where an instruction stands: the states on record, the passages between them, and the status of a day.

«Продлено» and «просрочено» are nobody's act: they follow from the state, the term and the day, so they are computed.
"""

from __future__ import annotations

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class InstructionState(TextChoices):
    """What people did with the instruction last."""

    ON_EXECUTION = "on_execution", _("on execution")
    REPORTED = "reported", _("done, waits for removal")
    RETURNED = "returned", _("returned for completion")
    REMOVED = "removed", _("removed from control")
    CANCELLED = "cancelled", _("instruction is cancelled")


INSTRUCTION_TRANSITIONS: dict[tuple[InstructionState, str], InstructionState] = {
    (InstructionState.ON_EXECUTION, "report"): InstructionState.REPORTED,
    (InstructionState.ON_EXECUTION, "extend"): InstructionState.ON_EXECUTION,
    (InstructionState.ON_EXECUTION, "cancel"): InstructionState.CANCELLED,
    (InstructionState.REPORTED, "return"): InstructionState.RETURNED,
    (InstructionState.REPORTED, "remove"): InstructionState.REMOVED,
    (InstructionState.REPORTED, "withdraw_report"): InstructionState.ON_EXECUTION,
    (InstructionState.REPORTED, "cancel"): InstructionState.CANCELLED,
    (InstructionState.RETURNED, "report"): InstructionState.REPORTED,
    (InstructionState.RETURNED, "extend"): InstructionState.RETURNED,
    (InstructionState.RETURNED, "cancel"): InstructionState.CANCELLED,
    (InstructionState.REMOVED, "put_back"): InstructionState.ON_EXECUTION,
    (InstructionState.CANCELLED, "put_back"): InstructionState.ON_EXECUTION,
}

OPEN = (InstructionState.ON_EXECUTION, InstructionState.RETURNED)
"""States in which the performer has something to do."""
UNDER_CONTROL = (*OPEN, InstructionState.REPORTED)
"""States in which the instruction is under control."""


class Status(TextChoices):
    """What the list of control says of an instruction on a day; each instruction has exactly one."""

    ON_EXECUTION = "on_execution", _("on execution")
    EXTENDED = "extended", _("extended")
    OVERDUE = "overdue", _("instruction is overdue")
    RETURNED = "returned", _("returned for completion")
    REPORTED = "reported", _("done, waits for removal")
    REMOVED = "removed", _("removed from control")
    CANCELLED = "cancelled", _("instruction is cancelled")


class ExtensionState(TextChoices):
    """What became of a request for another term."""

    ASKED = "asked", _("extension is asked for")
    GRANTED = "granted", _("extension is granted")
    REFUSED = "refused", _("extension is refused")
    WITHDRAWN = "withdrawn", _("extension request is withdrawn")


EXTENSION_TRANSITIONS: dict[tuple[ExtensionState, str], ExtensionState] = {
    (ExtensionState.ASKED, "grant"): ExtensionState.GRANTED,
    (ExtensionState.ASKED, "refuse"): ExtensionState.REFUSED,
    (ExtensionState.ASKED, "withdraw"): ExtensionState.WITHDRAWN,
}


class ReportState(TextChoices):
    """What became of a report on execution."""

    SUBMITTED = "submitted", _("report is submitted")
    ACCEPTED = "accepted", _("report is accepted")
    RETURNED = "returned", _("report is returned")
    WITHDRAWN = "withdrawn", _("report is withdrawn")


REPORT_TRANSITIONS: dict[tuple[ReportState, str], ReportState] = {
    (ReportState.SUBMITTED, "accept"): ReportState.ACCEPTED,
    (ReportState.SUBMITTED, "return"): ReportState.RETURNED,
    (ReportState.SUBMITTED, "withdraw"): ReportState.WITHDRAWN,
}


class SourceKind(TextChoices):
    """From what an instruction came."""

    MINUTES = "minutes", _("minutes of a meeting")
    RESOLUTION = "resolution", _("resolution")
    ACT = "act", _("decree or order")
    UPPER = "upper", _("instruction from above")
    APPEAL = "appeal", _("appeal of citizens")
    VISIT = "visit", _("site visit")
    AGREEMENT = "agreement", _("cooperation agreement")
    EVENT = "event", _("event")
    OTHER = "other", _("other source")


def next_state(state: str, verb: str) -> InstructionState | None:
    """Return the state after the verb, None where the table does not let it pass."""
    return INSTRUCTION_TRANSITIONS.get((InstructionState(state), verb))


def status_on(state: str, *, due_on: date, is_extended: bool, today: date) -> Status:
    """Return the one status of the day: late beats returned and extended, for it is what must be seen first."""
    if state in OPEN:
        if due_on < today:
            return Status.OVERDUE
        if state == InstructionState.ON_EXECUTION and is_extended:
            return Status.EXTENDED
    return Status(state)
