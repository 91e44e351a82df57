"""A round of agreement as its page shows it: whose turn it is, who is away, what changed since it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from orgplan.accounts.models import User
from orgplan.directory.models import Membership, Person, Position
from orgplan.directory.queries import ActingIndex, leaders_on, positions_on
from orgplan.planning.models import Agreement, AgreementRound
from orgplan.planning.policy import can_consolidate
from orgplan.planning.queries.amendments import amendments_of
from orgplan.planning.queries.approval import rule_of
from orgplan.planning.queries.plans import difference_now, frozen_of
from orgplan.planning.rules.amendments import Amendment
from orgplan.planning.rules.approval import AgreementOrder, AgreementState, RoundState, whose_turn
from orgplan.worktime import UnknownYearError, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Standing:
    """A curator's line: the answer, whether it is awaited now, and who could answer instead."""

    agreement: Agreement
    is_turn: bool = False
    is_away: bool = False
    has_left: bool = False
    acting: Person | None = None
    acting_post: str = ""
    may_answer: bool = False


def standings_of(laid: AgreementRound, user: User, today: date) -> list[Standing]:
    """Return the curators of the round in their order, as this reader sees them."""
    rows = list(laid.agreements.select_related("person").prefetch_related("remarks__event"))
    states = [AgreementState(each.state) for each in rows]
    turn = set(whose_turn(states, AgreementOrder(laid.order))) if laid.state == RoundState.OPEN else set()
    if all(state != AgreementState.WAITING for state in states):
        return [Standing(each) for each in rows]
    own = Membership.objects.filter(user=user).values_list("person", flat=True).first()
    people = _PeopleOfDay(rows, today)
    return [
        _standing(each, people, own, is_turn=place in turn, may=can_consolidate(user))
        for place, each in enumerate(rows)
    ]


def agreements_asked_of(user: User, person: int) -> list[Agreement]:
    """Return the answers that the person is to give now in open rounds, those with the nearest term first; one query.

    Where curators answer one after another, only when it is the person's turn.
    """
    before = Agreement.objects.filter(
        round=OuterRef("round"), position__lt=OuterRef("position"), state=AgreementState.WAITING
    )
    rows = Agreement.objects.visible_to(user).filter(
        Q(round__order=AgreementOrder.PARALLEL) | ~Exists(before),
        person=person,
        state=AgreementState.WAITING,
        round__state=RoundState.OPEN,
    )
    return list(rows.select_related("round__plan").order_by("round__due_on", "pk"))


class _PeopleOfDay:
    """Who acts and who holds which post on a day, read once for all curators of a round; two queries."""

    def __init__(self, rows: Sequence[Agreement], day: date) -> None:
        self.day, self.index = day, ActingIndex(day)
        known = {*self.index.people, *(each.person_id for each in rows)}
        held = positions_on(day).filter(Q(person__in=known) | Q(title__in={each.post for each in rows}))
        self.posts: list[Position] = list(held)

    def post_of(self, person: Person) -> Position | None:
        """Return the post that the person holds."""
        return next((post for post in self.posts if post.person_id == person.pk), None)

    def acting_for(self, person: Person) -> Person | None:
        """Return who stands in for the person; the person where not away, None where nobody acts."""
        return self.index.acting_for(person, self.day)

    def successor_of(self, each: Agreement) -> Person | None:
        """Return who holds today the post that the curator held; None where nobody does."""
        others = (post for post in self.posts if post.title == each.post and post.person_id != each.person_id)
        return next((post.person for post in others), None)

    def title_of(self, person: Person | None) -> str:
        """Return the post of a person in words, nothing of nobody or of somebody without a post."""
        post = self.post_of(person) if person else None
        return post.title if post else ""


def _standing(each: Agreement, people: _PeopleOfDay, own: int | None, *, is_turn: bool, may: bool) -> Standing:
    if each.state != AgreementState.WAITING:
        return Standing(each)
    acting, holds = people.acting_for(each.person), people.post_of(each.person) is not None
    is_away = acting is None or acting.pk != each.person_id
    if not holds:
        acting = people.successor_of(each)
    other = acting if acting and acting.pk != each.person_id else None
    may = may or own == each.person_id or (other is not None and own == other.pk)
    return Standing(each, is_turn, is_away, not holds, other, people.title_of(other), may_answer=is_turn and may)


def changed_since_sent(laid: AgreementRound) -> list[Amendment]:
    """Return how the plan changed since it was laid before curators."""
    frozen = frozen_of(laid.rows)
    return amendments_of(frozen, difference_now(laid.plan, frozen, laid.sent_at))


def curators_on(day: date) -> list[tuple[Person, str]]:
    """Return who may agree plans: the leaders of the day but the first, with their posts."""
    return [(post.person, post.title) for post in leaders_on(day) if post.leader_order != 1]


def due_day(kind: str, today: date) -> date:
    """Return until when curators answer, by the rule of the plan's kind; beyond the calendar's years, in plain days."""
    rule = rule_of(kind)
    if not rule.working_days:
        return today + timedelta(days=rule.days)
    try:
        return WorkingCalendar.bundled().add(today, rule.days)
    except UnknownYearError:
        return today + timedelta(days=rule.days)
