"""Many events at once: what a change makes of each, seen before it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.editing import RefusedError
from orgplan.directory.models import Person, Unit, Venue
from orgplan.events.actions.changes import change_to
from orgplan.events.actions.facts import EventFacts, Participant, facts_of
from orgplan.events.actions.following import Demand, demands_of
from orgplan.events.models import Event
from orgplan.events.rules import (
    EventKind,
    EventState,
    Level,
    ParticipationKind,
    replaced_words,
    shift_days,
)
from orgplan.language.timing.writing import write_timing

MOST = 2_000
"""So many events are changed at once; more are chosen in parts, so that the preview can be read."""
_LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What to change in each event; what is empty stays. `days` moves its time, `find` is replaced in its title.

    `leader` takes part as `leader_as`, or no longer where that is None.
    """

    unit: Unit | None = None
    kind: EventKind | None = None
    level: Level | None = None
    state: EventState | None = None
    venue: Venue | None = None
    leader: Person | None = None
    leader_as: ParticipationKind | None = None
    days: int = 0
    find: str = ""
    put: str = ""

    def over(self, facts: EventFacts) -> EventFacts:
        """Return what becomes of the facts; RefusedError says why they cannot be changed so."""
        named = {name: getattr(self, name) for name in ("kind", "level", "state") if getattr(self, name)}
        after = replace(facts, **named)
        if self.unit:
            others = tuple(unit for unit in facts.co_owners if unit.pk != self.unit.pk)
            after = replace(after, owner=self.unit, co_owners=others)
        if self.venue:
            after = replace(after, venue=self.venue, place="")
        if self.leader:
            after = replace(after, participants=self._participants(facts))
        return self._retitled(self._moved(after))

    def _participants(self, facts: EventFacts) -> tuple[Participant, ...]:
        others = tuple(each for each in facts.participants if each.person != self.leader)
        return (*others, Participant(self.leader_as, person=self.leader)) if self.leader_as else others

    def _moved(self, facts: EventFacts) -> EventFacts:
        if not self.days:
            return facts
        timing = shift_days(facts.timing, self.days)
        if timing is None:
            raise RefusedError(_("the event has no days of its own that could be moved"))
        return replace(facts, timing=timing, wording=write_timing(timing, year_shown=True))

    def _retitled(self, facts: EventFacts) -> EventFacts:
        title = replaced_words(facts.title, self.find, self.put)
        if not title:
            raise RefusedError(_("nothing would remain of the title"))
        if len(title) > _LONGEST_TITLE:
            raise RefusedError(_("the title would become too long"))
        return replace(facts, title=title)


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a row, in words before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One event of the preview: what it is, what it becomes, or the sentence why it stays."""

    event: Event
    before: EventFacts | None = None
    after: EventFacts | None = None
    problem: str = ""

    @property
    def shown(self) -> list[Shown]:
        """Return the fields that change, in words; asked only for the rows that are shown, for words of dates cost."""
        return _differences(self.before, self.after) if self.before and self.after else []


def bulk_rows(events: Sequence[Event], change: BulkChange, may: Callable[[Event], bool]) -> list[BulkRow]:
    """Return what the change makes of each event, in their order; nothing is written."""
    return [_row(event, change, may(event)) for event in events]


def bulk_demands(rows: Sequence[BulkRow], actor: User) -> list[Demand]:
    """Return what is asked before the rows may be written: reason and basis where approved plans hold them."""
    return demands_of([change_to(row.event, row.after) for row in rows if row.after], actor)


def _row(event: Event, change: BulkChange, may: bool) -> BulkRow:
    if not may:
        return BulkRow(event, problem=_("the event belongs to another unit"))
    before = facts_of(event)
    try:
        after = change.over(before)
    except RefusedError as refusal:
        return BulkRow(event, problem=str(refusal))
    return BulkRow(event, problem=_("it stands so already")) if _same(before, after) else BulkRow(event, before, after)


def _same(before: EventFacts, after: EventFacts) -> bool:
    """Tell whether nothing changes; who takes part is no matter of order."""
    if set(before.participants) != set(after.participants):
        return False
    return replace(before, participants=()) == replace(after, participants=())


def _differences(before: EventFacts, after: EventFacts) -> list[Shown]:
    pairs = (
        (_("Title"), before.title, after.title),
        (_("When"), before.when, after.when),
        (_("Place"), before.where, after.where),
        (_("Unit"), _units(before), _units(after)),
        (_("Kind"), str(before.kind.label), str(after.kind.label)),
        (_("Level"), str(before.level.label), str(after.level.label)),
        (_("State"), str(before.state.label), str(after.state.label)),
        (_("Leaders"), _leaders(before), _leaders(after)),
    )
    return [Shown(label, old, new) for label, old, new in pairs if old != new]


def _units(facts: EventFacts) -> str:
    return ", ".join(str(unit) for unit in (facts.owner, *facts.co_owners))


def _leaders(facts: EventFacts) -> str:
    return "; ".join(f"{each.person} ({each.kind.label})" for each in facts.participants if each.person)
