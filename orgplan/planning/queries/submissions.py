"""What the page of a staged paper shows: its rows, how many differ from what was sent, which lines it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from orgplan.planning.models import PlanLine, Submission, SubmissionRow
from orgplan.planning.rules.doubt import READ_FIELDS, SURE
from orgplan.planning.rules.states import LineState


@dataclass(frozen=True, slots=True)
class ReviewCounts:
    """How many rows there are, and of them doubtful, left out, new, changed and as sent before."""

    total: int
    doubtful: int
    left_out: int
    new: int
    changed: int
    same: int

    @property
    def to_send(self) -> int:
        """Return how many rows would change something when sent."""
        return self.new + self.changed


def shown_rows(submission: Submission, show: str) -> QuerySet[SubmissionRow]:
    """Return the rows with their earlier lines; `show` is doubtful, new, changed, left_out or empty for all."""
    rows = submission.rows.select_related("line")
    match show:
        case "doubtful":
            return rows.filter(doubtful())
        case "new":
            return rows.filter(line__isnull=True, is_left_out=False)
        case "changed":
            return rows.filter(line__isnull=False).exclude(_unchanged())
        case "left_out":
            return rows.filter(is_left_out=True)
        case _:
            return rows


def doubtful() -> Q:
    """Return the condition of a row that a person should look at: a problem, or a field read unsurely."""
    unsure = Q()
    for name in READ_FIELDS:
        unsure |= Q(**{f"confidence__{name}__lt": SURE})
    return ~Q(problems=[]) | unsure


def _unchanged() -> Q:
    return Q(
        title=F("line__title"),
        date_text=F("line__date_text"),
        place=F("line__place"),
        responsible=F("line__responsible"),
    )


def review_counts(submission: Submission) -> ReviewCounts:
    """Count the rows in one query."""
    kept = Q(is_left_out=False)
    found = submission.rows.aggregate(
        total=Count("pk"),
        doubtful=Count("pk", filter=kept & doubtful()),
        left_out=Count("pk", filter=~kept),
        new=Count("pk", filter=kept & Q(line__isnull=True)),
        same=Count("pk", filter=kept & _unchanged()),
    )
    changed = found["total"] - found["left_out"] - found["new"] - found["same"]
    return ReviewCounts(changed=changed, **found)


def gone_lines(submission: Submission) -> QuerySet[PlanLine]:
    """Return the unit's lines that the paper no longer has; decided ones too, so that nobody forgets them."""
    return submission.plan.lines.exclude(state=LineState.WITHDRAWN).exclude(
        pk__in=submission.rows.filter(line__isnull=False).values("line")
    )
