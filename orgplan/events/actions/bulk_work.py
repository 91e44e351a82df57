"""A change of some hundreds of events as a job: ordered with its ground, written part by part, undone as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.accounts.queries.ordering import order_of
from orgplan.audit.actions import audited, nothing_changed
from orgplan.core.editing import RefusedError
from orgplan.directory.models import Person, Unit, Venue
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions.bulk import BulkChange, bulk_rows
from orgplan.events.actions.changes import Wanted, change_events, change_to
from orgplan.events.actions.facts import WITH_FACTS, facts_of, to_plain
from orgplan.events.actions.following import refuse_without_ground
from orgplan.events.models import Event, UndoStep
from orgplan.events.policy import can_edit
from orgplan.events.rules import NO_BASIS, Basis, EventKind, EventState, Level, ParticipationKind
from orgplan.jobs.actions.queue import enqueue

BULK_KIND = "events.bulk"
MANY = 300
"""More events than this are changed by a job; fewer while the page waits."""
PART = 100
"""So many are written in one transaction."""
_ROWS = {"unit": Unit, "venue": Venue, "leader": Person}
_CHOICES = {"kind": EventKind, "level": Level, "state": EventState, "leader_as": ParticipationKind}


@dataclass(frozen=True, slots=True)
class BulkOrder:
    """What was ordered: the change, the events with the editions that were previewed, and the ground."""

    change: BulkChange
    chosen: Sequence[tuple[int, int]]
    reason: str = ""
    basis: Basis = NO_BASIS

    def to_plain(self) -> dict[str, Any]:
        """Return the order as JSON holds it; other rows by their keys."""
        named = {name: row.pk if (row := getattr(self.change, name)) else None for name in _ROWS}
        words = {name: str(getattr(self.change, name) or "") for name in _CHOICES}
        return {
            "change": {**named, **words, "days": self.change.days, "find": self.change.find, "put": self.change.put},
            "chosen": [list(pair) for pair in self.chosen],
            "reason": self.reason,
            "basis": [self.basis.text, self.basis.number, self.basis.on.isoformat() if self.basis.on else ""],
        }

    @classmethod
    def from_plain(cls, stored: Mapping[str, Any]) -> BulkOrder:
        """Read what `to_plain` stored; RefusedError where what should be put in is no longer on record."""
        change = stored["change"]
        found = {name: model.objects.filter(pk=change[name]).first() for name, model in _ROWS.items()}
        if any(change[name] and found[name] is None for name in _ROWS):
            raise RefusedError(_("What should be put into the events was removed from the directory meanwhile."))
        words = {name: kind(change[name]) if change[name] else None for name, kind in _CHOICES.items()}
        text, number, day = stored["basis"]
        return cls(
            BulkChange(**found, **words, days=change["days"], find=change["find"], put=change["put"]),
            tuple((key, edition) for key, edition in stored["chosen"]),
            stored["reason"],
            Basis(text, number, date.fromisoformat(day) if day else None),
        )


@audited
def order_bulk_change(*, wanted: Sequence[Wanted], order: BulkOrder, by: User) -> UndoStep:
    """Order the change as a job; the step fills as the job goes and takes all of it back.

    RefusedError where an approved plan asks for a reason and a basis that are not given.
    """
    changes = [change_to(each.event, each.facts, reason=order.reason, basis=order.basis) for each in wanted]
    refuse_without_ground(changes, by)
    step = UndoStep.objects.create(user=by, verb="changed", befores=[])
    words = _("Change of many events")
    payload = {"step": step.pk, "by": order_of(by), **order.to_plain()}
    enqueue(kind=BULK_KIND, key=str(step.pk), payload=payload, words=words, by=by)
    nothing_changed()  # the entry is that of the job
    return step


@audited
def change_part(*, step: UndoStep, order: BulkOrder, part: Sequence[tuple[int, int]], by: User) -> int:
    """Write one part in one transaction and return how many events it changed.

    What was changed since the preview, or is no longer there to change, stays; a part that was written already stays
    written. RefusedError where the step was taken back meanwhile.
    """
    step = UndoStep.objects.select_for_update().get(pk=step.pk)
    if step.used_at:
        raise RefusedError(_("The change was taken back while it was being made; the rest stays as it was."))
    written = {each["event"] for each in step.befores}
    wanted = _wanted(order, [pair for pair in part if pair[0] not in written], by)
    if not wanted:
        nothing_changed()
        return 0
    befores = [to_plain(facts_of(each.event)) for each in wanted]
    events = change_events(wanted=wanted, reason=order.reason, basis=order.basis, by=by)
    step.befores += [
        {"event": event.pk, "edition": event.edition, "facts": before}
        for event, before in zip(events, befores, strict=True)
    ]
    step.save(update_fields=["befores"])
    return len(wanted)


def _wanted(order: BulkOrder, part: Sequence[tuple[int, int]], by: User) -> list[Wanted]:
    seen = dict(part)
    events = Event.objects.visible_to(by).filter(pk__in=seen).select_related("owner", "venue", "part_of")
    fresh = [event for event in events.prefetch_related(*WITH_FACTS) if event.edition == seen[event.pk]]
    own = own_unit_key(by)

    def may(event: Event) -> bool:
        return can_edit(by, unit_id=own, owner_id=event.owner_id)

    rows = bulk_rows(fresh, order.change, may)
    return [Wanted(row.event, row.after, seen[row.event.pk]) for row in rows if row.after]
