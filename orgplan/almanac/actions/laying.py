"""What comes back by a rule is laid into the calendar and the city's plans; nothing is doubled, nothing overwritten.

Each meeting is an event of its own; in the plan of a month one event of the whole series stands for them (ADR 0014).
What was laid is remembered beside the event: an event that differs from it was changed by a person and is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from orgplan.almanac.actions.yearly import yearly_of
from orgplan.almanac.models import LaidDate, LaidJubilee, LaidMeeting, LaidPlace, LaidSeries, MeetingCycle
from orgplan.almanac.queries import almanac_terms
from orgplan.almanac.rules.cycles import Slot, slots
from orgplan.audit.actions import Actor, audited, nothing_changed, record
from orgplan.core.editing import RefusedError
from orgplan.events.actions import EventFacts, Participant, change_event, create_event, facts_of
from orgplan.events.actions.facts import to_plain
from orgplan.events.models import Event
from orgplan.events.rules import Basis, EventKind, EventState, Level, ParticipationKind
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.writing import write_timing
from orgplan.planning.actions.plans import take_events
from orgplan.planning.filling import Grounds
from orgplan.planning.models import Plan
from orgplan.planning.rules.kinds import guess_section
from orgplan.planning.rules.states import PlanKind, PlanState
from orgplan.worktime import WorkingCalendar

_SERIES = 3
CYCLE_BASIS = "циклограмма совещаний"
Laid = LaidMeeting | LaidSeries | LaidDate | LaidJubilee


@dataclass(slots=True)
class Laying:
    """What one laying did; `kept` events were changed by people, `refused` are sentences."""

    events: list[Event] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    adopted: int = 0
    kept: int = 0
    refused: list[str] = field(default_factory=list)


@audited
def lay_meetings(cycle: MeetingCycle, *, since: date, until: date, today: date, by: Actor) -> Laying:
    """Make or update the events of the cycle's meetings from `since` to `until`; nothing is made of days gone by."""
    rows = MeetingCycle.objects.select_for_update(of=("self",)).select_related("owner", "venue", "chair")
    cycle = rows.get(pk=cycle.pk)
    known = {laid.slot: laid for laid in cycle.laid.select_related("event")}
    done = Laying()
    first = max(since, today)
    far = timedelta(days=almanac_terms().moved_within)  # a meeting may be moved out of the time or into it
    around = slots(cycle.rule, cycle.deviations, first - far, until + far, WorkingCalendar.bundled())
    for slot in around:
        laid = known.pop(slot.day, None)
        if first <= slot.on <= until or (laid and first <= slot.day <= until):
            _lay(done, laid, LaidMeeting(cycle=cycle, slot=slot.day), _facts(cycle, slot), slot, by)
    for day, laid in known.items():
        if first <= day <= until:
            gone = Slot(day, day, reason="Встречи в этот день больше нет в циклограмме", is_cancelled=True)
            _lay(done, laid, laid, _facts(cycle, gone), gone, by)
    if done.created or done.changed or done.adopted:
        record(cycle, after={"laid meetings": done.created + done.changed + done.adopted})
    else:
        nothing_changed()
    return done


@audited
def lay_into_plan(plan: Plan, *, today: date, ground: Grounds | None = None, by: Actor) -> Laying:
    """Lay meetings, dates and jubilees of the plan's time, and put them into the city plan.

    An approved plan takes them only with the ground that a person gives; without one what waits is said in `refused`.
    RefusedError where the ground is less than the plan's rule asks for.
    """
    done = Laying()
    for cycle in _cycles_of(plan):
        found = lay_meetings(cycle, since=plan.starts_on, until=plan.ends_on, today=today, by=by)
        _add_up(done, found)
        if plan.kind == PlanKind.WEEK or not _is_series(cycle, plan):
            done.events += found.events
        elif found.events:
            done.events += _lay_series(done, cycle, plan, found.events, by)
    done.events += _lay_yearly(done, plan, today, by)
    _put(done, plan, ground, by)
    if not (done.created or done.changed or done.adopted):
        nothing_changed()
    return done


