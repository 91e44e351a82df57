"""How approved plans were carried out: rows of versions beside what the records say of their events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.directory.queries import unit_of
from orgplan.events.models import Change, Event
from orgplan.events.models.change import Grounded
from orgplan.events.rules import ChangeKind, EventState, OutcomeKind, TurnoutSource
from orgplan.language.counts import counted
from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.writing import write_timing
from orgplan.planning.models import ItemChange, Plan, PlanItem, PlanVersion
from orgplan.planning.queries.plans import PlanRow, version_rows
from orgplan.planning.rules.execution import (
    GROUP_OF,
    Fact,
    RowGroup,
    RowState,
    Stretch,
    Tally,
    approved_stretch,
    row_state,
    tally,
    tally_by_unit,
)

_FACTS = (
    *("pk", "title", "state", "timing_kind", "first_day", "last_day", "deleted_at", "owner__short_name"),
    *("expected_turnout", "outcome__kind", "outcome__first_day", "outcome__last_day", "outcome__times"),
    *("outcome__turnout", "outcome__turnout_source", "outcome__reason", "outcome__note"),
)
NO_UNIT = "-"
"""Stands in an address for rows that belong to no unit."""
_TELLING = {ChangeKind.MOVED.value, ChangeKind.CANCELLED.value}
_SEE_ALL = (Role.DEPARTMENT, Role.PROTOCOL, Role.LEADER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class ExecutionRow:
    """A row of an approved version and what became of it; `number` is its point in the version.

    `actual` is the actual time in words, `reason` why it differs, `note` what must be said besides.
    """

    number: int
    row: PlanRow
    state: RowState
    actual: str = ""
    reason: str = ""
    note: str = ""
    turnout: int | None = None
    expected: int | None = None
    turnout_source: str = ""
    is_known: bool = True

    @property
    def group(self) -> RowGroup:
        """Return the group that counts the row."""
        return GROUP_OF[self.state]

    @property
    def is_overdue(self) -> bool:
        """Tell whether the row's time has passed without a report."""
        return self.state == RowState.OVERDUE

    @property
    def awaits_report(self) -> bool:
        """Tell whether a report would change the row's state."""
        return self.state in {RowState.OVERDUE, RowState.AHEAD, RowState.MOVED} and self.is_known


@dataclass(frozen=True, slots=True)
class Execution:
    """The execution of one version: its rows, and the events that were added after it was approved."""

    version: PlanVersion
    rows: Sequence[ExecutionRow]
    added: Sequence[ExecutionRow] = ()

    @property
    def tally(self) -> Tally:
        """Return the counts over the version's rows; added events are not among them."""
        return tally(row.state for row in self.rows)

    def of_unit(self, unit: str) -> Execution:
        """Return the rows in which the unit stands, alone or with others; all for «», those of nobody for NO_UNIT."""
        if not unit:
            return self
        rows, added = ([row for row in part if _of_unit(unit, row)] for part in (self.rows, self.added))
        return Execution(self.version, rows, added)

    @property
    def by_unit(self) -> dict[str, Tally]:
        """Return the counts by unit; a row of several units counts for each."""
        return tally_by_unit((row.row.units, row.state) for row in self.rows)


@dataclass(slots=True)
class _Records:
    """What the records say of the events of some versions."""

    events: dict[int, dict[str, Any]] = field(default_factory=dict)
    in_plan: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    parts: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    grounds: dict[int, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))
    taken_out: dict[tuple[int, int], str] = field(default_factory=dict)

    def ground_of(self, event: int, version: PlanVersion) -> str:
        """Return why the event was moved or called off since the version was approved, as it was last recorded."""
        since = [words for at, words in self.grounds[event] if at >= version.created_at]
        return self.taken_out.get((version.plan_id, event)) or (since[-1] if since else "")


def executions_of(versions: Sequence[PlanVersion], today: date) -> list[Execution]:
    """Return the execution of each version; five queries whatever their number."""
    rows = {version.pk: version_rows(version) for version in versions}
    wanted = {row.event for each in rows.values() for row in each}
    records = _Records()
    places = PlanItem.objects.filter(plan__in=[version.plan_id for version in versions])
    for plan, event in places.values_list("plan_id", "event_id"):
        records.in_plan[plan].add(event)
        wanted.add(event)
    records.events = {each["pk"]: each for each in Event.objects.filter(pk__in=wanted).values(*_FACTS)}
    regular = [pk for pk, each in records.events.items() if each["timing_kind"] == TimingKind.RECURRING]
    parts = Event.objects.filter(part_of__in=regular)
    standing = parts.exclude(state=EventState.DRAFT).values("part_of", "state", "first_day", "outcome__kind")
    found: list[dict[str, Any]] = [dict(each) for each in standing]
    for part in found:
        records.parts[part["part_of"]].append(part)
    _read_grounds(records, wanted, [version.plan_id for version in versions])
    return [_execution(version, rows[version.pk], records, today) for version in versions]


