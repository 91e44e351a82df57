"""The next month in full consolidation: units' papers come in, the department has begun to decide."""

from __future__ import annotations

from pathlib import Path

from orgplan.audit.actions import Actor, System
from orgplan.core.demo_data import Row, rows_of
from orgplan.directory.models import Unit
from orgplan.language.periods import Period
from orgplan.planning.actions.line_bulk import withdraw_lines
from orgplan.planning.actions.lines import accept_lines, decline_lines
from orgplan.planning.actions.pairs import decide_pair
from orgplan.planning.actions.plans import open_city_plan, open_plan
from orgplan.planning.actions.submissions import read_in, submit
from orgplan.planning.actions.suggestions import suggest_pairs
from orgplan.planning.demo.papers import WRITERS, lay_out
from orgplan.planning.imports import Source, read_source
from orgplan.planning.models import Plan, PlanLine, Submission
from orgplan.planning.rules.naming import period_words
from orgplan.planning.rules.states import Verdict

DATA = Path(__file__).resolve().parent.parent / "demo_data"

_DEPARTMENT = System("Планова О. С.")
_UNSENT_UNIT, _UNSENT_BY = "Департамент транспорта", System("Рельсова К. Г.")
_VERDICTS = {"same": Verdict.SAME, "part": Verdict.FIRST_PART, "different": Verdict.DIFFERENT}


def build_consolidation(month: Period, by: Actor) -> None:
    """Take in the units' papers for the month, look for duplicates, decide on some lines."""
    open_city_plan(period=month, by=by)
    units = {unit.short_name: unit for unit in Unit.objects.all()}
    proposals = [row for row in rows_of(DATA / "proposals.csv") if _is_of(row, month)]
    for paper in rows_of(DATA / "papers.csv"):
        lines = [row for row in proposals if row["unit"] == paper["unit"]]
        actor = System(paper["coordinator"])
        submit(_read_in(paper, lines, units[paper["unit"]], month, actor), by=actor)
    unsent = {"unit": _UNSENT_UNIT, "format": "html", "layout": "список"}
    _read_in(unsent, rows_of(DATA / "unsent.csv"), units[_UNSENT_UNIT], month, _UNSENT_BY)
    plan = open_city_plan(period=month, by=by)
    suggest_pairs(plan=plan, by=_DEPARTMENT)
    _decide(plan)


def _is_of(row: Row, month: Period) -> bool:
    """Tell whether a proposal is made for the month; without months it is made for every one."""
    return not row["months"] or str(month.start.month) in row["months"].split(",")


def _read_in(paper: Row, lines: list[Row], unit: Unit, month: Period, by: Actor) -> Submission:
    heading = f"План мероприятий ({unit.name}) на {period_words(month)}"
    data = WRITERS[paper["format"]](lay_out(lines, heading=heading, layout=paper["layout"], month=month))
    source = Source(name=f"{unit.short_name} — {period_words(month)}.{paper['format']}", data=data)
    plan = open_plan(unit=unit, period=month, by=by)
    return read_in(plan=plan, source=source, reading=read_source(source, month), by=by)


def _decide(plan: Plan) -> None:
    lines = list(PlanLine.objects.filter(plan__period_code=plan.period_code).select_related("plan__unit"))
    accepted: list[PlanLine] = []
    for row in rows_of(DATA / "decisions.csv"):
        line = _find(lines, row["unit"], row["title"])
        verb, *other = row["decision"].split(":")
        if verb == "accept":
            accepted.append(line)
        elif verb == "decline":
            decline_lines(plan=plan, lines=[line], reason=row["reason"], by=_DEPARTMENT)
        elif verb == "basket":
            withdraw_lines(plan=plan, lines={line.pk: line.edition}, reason=row["reason"], by=_DEPARTMENT)
        else:
            decide_pair(first=line, second=_find(lines, *other), verdict=_VERDICTS[verb], by=_DEPARTMENT)
    accept_lines(plan=plan, lines=accepted, by=_DEPARTMENT)


def _find(lines: list[PlanLine], unit: str, beginning: str) -> PlanLine:
    for line in lines:
        if str(line.plan.unit) == unit and line.title.startswith(beginning):
            return line
    raise ValueError(f"decisions.csv: no line «{beginning}» of «{unit}»")
