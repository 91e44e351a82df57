"""How an event really goes and went: the course on the day, marks, planned and real lengths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count

from orgplan.scripts.models import Mark, Script, ScriptItem
from orgplan.scripts.queries.tables import ItemRow, ScriptTable, items_of, rows_of
from orgplan.scripts.rules.marks import merged
from orgplan.scripts.rules.timing import (
    Actual,
    Progress,
    clock_of,
    delay_at_end,
    expected,
    median_minutes,
    planned,
    reckoned_minute,
)
from orgplan.scripts.rules.wording import delay_words, difference_words


def actual_of(script: Script, item: ScriptItem) -> Actual:
    """Return what is known of an item, in minutes from the beginning of the script."""
    return Actual(
        started=script.minute_at(item.started_at) if item.started_at else None,
        finished=script.minute_at(item.finished_at) if item.finished_at else None,
        skipped=item.is_skipped,
        extra=item.extra_minutes,
    )


@dataclass(frozen=True, slots=True)
class Course:
    """A script on its day at one moment: rows with expected times, how late it is, what runs and what is next."""

    rows: list[ItemRow]
    delay: int
    running: ScriptItem | None
    following: ScriptItem | None

    @property
    def delay_words(self) -> str:
        """Return how late it is, in words."""
        return delay_words(self.delay)


def course_of(script: Script, items: Sequence[ScriptItem], now: datetime) -> Course:
    """Return how the script stands at the moment; reads nothing."""
    segments = [item.segment(script.begins_at) for item in items]
    actuals = {item.pk: actual_of(script, item) for item in items}
    slots = expected(segments, actuals, reckoned_minute(script.minute_at(now)))
    rows = rows_of(script, items, slots)
    running = [row for row in rows if row.slot.progress == Progress.RUNNING]
    waiting = [row for row in rows if row.slot.progress == Progress.WAITING]
    return Course(
        rows=rows,
        delay=delay_at_end(segments, slots),
        running=running[-1].item if running else None,
        following=waiting[0].item if waiting else None,
    )


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark as others see it; not counted: somebody marked the same earlier, or it was taken back."""

    mark: Mark
    counts: bool


def marks_of(script: Script) -> dict[int, list[MarkRow]]:
    """Return the marks of each item in their order, with those that count; one query."""
    by_item: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(item__script=script):
        by_item[mark.item_id].append(mark)
    found = {}
    for key, marks in by_item.items():
        counted = merged(mark.data for mark in marks).counted
        found[key] = [MarkRow(mark, str(mark.uid) in counted) for mark in marks]
    return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """An item as it was planned and as it was."""

    item: ScriptItem
    planned_start: time
    real: int | None
    difference: str
    late: str


def comparisons_of(script: Script) -> list[Comparison]:
    """Return planned and real of each item; two queries."""
    items = items_of(script)
    slots = planned([item.segment(script.begins_at) for item in items])
    found = []
    for item, slot in zip(items, slots, strict=True):
        late = script.minute_at(item.started_at) - slot.start if item.started_at else None
        real = item.real_minutes
        found.append(
            Comparison(
                item=item,
                planned_start=clock_of(slot.start, script.begins_at),
                real=real,
                difference=difference_words(real - item.minutes) if real is not None else "",
                late=delay_words(late) if late is not None else "",
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What real lengths of past events say of an item of a template."""

    item: ScriptItem
    median: int
    count: int


def suggestions_for(script: Script) -> list[Suggestion]:
    """Return the items of a template whose median real length is another than the written one; two queries."""
    lengths: defaultdict[int, list[int]] = defaultdict(list)
    done = ScriptItem.objects.filter(origin__script=script, started_at__isnull=False, finished_at__isnull=False)
    for item in done.only("origin_id", "started_at", "finished_at", "script_id"):
        real = item.real_minutes
        if item.origin_id and real is not None:
            lengths[item.origin_id].append(max(1, real))
    if not lengths:
        return []
    found = []
    for item in ScriptItem.objects.filter(script=script, pk__in=lengths):
        median = median_minutes(lengths[item.pk])
        if median != item.minutes:
            found.append(Suggestion(item, median, len(lengths[item.pk])))
    return found


def state_tag(script: Script) -> str:
    """Return what changes whenever the script or a mark of it does: for conditional requests; one query."""
    found = Mark.objects.filter(item__script=script).aggregate(count=Count("pk"))
    return f"{script.pk}-{script.edition}-{found['count']}"


def live_state(script: Script, items: Sequence[ScriptItem], marks: Mapping[int, Sequence[MarkRow]]) -> dict[str, Any]:
    """Return all that a page needs to reckon the course by itself, also without network; reads nothing.

    `begins` is the script's beginning, `hold` and `spare` are minutes as `rules.timing.Segment` has them.
    """
    begins = script.begins
    shown = [item.segment(script.begins_at) for item in items]
    return {
        "edition": script.edition,
        "begins": begins.isoformat() if begins else None,
        "items": [
            {"id": one.key, "minutes": one.minutes, "hold": one.hold, "exact": one.exact, "spare": one.spare}
            for one in shown
        ],
        "marks": [
            {
                "id": str(row.mark.uid),
                "item": row.mark.item_id,
                "verb": row.mark.verb,
                "at": row.mark.marked_at.isoformat(),
                "undoes": str(row.mark.undoes) if row.mark.undoes else None,
                "by": row.mark.marked_by,
            }
            for rows in marks.values()
            for row in rows
        ],
    }


def course_begun(table: ScriptTable) -> bool:
    """Tell whether anything of the script was marked."""
    return any(row.item.started_at or row.item.is_skipped for row in table.rows)
