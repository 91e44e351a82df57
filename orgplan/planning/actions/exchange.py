"""Taking in a plan's workbook that came back edited: staged, compared, applied as a whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.directory.queries import DirectoryIndex, unit_of
from orgplan.events.actions import EventFacts, Participant, Wanted, change_events, create_events, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import Basis, Consent, EventKind, EventState, ParticipationKind
from orgplan.language.timing.model import Timing
from orgplan.language.timing.reading import read_timing
from orgplan.planning.actions.lines import change_line
from orgplan.planning.actions.plans import take_events, take_out
from orgplan.planning.actions.submissions import correct
from orgplan.planning.imports.workbook import read_returned
from orgplan.planning.models import Plan, PlanLine, ReturnedWorkbook, ReturnState
from orgplan.planning.queries.exchange import present
from orgplan.planning.rules.exchange import CellChange, Column, Comparison, ReturnedRow, RowChange, compare
from orgplan.planning.rules.kinds import guess_kind
from orgplan.planning.rules.people import read_responsible
from orgplan.planning.rules.states import LineState, next_line_state

_STATES = {str(state.label).casefold(): state for state in EventState}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person confirmed: changed rows (by key), new rows (by number in the sheet), rows to take out (by key).

    `seen` is the mark of the comparison that was shown; reason and basis are asked where the plan is approved.
    """

    rows: frozenset[int]
    new: frozenset[int]
    out: frozenset[int]
    seen: str
    reason: str = ""
    basis: Basis | None = None


@audited
def bring_back_workbook(*, plan: Plan, file_name: str, content: bytes, by: Actor) -> ReturnedWorkbook:
    """Stage a returned workbook; RefusedError for a file that is not this plan's. Earlier ones are put aside."""
    read_returned(content, file_name, plan)
    for earlier in ReturnedWorkbook.objects.filter(plan=plan, state=ReturnState.WAITING):
        put_aside_workbook(earlier, by=by)
    workbook = ReturnedWorkbook(plan=plan, file_name=file_name[-300:], uploaded_by=str(by))
    workbook.file.save(f"plan-{plan.pk}.xlsx", ContentFile(content), save=False)
    workbook.save()
    record(workbook, after={"file": file_name})
    return workbook


@audited
def put_aside_workbook(workbook: ReturnedWorkbook, *, by: Actor) -> ReturnedWorkbook:
    """Leave the plan as it is; the file stays on record."""
    return _pass(workbook, ReturnState.PUT_ASIDE)


def _pass(workbook: ReturnedWorkbook, state: ReturnState) -> ReturnedWorkbook:
    current = ReturnedWorkbook.objects.select_for_update().get(pk=workbook.pk)
    if current.state != ReturnState.WAITING:
        raise RefusedError(_("This workbook has been dealt with already."))
    before = state_of(current, "state")
    current.state = state
    current.save(update_fields=["state"])
    record(current, before=before, after=state_of(current, "state"))
    return current


def comparison_of(workbook: ReturnedWorkbook) -> Comparison:
    """Return what the workbook asks for, against the plan as it stands now."""
    with workbook.file.open("rb") as file:
        returned = read_returned(file.read(), workbook.file_name, workbook.plan)
    current = {row.key: row for row in present(workbook.plan)}
    found = compare(returned.sent, returned.rows, current, workbook.plan.period)
    return replace(found, faults=(*returned.faults, *found.faults))


def mark_of(comparison: Comparison) -> str:
    """Return a mark that differs when anything shown differs."""
    return hashlib.sha256(repr(comparison).encode()).hexdigest()[:32]


@audited
def take_in_workbook(workbook: ReturnedWorkbook, *, choices: Choices, by: Actor) -> int:
    """Apply what was confirmed and return how many rows that touched; all or nothing.

    Raises:
        RefusedError: the plan changed since it was shown, a cell cannot be read, an approved plan asks for a ground.
    """
    _pass(workbook, ReturnState.TAKEN_IN)
    plan = Plan.objects.select_for_update().get(pk=workbook.plan_id)
    found = comparison_of(workbook)
    if mark_of(found) != choices.seen:
        raise RefusedError(_("The plan was changed in the system meanwhile: look at the comparison again."))
    changed = [row for row in found.changed if row.key in choices.rows]
    added = [row for row in found.added if row.number in choices.new]
    out = {row.key for row in found.missing if row.key in choices.out}
    taking = _Lines(plan, by) if plan.unit_id else _Events(plan, choices, by)
    taking.change(changed)
    taking.add(added)
    taking.take_out(out)
    record(plan, after={"rows": len(changed), "added": len(added), "withdrawn": len(out)}, reason=choices.reason)
    return len(changed) + len(added) + len(out)


class _Lines:
    """Edits of a unit's own plan: its lines."""

    def __init__(self, plan: Plan, by: Actor) -> None:
        self.plan, self.by = plan, by

    def change(self, rows: list[RowChange]) -> None:
        lines = {line.pk: line for line in PlanLine.objects.filter(pk__in=[row.key for row in rows])}
        for row in rows:
            line = lines[row.key]
            if line.state != LineState.SUBMITTED:
                raise RefusedError(
                    _("Row %(number)d: “%(title)s” has been decided on; the department changes it.")
                    % {"number": row.number, "title": row.title}
                )
            values = {_LINE_FIELDS[cell.column]: cell.new for cell in row.cells}
            change_line(line, values=values, edition=row.edition, by=self.by)

    def add(self, rows: list[ReturnedRow]) -> None:
        last = max(self.plan.lines.values_list("number", flat=True), default=0)
        for number, row in enumerate(rows, start=last + 1):
            line = PlanLine(plan=self.plan, number=number)
            correct(line, {_LINE_FIELDS[column]: text for column, text in row.values.items()}, self.plan.period)
            line.save()
            record(line, after=state_of(line, "title", "date_text", "place"))

    def take_out(self, keys: set[int]) -> None:
        for line in PlanLine.objects.select_for_update().filter(pk__in=keys):
            current = take_edition(line, line.edition)
            before = state_of(current, "state")
            current.state = next_line_state(LineState(current.state), "withdraw")
            current.save(update_fields=["state", "edition"])
            record(current, before=before, after=state_of(current, "state"))


