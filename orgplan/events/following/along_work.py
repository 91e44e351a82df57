"""Work for the worker: many parts go along with a changed event, or back, piece by piece, each once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.utils.translation import ngettext

from orgplan.accounts.queries.ordering import who_ordered
from orgplan.audit.actions import Actor
from orgplan.events.actions.along import PIECE, carry_piece, changes_along, end_along
from orgplan.events.actions.facts import many_from_plain
from orgplan.events.actions.following import EventChange
from orgplan.events.actions.pieces import Pieces
from orgplan.events.actions.proposals import decisions_of
from orgplan.events.actions.taking_back import changes_back, take_back_piece
from orgplan.events.following.part_participants import tell_of_parts
from orgplan.events.following.parts import becomes_along, changed_words
from orgplan.events.models import Change, ProposedChange
from orgplan.events.rules import ChangeKind
from orgplan.jobs.jobs import JobContext


def carry_along(context: JobContext, payload: Mapping[str, Any]) -> None:
    """Let the parts go along in the name of who ordered it, then tell whom it was decided to tell.

    Stopped, what went along stays so; taken up again, it goes on where it ended.
    """
    change = Change.objects.select_related("event__owner").get(pk=payload["change"])
    by, parts = who_ordered(payload["by"]), payload["parts"]
    made = _as_made(change)
    becomes = partial(becomes_along, made)
    pieces = Pieces(partial(changes_along, change, parts, becomes))
    for start in range(0, len(parts), PIECE):
        piece = parts[start : start + PIECE]
        carry_piece(change, parts=piece, becomes=becomes, pieces=pieces, by=by)
        context.progress(start + len(piece), len(parts))
    end_along(change, sentences=[changed_words(change.along.count()), *_told(change, made, by)], by=by)


def put_along_back(context: JobContext, payload: Mapping[str, Any]) -> None:
    """Put the parts back that went along with a change that was taken back; one that was changed since stays."""
    change = Change.objects.get(pk=payload["change"])
    by = who_ordered(payload["by"])
    left = list(change.along.filter(taken_back_by__isnull=True).order_by("pk").values_list("pk", flat=True))
    total, put = change.along.count(), 0
    pieces = Pieces(partial(changes_back, change, left, by))
    for start in range(0, len(left), PIECE):
        put += take_back_piece(change, along=left[start : start + PIECE], pieces=pieces, by=by)
        context.progress(total - len(left) + min(start + PIECE, len(left)), total)
    words = ngettext("%d part was put back.", "%d parts were put back.", put) % put
    end_along(change, sentences=[words], by=by)


def _as_made(change: Change) -> EventChange:
    """Return the recorded change of the whole as followers know it."""
    assert change.event is not None, "parts go along with an event that is on record"
    before, after = many_from_plain([change.before, change.after])
    shifts = tuple((ChangeKind(kind), old, new) for kind, old, new in change.shown)
    return EventChange(change.event, before, after, shifts, change.reason, change.ground, recorded=change)


def _told(change: Change, made: EventChange, by: Actor) -> list[str]:
    """Write the letters about the parts that did go along, to whom it was decided to write."""
    proposed = ProposedChange.objects.filter(change=change).first()
    if proposed is None:
        return []
    rows = list(change.along.exclude(event=None).order_by("pk"))
    facts = many_from_plain([stored for row in rows for stored in (row.before, row.after)])
    along = [(row.event_id, *pair) for row, pair in zip(rows, zip(facts[::2], facts[1::2], strict=True), strict=True)]
    return tell_of_parts(made, [each for each in along if each[0]], decisions_of(proposed), by)
