"""The units' lines of a period on one screen, with suggested duplicates; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet, Value

from orgplan.accounts.models import User
from orgplan.core.lookups import has_words, row_key
from orgplan.directory.models import usual_name
from orgplan.planning.models import EventSuggestion, PairSuggestion, PairVerdict, Plan, PlanLine
from orgplan.planning.rules.states import LineState, Verdict

_CELLS = ("occurrences", "responsible", "problems", "confidence", "cells")
#: What a pair's other line shows nothing of: decoding it would be most of the page's work.
_UNSHOWN = tuple(f"{side}__{name}" for side in ("first", "second") for name in _CELLS)


@dataclass(frozen=True, slots=True)
class Pair:
    """A suggestion seen from one line: what it may be to the other, and why."""

    other: PlanLine
    is_part: bool
    this_is_child: bool
    certainty: float
    reasons: tuple[str, ...]
    told_above: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict seen from one line."""

    other: PlanLine
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the lines to show; kept in the page's address."""

    state: str = ""
    unit: int | None = None
    section: int | None = None
    doubtful: bool = False
    paired: bool = False
    words: str = ""


def filter_of(query: Mapping[str, str]) -> Filter:
    """Read the filter out of the address; what makes no sense is left out, «all» is every state."""
    state = query.get("state", LineState.SUBMITTED)
    return Filter(
        state=state if state in LineState.values else "",
        unit=row_key(query.get("unit", "")),
        section=row_key(query.get("section", "")),
        doubtful=bool(query.get("doubtful")),
        paired=bool(query.get("paired")),
        words=query.get("q", "").strip(),
    )


def lines_of(plan: Plan, user: User) -> QuerySet[PlanLine]:
    """Return the lines of all units for the plan's period that the user may see; withdrawn ones are left out."""
    return (
        PlanLine.objects.visible_to(user)
        .filter(plan__period_code=plan.period_code, plan__unit__isnull=False)
        .exclude(state=LineState.WITHDRAWN)
    )


@dataclass(frozen=True, slots=True)
class Undecided:
    """What nobody has decided yet in the whole period, by keys: pairs of lines, and lines that may repeat an event."""

    pairs: tuple[tuple[int, int], ...]
    repeating: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.pairs) + len(self.repeating)

    @property
    def lines(self) -> set[int]:
        """Return the lines concerned."""
        return {*self.repeating, *(line for pair in self.pairs for line in pair)}


def undecided(plan: Plan) -> Undecided:
    """Return the open suggestions of the plan, in one query."""
    nothing = Value(None, output_field=BigIntegerField())
    pairs = _open_pairs(plan).order_by().values_list("first", "second")
    events = _open_events(plan).order_by().annotate(nothing=nothing).values_list("line", "nothing")
    found: list[tuple[int, int | None]] = [(row[0], row[1]) for row in pairs.union(events, all=True)]
    return Undecided(
        pairs=tuple((first, second) for first, second in found if second is not None),
        repeating=tuple(line for line, second in found if second is None),
    )


def condition(wanted: Filter, still_open: Undecided) -> Q:
    """Return what the filter asks of a line."""
    asked = has_words(wanted.words, "title", "place", "date_text")
    if wanted.state:
        asked &= Q(state=wanted.state)
    if wanted.unit:
        asked &= Q(plan__unit=wanted.unit)
    if wanted.section:
        asked &= Q(section=wanted.section)
    if wanted.doubtful:
        asked &= ~Q(problems=[])
    if wanted.paired:
        asked &= Q(pk__in=still_open.lines)
    return asked


def filtered(lines: QuerySet[PlanLine], wanted: Filter, still_open: Undecided) -> QuerySet[PlanLine]:
    """Return the lines that the filter leaves, with unit, section and event joined."""
    return lines.filter(condition(wanted, still_open)).select_related("plan__unit", "section", "event")


class UnitShare(NamedTuple):
    """A unit that has sent something, with the number of its lines."""

    pk: int
    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What of the period's lines there is, and the units that sent them in their order."""

    total: int
    found: int
    submitted: int
    accepted: int
    declined: int
    doubtful: int
    pairs: int
    shares: tuple[UnitShare, ...]

    @property
    def units(self) -> int:
        """Return how many units have sent something."""
        return len(self.shares)


