"""The basket: events are put there, come back, or leave for good after the days that people set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, record_many, state_of
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, take_edition
from orgplan.events.actions.changes import change_to
from orgplan.events.actions.facts import WITH_FACTS, facts_of
from orgplan.events.actions.following import Demand, demands_of
from orgplan.events.models import BasketTerm, Event, Tombstone
from orgplan.events.rules import NO_BASIS, Basis, EventState

_FIELDS = ("deleted_at", "deleted_by", "deleted_why")


@dataclass(frozen=True, slots=True)
class Chosen:
    """An event and the edition that was seen when it was chosen."""

    event: Event
    edition: int


def basket_demands(events: Sequence[Event], actor: Actor) -> list[Demand]:
    """Return what is asked before these events may be deleted: the same as before they are cancelled."""
    changes = [change_to(each, replace(facts_of(each), state=EventState.CANCELLED)) for each in events]
    return demands_of([each for each in changes if each.before.state != EventState.CANCELLED], actor)


@audited
def put_into_basket(
    *, chosen: Sequence[Chosen], reason: str = "", basis: Basis | None = None, by: Actor
) -> list[Event]:
    """Delete the events, all or none; they can be restored for `basket_term` days.

    RefusedError where an approved plan holds one of them and reason or basis is missing, or somebody else decides.
    ChangedMeanwhileError where one was changed since it was chosen.
    """
    events = _locked(chosen)
    _refuse_without_ground(events, reason, basis or NO_BASIS, by)
    now, why = timezone.now(), ". ".join(filter(None, (reason.strip(), (basis or NO_BASIS).words)))
    changes = []
    for event in events:
        before = state_of(event, *_FIELDS)
        event.deleted_at, event.deleted_by, event.deleted_why = now, str(by)[:200], why[:500]
        event.changed_at = now
        event.edition += 1
        changes.append((event, before, state_of(event, *_FIELDS)))
    Event.objects.bulk_update(events, (*_FIELDS, "changed_at", "edition"), batch_size=300)
    record_many(changes, reason=why)
    return events


@audited
def restore_events(*, events: Sequence[Event], by: Actor) -> list[Event]:
    """Take the events out of the basket; they stand where they stood."""
    found = list(
        Event.objects.select_for_update().filter(pk__in=[each.pk for each in events], deleted_at__isnull=False)
    )
    changes = []
    for event in found:
        before = state_of(event, *_FIELDS)
        event.deleted_at, event.deleted_by, event.deleted_why = None, "", ""
        event.changed_at = timezone.now()
        event.edition += 1
        changes.append((event, before, state_of(event, *_FIELDS)))
    Event.objects.bulk_update(found, (*_FIELDS, "changed_at", "edition"), batch_size=300)
    record_many(changes)
    return found


@audited
def empty_basket(*, before: datetime, by: Actor) -> int:
    """Delete for good what lies in the basket since before the moment; a tombstone of each remains.

    What an approved plan or another record still holds stays in the basket.
    """
    removed = 0
    for event in Event.objects.filter(deleted_at__lt=before):
        state = {"title": event.title, "deleted_at": event.deleted_at, "deleted_by": event.deleted_by}
        uid, key = event.uid, event.pk
        try:
            with transaction.atomic():
                event.delete()
        except ProtectedError:
            continue
        Tombstone.objects.create(uid=uid)
        event.pk = key
        record(event, before=state)
        removed += 1
    if not removed:
        nothing_changed()
    return removed


@audited
def set_basket_term(*, days: int, edition: int, by: Actor) -> BasketTerm:
    """Say for how many days deleted events can be restored."""
    term = take_edition(basket_term(), edition)
    before = state_of(term, "days")
    term.days = days
    term.save()
    record(term, before=before, after=state_of(term, "days"))
    return term


def basket_term() -> BasketTerm:
    """Return the one row that says how long the basket keeps; made where it is missing."""
    return BasketTerm.objects.get_or_create(pk=1)[0]


def _locked(chosen: Sequence[Chosen]) -> list[Event]:
    rows = Event.objects.select_for_update(of=("self",)).kept().select_related("owner", "venue", "part_of")
    found = {
        row.pk: row for row in rows.filter(pk__in=[each.event.pk for each in chosen]).prefetch_related(*WITH_FACTS)
    }
    for each in chosen:
        if each.event.pk not in found:
            raise RefusedError(_("“%(title)s” lies in the basket already.") % {"title": each.event.title})
        if found[each.event.pk].edition != each.edition:
            raise ChangedMeanwhileError(found[each.event.pk])
    return list(found.values())


def _refuse_without_ground(events: Sequence[Event], reason: str, basis: Basis, by: Actor) -> None:
    demands = basket_demands(events, by)
    because = " ".join(dict.fromkeys(each.because for each in demands))
    if any(not each.may_alone for each in demands):
        raise RefusedError(_("The department decides on this: propose to cancel the event. %(why)s") % {"why": because})
    if demands and not (reason.strip() and basis):
        raise RefusedError(
            _("Give the reason and the basis of the deletion, or cancel the event. %(why)s") % {"why": because}
        )