def _read_grounds(records: _Records, events: set[int], plans: list[int]) -> None:
    """Read the recorded reasons and bases of moves, cancellations and of rows that were taken out."""
    standing = Change.objects.filter(event__in=events, takes_back=None, taken_back_by=None).order_by("made_at", "pk")
    for change in standing.only("event_id", "kinds", "made_at", "reason", "basis", "basis_number", "basis_date"):
        if _TELLING.intersection(change.kinds.split()) and change.event_id:
            records.grounds[change.event_id].append((change.made_at, _ground_words(change)))
    for each in ItemChange.objects.filter(plan__in=plans).order_by("made_at", "pk"):
        if each.came_in:
            records.taken_out.pop((each.plan_id, each.event_key), None)
        else:
            records.taken_out[each.plan_id, each.event_key] = _ground_words(each)


def _ground_words(change: Grounded) -> str:
    return "; ".join(part for part in (change.reason, change.ground.words) if part)


def added_up(executions: Iterable[Execution]) -> Tally:
    """Return the counts over the rows of several versions; a row that stands in two plans counts in each."""
    return tally(row.state for each in executions for row in each.rows)


def execution_of(version: PlanVersion, today: date) -> Execution:
    """Return the execution of one version."""
    return executions_of([version], today)[0]


def latest_versions(plans: Iterable[Plan]) -> list[PlanVersion]:
    """Return the last approved version of each plan that has one, with its plan."""
    newest = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
    versions = PlanVersion.objects.filter(plan__in=[plan.pk for plan in plans], pk=Subquery(newest))
    return list(versions.select_related("plan").order_by("-plan__starts_on", "plan__ends_on"))


def _execution(version: PlanVersion, rows: Sequence[PlanRow], records: _Records, today: date) -> Execution:
    period = version.plan.period
    approved = {row.event for row in rows}
    found = [_row(number, row, version, period, records, today) for number, row in enumerate(rows, start=1)]
    later = records.in_plan[version.plan_id] - approved
    added = sorted(event for event in later if records.events[event]["deleted_at"] is None)
    return Execution(
        version,
        found,
        [_added(number, records.events[pk], period, today) for number, pk in enumerate(added, start=1)],
    )


def _row(
    number: int, row: PlanRow, version: PlanVersion, period: Period, records: _Records, today: date
) -> ExecutionRow:
    known = records.events.get(row.event)
    planned = approved_stretch(row.when, period)
    taken_out = row.event not in records.in_plan[version.plan_id] or bool(known and known["deleted_at"])
    parts = records.parts.get(row.event, [])
    fact = _fact(known, planned, parts, taken_out=taken_out, today=today) if known else None
    state = row_state(planned, fact, today)
    if known is None:
        return ExecutionRow(number, row, state, note="карточки мероприятия больше нет", is_known=False)
    notes = ["исключено из плана"] if taken_out and state == RowState.CANCELLED else []
    if fact and (times := _times_words(planned, fact, parts)):
        notes.append(times)
    if known["outcome__note"]:
        notes.append(known["outcome__note"])
    told = _told(known, state, period)
    if GROUP_OF[state] in {RowGroup.MOVED, RowGroup.CANCELLED}:
        told["reason"] = told["reason"] or records.ground_of(row.event, version)
    return ExecutionRow(number, row, state, note="; ".join(notes), **told)


def _added(number: int, known: dict[str, Any], period: Period, today: date) -> ExecutionRow:
    """Return an event that came after the approval; it is counted against its own days."""
    first = known["first_day"] or known["last_day"] or period.start
    planned = Stretch(first, known["last_day"] or max(first, period.end))
    state = row_state(planned, _fact(known, planned, [], taken_out=False, today=today), today)
    when = _days_in_words(known["first_day"], known["last_day"], period)
    row = PlanRow(known["pk"], "", known["title"], when, "", (), (known["owner__short_name"],))
    return ExecutionRow(number, row, state, **_told(known, state, period))


