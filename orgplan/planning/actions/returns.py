"""Returning lines to a unit and sending them again: neither side overrides the other unseen."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, record_many, state_of
from orgplan.core.editing import RefusedError
from orgplan.planning.models import Plan, PlanLine, PlanReturn, Submission
from orgplan.planning.queries.returns import last_sending, open_return
from orgplan.planning.rules.states import LineState, next_line_state

_WRITTEN = ("state", "decline_reason", "decided_at", "decided_by", "edition")


@audited
def return_lines(
    *, plan: Plan, lines: Iterable[int] | None = None, reason: str, seen: int | None = None, by: Actor
) -> PlanReturn:
    """Return chosen lines of a unit's plan, or all without a decision, for correction; RefusedError says why not.

    `seen` is the key of the unit's last sending that the department had before its eyes (0: none): where the unit has
    sent again meanwhile, nothing is returned unseen.
    """
    _locked(plan)
    last = last_sending(plan)
    if seen is not None and last is not None and last.pk != seen:
        when = date_format(timezone.localtime(last.submitted_at), "j E, H:i")
        raise RefusedError(_("The unit sent the plan again on %s: look at it before you return it.") % when)
    if not reason.strip():
        raise RefusedError(_("Say why: the unit will read the reason."))
    found = plan.lines.select_for_update()
    found = found.filter(state=LineState.SUBMITTED) if lines is None else found.filter(pk__in=list(lines))
    returned = [line for line in found if line.state in {LineState.SUBMITTED, LineState.DECLINED}]
    if not returned:
        raise RefusedError(_("There is no line to return: those that were accepted are taken back in consolidation."))
    _pass(returned, "return")
    made = PlanReturn.objects.create(plan=plan, reason=reason.strip(), line_count=len(returned), returned_by=str(by))
    record(plan, after={"lines returned": len(returned)}, reason=reason)
    return made


@audited
def send_again(*, plan: Plan, by: Actor) -> int:
    """Send the returned lines again as they were corrected in place; return how many."""
    _locked(plan)
    if open_return(plan) is None:
        raise RefusedError(_("Nothing of this plan is returned: it was sent again already."))
    count = answer_returns(plan=plan, by=by)
    record(plan, after={"sent again": count})
    return count


def check_seen(plan: Plan, seen: int) -> None:
    """Refuse to send over a return that the sender has not seen; `seen` is its key, 0 for none."""
    _locked(plan)
    latest = open_return(plan)
    if latest is not None and latest.pk != seen:
        raise RefusedError(
            _("While you were checking the file the department returned the plan: “%s”. Look at it and send again.")
            % latest.reason
        )


@audited
def answer_returns(*, plan: Plan, submission: Submission | None = None, by: Actor) -> int:
    """Let all returned lines wait for a decision again and close the open returns; part of a sending."""
    lines = list(plan.lines.select_for_update().filter(state=LineState.RETURNED))
    _pass(lines, "resubmit")
    plan.returns.filter(answered_at__isnull=True).update(
        answered_at=timezone.now(), answered_by=str(by), answer=submission
    )
    return len(lines)


def _locked(plan: Plan) -> Plan:
    """Hold the plan: a return and a sending come one after the other."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _pass(lines: Iterable[PlanLine], verb: str) -> None:
    changes = []
    for line in lines:
        before = state_of(line, "state")
        line.state, line.decline_reason = next_line_state(line.state, verb), ""
        line.decided_at, line.decided_by = None, ""
        line.edition += 1
        changes.append((line, before, state_of(line, "state")))
    PlanLine.objects.bulk_update([line for line, _before, _after in changes], _WRITTEN, batch_size=300)
    record_many(changes)