@audited
def lay_ahead(*, today: date, by: Actor) -> Laying:
    """Lay every cycle as far ahead as it says, and fill the city plans that are being worked on."""
    done = Laying()
    for cycle in MeetingCycle.objects.filter(starts_on__lte=today + timedelta(days=366)).order_by("pk"):
        until = today + timedelta(days=cycle.days_ahead)
        _one_of_many(done, cycle, partial(lay_meetings, cycle, since=today, until=until, today=today, by=by))
    plans = Plan.objects.filter(unit__isnull=True, ends_on__gte=today).exclude(state=PlanState.APPROVED)
    for plan in plans.order_by("starts_on", "-ends_on"):
        _one_of_many(done, plan, partial(lay_into_plan, plan, today=today, by=by))
    if not (done.created or done.changed or done.adopted):
        nothing_changed()
    return done


def _one_of_many(done: Laying, what: MeetingCycle | Plan, lay: Callable[[], Laying]) -> None:
    """Lay one cycle or plan; what it refuses is said in words and stops none of the others."""
    try:
        with transaction.atomic():
            _add_up(done, lay())
    except RefusedError as refusal:
        done.refused.append(f"{what}: {refusal}")


def _cycles_of(plan: Plan) -> list[MeetingCycle]:
    cycles = MeetingCycle.objects.filter(starts_on__lte=plan.ends_on).exclude(ends_on__lt=plan.starts_on)
    match plan.kind:
        case PlanKind.WEEK:
            return list(cycles.filter(in_week=True))
        case PlanKind.MONTH:
            return list(cycles.filter(in_month=True))
        case _:
            return []


def _lay(done: Laying, laid: Laid | None, new: Laid, facts: EventFacts, slot: Slot | None, by: Actor) -> None:
    """Make, adopt, update or leave alone one event."""
    if laid is not None:
        _update(done, laid, facts, slot, by)
        return
    if facts.state == EventState.CANCELLED:
        return
    event = _on_record(facts)
    if event is not None:
        done.adopted += 1
        written = plain_facts(facts_of(event)) | {"adopted": True}
    else:
        event = create_event(facts=facts, by=by)
        done.created += 1
        written = plain_facts(facts_of(event))
    new.event, new.written = event, written
    new.save()
    done.events.append(event)


def _update(done: Laying, laid: Laid, facts: EventFacts, slot: Slot | None, by: Actor) -> None:
    event = laid.event
    if event is None or event.deleted_at is not None:
        return
    done.events.append(event)
    now, wanted = plain_facts(facts_of(event)), plain_facts(facts)
    if now == wanted:
        return
    if now != laid.written:
        done.kept += 0 if laid.written.get("adopted") else 1
        return
    ground = slot.reason if slot and slot.reason else "Изменена циклограмма"
    basis = Basis(slot.basis if slot and slot.basis else CYCLE_BASIS)
    try:
        with transaction.atomic():
            facts = replace(facts, part_of=event.part_of)
            event = change_event(event, facts=facts, edition=event.edition, reason=ground, basis=basis, by=by)
    except RefusedError as refusal:
        done.refused.append(f"{event}: {refusal}")
        return
    laid.written = plain_facts(facts_of(event))
    laid.save(update_fields=["written"])
    done.changed += 1


def _on_record(facts: EventFacts) -> Event | None:
    """Return an event that somebody recorded already for the same meeting: unit, day, hour and the same name."""
    only = facts.timing.occurrences[0]
    events = Event.objects.kept().filter(
        owner=facts.owner,
        first_day=only.start,
        start_time=only.start_time,
        laid_meeting=None,
        laid_series=None,
        laid_date=None,
        laid_jubilee=None,
        title__startswith=facts.title,
    )
    return events.exclude(state=EventState.CANCELLED).exclude(timing_kind=TimingKind.RECURRING).order_by("pk").first()


def _facts(cycle: MeetingCycle, slot: Slot) -> EventFacts:
    place = slot.place or cycle.place
    hosts = (Participant(ParticipationKind.HOSTS, person=cycle.chair),) if cycle.chair else ()
    return EventFacts(
        title=cycle.title,
        owner=cycle.owner,
        timing=slot.timing,
        wording=write_timing(slot.timing),
        kind=EventKind(cycle.kind),
        level=Level.CITY,
        state=EventState.CANCELLED if slot.is_cancelled else EventState.PLANNED,
        venue=None if slot.place else cycle.venue,
        place=place,
        note=cycle.note,
        part_of=None,
        participants=(*hosts, Participant(ParticipationKind.RESPONSIBLE, unit=cycle.owner)),
    )


def _is_series(cycle: MeetingCycle, plan: Plan) -> bool:
    """Tell whether one row stands for the meetings of the month; one or two a month are printed with their days."""
    meetings = slots(cycle.rule, cycle.deviations, plan.starts_on, plan.ends_on, WorkingCalendar.bundled())
    return len(meetings) >= _SERIES or cycle.series.filter(period_code=plan.period_code).exists()


