"""Writes to what roles are asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils import timezone
from django.utils.translation import gettext_noop

from orgplan.accounts.models import RolePolicy
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import take_edition

VERBS = (gettext_noop("change role policy"),)
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
