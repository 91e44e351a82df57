"""What waits for the reader: plans, papers, proposals; letters and jobs that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db.models import Count, Q

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.directory.queries import own_unit_key, unit_of
from orgplan.jobs.policy import can_manage_jobs
from orgplan.jobs.queries import failed_jobs
from orgplan.notices.models import Message
from orgplan.notices.policy import can_manage_outbox
from orgplan.notices.queries import troubled
from orgplan.planning.models import Agreement, Plan, PlanLine, Submission
from orgplan.planning.policy import can_approve, can_submit
from orgplan.planning.queries.agreement import agreements_asked_of
from orgplan.planning.queries.deadlines import Expected, expected_of
from orgplan.planning.rules.states import LineState, PlanState, SubmissionState

_LETTERS_SHOWN = 3
_LETTERS_COUNTED = 100


def awaiting_approval(user: User) -> list[Plan]:
    """Return the city plans that are laid before the reader for approval; one query, none for others."""
    if not can_approve(user):
        return []
    plans = Plan.objects.visible_to(user).filter(state=PlanState.ON_APPROVAL, unit__isnull=True)
    return list(plans.order_by("starts_on", "-ends_on"))


def awaiting_answer(user: User, person: int | None) -> list[Agreement]:
    """Return the plans on which the leader is to agree as a curator now; one query, none for others."""
    if person is None or not has_role(user, Role.LEADER):
        return []
    return agreements_asked_of(user, person)


def own_plans(user: User, today: date) -> list[Plan]:
    """Return the plans of the reader's unit for now and later with counts of lines by decision, returned ones first."""
    if not has_role(user, Role.COORDINATOR) or (unit := unit_of(user)) is None:
        return []
    lines = {
        "returned_count": Count("lines", filter=Q(lines__state=LineState.RETURNED)),
        "waiting_count": Count("lines", filter=Q(lines__state=LineState.SUBMITTED)),
        "accepted_count": Count("lines", filter=Q(lines__state=LineState.ACCEPTED)),
        "declined_count": Count("lines", filter=Q(lines__state=LineState.DECLINED)),
    }
    plans = Plan.objects.visible_to(user).filter(unit=unit, ends_on__gte=today, lines__isnull=False)
    return sorted(
        plans.select_related("unit").annotate(**lines).order_by("starts_on", "-ends_on"),
        key=attrgetter("returned_count"),
        reverse=True,
    )


def plans_to_send(user: User, today: date, now: datetime) -> list[Expected]:
    """Return the city plans under work to which the reader's unit has sent nothing yet, with the deadlines."""
    if not has_role(user, Role.COORDINATOR) or (unit := unit_of(user)) is None:
        return []
    if not can_submit(user, own_unit_id=unit.pk, unit_id=unit.pk):
        return []
    sent = PlanLine.objects.visible_to(user).filter(plan__unit=unit).values("plan__period_code")
    plans = Plan.objects.filter(unit__isnull=True, state=PlanState.DRAFT, starts_on__gt=today)
    return expected_of(plans.exclude(period_code__in=sent).order_by("starts_on"), unit.pk, now)


def unsent_papers(user: User) -> list[Submission]:
    """Return the papers that the reader may send and that were read in and not sent yet."""
    own = own_unit_key(user)
    if not can_submit(user, own_unit_id=own, unit_id=own or 0):
        return []
    papers = Submission.objects.visible_to(user).filter(state=SubmissionState.READ)
    return list(papers.select_related("plan__unit").annotate(row_count=Count("rows"))[:5])


@dataclass(frozen=True)
class Trouble:
    """What the machine could not do, for those whom it concerns."""

    messages: list[Message]
    more: int
    jobs: int

    @property
    def any(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.messages or self.jobs)


def trouble(user: User) -> Trouble:
    """Return letters that did not leave and the number of failed jobs; at most two queries, none for most readers."""
    letters = list(troubled(user)[:_LETTERS_COUNTED]) if can_manage_outbox(user) else []
    jobs = failed_jobs(user) if can_manage_jobs(user) else 0
    return Trouble(letters[:_LETTERS_SHOWN], max(len(letters) - _LETTERS_SHOWN, 0), jobs)
