"""What a unit says of its columns: remembered for the next paper, forgotten; the paper read again by it."""

from __future__ import annotations

from collections.abc import Mapping

from orgplan.audit.actions import Actor, audited, record
from orgplan.directory.models import Unit
from orgplan.planning.actions.submissions import CONTENT, read_in
from orgplan.planning.imports import Source
from orgplan.planning.models import ColumnMapping, Submission, SubmissionRow
from orgplan.planning.rules.reading.model import PlanReading


@audited
def remember_columns(
    *, unit: Unit, fingerprint: str, headers: Mapping[str, str], roles: Mapping[str, str], by: Actor
) -> ColumnMapping:
    """Keep how the columns under this header are read in the unit's papers from now on."""
    made, _new = ColumnMapping.objects.update_or_create(
        unit=unit,
        fingerprint=fingerprint,
        defaults={"headers": dict(headers), "roles": dict(roles), "said_by": str(by)},
    )
    record(unit, after={"columns": {headers[column]: role for column, role in roles.items()}})
    return made


@audited
def forget_columns(mapping: ColumnMapping, *, by: Actor) -> None:
    """Let the unit's columns under this header be read by their words again."""
    record(mapping.unit, before={"columns": dict(mapping.roles)})
    mapping.delete()


@audited
def read_again(submission: Submission, *, source: Source, reading: PlanReading, by: Actor) -> Submission:
    """Stage the same paper as it is read now; rows of the same cells keep what people corrected or left out."""
    corrected = {_key(row): row for row in submission.rows.all() if row.edited_by_hand or row.is_left_out}
    made = read_in(plan=submission.plan, source=source, reading=reading, by=by)
    kept = [(row, corrected[_key(row)]) for row in made.rows.all() if _key(row) in corrected]
    for row, earlier in kept:
        for name in CONTENT if earlier.edited_by_hand else ():
            setattr(row, name, getattr(earlier, name))
        row.is_left_out = earlier.is_left_out
        row.save()
    return made


def _key(row: SubmissionRow) -> tuple[str, ...]:
    return tuple(text for _header, text in row.cells)
