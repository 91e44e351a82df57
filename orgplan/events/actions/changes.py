"""Changes of standing events: every way in (form, list, file, program) passes through here.

A change that a follower asks a ground for is refused without it (`following.GroundNeededError`); what is changed is
recorded as a `Change`; the followers act in the same transaction, and one that fails takes all of it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from orgplan.audit.actions import Actor, audited, nothing_changed, record_many
from orgplan.core.editing import ChangedMeanwhileError
from orgplan.events.actions.facts import EventFacts, facts_of, shifts_between, to_plain
from orgplan.events.actions.following import (
    NOTHING_DECIDED,
    Decisions,
    EventChange,
    Together,
    let_follow,
    note_changes,
    refuse_without_ground,
)
from orgplan.events.actions.reading import facts_of_many
from orgplan.events.actions.rows import TEXT_FIELDS, co_owners_of, filled, occurrences_of, participations_of, shown
from orgplan.events.models import Change, Event, Occurrence, Participation
from orgplan.events.rules import NO_BASIS, Basis, EventState

Becomes = Callable[[EventFacts], EventFacts | None]
"""What becomes of an event that stands so; None: nothing."""

_BATCH = 300
_ROW_FIELDS = (
    *TEXT_FIELDS,
    *("owner", "venue", "part_of", "timing_kind", "rrule", "first_day", "last_day", "start_time", "one_stretch"),
    *("edition", "changed_at", "moment", "search_key"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event, what it is to become, and the edition over which that was written."""

    event: Event
    facts: EventFacts
    edition: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What is said with a change: reason, basis, decisions about what it touches, and the change that caused it."""

    reason: str = ""
    basis: Basis = NO_BASIS
    decisions: Decisions = NOTHING_DECIDED
    cause: Change | None = None
    takes_back: Mapping[int, Change] = field(default_factory=dict)
    """The recorded change that is undone, by the key of its event."""
    among: Together | None = None
    """All changes of the decision, where it is written piece by piece."""


@audited
def change_event(
    event: Event,
    *,
    facts: EventFacts,
    edition: int,
    reason: str = "",
    basis: Basis | None = None,
    by: Actor,
) -> Event:
    """Write the facts over the event, if it still is the edition that was opened (core.editing).

    What is to become of it is said by its facts: `facts_of(event).moved(…)`, `.placed(…)`, `.cancelled()`.
    RefusedError where an approved plan asks for a reason and a basis, or for the department's decision.
    """
    ground = Ground(reason, basis or NO_BASIS)
    return write_changes([Wanted(event, facts, edition)], ground, by).changes[0].event


@audited
def change_events(
    *,
    wanted: Sequence[Wanted],
    reason: str = "",
    basis: Basis | None = None,
    cause: Change | None = None,
    by: Actor,
) -> list[Event]:
    """Change many events at once or none, in a fixed number of statements per some hundred; as `change_event`.

    `cause` is the recorded change of the whole with which these move along.
    """
    ground = Ground(reason, basis or NO_BASIS, cause=cause)
    return [each.event for each in write_changes(wanted, ground, by).changes]


@audited
def change_along(*, keys: Sequence[int], becomes: Becomes, ground: Ground, by: Actor) -> list[Event]:
    """Change the events with these keys alike, whatever they are now; those that nothing becomes of stay as they are.

    For what moves along with another change: read once, under the lock.
    """
    changes = [
        to_become(event, now, after, ground) for event, now in standing(keys) if (after := becomes(now)) is not None
    ]
    return [each.event for each in carried_out(changes, ground, by).changes]


def change_to(event: Event, facts: EventFacts, *, reason: str = "", basis: Basis | None = None) -> EventChange:
    """Return what writing the facts over the event would change; nothing is written."""
    return to_become(event, facts_of(event), facts, Ground(reason, basis or NO_BASIS))


def to_become(event: Event, before: EventFacts, after: EventFacts, ground: Ground) -> EventChange:
    """Return the change of an event from these facts to those."""
    # A draft does not stand yet: writing on it changes nothing that others rely on.
    shifts = () if before.state == EventState.DRAFT else tuple(shifts_between(before, after))
    return EventChange(event, before, after, shifts, ground.reason, ground.basis, among=ground.among)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written: the changes, recorded where the event stood, and what followers did, in sentences."""

    changes: list[EventChange]
    done: list[str]


