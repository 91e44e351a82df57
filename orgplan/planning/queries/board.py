"""The board of a city plan: every unit that must send, when it did, how late, what was returned; nine queries."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from orgplan.accounts.models import User
from orgplan.directory.models import Unit
from orgplan.planning.models import Plan, PlanLine, PlanReturn, Remark, Submission
from orgplan.planning.queries.deadlines import Due, DueDates, naive, working_calendar
from orgplan.planning.queries.office import office_years
from orgplan.planning.queries.submissions import doubtful
from orgplan.planning.rules.lateness import BoardState, board_state, late_words, left_words
from orgplan.planning.rules.office import OfficeYears
from orgplan.planning.rules.states import LineState, SubmissionState

MISSING = (BoardState.OVERDUE, BoardState.WAITING)
TO_REMIND = (*MISSING, BoardState.RETURNED)
_ORDER = {state: place for place, state in enumerate(BoardState)}


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many lines a unit has in the plan, how many of them are doubtful, wait, and were returned."""

    total: int = 0
    doubtful: int = 0
    waiting: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit on the board. `timing` says how late it came or how much time is left, in office time."""

    unit: Unit
    plan_id: int | None
    due: Due
    state: BoardState
    timing: str
    first_sent: datetime | None
    last_sent: datetime | None
    sendings: int
    draft_since: datetime | None
    returned: PlanReturn | None
    lines: LineCounts
    remarks: int
    reminded: datetime | None = None

    @property
    def must_send(self) -> bool:
        """Tell whether something is still expected of the unit."""
        return self.state in TO_REMIND

    @property
    def is_late(self) -> bool:
        """Tell whether the first sending came after the deadline."""
        return bool(self.first_sent and self.due.at and self.first_sent > self.due.at)


@dataclass(slots=True)
class _Sent:
    first: datetime | None = None
    last: datetime | None = None
    count: int = 0
    draft: datetime | None = None

    def take(self, submission: Submission) -> None:
        if submission.state == SubmissionState.READ:
            self.draft = submission.created_at
        if submission.submitted_at is None:
            return
        self.count += 1
        self.again(submission.submitted_at)

    def again(self, at: datetime) -> None:
        self.first = min(self.first or at, at)
        self.last = max(self.last or at, at)


@dataclass(frozen=True, slots=True)
class Board:
    """The rows of a board in the order in which they ask for something, with counts by state and the deadline."""

    plan: Plan
    due: Due
    rows: list[BoardRow]
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def sent(self) -> int:
        """Return how many units have sent something."""
        return sum(row.first_sent is not None for row in self.rows)

    @property
    def missing(self) -> list[BoardRow]:
        """Return the units that have sent nothing yet."""
        return [row for row in self.rows if row.state in MISSING]

    @property
    def returned(self) -> int:
        """Return how many units have their plan back and have not sent it again."""
        return self.counts[BoardState.RETURNED.value]

    @property
    def to_remind(self) -> list[BoardRow]:
        """Return the units of which something is expected."""
        return [row for row in self.rows if row.must_send]


def board_of(plan: Plan, user: User, now: datetime) -> Board:
    """Return the board of the city plan as it stands now, for the units that the user may see."""
    return boards_of([plan], user, now)[0]


def boards_of(plans: Sequence[Plan], user: User, now: datetime) -> list[Board]:
    """Return the boards of several city plans; as many queries as for one, none for no plan."""
    if not plans:
        return []
    facts, office = _Facts(plans), office_years()
    sending = Q(is_active=True, submits_plans=True) | Q(pk__in={unit for _code, unit in facts.plans})
    units = list(Unit.objects.visible_to(user).filter(sending))
    found = []
    for plan, due in zip(plans, DueDates.of_many(plans, office), strict=True):
        asked = [
            unit
            for unit in units
            if (unit.is_active and unit.submits_plans) or (plan.period_code, unit.pk) in facts.plans
        ]
        rows = [facts.row(plan.period_code, unit, due.of_unit(unit.pk), now, office) for unit in asked]
        rows.sort(key=_urgency)
        found.append(Board(plan, due.of_unit(None), rows, Counter(row.state.value for row in rows)))
    return found


def _urgency(row: BoardRow) -> tuple[int, float, int, str]:
    """Return the place on the board: what asks for something first, the nearest deadline first."""
    due = row.due.at.timestamp() if row.due.at else math.inf
    return _ORDER[row.state], due, row.unit.position, row.unit.name


class _Facts:
    """What happened to the units' plans of the periods, read once. `plans`: the plan's key by period and unit."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        codes = {plan.period_code for plan in plans}
        same = {"plan__period_code__in": codes, "plan__unit__isnull": False}
        own = Plan.objects.filter(period_code__in=codes, unit__isnull=False)
        created = list(own.values_list("period_code", "unit", "pk", "created_at"))
        self.plans = {(code, unit): key for code, unit, key, _at in created}
        self.sent: defaultdict[int, _Sent] = defaultdict(_Sent)
        for submission in Submission.objects.filter(**same).exclude(state=SubmissionState.DISCARDED):
            self.sent[submission.plan_id].take(submission)
        self.returns: dict[int, PlanReturn] = {}
        for each in PlanReturn.objects.filter(**same).order_by("returned_at", "pk"):
            self.returns[each.plan_id] = each
            if each.answered_at:
                self.sent[each.plan_id].again(each.answered_at)
        self.lines = _lines(same)
        for _code, _unit, key, at in created:
            if key in self.lines and self.sent[key].first is None:
                self.sent[key].again(at)  # lines that came without a paper count from the plan's beginning
        self.remarks = dict(
            Remark.objects.open()
            .filter(line__plan__period_code__in=codes)
            .exclude(line__state=LineState.WITHDRAWN)
            .order_by()
            .values_list("line__plan")
            .annotate(Count("pk"))
        )

    def row(self, code: str, unit: Unit, due: Due, now: datetime, office: OfficeYears) -> BoardRow:
        key = self.plans.get((code, unit.pk), 0)
        sent = self.sent.get(key, _Sent())
        returned = self.returns.get(key)
        state = board_state(
            now=now,
            due=due.at,
            first_sent=sent.first,
            last_sent=sent.last,
            returned=returned.returned_at if returned else None,
        )
        return BoardRow(
            unit=unit,
            plan_id=key or None,
            due=due,
            state=state,
            timing=_timing(sent, due, now, office),
            first_sent=sent.first,
            last_sent=sent.last,
            sendings=sent.count,
            draft_since=sent.draft,
            returned=returned if returned and returned.answered_at is None else None,
            lines=self.lines.get(key, LineCounts()),
            remarks=self.remarks.get(key, 0),
        )


def _timing(sent: _Sent, due: Due, now: datetime, office: OfficeYears) -> str:
    if due.local is None:
        return ""
    if sent.first is None:
        return left_words(naive(now), due.local, working_calendar(), office)
    return late_words(naive(sent.first), due.local, working_calendar(), office)


def _lines(same: dict[str, object]) -> dict[int, LineCounts]:
    counted = (
        PlanLine.objects.filter(**same)
        .exclude(state=LineState.WITHDRAWN)
        .order_by()
        .values("plan")
        .annotate(
            total=Count("pk"),
            doubtful=Count("pk", filter=doubtful()),
            waiting=Count("pk", filter=Q(state=LineState.SUBMITTED)),
            returned=Count("pk", filter=Q(state=LineState.RETURNED)),
        )
    )
    return {
        each["plan"]: LineCounts(each["total"], each["doubtful"], each["waiting"], each["returned"]) for each in counted
    }
