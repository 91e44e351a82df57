"""What the rules suggest about a period's lines: pairs of lines, and lines that repeat a recorded event."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.planning.models import EventSuggestion, PairSuggestion, PairVerdict, Plan, PlanLine
from orgplan.planning.rules.duplicates import Line, Suggestion, find_duplicates
from orgplan.planning.rules.states import LineState

#: Below this certainty a suggestion costs the reader more than it gives.
WORTH_ASKING = 0.5
_EVENT = "event-"


@audited
def suggest_pairs(*, plan: Plan, by: Actor) -> int:
    """Find possible duplicates among all units' lines of the period anew; return how many pairs wait for an answer.

    Recorded events of the period that no line of it made take part too: a line may repeat one of them.
    """
    lines, events = _lines(plan), _events(plan)
    found = find_duplicates([*map(_of_line, lines), *map(_of_event, events)])
    same = [each for each in found.same if each.certainty >= WORTH_ASKING]
    parts = [each for each in found.part_of if each.certainty >= WORTH_ASKING]
    count = _store_pairs(plan, same, parts) + _store_events(plan, same)
    record(plan, after={"suggested pairs": count})
    return count


@audited
def join_event(line: PlanLine, *, event: Event, by: Actor) -> PlanLine:
    """Say that the line repeats a recorded event: when it is accepted, it joins that event and makes no other."""
    before = state_of(line, "event")
    line.event = event
    line.edition += 1
    line.save(update_fields=["event", "edition"])
    record(line, before=before, after=state_of(line, "event"))
    return line


@audited
def dismiss_event(line: PlanLine, *, event: Event, by: Actor) -> PlanLine:
    """Say that the line and the recorded event are different; it is remembered."""
    changed = EventSuggestion.objects.filter(line=line, event=event, is_dismissed=False).update(is_dismissed=True)
    if changed:
        record(line, after={"pair": "different", "with": str(event)})
    else:
        nothing_changed()
    return line


def _lines(plan: Plan) -> list[PlanLine]:
    lines = PlanLine.objects.select_related("plan__unit").filter(
        plan__period_code=plan.period_code, plan__unit__isnull=False
    )
    return list(lines.exclude(state__in=(LineState.WITHDRAWN, LineState.DECLINED)))


def _events(plan: Plan) -> list[Event]:
    events = (
        Event.objects.kept()
        .filter(
            first_day__lte=plan.ends_on, last_day__gte=plan.starts_on, state__in=(EventState.PLANNED, EventState.HELD)
        )
        .exclude(plan_lines__plan__period_code=plan.period_code)
    )
    return list(events.select_related("owner", "venue").prefetch_related("occurrences", "participations"))


def _store_pairs(plan: Plan, same: Iterable[Suggestion], parts: Iterable[Suggestion]) -> int:
    PairSuggestion.objects.filter(plan=plan).delete()
    made = [
        PairSuggestion(
            plan=plan,
            first_id=int(each.first.id),
            second_id=int(each.second.id),
            is_part=is_part,
            certainty=each.certainty,
            reasons=list(each.reasons),
        )
        for is_part, group in ((False, same), (True, parts))
        for each in group
        if not (_is_event(each.first) or _is_event(each.second))
    ]
    PairSuggestion.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    rows = PairVerdict.objects.filter(first__plan__period_code=plan.period_code)
    decided = {frozenset(pair) for pair in rows.values_list("first", "second")}
    return sum(frozenset((each.first_id, each.second_id)) not in decided for each in made)


def _store_events(plan: Plan, same: Iterable[Suggestion]) -> int:
    plan.event_suggestions.filter(is_dismissed=False).delete()
    made = []
    for each in same:
        if _is_event(each.first) == _is_event(each.second):
            continue
        line, event = (each.second, each.first) if _is_event(each.first) else (each.first, each.second)
        made.append(
            EventSuggestion(
                plan=plan,
                line_id=int(line.id),
                event_id=int(event.id.removeprefix(_EVENT)),
                certainty=each.certainty,
                reasons=list(each.reasons),
            )
        )
    EventSuggestion.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    answered = set(plan.event_suggestions.filter(is_dismissed=True).values_list("line", "event"))
    return sum((each.line_id, each.event_id) not in answered for each in made)


def _is_event(line: Line) -> bool:
    return line.id.startswith(_EVENT)


def _of_line(line: PlanLine) -> Line:
    return Line(
        id=str(line.pk),
        unit=line.plan.unit.name if line.plan.unit else "",
        title=line.title,
        date_text=line.date_text,
        start=line.first_day,
        end=line.last_day,
        start_time=line.start_time,
        end_time=next((each.end_time for each in line.timing.occurrences if each.end_time), None),
        place=line.place,
        responsible=", ".join(each["name"] for each in line.responsible),
    )


def _of_event(event: Event) -> Line:
    return Line(
        id=f"{_EVENT}{event.pk}",
        unit=event.owner.name,
        title=event.title,
        date_text=event.wording,
        start=event.first_day,
        end=event.last_day,
        start_time=event.start_time,
        end_time=next((each.end_time for each in event.occurrences.all() if each.end_time), None),
        place=event.where,
        responsible=event.responsible.replace("\n", ", "),
    )
