"""Counts of execution as pages show them: the summary with its formula, the filter's pills, the term of the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from orgplan.planning.models import Plan, ReportTerm
from orgplan.planning.queries.execution import Execution, ExecutionFilter
from orgplan.planning.rules.execution import RowGroup, RowState, Tally, percent, report_due, share
from orgplan.worktime import WorkingCalendar

_USUAL_DAYS = 5


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A count with its share of all rows, how it was reckoned, and the filter that opens its rows."""

    label: str
    count: int
    share: str
    formula: str
    states: str
    is_part: bool = False


def summary(execution: Execution) -> list[SummaryLine]:
    """Return the lines of the summary in reading order; parts stand below what they are parts of."""
    counts = execution.tally
    whole = counts.total

    def line(label: str, count: int, states: str, *, is_part: bool = False) -> SummaryLine:
        formula = f"{count} / {whole} × 100" if whole else ""
        return SummaryLine(label, count, percent(share(count, whole)), formula, states, is_part)

    parts = (
        (RowGroup.MOVED, (RowState.PARTLY, RowState.MOVED)),
        (RowGroup.CANCELLED, (RowState.CANCELLED, RowState.NOT_HELD)),
        (RowGroup.UNREPORTED, (RowState.OVERDUE, RowState.AHEAD)),
    )
    held = [
        line(_("Held"), counts.held, "held"),
        line(_("of these in time"), counts.of(RowState.IN_TIME), RowState.IN_TIME.value, is_part=True),
        line(_("of these moved"), counts.of(RowState.HELD_MOVED), RowState.HELD_MOVED.value, is_part=True),
    ]
    others = [
        line(str(state.label).capitalize(), counts.of(state), state.value)
        for _group, states in parts
        for state in states
        if counts.of(state)
    ]
    return [*held, *others]


def state_pills(execution: Execution, wanted: ExecutionFilter) -> list[tuple[str, str, int, bool]]:
    """Return label, address, count and «chosen» of each group, «All» first; unit and words stay in the address."""
    counts = execution.tally
    kept = {name: value for name, value in (("unit", wanted.unit), ("q", wanted.words)) if value}

    def pill(label: str, states: str, count: int) -> tuple[str, str, int, bool]:
        return label, f"?{urlencode(kept | ({'state': states} if states else {}))}", count, wanted.states == states

    groups = [pill(str(group.label), f"group-{group.value}", counts.group(group)) for group in RowGroup]
    overdue = pill(_("Overdue"), RowState.OVERDUE.value, counts.overdue)
    return [pill(_("All"), "", counts.total), *groups, overdue]


def report_due_of(plan: Plan) -> date:
    """Return the day by which the plan is reported on; five working days after its end where no term is set."""
    term = ReportTerm.objects.filter(plan_kind=plan.kind).first()
    days, working = (term.days, term.working) if term else (_USUAL_DAYS, True)
    return report_due(plan.ends_on, days, WorkingCalendar.bundled() if working else None)


def dues_of(plans: list[Plan]) -> list[date]:
    """Return the days by which the plans are reported on, in their order; one query."""
    terms = {term.plan_kind: term for term in ReportTerm.objects.all()}
    calendar = WorkingCalendar.bundled()
    found = []
    for plan in plans:
        term = terms.get(plan.kind)
        days, working = (term.days, term.working) if term else (_USUAL_DAYS, True)
        found.append(report_due(plan.ends_on, days, calendar if working else None))
    return found


def counts_as_text(counts: Tally) -> dict[str, str | int]:
    """Return the counts of a line of the units' table as papers print them."""
    return {
        "total": counts.total,
        "held": counts.held,
        "in_time": counts.of(RowState.IN_TIME),
        "moved": counts.of(RowState.HELD_MOVED),
        "ahead": counts.of(RowState.MOVED, RowState.PARTLY),
        "cancelled": counts.group(RowGroup.CANCELLED),
        "unreported": counts.group(RowGroup.UNREPORTED),
        "share": percent(counts.share_held),
    }
