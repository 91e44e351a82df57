"""Lines as consolidation shows them: plain values, so that a row that did not change is not drawn again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from orgplan.planning.models import EventSuggestion, Plan, PlanLine
from orgplan.planning.queries.consolidation import (
    Decided,
    Pair,
    events_by_line,
    pairs_by_line,
    verdicts_by_line,
)
from orgplan.planning.rules.doubt import level_of
from orgplan.planning.rules.states import LineState


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """What people decided of the line and another one; `verdict` is a value of `rules.states.Verdict`."""

    verdict: str
    other: int
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Another line that may be the same event, and why; `told_above`: it stands above and says so."""

    other: int
    title: str
    unit: str
    date_text: str
    place: str
    reasons: tuple[str, ...]
    is_part: bool
    this_is_child: bool
    told_above: bool


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """A recorded event that the line may repeat, and why."""

    key: int
    title: str
    owner: str
    when: str
    where: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What rows of one page have in common: plan, rights, the rest of the address, the value that takes the focus."""

    plan: int
    may_decide: bool
    query: str = ""
    opened: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A row of consolidation; `level`: how surely the time was read, `responsible`: name and whether by agreement."""

    page: Page
    key: int
    state: str
    state_words: str
    level: str
    when: str
    date_text: str
    title: str
    place: str
    unit: str
    decline_reason: str
    responsible: tuple[tuple[str, bool], ...]
    problems: tuple[str, ...]
    event: int | None
    event_title: str
    verdicts: tuple[ShownVerdict, ...]
    events: tuple[ShownEvent, ...]
    pairs: tuple[ShownPair, ...]


def shown_lines(plan: Plan, lines: Sequence[PlanLine], page: Page) -> Iterator[tuple[PlanLine, ShownLine]]:
    """Return each line with its row, in their order; three queries, four where a recorded event may be repeated.

    The lines bring unit, section and event with them (`queries.consolidation.filtered`).
    """
    pairs, verdicts, events = pairs_by_line(plan, lines), verdicts_by_line(lines), events_by_line(lines)
    for line in lines:
        found = (verdicts.get(line.pk, ()), events.get(line.pk, ()), pairs.get(line.pk, ()))
        yield line, _shown(line, page, *found)


def _shown(
    line: PlanLine,
    page: Page,
    verdicts: Iterable[Decided],
    events: Iterable[EventSuggestion],
    pairs: Iterable[Pair],
) -> ShownLine:
    return ShownLine(
        page=page,
        key=line.pk,
        state=line.state,
        state_words=str(line.get_state_display()) if line.state == LineState.RETURNED else "",
        level=level_of(line.confidence.get("timing", 1.0)),
        when=line.when,
        date_text=line.date_text,
        title=line.title,
        place=line.place,
        unit=str(line.plan.unit),
        decline_reason=line.decline_reason,
        responsible=tuple((each.get("name", ""), bool(each.get("by_agreement"))) for each in line.responsible),
        problems=tuple(each.get("text", "") for each in line.problems),
        event=line.event_id,
        event_title=line.event.title if line.event else "",
        verdicts=tuple(
            ShownVerdict(each.verdict.value, each.other.pk, each.other.title, str(each.other.plan.unit))
            for each in verdicts
        ),
        events=tuple(map(_event, events)),
        pairs=tuple(map(_pair, pairs)),
    )


def _event(found: EventSuggestion) -> ShownEvent:
    event = found.event
    return ShownEvent(event.pk, event.title, str(event.owner), event.when, event.where, tuple(found.reasons))


def _pair(pair: Pair) -> ShownPair:
    other = pair.other
    return ShownPair(
        other=other.pk,
        title=other.title,
        unit=str(other.plan.unit),
        date_text=other.date_text,
        place=other.place,
        reasons=pair.reasons,
        is_part=pair.is_part,
        this_is_child=pair.this_is_child,
        told_above=pair.told_above,
    )
