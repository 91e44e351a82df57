"""States of plans, lines and submissions, and the only passages between them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

S = TypeVar("S", bound=TextChoices)


class PlanKind(TextChoices):
    """What a plan is for; the names of `language.periods.PeriodKind` that plans use."""

    YEAR = "year", _("annual")
    QUARTER = "quarter", _("quarterly")
    MONTH = "month", _("monthly")
    WEEK = "week", _("weekly")


class PlanState(TextChoices):
    """Where a plan stands. Approval never blocks work: an approved plan may differ from its version, visibly."""

    DRAFT = "draft", _("draft")
    ON_APPROVAL = "on_approval", _("on approval")
    APPROVED = "approved", _("approved")


class LineState(TextChoices):
    """Where a unit's line stands."""

    SUBMITTED = "submitted", _("awaits a decision")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    RETURNED = "returned", _("returned to the unit")
    WITHDRAWN = "withdrawn", _("withdrawn, in the basket")


class RemarkRole(TextChoices):
    """In what role somebody made a remark on a line."""

    DEPARTMENT = "department", _("the organisational department")
    CURATOR = "curator", _("the curator")


class SubmissionState(TextChoices):
    """Where a file that was read stands."""

    READ = "read", _("being checked")
    SUBMITTED = "submitted", _("submitted")
    DISCARDED = "discarded", _("discarded")


class Verdict(TextChoices):
    """What a person decided about two lines; the pair is stored with the smaller id first."""

    SAME = "same", _("the same")
    FIRST_PART = "first_part", _("the first is part of the second")
    SECOND_PART = "second_part", _("the second is part of the first")
    DIFFERENT = "different", _("different")


PLAN_TRANSITIONS: dict[tuple[PlanState, str], PlanState] = {
    (PlanState.DRAFT, "send_for_approval"): PlanState.ON_APPROVAL,
    (PlanState.ON_APPROVAL, "return_to_draft"): PlanState.DRAFT,
    (PlanState.DRAFT, "approve"): PlanState.APPROVED,
    (PlanState.ON_APPROVAL, "approve"): PlanState.APPROVED,
    (PlanState.APPROVED, "approve"): PlanState.APPROVED,
}

LINE_TRANSITIONS: dict[tuple[LineState, str], LineState] = {
    (LineState.SUBMITTED, "accept"): LineState.ACCEPTED,
    (LineState.SUBMITTED, "decline"): LineState.DECLINED,
    (LineState.SUBMITTED, "withdraw"): LineState.WITHDRAWN,
    (LineState.ACCEPTED, "decline"): LineState.DECLINED,
    (LineState.ACCEPTED, "reopen"): LineState.SUBMITTED,
    (LineState.DECLINED, "reopen"): LineState.SUBMITTED,
    (LineState.DECLINED, "withdraw"): LineState.WITHDRAWN,
    (LineState.WITHDRAWN, "reopen"): LineState.SUBMITTED,
    (LineState.SUBMITTED, "return"): LineState.RETURNED,
    (LineState.DECLINED, "return"): LineState.RETURNED,
    (LineState.RETURNED, "resubmit"): LineState.SUBMITTED,
    (LineState.RETURNED, "withdraw"): LineState.WITHDRAWN,
}

SUBMISSION_TRANSITIONS: dict[tuple[SubmissionState, str], SubmissionState] = {
    (SubmissionState.READ, "submit"): SubmissionState.SUBMITTED,
    (SubmissionState.READ, "discard"): SubmissionState.DISCARDED,
}


class ForbiddenPassageError(ValueError):
    """The verb does not lead anywhere from this state; `str()` says it in words."""


def next_plan_state(state: str, verb: str) -> PlanState:
    """Return where the verb leads a plan, or raise ForbiddenPassageError."""
    return _next(PLAN_TRANSITIONS, PlanState(state), verb)


def next_line_state(state: str, verb: str) -> LineState:
    """Return where the verb leads a line, or raise ForbiddenPassageError."""
    return _next(LINE_TRANSITIONS, LineState(state), verb)


def next_submission_state(state: str, verb: str) -> SubmissionState:
    """Return where the verb leads a submission, or raise ForbiddenPassageError."""
    return _next(SUBMISSION_TRANSITIONS, SubmissionState(state), verb)


def _next(table: dict[tuple[S, str], S], state: S, verb: str) -> S:
    try:
        return table[state, verb]
    except KeyError:
        raise ForbiddenPassageError(_("Not possible while it is “%(state)s”.") % {"state": state.label}) from None
