"""A round of agreement as its page shows it: whose turn it is, who is away, what changed since it was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.accounts.models import User
from orgplan.directory.models import Membership, Person
from orgplan.directory.queries import acting_for, leaders_on, positions_on
from orgplan.planning.models import Agreement, AgreementRound
from orgplan.planning.policy import can_consolidate
from orgplan.planning.queries.amendments import amendments_of
from orgplan.planning.queries.approval import rule_of
from orgplan.planning.queries.plans import difference_now
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
    own = Membership.objects.filter(user=user).values_list("person", flat=True).first()
    return [_standing(each, place in turn, user, own, today) for place, each in enumerate(rows)]


def _standing(each: Agreement, is_turn: bool, user: User, own: int | None, today: date) -> Standing:
    if each.state != AgreementState.WAITING:
        return Standing(each)
    acting = acting_for(each.person, today)
    holds = positions_on(today).filter(person=each.person).exists()
    is_away = acting is None or acting.pk != each.person_id
    if not holds:
        acting = _successor(each, today)
    other = acting if acting and acting.pk != each.person_id else None
    post = positions_on(today).filter(person=other).first() if other else None
    may = can_consolidate(user) or own == each.person_id or (other is not None and own == other.pk)
    return Standing(each, is_turn, is_away, not holds, other, post.title if post else "", may_answer=is_turn and may)


def _successor(each: Agreement, today: date) -> Person | None:
    """Return who holds today the post that the curator held; None where nobody does."""
    post = positions_on(today).filter(title=each.post).exclude(person=each.person).first()
    return post.person if post else None


def changed_since_sent(laid: AgreementRound) -> list[Amendment]:
    """Return how the plan changed since it was laid before curators."""
    return amendments_of(laid.rows, difference_now(laid.plan, laid.rows, laid.sent_at))


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