def write_changes(wanted: Sequence[Wanted], ground: Ground, actor: Actor) -> Outcome:
    """Write within a running action: check editions and ground, write, record, let follow."""
    rows = standing([each.event.pk for each in wanted])
    for (row, _now), each in zip(rows, wanted, strict=True):
        if row.edition != each.edition:
            raise ChangedMeanwhileError(row)
    changes = [to_become(*pair, each.facts, ground) for pair, each in zip(rows, wanted, strict=True)]
    return carried_out(changes, ground, actor)


def standing(keys: Sequence[int]) -> list[tuple[Event, EventFacts]]:
    """Lock the events and return each with its present facts, in the order asked."""
    found = {row.pk: row for row in Event.objects.select_for_update(of=("self",)).filter(pk__in=keys)}
    rows = [found[key] for key in keys]
    return list(zip(rows, facts_of_many(rows), strict=True))


def carried_out(changes: Sequence[EventChange], ground: Ground, actor: Actor) -> Outcome:
    """Write what is locked: check the ground, write, record, let follow."""
    refuse_without_ground(changes, actor)
    if not changes:
        nothing_changed()
        return Outcome([], [])
    before = [shown(each.event, each.before) for each in changes]
    _write(changes)
    record_many(
        ((each.event, old, shown(each.event, each.after)) for each, old in zip(changes, before, strict=True)),
        reason=ground.reason,
    )
    recorded = _recorded(changes, ground, str(actor))
    done = note_changes([each for each in recorded if each.recorded], actor)
    followed = [(each, let_follow(each, ground.decisions, actor)) for each in recorded if each.recorded]
    several = sum(bool(sentences) for _each, sentences in followed) > 1
    done += [f"«{each.event.title}»: {said}" if several else said for each, sentences in followed for said in sentences]
    return Outcome(recorded, done)


def _write(changes: Sequence[EventChange]) -> None:
    now = timezone.now()
    for each in changes:
        filled(each.event, each.after)
        each.event.edition += 1
        each.event.changed_at = now
    _overwrite([each.event for each in changes])
    moved = [each for each in changes if each.before.timing != each.after.timing]
    Occurrence.objects.filter(event__in=[each.event for each in moved]).delete()
    Occurrence.objects.bulk_create(
        (row for each in moved for row in occurrences_of(each.event, each.after)), batch_size=_BATCH
    )
    others = [each for each in changes if each.before.participants != each.after.participants]
    Participation.objects.filter(event__in=[each.event for each in others]).delete()
    Participation.objects.bulk_create(
        (row for each in others for row in participations_of(each.event, each.after)), batch_size=_BATCH
    )
    for each in changes:
        if set(each.before.co_owners) != set(co_owners_of(each.after)):
            each.event.co_owners.set(co_owners_of(each.after))
        vars(each.event).pop("_prefetched_objects_cache", None)


def _overwrite(events: Sequence[Event]) -> None:
    """Write the rows, which stand and are locked.

    As inserts that meet their own row: `bulk_update` puts thousands of conditions together and takes ten times as long.
    """
    created = [each.created_at for each in events]
    Event.objects.bulk_create(
        events, batch_size=_BATCH, update_conflicts=True, unique_fields=["id"], update_fields=_ROW_FIELDS
    )
    for event, moment in zip(events, created, strict=True):
        event.created_at = moment  # an insert takes it for now; the stored one stays


def _recorded(changes: Sequence[EventChange], ground: Ground, who: str) -> list[EventChange]:
    """Record what changed in standing events and return all changes, with the record where there is one."""
    standing = [each for each in changes if each.shifts]
    rows = [
        Change(
            event=each.event,
            event_label=each.event.title,
            kinds=" ".join(kind.value for kind, _before, _after in each.shifts),
            before=to_plain(each.before),
            after=to_plain(each.after),
            shown=[[kind.value, before, after] for kind, before, after in each.shifts],
            reason=ground.reason.strip(),
            basis=ground.basis.text.strip(),
            basis_number=ground.basis.number,
            basis_date=ground.basis.on,
            cause=ground.cause,
            takes_back=ground.takes_back.get(each.event.pk),
            made_by=who[:200],
        )
        for each in standing
    ]
    Change.objects.bulk_create(rows, batch_size=_BATCH)
    made = {row.event_id: row for row in rows}
    return [replace(each, recorded=made.get(each.event.pk)) for each in changes]
