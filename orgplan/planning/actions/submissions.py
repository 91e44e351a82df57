"""A unit's paper: read in, checked row by row, sent or thrown away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, record_many, state_of
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.planning.actions.plans import open_city_plan
from orgplan.planning.actions.returns import answer_returns, check_seen
from orgplan.planning.imports import Source
from orgplan.planning.models import LineFields, Plan, PlanLine, Submission, SubmissionRow
from orgplan.planning.rules.matching import Known, match_rows
from orgplan.planning.rules.people import read_responsible, responsible_as_text
from orgplan.planning.rules.reading.model import PlanReading, ReadRow, Role, TableLook
from orgplan.planning.rules.states import (
    ForbiddenPassageError,
    LineState,
    SubmissionState,
    next_line_state,
    next_submission_state,
)

CONTENT = (
    "number",
    "section_text",
    "title",
    "date_text",
    "timing_kind",
    "rrule",
    "occurrences",
    "first_day",
    "last_day",
    "start_time",
    "place",
    "responsible",
    "problems",
    "confidence",
    "cells",
    "fingerprint",
    "edited_by_hand",
)
_WITHDRAWABLE = (LineState.SUBMITTED, LineState.DECLINED, LineState.RETURNED)
_SHOWN = ("title", "date_text", "place", "responsible")


@audited
def read_in(*, plan: Plan, source: Source, reading: PlanReading, by: Actor) -> Submission:
    """Stage a paper that was read: its rows wait for the unit's check; earlier unsent stagings are thrown away.

    Rows that repeat a line sent before take over what people corrected in it by hand.
    """
    for earlier in plan.submissions.filter(state=SubmissionState.READ):
        discard(earlier, by=by)
    submission = Submission(
        plan=plan,
        file_name=source.name[:300],
        found_title=(reading.title or "")[:1000],
        notices=[str(notice) for notice in reading.notices],
        created_by=str(by),
        pasted={} if source.is_file else {"text": source.text, "html": source.html},
        columns=columns_of(reading),
    )
    if source.data:
        submission.file.save(source.name, ContentFile(source.data), save=False)
    submission.save()
    rows = [row_of(each) for each in reading.rows]
    lines = list(plan.lines.exclude(state=LineState.WITHDRAWN))
    _join(rows, lines)
    for row in rows:
        row.submission = submission
    SubmissionRow.objects.bulk_create(rows, batch_size=300)
    record(submission, after={"file": source.name, "rows": len(rows)})
    return submission


def columns_of(reading: PlanReading) -> list[dict[str, Any]]:
    """Return how the columns of each table were understood, with a sample of their contents."""
    return [
        {
            "table": look.table,
            "name": look.name,
            "how": look.how.value,
            "fingerprint": look.fingerprint,
            "columns": [
                [column, column_name(look, column), look.roles.get(column, Role(0)).code, _sample(look, column)]
                for column in range(look.width)
                if column in look.headers or not look.headers
            ],
        }
        for look in reading.tables
    ]


def column_name(look: TableLook, column: int) -> str:
    """Return the words over a column, or its number."""
    return look.headers.get(column) or f"столбец {column + 1}"


def _sample(look: TableLook, column: int) -> str:
    below = (texts[column] for number, texts in look.rows if number >= look.first and column < len(texts))
    return next(filter(None, below), "")[:80]


def row_of(read: ReadRow) -> SubmissionRow:
    """Return an unsaved staging row holding what was read."""
    row = SubmissionRow(
        number=read.n,
        section_text=(read.section or "")[:500],
        title=read.title[:1000],
        date_text=read.date_text[:500],
        place=(read.place or "")[:500],
        responsible=[{"name": each.name, "by_agreement": each.by_agreement} for each in read.responsible],
        problems=[{"code": each.code, "text": each.text} for each in read.problems],
        confidence={name: round(value, 2) for name, value in read.confidence.items()},
        cells=[list(cell) for cell in read.source.cells],
        fingerprint=read.fingerprint,
    )
    row.timing = read.timing
    return row


def _join(rows: Sequence[SubmissionRow], lines: Sequence[PlanLine]) -> None:
    by_key = {line.pk: line for line in lines}
    matching = match_rows(
        [Known(n, row.fingerprint, row.title, row.date_text) for n, row in enumerate(rows)],
        [Known(line.pk, line.fingerprint, line.title, line.date_text) for line in lines],
    )
    for n, row in enumerate(rows):
        line = by_key.get(matching.pairs.get(n, 0))
        if line is None:
            continue
        row.line = line
        if line.fingerprint == row.fingerprint:
            number = row.number
            _copy(line, row)
            row.number = number


def _copy(source: LineFields, target: LineFields) -> None:
    for name in CONTENT:
        setattr(target, name, getattr(source, name))


@audited
def correct_row(row: SubmissionRow, *, values: Mapping[str, str], by: Actor) -> SubmissionRow:
    """Write a person's correction into a staging row: title, date_text, place, responsible (as one text).

    The date is read again; its problems are replaced, those of other corrected cells are gone.
    """
    _still_open(row)
    before = state_of(row, *_SHOWN)
    correct(row, values, row.submission.plan.period)
    row.save()
    record(row.submission, before=before, after=state_of(row, *_SHOWN))
    return row


def correct(line: LineFields, values: Mapping[str, str], period: Period) -> None:
    """Put corrected words into a line or row (not saved) and say that a person vouches for them."""
    if "date_text" in values and values["date_text"] != line.date_text:
        reading = read_timing(values["date_text"], period)
        line.date_text = values["date_text"]
        line.timing = reading.timing
        line.problems = [{"code": each.code, "text": each.text} for each in reading.problems]
        line.confidence = {**line.confidence, "timing": round(reading.confidence, 2)}
    for name in ("title", "place"):
        if name in values and values[name] != getattr(line, name):
            setattr(line, name, values[name])
            line.confidence = {**line.confidence, name: 1.0}
    if "responsible" in values and values["responsible"] != responsible_as_text(line.responsible):
        line.responsible = read_responsible(values["responsible"])
        line.confidence = {**line.confidence, "responsible": 1.0}
    line.edited_by_hand = True


def _still_open(row: SubmissionRow) -> None:
    """Lock the paper while its row is written: what has been sent stays as it was sent."""
    submission = Submission.objects.select_for_update().get(pk=row.submission_id)
    if submission.state != SubmissionState.READ:
        raise ForbiddenPassageError(_("This file has already been sent."))


@audited
def confirm_row(row: SubmissionRow, *, by: Actor) -> SubmissionRow:
    """Say that the reading is right as it stands: its doubts are gone, its words stay."""
    _still_open(row)
    row.confidence = dict.fromkeys(row.confidence or ("title", "timing", "place", "responsible"), 1.0)
    row.problems = []
    row.edited_by_hand = True
    row.save()
    record(row.submission, after={"confirmed": str(row)})
    return row


@audited
def leave_out(row: SubmissionRow, *, left_out: bool, by: Actor) -> SubmissionRow:
    """Keep a row from being sent (it was no event), or take it back in."""
    _still_open(row)
    before = state_of(row, "is_left_out")
    row.is_left_out = left_out
    row.save(update_fields=["is_left_out"])
    record(row.submission, before=before, after=state_of(row, "is_left_out") | {"row": str(row)})
    return row


@audited
def discard(submission: Submission, *, by: Actor) -> Submission:
    """Throw a staged paper away; nothing of it was sent."""
    submission.refresh_from_db(from_queryset=Submission.objects.select_for_update())
    before = state_of(submission, "state")
    submission.state = next_submission_state(submission.state, "discard")
    submission.save(update_fields=["state"])
    record(submission, before=before, after=state_of(submission, "state"))
    return submission


@audited
def submit(
    submission: Submission, *, withdraw: Iterable[int] = (), seen_return: int | None = None, by: Actor
) -> Submission:
    """Send the checked rows: new lines are added, changed ones rewritten, `withdraw` names gone lines to take back.

    Lines whose words did not change are not touched. A changed line that was decided waits for a decision again, and
    so do all lines that were returned: the sending answers the return. `seen_return` is the key of the return that the
    sender had before the eyes (0: none); RefusedError where there is another one.
    """
    if seen_return is not None:
        check_seen(submission.plan, seen_return)
    submission = Submission.objects.select_for_update().select_related("plan").get(pk=submission.pk)
    submission.state = next_submission_state(submission.state, "submit")
    submission.submitted_at, submission.submitted_by = timezone.now(), str(by)
    submission.save()
    rows = list(submission.rows.filter(is_left_out=False).select_related("line"))
    added = [_new_line(submission, row) for row in rows if row.line is None]
    changed = [change for row in rows if (change := _changed_line(submission, row))]
    PlanLine.objects.bulk_create(added, batch_size=300)
    record_many((line, {}, state_of(line, *_SHOWN)) for line in added)
    if changed:
        PlanLine.objects.bulk_update([line for line, _before in changed], [*CONTENT, "submission", "state", "edition"])
        record_many((line, before, state_of(line, *_SHOWN, "state")) for line, before in changed)
    gone = submission.plan.lines.filter(pk__in=list(withdraw), state__in=_WITHDRAWABLE)
    for line in gone:
        _withdraw(line, by)
    answer_returns(plan=submission.plan, submission=submission, by=by)
    if submission.plan.unit is not None:
        open_city_plan(period=submission.plan.period, by=by)
    record(submission, after={"added": len(added), "changed": len(changed), "withdrawn": len(gone)})
    return submission


def _new_line(submission: Submission, row: SubmissionRow) -> PlanLine:
    line = PlanLine(plan=submission.plan, submission=submission)
    _copy(row, line)
    return line


def _changed_line(submission: Submission, row: SubmissionRow) -> tuple[PlanLine, dict[str, Any]] | None:
    line = row.line
    if line is None or all(getattr(line, name) == getattr(row, name) for name in CONTENT if name != "number"):
        return None
    before = state_of(line, *_SHOWN, "state")
    _copy(row, line)
    line.submission = submission
    line.edition += 1
    if line.state != LineState.SUBMITTED:
        line.state = LineState.SUBMITTED
    return line, before


def _withdraw(line: PlanLine, by: Actor) -> None:
    before = state_of(line, "state")
    line.state = next_line_state(line.state, "withdraw")
    line.decided_at, line.decided_by, line.decline_reason = timezone.now(), str(by)[:200], ""
    line.edition += 1
    line.save(update_fields=["state", "decided_at", "decided_by", "decline_reason", "edition"])
    record(line, before=before, after=state_of(line, "state"))
