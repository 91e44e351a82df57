"""Taking a recorded change back: every event stands as before, and both changes are on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.accounts.queries.ordering import order_of
from orgplan.audit.actions import Actor, audited, nothing_changed
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.events.actions.along import is_by_job, refuse_while_going
from orgplan.events.actions.changes import Ground, carried_out, standing, to_become
from orgplan.events.actions.facts import EventFacts, many_from_plain, to_plain
from orgplan.events.actions.following import EventChange, Together
from orgplan.events.actions.letters import cause_of
from orgplan.events.actions.pieces import Pieces
from orgplan.events.actions.reading import facts_of_many
from orgplan.events.models import Change, Event
from orgplan.events.rules import Basis
from orgplan.jobs.actions.queue import enqueue
from orgplan.jobs.models import Job
from orgplan.notices.actions import take_back_letters

BACK_KIND = "events.back"


@audited
def take_back_change(change: Change, *, by: Actor) -> list[str]:
    """Undo a change and those that moved along with it; of many parts a job puts them back after the whole.

    Return what followed in other rooms, in sentences. Letters about it that have not left are taken back with this
    reason; who got one may be sent a correction (`write_corrections`).

    ChangedMeanwhileError where one of them was changed since; RefusedError where it was taken back already, or where
    a job still lets the parts go along.
    """
    if change.event is None or Change.objects.filter(takes_back=change).exists():
        raise RefusedError(_("This change was taken back already."))
    refuse_while_going(change)
    along = list(change.along.exclude(event=None).only("event_id", "cause_id", "before", "after"))
    by_job = is_by_job(len(along), by) and isinstance(by, User)
    if by_job:
        _refuse_changed_since(change)
    made = {each.event_id: each for each in (change, *(() if by_job else along)) if each.event_id}
    changes, left = _put_back(made, by)
    if left:
        raise ChangedMeanwhileError(left[0])
    done = carried_out(changes, _ground(made, by), by).done
    if by_job:
        _order_back(change, by)
    take_back_letters(cause=cause_of(change), why=_("The change was taken back"), by=by)
    return done


@audited
def take_back_piece(change: Change, *, along: list[int], pieces: Pieces | None = None, by: Actor) -> int:
    """Put the parts of these recorded changes back in one transaction; return how many; `pieces`: of which it is one.

    A part that was changed since stays as it is; one that was put back already, too.
    """
    made = _to_put_back(change.along.select_for_update(of=("self",)), along)
    among = pieces.together() if pieces and made else None
    changes, _left = _put_back(made, by, among)
    if not changes:
        nothing_changed()
        return 0
    written = carried_out(changes, _ground(made, by), by).changes
    if pieces:
        pieces.wrote(each.event for each in written)
    return len(written)


def changes_back(change: Change, along: list[int], who: Actor) -> list[EventChange]:
    """Return what puts the parts of these recorded changes back, as far as they are not; nothing is locked."""
    made = _to_put_back(change.along.all(), along)
    rows = list(Event.objects.filter(pk__in=made))
    return _back(made, list(zip(rows, facts_of_many(rows), strict=True)), _ground(made, who))


def _to_put_back(rows: QuerySet[Change], along: list[int]) -> dict[int, Change]:
    left = rows.filter(pk__in=along, taken_back_by__isnull=True).exclude(event=None)
    return {each.event_id: each for each in left if each.event_id}


def _order_back(change: Change, by: Actor) -> Job:
    words = _("Parts of “%(event)s” are put back with it") % {"event": change.event_label[:200]}
    assert isinstance(by, User), "only what people do is put back by a job"
    payload = {"change": change.pk, "by": order_of(by)}
    return enqueue(kind=BACK_KIND, key=str(change.pk), payload=payload, words=words, by=by)


def _ground(made: Mapping[int, Change], by: Actor) -> Ground:
    return Ground(_("The change was taken back."), Basis(str(by)), takes_back=made)


def _put_back(
    made: Mapping[int, Change], by: Actor, among: Together | None = None
) -> tuple[list[EventChange], list[Event]]:
    """Return what puts the events back, and the events that were changed since; the rows are locked."""
    rows = standing(list(made))
    changes = _back(made, rows, replace(_ground(made, by), among=among))
    known = {each.event.pk for each in changes}
    return changes, [event for event, _now in rows if event.pk not in known]


def _back(made: Mapping[int, Change], rows: list[tuple[Event, EventFacts]], ground: Ground) -> list[EventChange]:
    """Return what puts those of the events back that still stand as the change left them."""
    fresh = [pair for pair in rows if to_plain(pair[1]) == made[pair[0].pk].after]
    before = many_from_plain([made[event.pk].before for event, _now in fresh])
    return [to_become(event, now, facts, ground) for (event, now), facts in zip(fresh, before, strict=True)]


def _refuse_changed_since(change: Change) -> None:
    """Raise ChangedMeanwhileError with a part that was changed after it went along; one query."""
    went = Change.objects.filter(cause=change, event=OuterRef("event"), pk__lt=OuterRef("pk"))
    later = Change.objects.filter(Exists(went), event__isnull=False).exclude(cause=change)
    found = later.select_related("event").first()
    if found is not None and found.event is not None:
        raise ChangedMeanwhileError(found.event)
