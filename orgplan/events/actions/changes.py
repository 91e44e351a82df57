"""Changes of standing events: every way in (form, list, file, program) passes through here.

A change that a follower asks a ground for is refused without it (`following.GroundNeededError`); what is changed is
recorded as a `Change`; the followers act in the same transaction, and one that fails takes all of it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record_many
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.events.actions.facts import WITH_FACTS, EventFacts, facts_of, many_from_plain, shifts_between, to_plain
from orgplan.events.actions.following import (
    NOTHING_DECIDED,
    Decisions,
    EventChange,
    let_follow,
    refuse_without_ground,
)
from orgplan.events.actions.rows import TEXT_FIELDS, co_owners_of, filled, occurrences_of, participations_of, shown
from orgplan.events.models import Change, Event, Occurrence, Participation
from orgplan.events.rules import NO_BASIS, Basis, EventState

_BATCH = 300
_ROW_FIELDS = (
    *TEXT_FIELDS,
    *("owner", "venue", "part_of", "timing_kind", "rrule", "first_day", "last_day", "start_time"),
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
def take_back_change(change: Change, *, by: Actor) -> Event:
    """Undo a change and those that moved along with it: every event stands as before, and both are on record.

    ChangedMeanwhileError where one of them was changed since; RefusedError where it was taken back already.
    """
    if change.event is None or Change.objects.filter(takes_back=change).exists():
        raise RefusedError(_("This change was taken back already."))
    made = {each.event_id: each for each in (change, *change.along.exclude(event=None))}
    events = Event.objects.prefetch_related("owner", "venue", "part_of", *WITH_FACTS).in_bulk(made)
    for key, each in made.items():
        if to_plain(facts_of(events[key])) != each.after:
            raise ChangedMeanwhileError(events[key])
    before = many_from_plain([each.before for each in made.values()])
    wanted = [Wanted(events[key], facts, events[key].edition) for key, facts in zip(made, before, strict=True)]
    write_changes(wanted, Ground(_("The change was taken back."), Basis(str(by)), takes_back=made), by)
    return events[change.event_id]


def change_to(event: Event, facts: EventFacts, *, reason: str = "", basis: Basis | None = None) -> EventChange:
    """Return what writing the facts over the event would change; nothing is written."""
    before = facts_of(event)
    # A draft does not stand yet: writing on it changes nothing that others rely on.
    shifts = () if before.state == EventState.DRAFT else tuple(shifts_between(before, facts))
    return EventChange(event, before, facts, shifts, reason, basis or NO_BASIS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written: the changes, recorded where the event stood, and what followers did, in sentences."""

    changes: list[EventChange]
    done: list[str]


def write_changes(wanted: Sequence[Wanted], ground: Ground, actor: Actor) -> Outcome:
    """Write within a running action: check editions and ground, write, record, let follow."""
    changes = [
        change_to(event, each.facts, reason=ground.reason, basis=ground.basis)
        for event, each in zip(_locked(wanted), wanted, strict=True)
    ]
    refuse_without_ground(changes, actor)
    if not changes:
        nothing_changed()
        return Outcome([], [])
    before = [shown(each.event) for each in changes]
    _write(changes)
    events = [each.event for each in changes]
    models.prefetch_related_objects(events, *WITH_FACTS)
    triples = zip(events, before, map(shown, events), strict=True)
    record_many(triples, reason=ground.reason)
    recorded = _recorded(changes, ground, str(actor))
    done = [sentence for each in recorded if each.recorded for sentence in let_follow(each, ground.decisions, actor)]
    return Outcome(recorded, done)


def _locked(wanted: Sequence[Wanted]) -> list[Event]:
    """Lock the events and return their present state in the order asked; or raise ChangedMeanwhileError."""
    rows = Event.objects.select_for_update(of=("self",)).filter(pk__in=[each.event.pk for each in wanted])
    # One row for a unit or a venue, however many of the events have it.
    found = {row.pk: row for row in rows.prefetch_related("owner", "venue", "part_of", *WITH_FACTS)}
    current = [found[each.event.pk] for each in wanted]
    for row, each in zip(current, wanted, strict=True):
        if row.edition != each.edition:
            raise ChangedMeanwhileError(row)
    return current


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
