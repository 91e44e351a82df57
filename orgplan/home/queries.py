"""What today asks of the reader, gathered from all rooms; a fixed number of queries per block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.clashes.queries import ShownClash, clashes_between
from orgplan.clashes.rules.kinds import Subject
from orgplan.directory.models import Person
from orgplan.directory.queries import ActingRow, acting_on, membership_of, own_unit_key, unit_of
from orgplan.events.models import Event
from orgplan.events.queries import Day
from orgplan.jobs.policy import can_manage_jobs
from orgplan.jobs.queries import failed_jobs
from orgplan.notices.models import Message
from orgplan.notices.policy import can_manage_outbox
from orgplan.notices.queries import troubled
from orgplan.planning.models import Plan, PlanLine, Submission
from orgplan.planning.policy import can_approve, can_consolidate, can_submit
from orgplan.planning.queries.board import Board, boards_of
from orgplan.planning.queries.deadlines import Expected, expected_of
from orgplan.planning.queries.office import collecting_terms
from orgplan.planning.queries.plans import in_plan
from orgplan.planning.rules.states import LineState, PlanState, SubmissionState

_LETTERS_SHOWN = 3
_LETTERS_COUNTED = 100


@dataclass(frozen=True, slots=True)
class LeaderDay:
    """A leader's post and events of one day."""

    person: Person
    post: str
    events: list[Event]


@dataclass(frozen=True, slots=True)
class SharedEvent:
    """An event of the day and the leaders, by name, who are expected at it."""

    event: Event
    names: list[str]


@dataclass(frozen=True, slots=True)
class LeadersDay:
    """A day as the desk of the leaders sees it: the first leader's own, and the others' events once each."""

    day: date
    first: LeaderDay | None
    others: list[SharedEvent]


@dataclass(frozen=True, slots=True)
class AbsentToday:
    """Who is away on the day: leaders for whom nobody acts first, as those the day has to settle."""

    gaps: list[ActingRow]
    covered: list[ActingRow]

    def of(self, person: Person) -> ActingRow | None:
        """Return what the day knows of the person's absence."""
        return next((row for row in (*self.gaps, *self.covered) if row.person.pk == person.pk), None)


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """A city plan that is being worked on: its board of units, how many lines wait, how many events stand in it."""

    plan: Plan
    board: Board
    waiting: int
    events: int


def leaders_desk(user: User, found: Day, own: int | None = None) -> LeadersDay:
    """Return the leaders' events of the day; events of the deputies are told once with all their names.

    A unit's coordinator serves no leader and gets an empty desk; a leader whose person is known (`own`) gets the own
    day alone.
    """
    if has_role(user, Role.COORDINATOR):
        return LeadersDay(found.day, None, [])
    leaders = [LeaderDay(person, post, events) for person, post, events in found.leaders]
    if own is not None:
        leaders = [leader for leader in leaders if leader.person.pk == own]
    shared: dict[int, SharedEvent] = {}
    for leader in leaders[1:]:
        for event in leader.events:
            at = shared.setdefault(event.pk, SharedEvent(event, []))
            at.names.append(leader.person.full_name.surname_first())
    in_order = sorted(shared.values(), key=lambda each: (each.event.start_time is None, each.event.start_time))
    return LeadersDay(found.day, leaders[0] if leaders else None, in_order)


def own_person(user: User, found: Day) -> int | None:
    """Return the key of the leader who reads; None for others, and for one whose person has no post on the day."""
    if not has_role(user, Role.LEADER):
        return None
    membership = membership_of(user)
    key = membership.person_id if membership else None
    return key if any(person.pk == key for person, _post, _events in found.leaders) else None


def open_clashes(user: User, person: int, first: date, last: date) -> list[ShownClash]:
    """Return where the person is wanted twice or has no time for the road on the days, and nobody accepted it."""
    found = clashes_between(user, first, last, people={person})
    wanted = (Subject.PERSON, Subject.TRAVEL)  # absences, halls and the others' times are not the leader's to settle
    return [each for each in found if each.is_open and each.clash.subject in wanted and each.clash.resource == person]


def absent_on(day: date) -> AbsentToday:
    """Return who is away on the day and who acts."""
    rows = acting_on(day)
    gaps = [row for row in rows if row.is_leader and row.acting is None]
    return AbsentToday(gaps, [row for row in rows if row not in gaps])


def plans_at_hand(user: User, today: date) -> list[Any]:
    """Return the city plans that are not approved and ask something of the reader, with `item_count` and `is_soon`.

    Those laid before the reader, and of now and soon for those who consolidate; one query, and one for what soon means.
    """
    laid, soon = Q(state=PlanState.ON_APPROVAL) if can_approve(user) else Q(pk__in=()), Q(pk__in=())
    if can_consolidate(user):
        soon = Q(ends_on__gte=today, starts_on__lte=today + timedelta(days=collecting_terms().ahead_days))
    is_soon = ExpressionWrapper(soon, output_field=BooleanField())
    plans = Plan.objects.visible_to(user).filter(laid | soon, unit__isnull=True).exclude(state=PlanState.APPROVED)
    return list(plans.annotate(item_count=in_plan(), is_soon=is_soon).order_by("starts_on", "-ends_on"))


def desks(user: User, plans: list[Any], now: datetime) -> list[PlanDesk]:
    """Return the desks of the first three plans of now and soon, for those who consolidate."""
    found = [plan for plan in plans if plan.is_soon][:3]
    return [
        PlanDesk(plan, board, sum(row.lines.waiting for row in board.rows), plan.item_count)
        for plan, board in zip(found, boards_of(found, user, now), strict=True)
    ]


def awaiting_approval(user: User, plans: list[Any]) -> list[Plan]:
    """Return the plans at hand that are laid before the reader for approval."""
    return [plan for plan in plans if plan.state == PlanState.ON_APPROVAL and can_approve(user)]


def own_plans(user: User, today: date) -> list[Plan]:
    """Return the plans of the reader's unit for now and later with counts of lines by decision, returned ones first."""
    if can_consolidate(user) or (unit := unit_of(user)) is None:
        return []
    lines = {
        "returned_count": Count("lines", filter=Q(lines__state=LineState.RETURNED)),
        "waiting_count": Count("lines", filter=Q(lines__state=LineState.SUBMITTED)),
        "accepted_count": Count("lines", filter=Q(lines__state=LineState.ACCEPTED)),
        "declined_count": Count("lines", filter=Q(lines__state=LineState.DECLINED)),
    }
    plans = Plan.objects.visible_to(user).filter(unit=unit, ends_on__gte=today, lines__isnull=False)
    return sorted(
        plans.annotate(**lines).order_by("starts_on", "-ends_on"), key=attrgetter("returned_count"), reverse=True
    )


def plans_to_send(user: User, today: date, now: datetime) -> list[Expected]:
    """Return the city plans under work to which the reader's unit has sent nothing yet, with the deadlines."""
    if can_consolidate(user) or (unit := unit_of(user)) is None:
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