_LINE_FIELDS = {
    Column.WHEN: "date_text",
    Column.TITLE: "title",
    Column.PLACE: "place",
    Column.RESPONSIBLE: "responsible",
}


class _Events:
    """Edits of a city plan: its events and their places in it."""

    def __init__(self, plan: Plan, choices: Choices, by: Actor) -> None:
        self.plan, self.choices, self.by = plan, choices, by
        self.directory = DirectoryIndex()
        self.sections = {section.title: section for section in plan.sections.all()}

    def change(self, rows: list[RowChange]) -> None:
        events = Event.objects.select_related("owner", "venue").in_bulk([row.key for row in rows])
        wanted = []
        for row in rows:
            event = events[row.key]
            facts = facts_of(event)
            edited = facts
            for cell in row.cells:
                edited = self._edited(edited, cell)
            if edited != facts:
                wanted.append(Wanted(event, edited, row.edition))
            self._move(row)
        if wanted:
            change_events(wanted=wanted, reason=self.choices.reason, basis=self.choices.basis, by=self.by)

    def _edited(self, facts: EventFacts, cell: CellChange) -> EventFacts:
        match cell.column:
            case Column.TITLE:
                if not cell.new:
                    raise RefusedError(_("Cell %s: an event needs a name.") % cell.address)
                return replace(facts, title=cell.new[:1000])
            case Column.WHEN:
                return replace(facts, timing=self._timing(cell.new), wording=cell.new[:500])
            case Column.PLACE:
                venue = self.directory.find_venue(cell.new) if cell.new else None
                return replace(facts, place=cell.new[:500], venue=venue)
            case Column.RESPONSIBLE:
                return replace(facts, participants=_answering(facts.participants, cell.new))
            case Column.STATE:
                return replace(facts, state=_state(cell))
        return facts

    def _timing(self, text: str) -> Timing:
        return read_timing(text, self.plan.period).timing

    def _move(self, row: RowChange) -> None:
        for cell in row.cells:
            if cell.column is Column.SECTION:
                if cell.new and cell.new not in self.sections:
                    raise RefusedError(
                        _("Cell %(cell)s: the plan has no section “%(name)s”; add it to the plan first.")
                        % {"cell": cell.address, "name": cell.new}
                    )
                self.plan.items.filter(event=row.key).update(section=self.sections.get(cell.new))
                record(self.plan, before={"section": cell.old}, after={"section": cell.new})

    def add(self, rows: list[ReturnedRow]) -> None:
        for row in rows:
            (event,) = create_events(facts=[self._new(row)], by=self.by)
            section = self.sections.get(row.values.get(Column.SECTION, ""))
            take_events(
                plan=self.plan,
                events=[event],
                section=section,
                reason=self.choices.reason,
                basis=self.choices.basis,
                by=self.by,
            )

    def _new(self, row: ReturnedRow) -> EventFacts:
        values = row.values
        words = values.get(Column.RESPONSIBLE, "")
        place, when = values.get(Column.PLACE, ""), values.get(Column.WHEN, "")
        return EventFacts(
            title=row.title[:1000],
            owner=self._owner(row, words),
            timing=self._timing(when),
            wording=when[:500],
            kind=EventKind(guess_kind(row.title)),
            venue=self.directory.find_venue(place) if place else None,
            place=place[:500],
            participants=_answering((), words),
        )

    def _owner(self, row: ReturnedRow, words: str) -> Unit:
        units = self.directory.find_units(words)
        own = unit_of(self.by) if isinstance(self.by, User) else None
        if not units and own is None:
            raise RefusedError(
                _("Row %d: no unit is named among the responsible, so nobody would own the event.") % row.number
            )
        return units[0] if units else own  # type: ignore[return-value]  # one of the two is there

    def take_out(self, keys: set[int]) -> None:
        for item in self.plan.items.filter(event__in=keys).select_related("plan", "event"):
            take_out(item, reason=self.choices.reason, basis=self.choices.basis, by=self.by)


def _state(cell: CellChange) -> EventState:
    state = _STATES.get(cell.new.casefold())
    if state is None:
        states = ", ".join(str(each.label) for each in EventState)
        raise RefusedError(
            _("Cell %(cell)s: there is no state “%(state)s”; there are: %(states)s.")
            % {"cell": cell.address, "state": cell.new, "states": states}
        )
    return state


def _answering(present_ones: tuple[Participant, ...], text: str) -> tuple[Participant, ...]:
    """Return the participants with the responsible of the text; those known keep the person or body they stand for."""
    kept = [each for each in present_ones if each.kind != ParticipationKind.RESPONSIBLE]
    known: Mapping[str, Participant] = {
        each.wording or str(each.person or each.unit or each.organisation): each
        for each in present_ones
        if each.kind == ParticipationKind.RESPONSIBLE
    }
    for one in read_responsible(text):
        before = known.get(one["name"]) or Participant(ParticipationKind.RESPONSIBLE, wording=one["name"][:300])
        kept.append(replace(before, consent=_consent(before.consent, awaited=one["by_agreement"])))
    return tuple(kept)


def _consent(before: Consent, *, awaited: bool) -> Consent:
    if awaited:
        return Consent.PENDING
    return Consent.GIVEN if before == Consent.PENDING else before
