"""Reports on execution: submitted, accepted (the instruction leaves control), returned; co-performers' material."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.instructions.actions.periods import lay_next_period
from orgplan.instructions.models import CoPerformer, Extension, Instruction, Report, ReportFile
from orgplan.instructions.rules.states import ExtensionState, InstructionState, ReportState, next_state

_STATE = ("state", "done_on", "removed_on")
LARGEST = 20 * 1024 * 1024
MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that proves what was done."""

    name: str
    content: bytes


@audited
def report_execution(  # noqa: PLR0913 -- the parts of a report, all keywords
    instruction: Instruction,
    *,
    text: str,
    done_on: date,
    today: date,
    proofs: Sequence[Proof] = (),
    edition: int,
    by: Actor,
) -> Report:
    """Report that an instruction is carried out; it waits for acceptance. A request for another term falls away.

    RefusedError for a day that has not come or lies before the signing, an empty text, files that are too big.
    """
    current = take_edition(instruction, edition)
    _passed(current, "report")
    _check(current, text, done_on, today, proofs)
    before = state_of(current, *_STATE)
    report = Report.objects.create(instruction=current, text=text.strip(), done_on=done_on, submitted_by=str(by)[:200])
    for proof in proofs:
        row = ReportFile(report=report, file_name=proof.name[-300:], size=len(proof.content))
        row.file.save(f"report-{report.pk}", ContentFile(proof.content), save=False)
        row.save()
    Extension.objects.filter(instruction=current, state=ExtensionState.ASKED).update(
        state=ExtensionState.WITHDRAWN, decided_at=timezone.now(), decided_by=str(by)[:200]
    )
    # The report's own day counts: a day named backwards would make a late report one in time.
    current.state, current.done_on = InstructionState.REPORTED, today
    current.save(update_fields=[*_STATE, "edition", "changed_at"])
    said = {"report text": report.text, "files sent": [each.name for each in proofs]}
    record(current, before=before, after=state_of(current, *_STATE) | said)
    return report


@audited
def withdraw_report(report: Report, *, edition: int, by: Actor) -> Report:
    """Take a report back that nobody has decided on."""
    return _decided(report, "withdraw_report", ReportState.WITHDRAWN, "", edition, by)


@audited
def accept_report(report: Report, *, decision: str = "", today: date, edition: int, by: Actor) -> Report:
    """Accept a report and remove the instruction from control; what comes back gets its next period."""
    row = _decided(report, "remove", ReportState.ACCEPTED, decision, edition, by, today=today)
    if row.instruction.series is not None:
        lay_next_period(row.instruction, by=by)
    return row


@audited
def return_report(report: Report, *, decision: str, edition: int, by: Actor) -> Report:
    """Return a report for completion, saying what is missing; the term holds."""
    if not decision.strip():
        raise RefusedError(_("Say what is missing: the performer must know what to complete."))
    return _decided(report, "return", ReportState.RETURNED, decision, edition, by)


@audited
def remove_many(
    instructions: Iterable[Instruction], *, decision: str = "", today: date, by: Actor
) -> list[Instruction]:
    """Accept the waiting reports of these instructions, all or none; return those removed from control.

    Those without a report stay on control. ChangedMeanwhileError for one that was changed since it was read.
    """
    editions = {each.pk: each.edition for each in instructions}
    waiting = Report.objects.filter(instruction__in=editions, state=ReportState.SUBMITTED)
    removed = []
    for report in waiting.select_related("instruction").order_by("pk"):
        edition = editions[report.instruction_id]
        row = accept_report(report, decision=decision, today=today, edition=edition, by=by)
        removed.append(row.instruction)
    if not removed:
        nothing_changed()
    return removed


@audited
def note_material(performer: CoPerformer, *, given_on: date | None, by: Actor) -> CoPerformer:
    """Note that a co-performer gave the material to the responsible one; None takes the note back."""
    before = {"material given": f"{performer.who}: {performer.given_on}" if performer.given_on else ""}
    performer.given_on = given_on
    performer.save(update_fields=["given_on"])
    after = {"material given": f"{performer.who}: {given_on:%d.%m.%Y}" if given_on else ""}
    record(performer.instruction, before=before, after=after)
    return performer


def _check(current: Instruction, text: str, done_on: date, today: date, proofs: Sequence[Proof]) -> None:
    if not text.strip():
        raise RefusedError(_("Say what was done: control is removed only with a report."))
    if not current.signed_on <= done_on <= today:
        raise RefusedError(
            _("The day of execution lies between the signing, %(signed)s, and today.")
            % {"signed": f"{current.signed_on:%d.%m.%Y}"}
        )
    if len(proofs) > MOST_FILES:
        raise RefusedError(_("No more than %d files go with one report.") % MOST_FILES)
    for proof in proofs:
        if not proof.content:
            raise RefusedError(_("The file “%s” is empty.") % proof.name)
        if len(proof.content) > LARGEST:
            raise RefusedError(_("The file “%s” is larger than 20 MB.") % proof.name)


def _passed(current: Instruction, verb: str) -> InstructionState:
    state = next_state(current.state, verb)
    if state is None:
        raise RefusedError(
            _("This cannot be done now: the instruction is “%(state)s”.") % {"state": current.get_state_display()}
        )
    return state


def _decided(  # noqa: PLR0913 -- the parts of a decision
    report: Report,
    verb: str,
    state: ReportState,
    decision: str,
    edition: int,
    by: Actor,
    *,
    today: date | None = None,
) -> Report:
    current = take_edition(report.instruction, edition)
    row = Report.objects.select_for_update().get(pk=report.pk)
    if row.state != ReportState.SUBMITTED:
        raise RefusedError(_("This report has been decided on already: %s.") % row.get_state_display())
    before = state_of(current, *_STATE)
    current.state = _passed(current, verb)
    current.removed_on = today
    if state != ReportState.ACCEPTED:
        current.done_on = None
    current.save(update_fields=[*_STATE, "edition", "changed_at"])
    row.state, row.decision = state, decision
    row.decided_at, row.decided_by = timezone.now(), str(by)[:200]
    row.save(update_fields=["state", "decision", "decided_at", "decided_by"])
    row.instruction = current
    record(current, before=before, after=state_of(current, *_STATE), reason=decision)
    return row
