"""The department's decisions on units' lines: accept, decline, change, section; the same, part of, different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, record_many, state_of
from orgplan.core.editing import take_edition
from orgplan.directory.models import Unit
from orgplan.events.actions import (
    EventFacts,
    Participant,
    add_co_owners,
    change_event,
    create_event,
    facts_of,
    make_part_of,
    with_responsible,
)
from orgplan.events.actions.programmes import put_into_programmes
from orgplan.events.models import Event, Programme
from orgplan.events.rules import Basis, Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.planning.actions.pairs import lines_same_as, parts_and_wholes_of
from orgplan.planning.actions.plans import take_events, take_out
from orgplan.planning.actions.submissions import correct
from orgplan.planning.models import Plan, PlanLine, PlanSection
from orgplan.planning.rules.exactness import exactness
from orgplan.planning.rules.kinds import guess_kind, guess_section
from orgplan.planning.rules.programmes import Named, programmes_named
from orgplan.planning.rules.states import LineState, next_line_state

_DECIDED = ("state", "decline_reason", "section_id", "event_id")


@audited
def accept_lines(*, plan: Plan, lines: Iterable[PlanLine], by: Actor) -> list[PlanLine]:
    """Accept lines into the consolidated plan: each gets an event, shared with the lines that are the same.

    The first accepted unit owns the event; the others become co-owners, and every line keeps its own wording. The event
    goes into the programmes that the line names in a column or in the heading above it.
    """
    sections = {section.title: section for section in plan.sections.all()}
    accepted = [_accept(line, plan, sections, by) for line in _locked(lines)]
    _put_into_named_programmes(accepted, by)
    record(plan, after={"accepted": len(accepted)})
    return accepted


@audited
def decline_lines(*, plan: Plan, lines: Iterable[PlanLine], reason: str, by: Actor) -> list[PlanLine]:
    """Decline lines with a reason that the unit reads; an event of their own goes back to draft."""
    if not reason.strip():
        raise ValueError("a line is declined with a reason")
    declined = []
    for line in _locked(lines):
        _decide(line, "decline", by, decline_reason=reason.strip())
        _leave_event(line, plan, by)
        declined.append(line)
    record(plan, after={"declined": len(declined)}, reason=reason)
    return declined


@audited
def reopen_lines(*, plan: Plan, lines: Iterable[PlanLine], by: Actor) -> list[PlanLine]:
    """Take decisions back: the lines wait again."""
    reopened = []
    for line in _locked(lines):
        _decide(line, "reopen", by, decline_reason="")
        _leave_event(line, plan, by)
        reopened.append(line)
    record(plan, after={"reopened": len(reopened)})
    return reopened


@audited
def put_in_section(*, plan: Plan, lines: Iterable[PlanLine], section: PlanSection | None, by: Actor) -> list[PlanLine]:
    """Put lines, and the places of their events in the plan, into a section."""
    found = list(lines)
    changes = [(line, {"section": str(line.section or "")}, {"section": str(section or "")}) for line in found]
    PlanLine.objects.filter(pk__in=[line.pk for line in found]).update(section=section, edition=models.F("edition") + 1)
    plan.items.filter(event__in=[line.event_id for line in found if line.event_id]).update(section=section)
    record_many(changes)
    return found


@audited
def change_line(line: PlanLine, *, values: Mapping[str, str], edition: int, by: Actor) -> PlanLine:
    """Change a waiting line's words; if it still is the edition that was shown (core.editing)."""
    current = take_edition(line, edition)
    shown = ("title", "date_text", "place", "responsible")
    before = state_of(current, *shown)
    correct(current, values, current.plan.period)
    current.save()
    record(current, before=before, after=state_of(current, *shown))
    return current


def _locked(lines: Iterable[PlanLine]) -> Iterable[PlanLine]:
    ids = [line.pk for line in lines]
    return (
        PlanLine.objects.select_for_update(of=("self",))
        .select_related("plan__unit", "event", "section")
        .filter(pk__in=ids)
        .order_by("first_day", models.F("start_time").asc(nulls_last=True), "pk")
    )


def _accept(line: PlanLine, plan: Plan, sections: Mapping[str, PlanSection], by: Actor) -> PlanLine:
    unit = _unit_of(line)
    kind = guess_kind(line.title)
    line.section = line.section or sections.get(line.section_text) or sections.get(guess_section(kind, unit.kind))
    same = next((other for other in lines_same_as(line) if other.event_id and other.state == LineState.ACCEPTED), None)
    if same is not None and same.event is not None and line.event_id != same.event_id:
        _join(line, unit, same.event, by)
    elif line.event is not None and line.event.state != EventState.DRAFT:
        _join(line, unit, line.event, by)
    elif line.event is not None:
        change_event(line.event, facts=_revived(line), edition=line.event.edition, by=by)  # a draft asks no ground
    else:
        line.event = create_event(facts=_facts(line, unit, kind), by=by)
    assert line.event is not None
    _decide(line, "accept", by)
    if not plan.items.filter(event=line.event).exists():
        reason, basis = _ground(line)
        take_events(plan=plan, events=[line.event], section=line.section, reason=reason, basis=basis, by=by)
    _nest(line, by)
    return line


