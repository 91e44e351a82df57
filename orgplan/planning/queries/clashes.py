"""Clashes of a plan's events: what stops its approval, what stands beside its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from orgplan.accounts.models import User
from orgplan.clashes.queries import ShownClash, blocking_of, clashes_of_events, clashes_of_stretches, norms
from orgplan.clashes.queries.occupation import place_of, stretches_of
from orgplan.clashes.rules.judging import Judged
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Place, Taken
from orgplan.directory.queries import DirectoryIndex
from orgplan.planning.models import EventSuggestion, Plan, PlanLine
from orgplan.planning.queries.consolidation import lines_of
from orgplan.planning.rules.kinds import guess_kind
from orgplan.planning.rules.naming import days_in
from orgplan.planning.rules.states import LineState

_STOPPING = (ClashLevel.BLOCK, ClashLevel.BLOCK_APPROVAL)


def clashes_that_stop(plan: Plan, reader: User | None = None) -> list[ShownClash]:
    """Return the clashes that stop the plan's approval, as the rules say; nine queries at most."""
    keys = set(plan.items.values_list("event", flat=True))
    return blocking_of(keys, _STOPPING, reader)


def clashes_by_event(user: User, keys: Collection[int]) -> dict[int, list[ShownClash]]:
    """Return the open clashes of the events by event, as far as the user may see them; eight queries at most."""
    found: defaultdict[int, list[ShownClash]] = defaultdict(list)
    for shown in clashes_of_events(user, keys) if keys else ():
        for key in shown.clash.events if shown.is_open else ():
            found[key].append(shown)
    return found


class LineClash(NamedTuple):
    """A clash that a line would make; a weekly line tells it once, with the days in words, otherwise they are empty."""

    clash: Judged
    days: str


def clashes_by_line(user: User, plan: Plan, keys: Collection[int]) -> dict[int, list[LineClash]]:
    """Return with which events lines that wait for a decision would clash over their halls, by line.

    Only a line with a clock time and a place that the directory knows keeps anything; its responsible are not kept.
    Two lines are not compared: they may be one event that two units sent. Nor is a line with what it may repeat: the
    page asks whether both are the same. Eleven queries at most.
    """
    lines = lines_of(plan, user).filter(pk__in=keys, state=LineState.SUBMITTED, start_time__isnull=False)
    rows = list(lines.exclude(place="").select_related("event", "plan__unit"))
    index, settings = DirectoryIndex(), norms()
    repeated = _may_repeat(rows)
    own = [
        each
        for line in rows
        if (venue := index.find_venue(line.place)) is not None
        for each in _taken_by(line, repeated[line.pk], place_of(venue), settings)
    ]
    found: defaultdict[int, defaultdict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for clash in clashes_of_stretches(user, own):
        line, other = (clash.first, clash.second) if clash.first.event < 0 else (clash.second, clash.first)
        if line is None or line.event >= 0 or (other is not None and not repeated[-line.event].isdisjoint(other.above)):
            continue
        found[-line.event][clash.sentence].append(clash)
    return {key: [_told_once(each, plan) for each in by_words.values()] for key, by_words in found.items()}


def _may_repeat(lines: Collection[PlanLine]) -> defaultdict[int, set[int]]:
    """Return the keys of the recorded events that each line may repeat, by line; one query."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    open_ones = EventSuggestion.objects.filter(line__in=[line.pk for line in lines], is_dismissed=False)
    for line, event in open_ones.values_list("line", "event"):
        found[line].add(event)
    return found


def _told_once(clashes: list[Judged], plan: Plan) -> LineClash:
    days = {each.first.start.date() for each in clashes}
    return LineClash(clashes[0], days_in(days, plan.period) if len(days) > 1 else "")


def _taken_by(line: PlanLine, repeated: Collection[int], place: Place, settings: Norms) -> list[Taken]:
    """Return what the line would keep; the event that it joins or may repeat is no stranger to it."""
    kind = guess_kind(line.title)
    whole = line.event.part_of_id if line.event else None
    above = tuple(key for key in (line.event_id, whole, *repeated) if key)
    return [
        Taken(-line.pk, line.title, kind, start, end, place, {}, line.plan.unit_id or 0, above)
        for start, end in stretches_of(line.timing, settings.times_of(kind).usual)
    ]
