"""Reads over minutes: what the directory knows for their reading, the points of a page, the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.directory.models import Position
from orgplan.directory.queries import DirectoryIndex, positions_on
from orgplan.events.queries.card import EventFlag
from orgplan.instructions.models import ControlLevel
from orgplan.instructions.queries.rules import heads_of, term_rules
from orgplan.instructions.rules.states import UNDER_CONTROL
from orgplan.instructions.rules.terms import CountedFrom
from orgplan.minutes.models import LinePerformer, Minutes, MinutesLine
from orgplan.minutes.rules.points import cut_points
from orgplan.minutes.rules.reading import PointReading, RulePhrases, read_point

HAS_MINUTES = EventFlag("has_minutes", lambda: Minutes.objects.filter(event=OuterRef("pk")))


class KnownOnDay:
    """The directory as the reading of minutes asks it; posts are those of the day."""

    def __init__(self, day: date) -> None:
        self._index = DirectoryIndex()
        held: Sequence[Position] = list(positions_on(day).filter(unit__isnull=False))
        self._units = {each.person_id: each.unit_id for each in reversed(held)}

    def units(self, text: str) -> tuple[int, ...]:
        """Return the keys of the units that the text names, in its order."""
        return tuple(unit.pk for unit in self._index.find_units(text))

    def person(self, text: str) -> int | None:
        """Return the key of the one person whom the text names."""
        found = self._index.find_person(text)
        return found.pk if found else None

    def unit_of(self, person: int) -> int | None:
        """Return the key of the unit in which the person holds a post."""
        return self._units.get(person)


def read_text(text: str, *, level: ControlLevel | None, signed_on: date) -> list[PointReading]:
    """Return what the points of a text say; four queries however many points there are."""
    known = KnownOnDay(signed_on)
    rules = [
        RulePhrases(each.pk, tuple(each.phrase_list)) for each in term_rules(level, signed_on) if not each.is_default
    ]
    return [read_point(point, known, rules, signed_on) for point in cut_points(text)]


def lines_of(user: User, minutes: Minutes) -> list[MinutesLine]:
    """Return the points that the reader may see, with performers and instructions; four queries."""
    rows = MinutesLine.objects.visible_to(user).filter(minutes=minutes).select_related("term_rule", "instruction")
    performers = LinePerformer.objects.select_related("unit", "person")
    lines = list(rows.prefetch_related(Prefetch("performers", queryset=performers)))
    _note_what_lacks(lines, minutes)
    return lines


def _note_what_lacks(lines: Sequence[MinutesLine], minutes: Minutes) -> None:
    """Say what keeps each open point from being given: nobody answers for it, or its term has no day to count from."""
    leading = {line: next(iter(line.performers.all()), None) for line in lines if line.instruction_id is None}
    alone = {line: lead.unit_id for line, lead in leading.items() if lead and lead.person_id is None}
    heads = heads_of(set(alone.values()), minutes.signed_on) if alone else {}
    for line in leading:
        rule = line.term_rule
        if line in alone and alone[line] not in heads:
            line.lacks = _("The unit has no head on record: name the person who answers")
        elif line.due_on and line.due_on < minutes.signed_on:
            line.lacks = _("The term is over before the minutes are signed: correct the day")
        elif rule and not line.due_on and not minutes.registered_on and rule.counted_from == CountedFrom.REGISTRATION:
            line.lacks = _("The term counts from registration: name the minutes' date of registration, or a day here")


def listed_minutes(user: User) -> QuerySet[Any]:
    """Return the minutes that the reader may see, with how many points were given and how many are under control."""
    rows = Minutes.objects.visible_to(user).select_related("chair", "event", "level")
    return rows.annotate(
        points=Count("lines"),
        given=Count("lines__instruction"),
        running=Count("lines", filter=Q(lines__instruction__state__in=UNDER_CONTROL)),
    )
