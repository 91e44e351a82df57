"""Operations on scripts: what happens minute by minute at an event, how it goes now, and marks of the day."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.decorators import decorate_view
from pydantic import AwareDatetime, Field

from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.authentication import ApiRequest, TokenFor
from orgplan.api.endpoints.schemas import REFUSALS, WRITE_REFUSALS, Key, Strict
from orgplan.api.idempotency import once
from orgplan.api.problems import ProblemError
from orgplan.api.queries import events_for
from orgplan.scripts.actions import NewMark, take_marks
from orgplan.scripts.models import Script
from orgplan.scripts.queries import ItemRow, course_of, items_of, marks_of, may_mark, scripts_for, table_of
from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.rules.marks import MOST_MARKS

router = Router(tags=["scripts"])


class ScriptMarkOut(Schema):
    """A mark; not counted where somebody marked the same earlier, or where it was taken back."""

    id: UUID
    verb: MarkVerb
    at: datetime
    by: str
    counts: bool


class ScriptItemOut(Schema):
    """An item with its planned and expected beginning and end by the clock of the city."""

    id: int
    number: int
    title: str
    minutes: int
    hold: str = Field(description="exactly, not_before or empty")
    hold_at: time | None
    who: str
    place: str
    cue: str
    text: str
    planned_start: time
    planned_end: time
    expected_start: time
    expected_end: time
    progress: str = Field(description="waiting, running, done, skipped")
    warning: str
    marks: list[ScriptMarkOut]


class ScriptOut(Schema):
    """The script of an event. `delay` is by how many minutes it is expected to end later than planned."""

    day: str | None
    begins_at: time
    ends_at: time
    overrun: str
    delay: int
    items: list[ScriptItemOut]


class ScriptMarkIn(Strict):
    """A mark as a program makes it: `id` is its own for ever, so that sending it twice keeps it once."""

    id: UUID
    item: Key
    verb: MarkVerb
    at: AwareDatetime
    undoes: UUID | None = Field(None, description="For the verb “back”: the mark that is taken back.")


class ScriptMarksIn(Strict):
    """Marks of a day, at most 500 at once."""

    entries: Annotated[list[ScriptMarkIn], Field(max_length=MOST_MARKS)]


class ScriptMarksOut(Schema):
    """Which marks are kept, also those known before; which name items that are not in the script."""

    kept: list[UUID]
    unknown: list[UUID]


def _script(request: ApiRequest, event_id: UUID) -> Script:
    event = get_object_or_404(events_for(request.auth.user, deleted=False), uid=event_id)
    script: Script = get_object_or_404(
        scripts_for(request.auth.user).prefetch_related("event__occurrences"), event=event
    )
    return script


@router.get(
    "/events/{uuid:event_id}/script",
    response={200: ScriptOut, **REFUSALS},
    auth=TokenFor(TokenScope.READ_EVENTS),
    summary="The script of an event",
)
def read_script(request: ApiRequest, event_id: UUID) -> dict[str, Any]:
    """The items with planned times, and with those that are to be expected by what was marked."""
    script = _script(request, event_id)
    table, marks = table_of(script), marks_of(script)
    course = course_of(script, items_of(script), timezone.now()) if script.day else None
    expected = course.rows if course else table.rows
    return {
        "day": script.day.isoformat() if script.day else None,
        "begins_at": script.begins_at,
        "ends_at": table.ends,
        "overrun": table.overrun,
        "delay": course.delay if course else 0,
        "items": [
            _item(plan, now) | {"marks": [_mark(each) for each in marks.get(plan.item.pk, ())]}
            for plan, now in zip(table.rows, expected, strict=True)
        ],
    }


def _item(plan: ItemRow, now: ItemRow) -> dict[str, Any]:
    item = plan.item
    same = {name: getattr(item, name) for name in ("title", "minutes", "hold", "hold_at", "place", "cue", "text")}
    return same | {
        "id": item.pk,
        "number": plan.number,
        "who": item.who_words,
        "planned_start": plan.start,
        "planned_end": plan.end,
        "expected_start": now.start,
        "expected_end": now.end,
        "progress": now.slot.progress.value,
        "warning": now.shortage,
    }


def _mark(row: Any) -> dict[str, Any]:
    mark = row.mark
    return {"id": mark.uid, "verb": mark.verb, "at": mark.marked_at, "by": mark.marked_by, "counts": row.counts}


@router.post(
    "/events/{uuid:event_id}/script/marks",
    response={200: ScriptMarksOut, **WRITE_REFUSALS},
    auth=TokenFor(TokenScope.WRITE_EVENTS),
    summary="Mark what happens on the day",
)
@decorate_view(once)
def mark_script(request: ApiRequest, event_id: UUID, sent: ScriptMarksIn) -> dict[str, Any]:
    """Keep the marks; of several marks of one item the earliest wins, the others are kept and shown."""
    script = _script(request, event_id)
    if script.day is None:
        raise Http404
    if not may_mark(request.auth.user, script):
        raise PermissionDenied(_("The event is timed by the units that hold it, the department and the protocol."))
    for each in sent.entries:
        if (each.verb == MarkVerb.BACK) != (each.undoes is not None):
            raise ProblemError(409, "refused", _("A mark taken back names which one; no other mark does."))
    marks = [NewMark(each.id, each.item, each.verb, each.at, each.undoes) for each in sent.entries]
    taken = take_marks(script, marks=marks, now=timezone.now(), by=request.auth.user)
    return {"kept": taken.kept, "unknown": taken.unknown}
