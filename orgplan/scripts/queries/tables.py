"""Scripts as their page, their papers and lists show them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Count, Q

from orgplan.accounts.models import User
from orgplan.core.lookups import has_words
from orgplan.directory.models import Person
from orgplan.directory.queries import leaders_on, own_unit_key
from orgplan.documents.models import Document
from orgplan.events.models import Event, EventTemplate
from orgplan.scripts.models import Script, ScriptItem, ScriptPrint
from orgplan.scripts.policy import can_mark, can_write_script
from orgplan.scripts.rules.timing import (
    Slot,
    Totals,
    clock_of,
    minute_of,
    planned,
    totals,
)
from orgplan.scripts.rules.wording import (
    gap_words,
    late_words,
    minutes_words,
    overrun_words,
    shortage_words,
)

_ITEM_PARTS = ("kind", "person", "unit")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with its running time: clock times, and in words what is wrong or free before it."""

    item: ScriptItem
    slot: Slot
    start: time
    end: time
    gap: str = ""
    shortage: str = ""

    @property
    def number(self) -> int:
        """Return its place in the script, from 1."""
        return self.item.position


@dataclass(frozen=True, slots=True)
class ScriptTable:
    """A script as its page shows it: rows with running times, and the totals in words."""

    script: Script
    rows: list[ItemRow]
    sums: Totals
    ends: time
    length: str
    overrun: str

    @property
    def shortages(self) -> list[ItemRow]:
        """Return the rows before which time is missing."""
        return [row for row in self.rows if row.shortage]


def scripts_for(user: User) -> Any:
    """Return the scripts that the user may see, with what they belong to."""
    return scripts_with_sources().visible_to(user)


def scripts_with_sources() -> Any:
    """Return all scripts with what they belong to, for work without a reader."""
    return Script.objects.select_related("event__owner", "event__venue", "template__owner")


def items_of(script: Script) -> list[ScriptItem]:
    """Return the items in their order, with kinds, people and leaders; two queries."""
    rows = ScriptItem.objects.filter(script=script).select_related(*_ITEM_PARTS)
    return list(rows.prefetch_related("leaders"))


def end_of_event(script: Script) -> time | None:
    """Return when the event ends on the script's day by the clock; None where nobody said; one query."""
    if script.event is None or script.day is None:
        return None
    for each in script.event.occurrences.all():
        if each.start and each.start <= script.day <= (each.end or each.start) and each.end_time:
            return each.end_time
    return None


def table_of(script: Script) -> ScriptTable:
    """Return the script with its running times; three queries."""
    items = items_of(script)
    segments = [item.segment(script.begins_at) for item in items]
    slots = planned(segments)
    until = end_of_event(script)
    sums = totals(segments, slots, minute_of(until, script.begins_at) if until else None)
    rows = rows_of(script, items, slots)
    return ScriptTable(
        script=script,
        rows=rows,
        sums=sums,
        ends=clock_of(sums.end, script.begins_at),
        length=minutes_words(sums.length),
        overrun=overrun_words(sums.overrun, until) if sums.overrun and until else "",
    )


def rows_of(script: Script, items: Sequence[ScriptItem], slots: Sequence[Slot]) -> list[ItemRow]:
    """Return the items with their slots in clock times."""
    rows: list[ItemRow] = []
    before = ""
    for item, slot in zip(items, slots, strict=True):
        start = clock_of(slot.start, script.begins_at)
        rows.append(
            ItemRow(
                item=item,
                slot=slot,
                start=start,
                end=clock_of(slot.end, script.begins_at),
                gap=gap_words(slot.gap, start) if slot.gap else "",
                shortage=_missing(item, slot, before, start),
            )
        )
        before = item.title
    return rows


def _missing(item: ScriptItem, slot: Slot, before: str, start: time) -> str:
    if slot.late and item.hold_at:
        return late_words(slot.late, item.hold_at)
    return shortage_words(slot.shortage, before, start) if slot.shortage else ""


