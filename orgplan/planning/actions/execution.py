"""Terms of reports. The reports themselves are facts of events (`events.actions.report_outcome`)."""

from __future__ import annotations

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import ChangedMeanwhileError
from orgplan.planning.models import ReportTerm

_SHOWN = ("days", "working", "basis")


@audited
def set_report_term(*, plan_kind: str, days: int, working: bool, basis: str, edition: int, by: Actor) -> ReportTerm:
    """Say by when plans of the kind are reported on; edition 0 where no term was set before."""
    term = ReportTerm.objects.select_for_update().filter(plan_kind=plan_kind).first()
    if term is not None and term.edition != edition:
        raise ChangedMeanwhileError(term)
    before = state_of(term, *_SHOWN) if term else {}
    term = term or ReportTerm(plan_kind=plan_kind, edition=0)
    term.days, term.working, term.basis = days, working, basis
    term.edition += 1
    term.save()
    record(term, before=before, after=state_of(term, *_SHOWN), reason=basis)
    return term