def counts(lines: QuerySet[PlanLine], wanted: Filter, still_open: Undecided) -> Counts:
    """Return how many lines wait, are accepted and declined, are doubtful, are found; how many pairs are open.

    One query, by unit: the sums over all units are those of the page, each unit's own number stands in the filter.
    """
    asked = condition(wanted, still_open)
    counted = {
        "total": Count("pk"),
        "found": Count("pk", filter=asked) if asked else Count("pk"),
        "submitted": Count("pk", filter=Q(state=LineState.SUBMITTED)),
        "accepted": Count("pk", filter=Q(state=LineState.ACCEPTED)),
        "declined": Count("pk", filter=Q(state=LineState.DECLINED)),
        "doubtful": Count("pk", filter=~Q(problems=[])),
    }
    unit = ("plan__unit", "plan__unit__short_name", "plan__unit__name")
    rows = lines.order_by("plan__unit__position", "plan__unit__name").values(*unit).annotate(**counted)
    found = list(rows.values_list(*unit, *counted))
    shares = tuple(UnitShare(pk, usual_name(short, name), numbers[0]) for pk, short, name, *numbers in found)
    sums = {name: sum(row[len(unit) + place] for row in found) for place, name in enumerate(counted)}
    return Counts(**sums, pairs=len(still_open), shares=shares)


def pairs_by_line(plan: Plan, lines: Iterable[PlanLine]) -> dict[int, list[Pair]]:
    """Return, for the shown lines in their order, the open suggestions; the later line of a pair only points up."""
    order = {line.pk: number for number, line in enumerate(lines)}
    pairs: dict[int, list[Pair]] = defaultdict(list)
    shown = _open_pairs(plan).filter(Q(first__in=order) | Q(second__in=order))
    for each in shown.select_related("first__plan__unit", "second__plan__unit").defer(*_UNSHOWN):
        for line, other in ((each.first, each.second), (each.second, each.first)):
            if line.pk in order:
                child = each.is_part and line.pk == each.first_id
                above = order.get(other.pk, len(order)) < order[line.pk]
                pairs[line.pk].append(Pair(other, each.is_part, child, each.certainty, tuple(each.reasons), above))
    return pairs


def events_by_line(lines: Iterable[PlanLine]) -> dict[int, list[EventSuggestion]]:
    """Return, for the shown lines that await a decision, the recorded events they may repeat."""
    waiting = [line.pk for line in lines if line.state == LineState.SUBMITTED and line.event_id is None]
    found: dict[int, list[EventSuggestion]] = defaultdict(list)
    suggestions = EventSuggestion.objects.filter(line__in=waiting, is_dismissed=False)
    for each in suggestions.select_related("event__owner", "event__venue").prefetch_related("event__occurrences"):
        found[each.line_id].append(each)
    return found


def verdicts_by_line(lines: Iterable[PlanLine]) -> dict[int, list[Decided]]:
    """Return, for the shown lines, what people decided of each, without the «different»."""
    shown = {line.pk for line in lines}
    found: dict[int, list[Decided]] = defaultdict(list)
    verdicts = (
        PairVerdict.objects.filter(Q(first__in=shown) | Q(second__in=shown))
        .exclude(verdict=Verdict.DIFFERENT)
        .select_related("first__plan__unit", "second__plan__unit")
        .defer(*_UNSHOWN)
    )
    turned = {Verdict.FIRST_PART: Verdict.SECOND_PART, Verdict.SECOND_PART: Verdict.FIRST_PART}
    for each in verdicts:
        verdict = Verdict(each.verdict)
        if each.first_id in shown:
            found[each.first_id].append(Decided(each.second, verdict))
        if each.second_id in shown:
            found[each.second_id].append(Decided(each.first, turned.get(verdict, verdict)))
    return found


def _open_pairs(plan: Plan) -> QuerySet[PairSuggestion]:
    decided = PairVerdict.objects.filter(
        Q(first=OuterRef("first"), second=OuterRef("second")) | Q(first=OuterRef("second"), second=OuterRef("first"))
    )
    return PairSuggestion.objects.filter(plan=plan).exclude(Exists(decided))


def _open_events(plan: Plan) -> QuerySet[EventSuggestion]:
    waiting = {"line__state": LineState.SUBMITTED, "line__event__isnull": True}
    return EventSuggestion.objects.filter(plan=plan, is_dismissed=False, **waiting)
