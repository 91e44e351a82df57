"""Agreement and approval: states, the only passages between them, and when a round is over."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanPaper(TextChoices):
    """The forms in which a plan is printed: codes of `papers.PLAN_FORMS`."""

    LIST = "plan", _("list with sections")
    CALENDAR = "plan_calendar", _("calendar by days")
    WEEK = "plan_week", _("week with days as columns")
    PROGRAMME = "plan_programme", _("programme with performers")


class AgreementOrder(TextChoices):
    """How a plan goes round those who agree it."""

    PARALLEL = "parallel", _("to all at once")
    IN_ORDER = "in_order", _("one after another")


class RoundState(TextChoices):
    """Where a round of agreement stands."""

    OPEN = "open", _("being agreed")
    AGREED = "agreed", _("agreed by all")
    RETURNED = "returned", _("returned by a curator")
    WITHDRAWN = "withdrawn", _("taken back by the department")


class AgreementState(TextChoices):
    """What one curator said."""

    WAITING = "waiting", _("answer is awaited")
    AGREED = "agreed", _("agreed without remarks")
    WITH_REMARKS = "with_remarks", _("agreed with remarks")
    RETURNED = "returned", _("returned for work")


class RemarkState(TextChoices):
    """What became of a curator's remark."""

    OPEN = "open", _("awaits an answer")
    TAKEN = "taken", _("taken into account")
    EXPLAINED = "explained", _("not taken, with the reason")


AGREEMENT_TRANSITIONS: dict[tuple[AgreementState, str], AgreementState] = {
    (AgreementState.WAITING, "agree"): AgreementState.AGREED,
    (AgreementState.WAITING, "agree_with_remarks"): AgreementState.WITH_REMARKS,
    (AgreementState.WAITING, "return"): AgreementState.RETURNED,
}

ROUND_TRANSITIONS: dict[tuple[RoundState, str], RoundState] = {
    (RoundState.OPEN, "agree"): RoundState.AGREED,
    (RoundState.OPEN, "return"): RoundState.RETURNED,
    (RoundState.OPEN, "withdraw"): RoundState.WITHDRAWN,
}


def round_after(states: Sequence[AgreementState]) -> RoundState:
    """Return where the round stands after these answers: one return ends it, all agreements end it."""
    if AgreementState.RETURNED in states:
        return RoundState.RETURNED
    return RoundState.OPEN if AgreementState.WAITING in states else RoundState.AGREED


def whose_turn(states: Sequence[AgreementState], order: AgreementOrder) -> list[int]:
    """Return the places (from 0) of those whose answer is awaited now; nobody's once somebody returned the plan."""
    if AgreementState.RETURNED in states:
        return []
    waiting = [place for place, state in enumerate(states) if state == AgreementState.WAITING]
    return waiting if order == AgreementOrder.PARALLEL else waiting[:1]
