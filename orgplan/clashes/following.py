"""What clashes answer when an event changes: a clash that blocks asks why, and stays with that reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.clashes.actions import accept_clashes
from orgplan.clashes.policy import can_accept
from orgplan.clashes.queries import Brought, ShownClash, brought_by, open_clashes
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.events.following import ChangeKind, Decisions, Demand, Effect, EventChange, Together

_TOUCHING = frozenset({ChangeKind.MOVED, ChangeKind.RE_VENUED, ChangeKind.LEADERS, ChangeKind.REINSTATED})
_NAMED = 3
"""How many clashes a refusal names; the page of clashes shows all."""


@dataclass(frozen=True, slots=True)
class ClashesFollower:
    """Clashes that the change would bring: what blocks is refused, or accepted with the reason of the change."""

    key: str = "clashes.clashes"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Clashes after the change")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:
        """Ask for a reason where a clash blocks; who may not accept it proposes only. Seven queries at most."""
        may_alone = not isinstance(by, User) or can_accept(by)
        found = _blocking(changes, by)
        return [
            Demand(because, reason=True, basis=False, may_alone=may_alone)
            for because in [_because(each) for each in found[:_NAMED]]
        ]

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the clashes that the event will have, as far as the user sees them."""
        if not change.kinds & _TOUCHING:
            return []
        brought = _brought([change])
        return [
            Effect(
                key=each.clash.identity,
                heading=each.clash.resource_name or str(each.clash.subject.label),
                sentence=f"{each.clash.sentence}.",
                address=_address(change),
            )
            for each in open_clashes(brought, brought.after, user)
        ]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:  # noqa: ARG002 -- the seam's shape
        """Nothing is left to do: what blocks was accepted for the whole write at once (`note_accepted_clashes`)."""
        return []


def note_accepted_clashes(changes: Sequence[EventChange], by: Actor) -> list[str]:
    """Let the clashes that block and that the changes bring stay with their reason, which is one for all of a write."""
    reason = changes[0].reason.strip()
    found = _blocking(changes, by) if reason else []
    if not found:
        return []
    count = len(accept_clashes(clashes=[each.clash for each in found], reason=reason, by=by))
    words = ngettext("%d clash was accepted with the reason.", "%d clashes were accepted with the reason.", count)
    return [words % count]


def _blocking(changes: Sequence[EventChange], by: Actor) -> list[ShownClash]:
    """Return the blocking clashes that the changes bring; of a decision in pieces, those of the piece's own events."""
    touched = [each for each in changes if each.kinds & _TOUCHING]
    if not touched:
        return []
    among, own = touched[0].among, {each.event.pk for each in touched}
    brought = _brought([each for each in among.changes if each.kinds & _TOUCHING] if among else touched, among)
    found = brought.new(ClashLevel.BLOCK)
    if among:
        found = [each for each in found if own.intersection(each.events)]
    return open_clashes(brought, found, by if isinstance(by, User) else None)


def _brought(changes: Sequence[EventChange], among: Together | None = None) -> Brought:
    """Return the clashes of the changes, looked for once: for the list, for what is demanded, for what is accepted."""
    keys, read = [each.event.pk for each in changes], among.read if among else changes[0].read
    if read.get("clashes of") != keys:
        read["clashes of"] = keys
        read["clashes"] = brought_by([(each.event, each.before, each.after) for each in changes])
    found: Brought = read["clashes"]
    return found


def _because(shown: ShownClash) -> str:
    clash = shown.clash
    name = f"{clash.resource_name}: " if clash.resource_name else ""
    return _("Clash: %(what)s. %(why)s") % {"what": f"{name}{clash.sentence}", "why": clash.ruling.words}


def _address(change: EventChange) -> str:
    return reverse("events:event", args=[change.event.pk])
