"""Who takes part in a changed event: leaders and units may be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.models import Person, Unit
from orgplan.events.actions.facts import EventFacts
from orgplan.events.actions.following import Decisions, Demand, Effect, EventChange
from orgplan.events.following.letters import letter_about, unit_letter
from orgplan.events.rules import ChangeKind, Decision
from orgplan.notices.actions import Letter, Recipient, write_messages

_QUIET = frozenset({ChangeKind.HELD, ChangeKind.NOT_HELD})
Participant = tuple[str, Person | Unit]


@dataclass(frozen=True, slots=True)
class ParticipantsFollower:
    """People and units that take part, before or after the change: each may get a letter through the outbox."""

    key: str = "events.participants"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Participants and units")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:  # noqa: ARG002 -- who sees the event sees them
        """Return everybody who takes part; no query beside the facts."""
        return [_effect(change, key, one) for key, one in _taking_part(change)]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Put letters into the outbox for those for whom it was decided."""
        if not decisions.may_concern(self.key):
            return []
        letters = [
            _letter(change, one)
            for key, one in _taking_part(change)
            if decisions.of(self.key, _effect(change, key, one)) == Decision.NOTIFY
        ]
        if not letters:
            return []
        write_messages(letters, by=by)
        count = len(letters)
        return [ngettext("%d letter stands in the outbox.", "%d letters stand in the outbox.", count) % count]


def _taking_part(change: EventChange) -> Iterator[Participant]:
    if not change.kinds - _QUIET:
        return
    known = set()
    for facts in (change.before, change.after):
        for key, one in _named(facts):
            if key not in known:
                known.add(key)
                yield key, one


def _named(facts: EventFacts) -> Iterator[Participant]:
    people = [each.person for each in facts.participants if each.person]
    units = [facts.owner, *facts.co_owners, *(each.unit for each in facts.participants if each.unit)]
    yield from ((f"person-{person.pk}", person) for person in people)
    yield from ((f"unit-{unit.pk}", unit) for unit in units)


def _effect(change: EventChange, key: str, one: Person | Unit) -> Effect:
    taking_part = [dict(_named(facts)).keys() for facts in (change.before, change.after)]
    if key not in taking_part[1]:
        words = _("takes part no more")
    elif key not in taking_part[0]:
        words = _("takes part now")
    else:
        words = "; ".join(f"{old} → {new}" for kind, old, new in change.shifts if kind != ChangeKind.LEADERS)
    unreachable = _("no e-mail: the letter waits as a draft")
    return Effect(
        key=key,
        heading=str(one),
        sentence=words if one.email else f"{words} · {unreachable}",
        address=one.get_absolute_url(),
        may=(Decision.NOTIFY, Decision.LEAVE),
        default=Decision.NOTIFY if one.email else Decision.LEAVE,
    )


def _letter(change: EventChange, one: Person | Unit) -> Letter:
    why = _("You take part in the event or answer for it.")
    if isinstance(one, Unit):
        return unit_letter(change, one, why)
    return letter_about(change, Recipient(str(one), one.email), who=f"person-{one.pk}", why=why)
