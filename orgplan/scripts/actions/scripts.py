"""Scripts as wholes: begun, told when they begin, copied into a new event, moved with the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person
from orgplan.directory.queries import heirs_of_leaders, positions_on
from orgplan.events.models import Event, EventTemplate
from orgplan.events.parts import Source
from orgplan.events.rules.rewording import reworded
from orgplan.scripts.actions.undo import snapshot, touch
from orgplan.scripts.models import Script, ScriptItem
from orgplan.scripts.queries import script_of

USUAL_START = time(10)
_LONGEST_WHO = 300
WORDED = ("title", "who", "place", "cue", "text", "note")
"""What of an item may name the event's day, place or people in words."""
_COPIED = ("title", "kind", "minutes", "hold", "hold_at", "unit", "who", "place", "cue", "text", "note", "position")


@dataclass(frozen=True, slots=True)
class ScriptFacts:
    """What is written of a script beside its items; a template's has no day."""

    begins_at: time
    day: date | None = None
    note: str = ""


@audited
def begin_script(*, source: Source, by: Actor) -> Script:
    """Begin the script of an event or a template, at its beginning; RefusedError where it has one."""
    if script_of(source) is not None:
        raise RefusedError(_("There is a script already: open it."))
    script = Script(begins_at=_start_of(source), changed_by=str(by)[:200])
    if isinstance(source, EventTemplate):
        script.template = source
    else:
        script.event, script.day = source, source.first_day
    try:
        with transaction.atomic():
            script.save()
    except IntegrityError as error:
        raise RefusedError(_("There is a script already: open it.")) from error
    record(script, after=state_of(script, "day", "begins_at"))
    return script


def _start_of(source: Source) -> time:
    begins = source.begins_at if isinstance(source, EventTemplate) else source.start_time
    return begins or USUAL_START


@audited
def write_script(script: Script, *, facts: ScriptFacts, edition: int, by: Actor) -> Script:
    """Say on which day and at what time the script begins; running times follow, hold points stay."""
    current = take_edition(script, edition)
    if current.template_id and facts.day:
        raise RefusedError(_("The script of a template has no day."))
    before = state_of(current, "day", "begins_at", "note")
    current.day, current.begins_at, current.note = facts.day, facts.begins_at, facts.note
    current.changed_by = str(by)[:200]
    current.save()
    record(current, before=before, after=state_of(current, "day", "begins_at", "note"))
    return current


@audited
def copy_script(*, source: Source, event: Event, by: Actor) -> int:
    """Copy the script of a source into an event that has none; times keep their distance from the event's beginning.

    A leader gives way to who holds the post on the new day. Of others the post is taken, in words: who acts this time
    is written anew. Returns how many items came.
    """
    script = script_of(source)
    if script is None or script_of(event) is not None:
        nothing_changed()
        return 0
    made = begin_script(source=event, by=by)
    shift = _distance(_start_of(source), made.begins_at)
    made.begins_at, made.note = _later(script.begins_at, shift), script.note
    made.save()
    rows = list(ScriptItem.objects.filter(script=script).select_related("person").prefetch_related("leaders"))
    heirs = heirs_of_leaders(script.day, made.day)
    posts = _posts(rows, script.day)
    of_template = isinstance(source, EventTemplate)
    for row in rows:
        copy = ScriptItem(script=made, **{name: getattr(row, name) for name in _COPIED})
        copy.hold_at = _later(row.hold_at, shift) if row.hold_at else None
        copy.origin = row if of_template else row.origin
        copy.person = heirs.get(row.person_id or 0)
        if row.person and not copy.person and not row.who:
            copy.who = posts.get(row.person.pk) or str(row.person.full_name.surname_first())
        copy.save()
        copy.leaders.set(heirs[each.pk] for each in row.leaders.all() if each.pk in heirs)
    record(made, after={"copied from": str(script), "items": len(rows)})
    return len(rows)


def _posts(rows: Sequence[ScriptItem], day: date | None) -> dict[int, str]:
    """Return the posts that those who act held on the day, by person; one query."""
    people = {row.person_id for row in rows if row.person_id}
    if not people or day is None:
        return {}
    return {post.person_id: post.post_words[:_LONGEST_WHO] for post in positions_on(day).filter(person__in=people)}


@audited
def shift_script(script: Script, *, day: date | None, minutes: int, by: Actor) -> Script:
    """Move a script with its event: to another day, and by so many minutes with all its hold points."""
    current: Script = Script.objects.select_for_update().get(pk=script.pk)
    before = state_of(current, "day", "begins_at")
    kept = snapshot(current)
    current.day, current.begins_at = day, _later(current.begins_at, minutes)
    current.save(update_fields=["day", "begins_at"])
    held = [item for item in ScriptItem.objects.filter(script=current) if item.hold_at]
    for item in held:
        item.hold_at = _later(item.hold_at, minutes) if item.hold_at else None
    ScriptItem.objects.bulk_update(held, ["hold_at"])
    touch(current, kept, by)
    record(current, before=before, after=state_of(current, "day", "begins_at") | {"hold points moved": len(held)})
    return current


@audited
def reword_script(script: Script, *, words: Mapping[str, str], people: Mapping[int, Person], by: Actor) -> int:
    """Put new words for old ones into all items, and those who come for those who cannot, by key; return how many.

    A name that was written in words is replaced by `words` as well.
    """
    current: Script = Script.objects.select_for_update().get(pk=script.pk)
    kept = snapshot(current)
    items = ScriptItem.objects.filter(script=current).prefetch_related("leaders")
    entries = [item.title for item in items if _reworded(item, words, people)]
    if not entries:
        nothing_changed()
        return 0
    touch(current, kept, by)
    record(current, after={"items written anew": "; ".join(entries)})
    return len(entries)


def _reworded(item: ScriptItem, words: Mapping[str, str], people: Mapping[int, Person]) -> bool:
    written = {name: new for name in WORDED if (new := reworded(getattr(item, name), words)) != getattr(item, name)}
    for name, new in written.items():
        field = ScriptItem._meta.get_field(name)
        setattr(item, name, new[: getattr(field, "max_length", None)])
    acts = item.person_id in people
    if acts and item.person_id is not None:
        item.person = people[item.person_id]
    leaders = [people.get(each.pk, each) for each in item.leaders.all()]
    concerned = [each.pk for each in leaders] != [each.pk for each in item.leaders.all()]
    if written or acts:
        item.edition += 1
        item.save()
    if concerned:
        item.leaders.set(leaders)
    return bool(written or acts or concerned)


def _distance(since: time, to: time) -> int:
    return (to.hour - since.hour) * 60 + to.minute - since.minute


def _later(clock: time, minutes: int) -> time:
    """Return the time so many minutes later, round the clock."""
    return (datetime.combine(date(2000, 1, 2), clock) + timedelta(minutes=minutes)).time()