def _put_into_named_programmes(lines: Iterable[PlanLine], by: Actor) -> None:
    """Put events into the programmes that their lines name, besides those in which they are; one query where none."""
    known = {each.pk: each for each in Programme.objects.filter(is_section=False)}
    names = [Named(each.pk, each.name, each.code) for each in known.values()]
    for line in lines if names else ():
        keys = programmes_named(line.section_text, line.cells, names)
        present = set(line.event.programmes.values_list("pk", flat=True)) if keys and line.event else set()
        if line.event and not present.issuperset(keys):
            programmes = [*line.event.programmes.all(), *(known[key] for key in keys)]
            put_into_programmes(line.event, programmes=list(dict.fromkeys(programmes)), by=by)


def _unit_of(line: PlanLine) -> Unit:
    assert line.plan.unit is not None, "a line stands in a unit's plan"
    return line.plan.unit


def _facts(line: PlanLine, unit: Unit, kind: str) -> EventFacts:
    return EventFacts(
        title=line.title or line.date_text,
        owner=unit,
        timing=line.timing,
        wording=line.date_text,
        kind=EventKind(kind),
        level=Level.DISTRICT if unit.kind == "district" else Level.CITY,
        state=EventState.PLANNED,
        place=line.place,
        participants=_responsible(line),
    )


def _revived(line: PlanLine) -> EventFacts:
    assert line.event is not None
    facts = facts_of(line.event)
    return replace(
        facts,
        state=EventState.PLANNED,
        title=line.title or facts.title,
        timing=line.timing,
        wording=line.date_text,
        place=line.place or facts.place,
    )


def _responsible(line: PlanLine) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            ParticipationKind.RESPONSIBLE,
            wording=each["name"][:300],
            consent=Consent.PENDING if each["by_agreement"] else Consent.NOT_NEEDED,
        )
        for each in line.responsible
    )


def _ground(line: PlanLine) -> tuple[str, Basis]:
    """Return why a line changes what was approved before: its unit proposed it, and the department accepted."""
    return _("Proposal of the unit, accepted in consolidation"), Basis(line.plan.title)


def _join(line: PlanLine, unit: Unit, event: Event, by: Actor) -> None:
    facts = with_responsible(facts_of(event), _responsible(line))
    if exactness(line.timing) > exactness(facts.timing):
        facts = replace(facts, timing=line.timing, wording=line.date_text)
    facts = replace(facts, place=facts.place or line.place)
    reason, basis = _ground(line)
    event = change_event(event, facts=facts, edition=event.edition, reason=reason, basis=basis, by=by)
    add_co_owners(event, units=[unit], by=by)
    line.event = event


def _nest(line: PlanLine, by: Actor) -> None:
    parts, wholes = parts_and_wholes_of(line)
    for part in parts:
        if part.event and part.event_id != line.event_id:
            make_part_of(part.event, whole=line.event, by=by)
    for whole in wholes:
        if whole.event and line.event and whole.event_id != line.event_id:
            make_part_of(line.event, whole=whole.event, by=by)


def _decide(line: PlanLine, verb: str, by: Actor, **values: str) -> None:
    before = state_of(line, *_DECIDED)
    line.state = next_line_state(line.state, verb)
    for name, value in values.items():
        setattr(line, name, value)
    line.decided_at, line.decided_by = timezone.now(), str(by)
    line.edition += 1
    line.save()
    record(line, before=before, after=state_of(line, *_DECIDED), reason=values.get("decline_reason", ""))


def _leave_event(line: PlanLine, plan: Plan, by: Actor) -> None:
    """Part a line that is no longer accepted from its event; alone on it, it keeps it as a draft to come back to."""
    event = line.event
    if event is None:
        return
    if event.plan_lines.filter(state=LineState.ACCEPTED).exclude(pk=line.pk).exists():
        line.event = None
        line.save(update_fields=["event"])
        return
    reason = line.decline_reason or _("The decision on the unit's line was taken back")
    basis = Basis(line.plan.title)
    for item in plan.items.filter(event=event).select_related("plan", "event"):
        take_out(item, reason=reason, basis=basis, by=by)
    draft = replace(facts_of(event), state=EventState.DRAFT)
    change_event(event, facts=draft, edition=event.edition, reason=reason, basis=basis, by=by)
