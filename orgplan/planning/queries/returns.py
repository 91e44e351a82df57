"""What was returned to a unit and when it was sent: the rounds of one plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, When

from orgplan.planning.models import Plan, PlanLine, PlanReturn, Remark, Submission
from orgplan.planning.rules.states import LineState, SubmissionState


def last_sending(plan: Plan) -> Submission | None:
    """Return the unit's last paper that was sent."""
    return plan.submissions.filter(state=SubmissionState.SUBMITTED).order_by("-submitted_at", "-pk").first()


def open_return(plan: Plan) -> PlanReturn | None:
    """Return the latest return that the unit has not answered."""
    return plan.returns.filter(answered_at__isnull=True).first()


@dataclass(frozen=True, slots=True)
class Round:
    """One step of a plan's way between the unit and the department."""

    at: datetime
    who: str
    submission: Submission | None = None
    back: PlanReturn | None = None
    again: bool = False


def lines_for_unit(lines: QuerySet[PlanLine], remarks: QuerySet[Remark]) -> QuerySet[PlanLine]:
    """Return a unit's lines with their remarks: returned ones first, then those with open remarks."""
    waits = Remark.objects.open().filter(line=OuterRef("pk"))
    asked = Case(When(state=LineState.RETURNED, then=0), When(Exists(waits), then=1), default=2)
    return (
        lines.select_related("event")
        .prefetch_related(Prefetch("remarks", queryset=remarks))
        .annotate(asked=asked)
        .order_by("asked", *(PlanLine._meta.ordering or ()))
    )


def rounds_of(plan: Plan) -> list[Round]:
    """Return the sendings and returns of a unit's plan, the newest first; two queries."""
    sent = [
        Round(each.submitted_at, each.submitted_by, submission=each)
        for each in plan.submissions.filter(state=SubmissionState.SUBMITTED)
        if each.submitted_at
    ]
    returns = list(plan.returns.all())
    back = [Round(each.returned_at, each.returned_by, back=each) for each in returns]
    in_place = {each.answered_at: each for each in returns if each.answered_at and each.answer_id is None}
    again = [Round(at, each.answered_by, again=True) for at, each in in_place.items()]
    return sorted((*sent, *back, *again), key=lambda each: each.at, reverse=True)


def open_in(rounds: Sequence[Round]) -> PlanReturn | None:
    """Return the latest return among the steps that the unit has not answered, as `open_return` does; no query."""
    return next((each.back for each in rounds if each.back and each.back.answered_at is None), None)
