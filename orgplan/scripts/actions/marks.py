"""Marks of the day: taken once each, from whoever presses first, also long after they were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from orgplan.audit.actions import Actor, audited, nothing_changed, record
from orgplan.scripts.models import Mark, Script, ScriptItem
from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.rules.marks import NewMark, merged

_FAST_CLOCK = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Taken:
    """Keys of marks that are kept now (also those that came before), and of those that belong to no item here."""

    kept: list[UUID]
    unknown: list[UUID]


@audited
def take_marks(script: Script, *, marks: Sequence[NewMark], now: datetime, by: Actor) -> Taken:
    """Keep the marks that are new and reckon their items anew; the same mark sent twice is kept once.

    A clock that runs fast cannot mark the future: such a mark is of now.
    """
    script = Script.objects.select_for_update().get(pk=script.pk)
    items = {item.pk: item for item in ScriptItem.objects.filter(script=script)}
    known = set(Mark.objects.filter(uid__in=[each.uid for each in marks]).values_list("uid", flat=True))
    fresh: dict[UUID, NewMark] = {}
    for each in marks:
        if each.item in items and each.uid not in known:
            fresh.setdefault(each.uid, each)
    Mark.objects.bulk_create(_row(each, now, by) for each in fresh.values())
    if fresh:
        _reckon([items[key] for key in sorted({each.item for each in fresh.values()})])
        record(script, after=_words(fresh.values(), items))
    else:
        nothing_changed()
    unknown = [each.uid for each in marks if each.item not in items]
    return Taken([each.uid for each in marks if each.item in items], unknown)


def _row(each: NewMark, now: datetime, by: Actor) -> Mark:
    at = now if each.at > now + _FAST_CLOCK else each.at
    is_back = each.verb == MarkVerb.BACK
    return Mark(
        uid=each.uid,
        item_id=each.item,
        verb=each.verb,
        marked_at=at,
        undoes=each.undoes if is_back else None,
        marked_by=str(by)[:200],
        marked_by_key=str(by.pk or ""),
    )


def _reckon(items: Sequence[ScriptItem]) -> None:
    """Write into the items what all their marks come to."""
    by_item: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(item__in=items):
        by_item[mark.item_id].append(mark)
    for item in items:
        found = merged(mark.data for mark in by_item[item.pk])
        item.started_at, item.finished_at = found.started, found.finished
        item.extra_minutes, item.is_skipped = found.extra, found.skipped
    ScriptItem.objects.bulk_update(items, ["started_at", "finished_at", "extra_minutes", "is_skipped"])


def _words(marks: Iterable[NewMark], items: dict[int, ScriptItem]) -> dict[str, str]:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for each in marks:
        said[items[each.item].title[:80]].append(f"{each.verb.label} {each.at:%H:%M:%S}")
    return {title: ", ".join(words) for title, words in said.items()}
