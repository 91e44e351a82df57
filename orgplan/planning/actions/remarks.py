"""Remarks on lines: made by the department and the curators, answered by the unit, settled."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.planning.models import PlanLine, Remark
from orgplan.planning.rules.states import RemarkRole

_SETTLED = ("resolved_at", "resolved_by")


@audited
def remark_on_line(line: PlanLine, *, text: str, role: str = RemarkRole.DEPARTMENT, by: Actor) -> Remark:
    """Make a remark on a unit's line, as the department or as a curator; the unit reads it beside the line."""
    if not text.strip():
        raise RefusedError(_("Write what should be corrected."))
    remark = Remark.objects.create(line=line, text=text.strip(), role=role, made_by=str(by))
    record(line, after={"remark": remark.text})
    return remark


@audited
def answer_remark(remark: Remark, *, answer: str, edition: int, by: Actor) -> Remark:
    """Write the unit's answer; an earlier answer is put over only where it still is the one that was shown."""
    if not answer.strip():
        raise RefusedError(_("Write the answer."))
    current = take_edition(remark, edition)
    if not current.is_open:
        raise RefusedError(_("The remark was settled meanwhile; no answer is needed."))
    before = state_of(current, "answer")
    current.answer, current.answered_at, current.answered_by = answer.strip(), timezone.now(), str(by)
    current.save()
    record(current.line, before=before, after=state_of(current, "answer"))
    return current


@audited
def settle_remark(remark: Remark, *, settled: bool, by: Actor) -> Remark:
    """Say that the remark is settled, or open it again."""
    current = Remark.objects.select_for_update().select_related("line").get(pk=remark.pk)
    before = state_of(current, *_SETTLED)
    current.resolved_at, current.resolved_by = (timezone.now(), str(by)) if settled else (None, "")
    current.edition += 1
    current.save()
    record(current.line, before=before, after=state_of(current, *_SETTLED) | {"remark": current.text})
    return current
