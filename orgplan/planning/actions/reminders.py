"""Reminding units of their plans: by hand, by the rules, and the rules themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import take_edition
from orgplan.notices.actions import Letter, write_messages
from orgplan.notices.models import Message
from orgplan.planning.models import Plan, ReminderRule

_SHOWN = ("plan_kind", "moment", "count", "measure", "subject", "text", "is_active")


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What a rule of reminders says."""

    plan_kind: str
    moment: str
    count: int
    measure: str
    subject: str
    text: str
    is_active: bool = True


@audited
def remind_units(*, plan: Plan, letters: Sequence[Letter], by: Actor) -> list[Message]:
    """Put the reminders into the outbox; those that were written for the same occasion are not repeated."""
    known = set(
        Message.objects.filter(send_key__in=[each.send_key for each in letters]).values_list("send_key", flat=True)
    )
    fresh = [each for each in letters if each.send_key not in known]
    if not fresh:
        nothing_changed()
        return []
    written = write_messages(fresh, by=by)
    record(plan, after={"reminded": len(written)})
    return written


@audited
def set_reminder(*, facts: ReminderFacts, by: Actor) -> ReminderRule:
    """Set a rule of reminders."""
    rule = ReminderRule.objects.create(**asdict(facts))
    record(rule, after=state_of(rule, *_SHOWN))
    return rule


@audited
def change_reminder(rule: ReminderRule, *, facts: ReminderFacts, edition: int, by: Actor) -> ReminderRule:
    """Change a rule of reminders; if it still is the edition that was shown."""
    current = take_edition(rule, edition)
    before = state_of(current, *_SHOWN)
    for name, value in asdict(facts).items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current
