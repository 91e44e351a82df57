"""Many lines at once: what a change makes of each, seen before it is written; the basket of lines taken off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record_many, state_of
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.models import Unit
from orgplan.events.rules import replaced_words
from orgplan.planning.actions.plans import open_plan
from orgplan.planning.models import Plan, PlanLine, PlanSection
from orgplan.planning.rules.people import read_responsible, responsible_as_text
from orgplan.planning.rules.states import LineState, next_line_state

MOST = 2_000
"""So many lines are changed at once."""
_LONGEST_TITLE = 1000
_SHOWN = ("title", "place", "responsible", "section", "plan")
_STATE = ("state", "decline_reason")


@dataclass(frozen=True, slots=True)
class LineChange:
    """What to change in each line; what is empty stays. `find` is replaced in its title by `put`."""

    unit: Unit | None = None
    section: PlanSection | None = None
    place: str = ""
    responsible: str = ""
    find: str = ""
    put: str = ""


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the preview: the fields that change as (label, before, after), or the sentence why it stays."""

    line: PlanLine
    shown: Sequence[tuple[str, str, str]] = field(default=())
    problem: str = ""


def line_rows(lines: Iterable[PlanLine], change: LineChange, why: Callable[[PlanLine], str]) -> list[LineRow]:
    """Return what the change makes of each line, in their order; nothing is written."""
    return [_row(line, change, why(line)) for line in lines]


def _row(line: PlanLine, change: LineChange, problem: str) -> LineRow:
    if problem:
        return LineRow(line, problem=problem)
    title = replaced_words(line.title, change.find, change.put)
    if not title or len(title) > _LONGEST_TITLE:
        return LineRow(line, problem=_("the title would become empty or too long"))
    pairs = (
        (_("Title"), line.title, title),
        (_("Place"), line.place, change.place or line.place),
        (_("Responsible"), _people(line), _people_after(line, change)),
        (_("Section"), str(line.section or ""), str(change.section or line.section or "")),
        (_("Unit"), str(line.plan.unit), str(change.unit or line.plan.unit)),
    )
    shown = [(label, old, new) for label, old, new in pairs if old != new]
    return LineRow(line, shown) if shown else LineRow(line, problem=_("it stands so already"))


def _people(line: PlanLine) -> str:
    return responsible_as_text(line.responsible).replace("\n", "; ")


def _people_after(line: PlanLine, change: LineChange) -> str:
    return (
        responsible_as_text(read_responsible(change.responsible)).replace("\n", "; ")
        if change.responsible
        else _people(line)
    )


@audited
def change_lines(*, plan: Plan, lines: Mapping[int, int], change: LineChange, by: Actor) -> list[PlanLine]:
    """Write the change over the lines, all or none; `lines` are keys with the editions that were previewed.

    ChangedMeanwhileError where one was changed since; RefusedError where one is no longer there.
    """
    found = _locked(lines)
    into = {}
    if change.unit is not None:
        into = {line.plan.period_code: open_plan(unit=change.unit, period=line.plan.period, by=by) for line in found}
    changes = []
    for line in found:
        before = state_of(line, *_SHOWN)
        line.title = replaced_words(line.title, change.find, change.put)
        line.place = change.place or line.place
        line.responsible = read_responsible(change.responsible) if change.responsible else line.responsible
        line.section = change.section or line.section
        line.plan = into.get(line.plan.period_code, line.plan)
        line.edited_by_hand = True
        line.edition += 1
        changes.append((line, before, state_of(line, *_SHOWN)))
    PlanLine.objects.bulk_update(found, (*_SHOWN, "edited_by_hand", "edition"), batch_size=300)
    record_many([*changes, (plan, {}, {"changed": len(found)})])
    return found


@audited
def withdraw_lines(*, plan: Plan, lines: Mapping[int, int], reason: str, by: Actor) -> list[PlanLine]:
    """Take lines off into the basket with the reason that the unit reads; accepted ones are refused."""
    if not reason.strip():
        raise RefusedError(_("Say why: the unit will read the reason."))
    found = _locked(lines)
    if accepted := next((line for line in found if line.state == LineState.ACCEPTED), None):
        raise RefusedError(_("“%(title)s” is accepted: take the decision back first.") % {"title": accepted})
    _pass(found, "withdraw", plan, by, reason.strip())
    return found


@audited
def restore_lines(*, plan: Plan, lines: Mapping[int, int], by: Actor) -> list[PlanLine]:
    """Take lines out of the basket: they await a decision again."""
    found = [line for line in _locked(lines) if line.state == LineState.WITHDRAWN]
    _pass(found, "reopen", plan, by, "")
    return found


@audited
def empty_lines_basket(*, before: datetime, by: Actor) -> int:
    """Delete for good the lines that lie in the basket since before the moment, with their remarks; return how many."""
    lying = PlanLine.objects.select_for_update(of=("self",)).select_related("plan__unit")
    gone = list(lying.filter(state=LineState.WITHDRAWN, decided_at__lt=before))
    if not gone:
        nothing_changed()
        return 0
    PlanLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    record_many([(line, state_of(line, "title", "date_text", "plan", *_STATE), {}) for line in gone])
    return len(gone)


def _pass(lines: Sequence[PlanLine], verb: str, plan: Plan, by: Actor, reason: str) -> None:
    changes: list[tuple[Any, dict[str, Any], dict[str, Any]]] = []
    for line in lines:
        before = state_of(line, *_STATE)
        line.state, line.decline_reason = next_line_state(line.state, verb), reason
        gone = line.state == LineState.WITHDRAWN
        line.decided_at, line.decided_by = (timezone.now(), str(by)[:200]) if gone else (None, "")
        line.edition += 1
        changes.append((line, before, state_of(line, *_STATE)))
    PlanLine.objects.bulk_update(lines, (*_STATE, "decided_at", "decided_by", "edition"), batch_size=300)
    record_many([*changes, (plan, {}, {"withdrawn" if verb == "withdraw" else "reopened": len(lines)})], reason=reason)


def _locked(lines: Mapping[int, int]) -> list[PlanLine]:
    rows = PlanLine.objects.select_for_update(of=("self",)).select_related("plan__unit", "section")
    found = list(rows.filter(pk__in=lines).order_by("pk"))
    if len(found) != len(lines):
        raise RefusedError(_("A chosen line is no longer on record: choose anew."))
    for line in found:
        if line.edition != lines[line.pk]:
            raise ChangedMeanwhileError(line)
    return found
