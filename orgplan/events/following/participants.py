"""Who takes part in a changed event: leaders and units may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.directory.models import Person, Unit
from orgplan.events.actions.facts import EventFacts
from orgplan.events.actions.following import Decisions, Demand, Effect, EventChange
from orgplan.events.following.letters import letter_about, put_letters
from orgplan.events.rules import ChangeKind, Decision
from orgplan.notices.actions import Letter, Recipient

_QUIET = frozenset({ChangeKind.HELD, ChangeKind.NOT_HELD})


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
        return [each.effect for each in _taking_part(change)]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Put letters into the outbox for those for whom it was decided."""
        if not decisions.may_concern(self.key):
            return []
        letters = [
            letter_to(change, each.one)
            for each in _taking_part(change)
            if decisions.of(self.key, each.effect) == Decision.NOTIFY
        ]
        count = put_letters(letters, by=by)
        if not count:
            return []
        return [ngettext("%d letter stands in the outbox.", "%d letters stand in the outbox.", count) % count]


@dataclass(frozen=True, slots=True)
class _Touched:
    one: Person | Unit
    effect: Effect


def _taking_part(change: EventChange) -> list[_Touched]:
    if not change.kinds - _QUIET:
        return []
    before, after = named_in(change.before), named_in(change.after)
    words = "; ".join(f"{old} → {new}" for kind, old, new in change.shifts if kind != ChangeKind.LEADERS)
    words = words or _others(before, after)
    found = []
    for key, one in (before | after).items():
        if key not in after:
            found.append(_Touched(one, effect_on(key, one, _("takes part no more"))))
        else:
            found.append(_Touched(one, effect_on(key, one, words if key in before else _("takes part now"))))
    return found


def _others(before: Mapping[str, Person | Unit], after: Mapping[str, Person | Unit]) -> str:
    """Say to who stays in what the others changed, where nothing else did."""
    gone = ", ".join(str(one) for key, one in before.items() if key not in after)
    come = ", ".join(str(one) for key, one in after.items() if key not in before)
    return _("takes part as before; others: %(gone)s → %(come)s") % {"gone": gone or "—", "come": come or "—"}


def named_in(facts: EventFacts) -> dict[str, Person | Unit]:
    """Return who takes part and which units answer, by the names that letters know them under («person-3»)."""
    people = [each.person for each in facts.participants if each.person]
    units = [facts.owner, *facts.co_owners, *(each.unit for each in facts.participants if each.unit)]
    return {f"person-{each.pk}": each for each in people} | {f"unit-{each.pk}": each for each in units}


def effect_on(key: str, one: Person | Unit, words: str) -> Effect:
    """Return the line of somebody who may be told."""
    unreachable = _("no e-mail: the letter waits as a draft")
    return Effect(
        key=key,
        heading=str(one),
        sentence=words if one.email else f"{words} · {unreachable}",
        address=one.get_absolute_url(),
        may=(Decision.NOTIFY, Decision.LEAVE),
        default=Decision.NOTIFY if one.email else Decision.LEAVE,
        tells=key,
        reachable=bool(one.email),
    )


def letter_to(change: EventChange, one: Person | Unit, parts: Sequence[str] = ()) -> Letter:
    """Return the letter to somebody who takes part in the event, or in these parts of it."""
    why = _("You take part in the event or answer for it.")
    who = "unit" if isinstance(one, Unit) else "person"
    return letter_about(change, Recipient(str(one), one.email), who=f"{who}-{one.pk}", why=why, parts=parts)