def _fact(
    known: dict[str, Any], planned: Stretch, parts: list[dict[str, Any]], *, taken_out: bool, today: date
) -> Fact:
    held, times = None, known["outcome__times"]
    promised = len(parts) or None if planned.times is None else planned.times
    if known["outcome__kind"] == OutcomeKind.HELD:
        held = known["outcome__first_day"], known["outcome__last_day"]
    all_known = len(parts) >= (promised or 0) or today > planned.last
    if parts and all_known and not any(_is_pending(part) for part in parts):
        held, times = held or (planned.first, planned.last), _held_times(parts)
    return Fact(
        first=known["first_day"],
        last=known["last_day"],
        is_cancelled=taken_out or known["state"] == EventState.CANCELLED,
        not_held=known["outcome__kind"] == OutcomeKind.NOT_HELD,
        held=held,
        times=times,
        planned_times=promised,
    )


def _times_words(planned: Stretch, fact: Fact, parts: list[dict[str, Any]]) -> str:
    """Return how many meetings of a regular row took place of those promised; «» of a row that is held once."""
    if not planned.regular or fact.planned_times is None or fact.not_held:
        return ""
    if parts or fact.times is not None:
        return f"состоялось {_held_times(parts) if parts else fact.times} из {fact.planned_times}"
    if fact.held is not None:
        return f"по плану {counted(fact.planned_times, 'раз')}, сколько состоялось, не указано"
    return ""


def _is_pending(part: dict[str, Any]) -> bool:
    return part["outcome__kind"] is None and part["state"] != EventState.CANCELLED


def _held_times(parts: list[dict[str, Any]]) -> int:
    return sum(part["outcome__kind"] == OutcomeKind.HELD for part in parts)


def _told(known: dict[str, Any], state: RowState, period: Period) -> dict[str, Any]:
    """Return what the row tells of its event: when, why, how many."""
    if known["outcome__kind"] == OutcomeKind.HELD:
        actual = _days_in_words(known["outcome__first_day"], known["outcome__last_day"], period)
    elif state == RowState.MOVED:
        actual = f"перенесено на {_days_in_words(known['first_day'], known['last_day'], period)}"
    else:
        actual = ""
    measured = known["outcome__turnout_source"]
    return {
        "actual": actual,
        "reason": known["outcome__reason"] or "",
        "turnout": known["outcome__turnout"],
        "expected": known["expected_turnout"],
        "turnout_source": str(TurnoutSource(measured).label) if measured else "",
    }


def _days_in_words(first: date | None, last: date | None, period: Period) -> str:
    if first is None and last is None:
        return ""
    days = Timing(TimingKind.DAYS, (Occurrence(first or last, last or first),))
    foreign = any(day is not None and day.year != period.start.year for day in (first, last))
    return write_timing(days, year_shown=foreign)


@dataclass(frozen=True, slots=True)
class ExecutionFilter:
    """Which rows to show; kept in the page's address. `states` is a group or a single state."""

    states: str = ""
    unit: str = ""
    words: str = ""

    def keeps(self, row: ExecutionRow) -> bool:
        """Tell whether the row answers the filter."""
        if self.unit and not _of_unit(self.unit, row):
            return False
        if not _answers(self.states, row):
            return False
        text = f"{row.row.title} {row.row.place} {' '.join(row.row.responsible)}".casefold().replace("ё", "е")
        return all(word in text for word in self.words.casefold().replace("ё", "е").split())


def _of_unit(unit: str, row: ExecutionRow) -> bool:
    return not row.row.units if unit == NO_UNIT else unit in row.row.units


def _answers(states: str, row: ExecutionRow) -> bool:
    match states:
        case "" | "all":
            return True
        case "held":
            return row.state in {RowState.IN_TIME, RowState.HELD_MOVED}
        case "moved-partly":
            return row.state in {RowState.MOVED, RowState.PARTLY}
        case _:
            return states in {f"group-{row.group.value}", row.state.value}


def reportable_by(user: User, rows: Iterable[ExecutionRow]) -> set[int]:
    """Return the events among the rows on which the user may report; a coordinator's own and shared ones."""
    wanted = {row.row.event for row in rows if row.is_known}
    if has_role(user, Role.DEPARTMENT, Role.PROTOCOL):
        return wanted
    if not has_role(user, Role.COORDINATOR) or unit_of(user) is None:
        return set()
    return set(Event.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True))


def seen_by(user: User, rows: Iterable[ExecutionRow]) -> set[int]:
    """Return the events among the rows whose card the user may open."""
    wanted = {row.row.event for row in rows if row.is_known}
    if has_role(user, *_SEE_ALL):
        return wanted
    return set(Event.objects.visible_to(user).filter(pk__in=wanted).values_list("pk", flat=True))
