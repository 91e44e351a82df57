"""The demonstration city's scripts: two City Days (one timed to its end), a wreath-laying, a ceremony, a template."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Person
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event, EventTemplate
from orgplan.events.rules import EventState
from orgplan.scripts.actions import (
    ItemFacts,
    NewMark,
    ScriptFacts,
    begin_script,
    copy_script,
    lay_usual_kinds,
    take_marks,
    write_item,
    write_script,
)
from orgplan.scripts.models import ItemKind, Script, ScriptItem
from orgplan.scripts.queries import items_of
from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.rules.timing import Actual, expected, minute_of

_DATA = Path(__file__).with_name("demo_data")
_EVENTS = (
    ("day", Q(title__startswith="День города:"), time(9)),
    ("wreath", Q(title__startswith="Церемония возложения венков"), None),
    ("ceremony", Q(title__startswith="Торжественная церемония вручения атрибутов"), None),
)
"""Which lines of the file belong to which events, and when their scripts begin where not with the event."""
_OF_THE_DAY = (
    ("exhibition", "Открытие выставки к десятилетию Органного зала"),
    ("buses", "Вручение ключей от школьных автобусов"),
)
_TIMED = 2025


def build_scripts(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Record kinds and scripts; the City Day of 2025 is timed to its end, so its template may learn."""
    lay_usual_kinds(by=by)
    lines: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of(_DATA / "items.csv"):
        lines[row["key"]].append(row)
    for key, which, begins in _EVENTS:
        for event in Event.objects.kept().filter(which).order_by("first_day"):
            script = _script(event, lines[key], begins, by)
            if key == "day" and event.first_day and event.first_day.year == _TIMED:
                _time(script, lines[key], by)
    _nearest(lines["wreath"], by)
    _usual(lines["wreath"], by)


def _script(event: Event, rows: list[Row], begins: time | None, by: Actor) -> Script:
    script = begin_script(source=event, by=by)
    if begins:
        facts = ScriptFacts(begins, script.day, "Сбор служб — за час до начала.")
        script = write_script(script, facts=facts, edition=script.edition, by=by)
    _fill(script, rows, script.day, by)
    return script


def _fill(script: Script, rows: list[Row], day: date | None, by: Actor) -> None:
    kinds = {kind.name: kind for kind in ItemKind.objects.all()}
    leaders = {str(post.leader_order): post.person for post in leaders_on(day or timezone.localdate())}
    for row in rows:
        write_item(script, facts=_facts(row, kinds, leaders if day else {}), by=by)


def _facts(row: Row, kinds: dict[str, ItemKind], leaders: dict[str, Person]) -> ItemFacts:
    return ItemFacts(
        title=row["title"],
        minutes=int(row["minutes"]),
        kind=kinds[row["kind"]],
        hold=row["hold"],
        hold_at=time.fromisoformat(row["hold_at"]) if row["hold_at"] else None,
        person=leaders.get(row["leader"]),
        who=row["who"],
        place=row["place"],
        cue=row["cue"],
        text=row["text"],
        note=row["note"],
        leaders=tuple(leaders[each] for each in several(row["concerns"]) if each in leaders),
    )


def _time(script: Script, rows: list[Row], by: Actor) -> None:
    """Mark the items one after another with their real lengths; what is tied to the clock waits for its time."""
    assert script.day is not None, "an event of a day"
    begins = timezone.make_aware(datetime.combine(script.day, script.begins_at))
    items = items_of(script)
    segments = [item.segment(script.begins_at) for item in items]
    done: dict[int, Actual] = {}
    clock, marks = 0, []
    for number, (item, row) in enumerate(zip(items, rows, strict=True)):
        started = expected(segments, done, clock)[number].start
        clock = started + int(row["real"])
        done[item.pk] = Actual(started, clock)
        marks += [_mark(item, MarkVerb.START, begins, started), _mark(item, MarkVerb.FINISH, begins, clock)]
    take_marks(script, marks=marks, now=begins + timedelta(days=1), by=_steward() or by)


def _mark(item: ScriptItem, verb: MarkVerb, begins: datetime, minute: int) -> NewMark:
    return NewMark(uuid4(), item.pk, verb, begins + timedelta(minutes=minute))


def _steward() -> User | None:
    """Return the sign-in of the protocol service, which times events."""
    found: User | None = User.objects.filter(login="protokol").first()
    return found


def _nearest(rows: list[Row], by: Actor) -> None:
    """Give the nearest wreath-laying ahead its script: there is always one to look at before its day."""
    today = timezone.localdate()
    ahead = Event.objects.kept().filter(first_day__gte=today, start_time__isnull=False, state=EventState.PLANNED)
    event = ahead.filter(kind="wreath_laying", script__isnull=True).order_by("first_day").first()
    if event is not None:
        _script(event, rows, None, by)


def build_scripts_of_the_day(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Give an event of today and one of tomorrow their scripts: the day itself can be tried by the clock."""
    lines: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of(_DATA / "items.csv"):
        lines[row["key"]].append(row)
    for key, title in _OF_THE_DAY:
        event = Event.objects.kept().filter(title=title, first_day__gte=timezone.localdate()).first()
        if event is not None:
            _script(event, lines[key], None, by)


def _usual(rows: list[Row], by: Actor) -> None:
    """Give the template of wreath-layings its usual script; the next event out of it was timed once."""
    template = EventTemplate.objects.filter(kind="wreath_laying").order_by("pk").first()
    if template is None:
        return
    usual = begin_script(source=template, by=by)
    _fill(usual, rows, None, by)
    held = Event.objects.kept().filter(kind="wreath_laying", state=EventState.HELD, script__isnull=True)
    event = held.filter(start_time__isnull=False).order_by("-first_day").first()
    if event is not None and copy_script(source=template, event=event, by=by):
        _time_longer(event.script, by)


def _time_longer(script: Script, by: Actor) -> None:
    assert script.day is not None, "an event of a day"
    begins = timezone.make_aware(datetime.combine(script.day, script.begins_at))
    clock, marks = 0, []
    for item in items_of(script):
        started = max(clock, minute_of(item.hold_at, script.begins_at)) if item.hold_at else clock
        clock = started + item.minutes + (3 if item.minutes >= 10 else 0)  # noqa: PLR2004 -- long ones take longer
        marks += [_mark(item, MarkVerb.START, begins, started), _mark(item, MarkVerb.FINISH, begins, clock)]
    take_marks(script, marks=marks, now=begins + timedelta(days=1), by=_steward() or by)
