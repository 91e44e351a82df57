"""The board of a city plan: every unit that must send, when it did, how late, what was returned; nine queries."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.directory.models import Unit
from orgplan.planning.models import Plan, PlanLine, PlanReturn, Remark, Submission
from orgplan.planning.queries.deadlines import Due, DueDates, naive, working_calendar
from orgplan.planning.queries.office import office_years
from orgplan.planning.queries.submissions import doubtful
from orgplan.planning.rules.lateness import BoardState, board_state, late_words, left_words
from orgplan.planning.rules.states import LineState, PlanState, SubmissionState
from orgplan.worktime.office import OfficeYears

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
        is_over = plan.state == PlanState.APPROVED and plan.ends_on < timezone.localdate(now)
        time = _Time(now, office, is_over)
        rows = [facts.row(plan.period_code, unit, due.of_unit(unit.pk), time) for unit in asked]
        rows.sort(key=_urgency)
        found.append(Board(plan, due.of_unit(None), rows, Counter(row.state.value for row in rows)))
    return found


def _urgency(row: BoardRow) -> tuple[int, float, int, str]:
    """Return the place on the board: what asks for something first, the nearest deadline first."""
    due = row.due.at.timestamp() if row.due.at else math.inf
    return _ORDER[row.state], due, row.unit.position, row.unit.name


def _happened() -> dict[str, Subquery]:
    """Return what is told of a unit's plan by its papers, returns and remarks, as columns of the plan."""
    papers = Submission.objects.filter(plan=OuterRef("pk")).exclude(state=SubmissionState.DISCARDED)
    sent = papers.filter(submitted_at__isnull=False)
    returns = PlanReturn.objects.filter(plan=OuterRef("pk")).order_by("-returned_at", "-pk")
    answers = returns.filter(answered_at__isnull=False)
    remarks = Remark.objects.open().filter(line__plan=OuterRef("pk")).exclude(line__state=LineState.WITHDRAWN)
    return {
        "draft_since": Subquery(
            papers.filter(state=SubmissionState.READ).order_by("created_at").values("created_at")[:1]
        ),
        "sendings": Subquery(sent.order_by().values("plan").annotate(found=Count("pk")).values("found")),
        "paper_first": Subquery(sent.order_by("submitted_at").values("submitted_at")[:1]),
        "paper_last": Subquery(sent.order_by("-submitted_at").values("submitted_at")[:1]),
        "answer_first": Subquery(answers.order_by("answered_at").values("answered_at")[:1]),
        "answer_last": Subquery(answers.order_by("-answered_at").values("answered_at")[:1]),
        "returned": Subquery(returns.values("pk")[:1]),
        "returned_at": Subquery(returns.values("returned_at")[:1]),
        "answered_at": Subquery(returns.values("answered_at")[:1]),
        "remarks": Subquery(remarks.order_by().values("line__plan").annotate(found=Count("pk")).values("found")),
    }


_NOTHING: dict[str, Any] = dict.fromkeys(("pk", "created_at", *_happened()))


@dataclass(frozen=True, slots=True)
class _Time:
    """When the board is looked at, by which office hours, and whether nothing is waited for any more."""

    now: datetime
    office: OfficeYears
    is_over: bool


class _Facts:
    """What happened to the units' plans of the periods, by period and unit; two queries, and one for open returns."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        codes = {plan.period_code for plan in plans}
        own = Plan.objects.filter(period_code__in=codes, unit__isnull=False).order_by().annotate(**_happened())
        found: list[dict[str, Any]] = list(own.values("period_code", "unit", *_NOTHING))
        self.plans = {(each["period_code"], each["unit"]): each for each in found}
        self.lines = _lines({"plan__period_code__in": codes, "plan__unit__isnull": False})
        still = [each["returned"] for each in found if each["returned"] and each["answered_at"] is None]
        self.returns = PlanReturn.objects.in_bulk(still) if still else {}

    def sent(self, told: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
        """Return when the unit sent first and last; lines that came without a paper count from the plan's beginning."""
        first = [each for each in (told["paper_first"], told["answer_first"]) if each]
        last = [each for each in (told["paper_last"], told["answer_last"]) if each]
        if not first and told["pk"] in self.lines:
            first = last = [told["created_at"]]
        return min(first, default=None), max(last, default=None)

    def row(self, code: str, unit: Unit, due: Due, time: _Time) -> BoardRow:
        told = self.plans.get((code, unit.pk), _NOTHING)
        first, last = self.sent(told)
        state = board_state(
            now=time.now,
            due=due.at,
            first_sent=first,
            last_sent=last,
            returned=told["returned_at"],
            is_over=time.is_over,
        )
        return BoardRow(
            unit=unit,
            plan_id=told["pk"],
            due=due,
            state=state,
            timing="" if state == BoardState.NOT_SENT else _timing(first, due, time.now, time.office),
            first_sent=first,
            last_sent=last,
            sendings=told["sendings"] or 0,
            draft_since=told["draft_since"],
            returned=self.returns.get(told["returned"]),
            lines=self.lines.get(told["pk"], LineCounts()),
            remarks=told["remarks"] or 0,
        )


def _timing(first: datetime | None, due: Due, now: datetime, office: OfficeYears) -> str:
    if due.local is None:
        return ""
    if first is None:
        return left_words(naive(now), due.local, working_calendar(), office)
    return late_words(naive(first), due.local, working_calendar(), office)


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
