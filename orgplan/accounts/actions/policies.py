"""Writes to what roles are asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop

from orgplan.accounts.models import Attempt, RolePolicy, SignInRules, SignInSession
from orgplan.accounts.queries.attempts import sign_in_rules
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.sessions import Ending
from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import take_edition

VERBS = (
    gettext_noop("change role policy"),
    gettext_noop("change sign-in rules"),
    gettext_noop("forget sign-ins"),
)
"""How the history names these actions: `audit.queries.verb_words` translates them."""


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """What a role is asked for; terms in minutes, hours and days."""

    asks_second_factor: bool
    grace_days: int
    allows_password: bool
    idle_minutes: int
    longest_hours: int


@audited
def change_role_policy(*, role: Role, facts: PolicyFacts, edition: int, by: Actor) -> RolePolicy:
    """Change what a role is asked for; sessions that go on obey at their next request.

    Raises ChangedMeanwhileError. A requirement of one-time codes begins today: nobody is locked out before the days of
    grace are over.
    """
    row, _made = RolePolicy.objects.get_or_create(role=role)
    current = take_edition(row, edition)
    names = tuple(asdict(facts))
    before = state_of(current, *names)
    if facts.asks_second_factor and not current.asks_second_factor:
        current.asked_since = timezone.now()
    for name, value in asdict(facts).items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *names))
    return current


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """How many wrong attempts are borne, how long rows are remembered; the fields are those of `SignInRules`."""

    by_login: int
    by_address: int
    window_minutes: int
    attempt_days: int
    session_days: int


@audited
def change_sign_in_rules(*, facts: SignInFacts, edition: int, by: Actor) -> SignInRules:
    """Change the limits of attempts and the terms of memory; they hold from the next attempt on.

    Raises ChangedMeanwhileError.
    """
    rules, _is_new = SignInRules.objects.get_or_create(pk=1)
    current = take_edition(rules, edition)
    fields = asdict(facts)
    before = state_of(current, *fields)
    for name, value in fields.items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *fields))
    return current


@audited
def forget_sign_ins(*, now: datetime, by: Actor) -> int:
    """Delete attempts and ended sessions that are older than their terms; the history keeps its own lines."""
    rules = sign_in_rules()
    attempts, _kinds = Attempt.objects.filter(at__lt=now - timedelta(days=rules.attempt_days)).delete()
    ended = SignInSession.objects.filter(seen_at__lt=now - timedelta(days=rules.session_days))
    sessions, _kinds = ended.exclude(ending=Ending.GOING_ON).delete()
    if attempts or sessions:
        record(rules, after={"forgotten attempts": attempts, "forgotten sessions": sessions})
    else:
        nothing_changed()
    return attempts + sessions
