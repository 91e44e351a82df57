"""The same, part of, different: what people decide about two lines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record
from orgplan.events.actions import add_co_owners, change_event, facts_of, make_part_of, with_responsible
from orgplan.events.models import Event, Tombstone
from orgplan.events.rules import Basis
from orgplan.planning.models import PairVerdict, PlanLine
from orgplan.planning.rules.states import LineState, Verdict


@audited
def decide_pair(*, first: PlanLine, second: PlanLine, verdict: Verdict, by: Actor) -> PairVerdict:
    """Remember what two lines are to each other; where both are accepted, their events follow at once.

    `verdict` speaks of the lines in the order given; it is stored with the smaller id first.
    """
    if first.pk == second.pk:
        raise ValueError("a line cannot be compared with itself")
    if first.pk > second.pk:
        first, second, verdict = second, first, _turned(verdict)
    before = PairVerdict.objects.filter(first=first, second=second).values_list("verdict", flat=True).first()
    pair, _new = PairVerdict.objects.update_or_create(
        first=first, second=second, defaults={"verdict": verdict, "decided_by": str(by)}
    )
    record(first, before={"pair": before}, after={"pair": verdict.value, "with": str(second)})
    if first.event and second.event and {first.state, second.state} == {LineState.ACCEPTED}:
        _follow(first.event, second.event, verdict, by)
    return pair


def _turned(verdict: Verdict) -> Verdict:
    return {Verdict.FIRST_PART: Verdict.SECOND_PART, Verdict.SECOND_PART: Verdict.FIRST_PART}.get(verdict, verdict)


def _follow(first: Event, second: Event, verdict: Verdict, by: Actor) -> None:
    if first.pk == second.pk:
        return
    match verdict:
        case Verdict.SAME:
            merge_events(kept=first, absorbed=second, by=by)
        case Verdict.FIRST_PART:
            _part_from(second, first, by)
            make_part_of(first, whole=second, by=by)
        case Verdict.SECOND_PART:
            _part_from(first, second, by)
            make_part_of(second, whole=first, by=by)
        case Verdict.DIFFERENT:
            _part_from(first, second, by)
            _part_from(second, first, by)


def _part_from(event: Event, whole: Event, by: Actor) -> None:
    """Take the event out of the whole, if an earlier verdict had put it there."""
    if event.part_of_id == whole.pk:
        make_part_of(event, whole=None, by=by)


@audited
def merge_events(*, kept: Event, absorbed: Event, by: Actor) -> Event:
    """Make two events one: lines, plan places, parts, owners and participants of the second go over to the first."""
    facts = with_responsible(facts_of(kept), facts_of(absorbed).participants)
    reason, basis = _("The same event was recorded twice"), Basis(_("Decision in consolidation"))
    kept = change_event(kept, facts=facts, edition=kept.edition, reason=reason, basis=basis, by=by)
    add_co_owners(kept, units=[absorbed.owner, *absorbed.co_owners.all()], by=by)
    absorbed.plan_lines.update(event=kept)
    absorbed.parts.exclude(pk=kept.pk).update(part_of=kept)
    for item in absorbed.plan_items.select_related("plan"):
        if item.plan.items.filter(event=kept).exists():
            item.delete()
        else:
            item.event = kept
            item.save(update_fields=["event"])
    record(absorbed, before={"title": absorbed.title}, after={"merged into": str(kept)})
    Tombstone.objects.create(uid=absorbed.uid)  # who keeps a copy elsewhere learns that it is gone
    absorbed.delete()
    return kept


def lines_same_as(line: PlanLine) -> list[PlanLine]:
    """Return the lines that people called the same as this one, through any chain of such verdicts."""
    known = {line.pk}
    edge = [line.pk]
    while edge:
        pairs = PairVerdict.objects.filter(verdict=Verdict.SAME)
        near = set(pairs.filter(first__in=edge).values_list("second", flat=True))
        near |= set(pairs.filter(second__in=edge).values_list("first", flat=True))
        edge = list(near - known)
        known |= near
    return list(PlanLine.objects.select_related("event", "plan__unit").filter(pk__in=known - {line.pk}).order_by("pk"))


def parts_and_wholes_of(line: PlanLine) -> tuple[list[PlanLine], list[PlanLine]]:
    """Return the accepted lines that people called parts of this one, and those it is a part of."""
    lines = PlanLine.objects.select_related("event").filter(state=LineState.ACCEPTED)
    first_part, second_part = Verdict.FIRST_PART, Verdict.SECOND_PART
    parts = lines.filter(verdicts_as_first__second=line, verdicts_as_first__verdict=first_part) | lines.filter(
        verdicts_as_second__first=line, verdicts_as_second__verdict=second_part
    )
    wholes = lines.filter(verdicts_as_first__second=line, verdicts_as_first__verdict=second_part) | lines.filter(
        verdicts_as_second__first=line, verdicts_as_second__verdict=first_part
    )
    return list(parts.distinct()), list(wholes.distinct())
