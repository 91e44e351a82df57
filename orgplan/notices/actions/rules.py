"""Changing the rules of the outbox."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import time

from django.utils.translation import gettext_noop

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import take_edition
from orgplan.notices.models import OutboxRules

VERBS = (gettext_noop("change outbox rules"),)
"""How the history names this action."""


@dataclass(frozen=True, slots=True)
class OutboxFacts:
    """What people decide about letters."""

    quiet_since: time
    quiet_until: time
    quiet_days_off: bool
    resend_uncertain: bool
    signature: str


@audited
def change_outbox_rules(*, facts: OutboxFacts, edition: int, by: Actor) -> OutboxRules:
    """Change when letters leave and what stands under them; raises ChangedMeanwhileError."""
    rules, _is_new = OutboxRules.objects.get_or_create(pk=1)
    current = take_edition(rules, edition)
    fields = asdict(facts)
    before = state_of(current, *fields)
    for name, value in fields.items():
        setattr(current, name, value)
    current.save(update_fields=[*fields, "edition"])
    record(current, before=before, after=state_of(current, *fields))
    return current
