"""Writing minutes down: their head, their text cut into points, corrections of what was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Person
from orgplan.events.models import Event
from orgplan.instructions.actions import Performer
from orgplan.instructions.models import ControlLevel, TermRule
from orgplan.instructions.queries.rules import working_calendar
from orgplan.instructions.rules.terms import UncountableTermError, count_term
from orgplan.minutes.models import LinePerformer, Minutes, MinutesLine
from orgplan.minutes.queries import read_text
from orgplan.minutes.rules.reading import PointReading

MOST_POINTS = 300
LONGEST = 200_000
_SHOWN = ("number", "title", "held_on", "signed_on", "chair", "level")


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """The head of minutes."""

    title: str
    held_on: date
    signed_on: date
    number: str = ""
    registered_on: date | None = None
    registered_link: str = ""
    chair: Person | None = None
    level: ControlLevel | None = None
    event: Event | None = None
    attendees: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A point as a person corrected it."""

    text: str
    performers: Sequence[Performer]
    due_on: date | None = None
    term_rule: TermRule | None = None
    number: str = ""


@audited
def write_minutes(*, facts: MinutesFacts, text: str = "", by: Actor) -> Minutes:
    """Write minutes down and read the text into points; nothing is given before somebody has looked at them."""
    _check(facts)
    minutes = Minutes.objects.create(**_plain(facts))
    record(minutes, after=state_of(minutes, *_SHOWN))
    if text.strip():
        add_points(minutes, text=text, by=by)
    return minutes


@audited
def change_minutes(minutes: Minutes, *, facts: MinutesFacts, edition: int, by: Actor) -> Minutes:
    """Change the head of minutes; instructions that were given keep what they were given with."""
    _check(facts)
    current = take_edition(minutes, edition)
    before = state_of(current, *_SHOWN)
    for name, value in _plain(facts).items():
        setattr(current, name, value)
    current.save()
    record(current, before=before, after=state_of(current, *_SHOWN))
    return current


@audited
def add_points(minutes: Minutes, *, text: str, by: Actor) -> list[MinutesLine]:
    """Read a text into points behind those that are there; the text itself is kept whole."""
    if len(text) > LONGEST:
        raise RefusedError(_("The text is longer than 200,000 characters: paste it in parts."))
    found = read_text(text, level=minutes.level, signed_on=minutes.signed_on)
    if len(found) > MOST_POINTS:
        raise RefusedError(_("There are more than %d points: paste the text in parts.") % MOST_POINTS)
    minutes.text = "\n".join(filter(None, (minutes.text, text.strip())))
    minutes.save(update_fields=["text"])
    last = max(minutes.lines.values_list("position", flat=True), default=0)
    lines = [_line(minutes, position, each) for position, each in enumerate(found, start=last + 1)]
    MinutesLine.objects.bulk_create(lines, batch_size=100)
    LinePerformer.objects.bulk_create(
        LinePerformer(line=line, position=place, unit_id=named.unit, person_id=named.person)
        for line, reading in zip(lines, found, strict=True)
        for place, named in enumerate(reading.performers, start=1)
    )
    record(minutes, after={"points read": len(lines)})
    return lines


def _line(minutes: Minutes, position: int, reading: PointReading) -> MinutesLine:
    line = MinutesLine(
        minutes=minutes,
        position=position,
        number=reading.number[:40],
        raw=reading.raw,
        text=reading.text,
        due_on=reading.due_on,
        term_rule_id=reading.rule,
        term_words=reading.term_words[:300],
        problems=list(reading.problems),
    )
    if reading.spec is not None:
        try:
            term = count_term(
                reading.spec,
                signed_on=minutes.signed_on,
                registered_on=minutes.registered_on,
                calendar=working_calendar(),
            )
        except UncountableTermError as error:
            line.problems.append(str(error))
        else:
            line.due_on = term.due_on
    return line


@audited
def correct_point(line: MinutesLine, *, facts: LineFacts, edition: int, by: Actor) -> MinutesLine:
    """Correct what was read of a point that was not given yet; the words of the minutes stay beside it."""
    current = _open(line, edition)
    before = state_of(current, "text", "due_on", "number")
    current.text, current.due_on, current.number = facts.text.strip(), facts.due_on, facts.number[:40]
    current.term_rule, current.problems, current.is_left_out = facts.term_rule, [], False
    current.save()
    current.performers.all().delete()
    units: dict[int, Performer] = {}
    for each in facts.performers:
        units.setdefault(each.unit.pk, each)
    LinePerformer.objects.bulk_create(
        LinePerformer(line=current, position=place, unit=each.unit, person=each.person)
        for place, each in enumerate(units.values(), start=1)
    )
    record(current.minutes, before=before, after=state_of(current, "text", "due_on", "number"))
    return current


@audited
def leave_point_out(line: MinutesLine, *, left_out: bool, edition: int, by: Actor) -> MinutesLine:
    """Say that a point gives nothing to anybody, or that it does after all."""
    current = _open(line, edition)
    current.is_left_out = left_out
    current.save(update_fields=["is_left_out", "edition"])
    record(current.minutes, before={"point": ""}, after={"point": str(current)})
    return current


def _open(line: MinutesLine, edition: int) -> MinutesLine:
    current = take_edition(line, edition)
    if current.instruction_id is not None:
        raise RefusedError(_("The point is given as an instruction already: change it there."))
    return current


def _check(facts: MinutesFacts) -> None:
    if facts.signed_on < facts.held_on:
        raise RefusedError(_("Minutes cannot be signed before the meeting was held."))


def _plain(facts: MinutesFacts) -> dict[str, Any]:
    return {each.name: getattr(facts, each.name) for each in fields(facts)}