def _lay_series(done: Laying, cycle: MeetingCycle, plan: Plan, meetings: Iterable[Event], by: Actor) -> list[Event]:
    """Make or update the one event that stands for the month's meetings; they become its parts.

    Its participants are none: who takes part is said at each meeting, so nobody is busy twice.
    """
    span = Occurrence(max(plan.starts_on, cycle.starts_on), min(plan.ends_on, cycle.ends_on or plan.ends_on))
    times = Occurrence(span.start, span.end, cycle.start_time, cycle.end_time)
    facts = EventFacts(
        title=cycle.title,
        owner=cycle.owner,
        timing=Timing(TimingKind.RECURRING, (times,), cycle.rrule),
        wording=cycle.rule_text,
        kind=EventKind(cycle.kind),
        venue=cycle.venue,
        place=cycle.place,
        note=cycle.note,
        participants=(Participant(ParticipationKind.RESPONSIBLE, unit=cycle.owner),),
    )
    one = Laying()
    laid = LaidSeries.objects.select_related("event").filter(cycle=cycle, period_code=plan.period_code).first()
    if laid is not None:
        _update(one, laid, facts, None, by)
    else:
        event = create_event(facts=facts, by=by)
        LaidSeries.objects.create(
            cycle=cycle, period_code=plan.period_code, event=event, written=plain_facts(facts_of(event))
        )
        one.created, one.events = 1, [event]
    _add_up(done, one)
    for whole in one.events:
        _make_parts(whole, meetings)
    return one.events


def _make_parts(whole: Event, meetings: Iterable[Event]) -> None:
    """Join the meetings to their series, unless they are parts of something else."""
    alone = [event.pk for event in meetings if event.part_of_id is None and event.pk != whole.pk]
    Event.objects.filter(pk__in=alone).update(part_of=whole)


def plain_facts(facts: EventFacts) -> dict[str, Any]:
    """Return the facts as they are remembered; what an event is part of is decided apart."""
    return {name: value for name, value in to_plain(facts).items() if name != "part_of"}


def _lay_yearly(done: Laying, plan: Plan, today: date, by: Actor) -> list[Event]:
    """Lay the dates and jubilees of the plan's time that have an event and a unit that prepares it."""
    one = Laying()
    for each in yearly_of(max(plan.starts_on, today), plan.ends_on):
        _lay(one, each.laid, each.new, each.facts, None, by)
    _add_up(done, one)
    return one.events


def _put(done: Laying, plan: Plan, ground: Grounds | None, by: Actor) -> None:
    """Put what was laid into the plan; one that was approved, perhaps a moment ago, waits for a person's ground.

    What a person took out of it after it was put there is not put there again.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    sections = {section.title: section for section in plan.sections.all()}
    standing = set(plan.items.values_list("event", flat=True))
    put_before = set(plan.laid_places.values_list("event", flat=True))
    fitting = [event for event in dict.fromkeys(done.events) if _overlaps(event, plan)]
    fitting = [event for event in fitting if event.state == EventState.PLANNED]
    new = [event for event in fitting if event.pk not in standing | put_before]
    if new and ground is None and plan.versions.exists():
        done.refused.append(
            _("The plan “%(plan)s” is approved: what comes back by a rule waits for a reason and a basis (%(count)d).")
            % {"plan": plan.short_title, "count": len(new)}
        )
        return
    reason, basis = (ground.reason, ground.basis) if ground else ("", None)
    for title in dict.fromkeys(guess_section(event.kind, event.owner.kind) for event in new):
        chosen = [event for event in new if guess_section(event.kind, event.owner.kind) == title]
        take_events(plan=plan, events=chosen, section=sections.get(title), reason=reason, basis=basis, by=by)
    LaidPlace.objects.bulk_create(
        [LaidPlace(plan=plan, event=event) for event in fitting if event.pk not in put_before], batch_size=300
    )


def _overlaps(event: Event, plan: Plan) -> bool:
    """Tell whether the event is in the plan's time: an exception may have moved it out."""
    first, last = event.first_day, event.last_day
    return first is not None and last is not None and first <= plan.ends_on and last >= plan.starts_on


def _add_up(done: Laying, more: Laying) -> None:
    """Add the counts; which events go into a plan is decided apart."""
    done.created += more.created
    done.changed += more.changed
    done.adopted += more.adopted
    done.kept += more.kept
    done.refused += more.refused