def may_write(user: User, script: Script) -> bool:
    """Tell whether the user writes this script; at most one query."""
    own, of_template = own_unit_key(user), script.template_id is not None
    return can_write_script(user, unit_id=own, owner_id=script.owner_id, of_template=of_template)


def may_mark(user: User, script: Script) -> bool:
    """Tell whether the user marks the script on its day: one of an event, with a day; two queries."""
    if script.event is None or script.day is None:
        return False
    units = {script.event.owner_id, *script.event.co_owners.values_list("pk", flat=True)}
    return can_mark(user, unit_id=own_unit_key(user), unit_ids=units)


def leaders_concerned(rows: Sequence[ScriptItem]) -> list[Person]:
    """Return the people who act in the items or whom they concern, each once, as they appear."""
    found: dict[int, Person] = {}
    for item in rows:
        for person in (*([item.person] if item.person else []), *item.leaders.all()):
            found.setdefault(person.pk, person)
    return list(found.values())


def people_for(script: Script, today: date) -> set[int]:
    """Return whom an item may name: leaders of the day, who takes part in the event, who is named; four queries."""
    keys = {post.person_id for post in leaders_on(script.day or today)}
    if script.event_id:
        taking = Event.objects.filter(pk=script.event_id, participations__person__isnull=False)
        keys |= set(taking.values_list("participations__person", flat=True))
    named = ScriptItem.objects.filter(script=script)
    keys |= set(named.filter(person__isnull=False).values_list("person", flat=True))
    return keys | set(named.filter(leaders__isnull=False).values_list("leaders", flat=True))


def kind_keys(item: ScriptItem | None) -> Q:
    """Return the condition of kinds that an item is offered: the active ones, and the one that it has."""
    return Q(is_active=True) | Q(pk=item.kind_id if item and item.kind_id else 0)


def places_of(script: Script) -> list[str]:
    """Return the places that items of the script name already; one query."""
    named = ScriptItem.objects.filter(script=script).exclude(place="").order_by("place")
    return list(named.values_list("place", flat=True).distinct())


def script_of(source: Event | EventTemplate) -> Script | None:
    """Return the script of an event or a template; one query."""
    field = "template" if isinstance(source, EventTemplate) else "event"
    found: Script | None = Script.objects.filter(**{field: source.pk}).first()
    return found


def script_size(source: Event | EventTemplate) -> int:
    """Return how many items the script of the source has; one query."""
    field = "script__template" if isinstance(source, EventTemplate) else "script__event"
    return int(ScriptItem.objects.filter(**{field: source.pk}).count())


def prints_of_events(events: Collection[int]) -> list[tuple[int, Document]]:
    """Return the documents that print scripts of the events, each with its event; one query."""
    joined = ScriptPrint.objects.filter(script__event__in=events).select_related("document", "script")
    return [(each.script.event_id, each.document) for each in joined if each.script.event_id]


def latest_prints(script: Script) -> list[Document]:
    """Return the latest version of each printed paper of the script; one query."""
    latest: dict[tuple[str, str], Document] = {}
    for joined in ScriptPrint.objects.filter(script=script).select_related("document").order_by("-document__number"):
        latest.setdefault((joined.document.kind, joined.document.subject), joined.document)
    return list(latest.values())


def listed_scripts(user: User, *, words: str = "", past: bool = False, today: date) -> Any:
    """Return scripts of events that stand, the nearest first; with `past` those that are over, the latest first."""
    rows = scripts_for(user).filter(event__deleted_at__isnull=True, event__isnull=False)
    if words:
        rows = rows.filter(has_words(words, "event__title", "event__place"))
    over = Q(day__lt=today)
    rows = rows.filter(over) if past else rows.exclude(over)
    return rows.annotate(item_count=Count("items")).order_by("-day" if past else "day", "begins_at", "pk")


def template_scripts(user: User) -> list[Script]:
    """Return the usual scripts of templates; one query."""
    rows = scripts_for(user).filter(template__isnull=False).annotate(item_count=Count("items"))
    return list(rows.order_by("template__name"))
