"""Items of a script: written, put between others, moved, removed, pasted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person, Unit
from orgplan.scripts.actions.undo import snapshot, touch
from orgplan.scripts.models import ItemKind, Script, ScriptItem, ScriptUndo
from orgplan.scripts.rules.kinds import Hold
from orgplan.scripts.rules.pasting import PastedLine
from orgplan.scripts.rules.timing import minute_of

MOST_ITEMS = 500
_TITLE, _WHO, _PLACE = 500, 300, 200


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """All that is written of an item."""

    title: str
    minutes: int = 5
    kind: ItemKind | None = None
    hold: str = Hold.NONE.value
    hold_at: time | None = None
    person: Person | None = None
    unit: Unit | None = None
    who: str = ""
    place: str = ""
    cue: str = ""
    text: str = ""
    note: str = ""
    leaders: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a write leaves: the item, and the step by which it is taken back (none for the program itself)."""

    item: ScriptItem | None
    step: ScriptUndo | None


@audited
def write_item(
    script: Script,
    *,
    facts: ItemFacts,
    item: ScriptItem | None = None,
    edition: int = 0,
    after: ScriptItem | None = None,
    by: Actor,
) -> Written:
    """Write over the item of that edition, or put a new one behind `after` (None: to the end)."""
    script = Script.objects.select_for_update().get(pk=script.pk)
    before = snapshot(script)
    if item is not None:
        current = take_edition(item, edition)
    else:
        if len(before["items"]) >= MOST_ITEMS:
            raise RefusedError(_("A script has at most %(most)d items.") % {"most": MOST_ITEMS})
        current = ScriptItem(script=script)
    values = _values(facts)
    old = state_of(current, *values) if current.pk else {}
    for name, value in values.items():
        setattr(current, name, value)
    current.save()
    if item is None:
        _put_behind(script, current, after)
    current.leaders.set(facts.leaders)
    record(script, before=_named(current, old), after=_named(current, state_of(current, *values)))
    return Written(current, touch(script, before, by))


def _values(facts: ItemFacts) -> dict[str, Any]:
    values = {each.name: getattr(facts, each.name) for each in fields(facts) if each.name != "leaders"}
    if not values["hold"] or values["hold_at"] is None:
        values |= {"hold": Hold.NONE.value, "hold_at": None}
    return values


def _named(item: ScriptItem, state: dict[str, Any]) -> dict[str, Any]:
    """Return the state under the item's name, so that the script's history says which item it was."""
    return {f"{item.title[:60]} · {name}": value for name, value in state.items()} if state else {}


def _put_behind(script: Script, item: ScriptItem, after: ScriptItem | None) -> None:
    order = list(ScriptItem.objects.filter(script=script).exclude(pk=item.pk))
    place = next((number for number, each in enumerate(order, 1) if after and each.pk == after.pk), len(order))
    _number([*order[:place], item, *order[place:]])


def _number(order: Sequence[ScriptItem]) -> None:
    moved = []
    for number, each in enumerate(order, 1):
        if each.position != number:
            each.position = number
            moved.append(each)
    ScriptItem.objects.bulk_update(moved, ["position"])


@audited
def move_item(item: ScriptItem, *, place: int, by: Actor) -> Written:
    """Put the item to the place, counted from 1; beyond the ends it stays at the end."""
    script = Script.objects.select_for_update().get(pk=item.script_id)
    before = snapshot(script)
    order = list(ScriptItem.objects.filter(script=script))
    moving = next(each for each in order if each.pk == item.pk)
    since = order.index(moving) + 1
    order.remove(moving)
    order.insert(max(0, min(place, len(order) + 1) - 1), moving)
    if order.index(moving) + 1 == since:
        nothing_changed()
        return Written(moving, None)
    _number(order)
    record(script, before={moving.title[:80]: since}, after={moving.title[:80]: order.index(moving) + 1})
    return Written(moving, touch(script, before, by))


@audited
def remove_item(item: ScriptItem, *, by: Actor) -> Written:
    """Take the item out of the script; one that is marked already stays, for the record of the day."""
    script = Script.objects.select_for_update().get(pk=item.script_id)
    if item.marks.exists():
        raise RefusedError(_("This item was marked on the day: leave it out there instead of removing it."))
    before = snapshot(script)
    record(script, before=_named(item, state_of(item, "title", "minutes")), after=_named(item, {"title": None}))
    item.delete()
    _number(list(ScriptItem.objects.filter(script=script)))
    return Written(None, touch(script, before, by))


@audited
def paste_items(script: Script, *, lines: Sequence[PastedLine], by: Actor) -> Written:
    """Put the read lines behind what stands; the first time of an empty script is when it begins.

    A line that begins later than the one before it ends is tied to its time («не раньше»), an earlier one exactly: so
    the table shows how much is missing.
    """
    script = Script.objects.select_for_update().get(pk=script.pk)
    before = snapshot(script)
    if len(before["items"]) + len(lines) > MOST_ITEMS:
        raise RefusedError(_("A script has at most %(most)d items.") % {"most": MOST_ITEMS})
    first = next((line.start for line in lines if line.start), None)
    if not before["items"] and first is not None:
        script.begins_at = first
        script.save(update_fields=["begins_at"])
    place = len(before["items"])
    cursor = 0 if not place else None
    for line in lines:
        place += 1
        hold, cursor = _tie(line, cursor, script.begins_at)
        ScriptItem.objects.create(
            script=script,
            position=place,
            title=line.title[:_TITLE],
            minutes=line.minutes,
            hold=hold,
            hold_at=line.start if hold else None,
            who=line.who[:_WHO],
            place=line.where[:_PLACE],
            text=line.text,
        )
    record(script, after={"items": place, "pasted": len(lines)})
    return Written(None, touch(script, before, by))


def _tie(line: PastedLine, cursor: int | None, begins: time) -> tuple[str, int | None]:
    """Return how the line is tied to the clock, and where the next one begins."""
    if line.start is None:
        return Hold.NONE.value, None if cursor is None else cursor + line.minutes
    starts = minute_of(line.start, begins)
    if cursor is None or starts > cursor:
        return Hold.NOT_BEFORE.value, starts + line.minutes
    hold = Hold.NONE if starts == cursor else Hold.EXACTLY
    return hold.value, starts + line.minutes
