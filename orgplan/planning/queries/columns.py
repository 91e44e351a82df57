"""How a unit's columns were read before."""

from __future__ import annotations

from orgplan.directory.models import Unit
from orgplan.planning.models import ColumnMapping, Submission
from orgplan.planning.rules.reading.model import Role, Understood

_SAID = Understood.SAID.value


def remembered_columns(unit: Unit) -> dict[str, dict[int, Role]]:
    """Return the roles of columns that the unit told, by the fingerprint of the header."""
    return {each.fingerprint: each.by_column for each in ColumnMapping.objects.filter(unit=unit)}


def mappings_used(submission: Submission) -> list[ColumnMapping]:
    """Return what was remembered for the headers of this paper."""
    marks = [table["fingerprint"] for table in submission.columns if table.get("how", _SAID) == _SAID]
    return list(ColumnMapping.objects.filter(unit=submission.plan.unit_id, fingerprint__in=marks)) if marks else []


def columns_changed(submission: Submission, used: list[ColumnMapping]) -> ColumnMapping | None:
    """Return what the unit said last of its columns, where this paper has other ones; one query, none if they are used.

    A paper whose tables nobody could read has no columns to compare.
    """
    if used or not submission.columns:
        return None
    return ColumnMapping.objects.filter(unit=submission.plan.unit_id).order_by("-said_at", "-pk").first()
