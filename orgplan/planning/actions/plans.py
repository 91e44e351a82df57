"""The consolidated plan itself: sections, places of events, approval."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.directory.models import Unit
from orgplan.events.models import Event
from orgplan.events.rules import NO_BASIS, Basis, EventState
from orgplan.language.periods import Period
from orgplan.language.timing.model import TimingKind
from orgplan.planning.actions.clashing import refuse_clashing
from orgplan.planning.actions.grounds import keep_ground
from orgplan.planning.filling import Grounds, fill_by_rules
from orgplan.planning.models import Plan, PlanItem, PlanSection, PlanVersion, VersionPoint
from orgplan.planning.queries.plans import frozen_rows, signer_on
from orgplan.planning.rules.kinds import USUAL_SECTIONS
from orgplan.planning.rules.naming import plan_title
from orgplan.planning.rules.states import PlanState, next_plan_state


@audited
def open_plan(*, unit: Unit | None, period: Period, by: Actor) -> Plan:
    """Find or create the plan of the unit (None: the city) for the period."""
    plan, created = Plan.objects.get_or_create(
        unit=unit,
        period_code=period.code,
        defaults={
            "kind": period.kind.value,
            "starts_on": period.start,
            "ends_on": period.end,
            "title": plan_title(period, unit.name if unit else settings.ADMINISTRATION),
        },
    )
    if created:
        record(plan, after=state_of(plan, "title", "period_code"))
    else:
        nothing_changed()
    return plan


@audited
def open_city_plan(*, period: Period, by: Actor) -> Plan:
    """Find or create the consolidated plan; a new one takes over sections and signature of the last of its kind."""
    plan = open_plan(unit=None, period=period, by=by)
    if not plan.sections.exists():
        last = (
            Plan.objects.filter(unit__isnull=True, kind=plan.kind, sections__isnull=False).exclude(pk=plan.pk).first()
        )
        if last:
            plan.signer_post, plan.signer_name = last.signer_post, last.signer_name
            plan.save(update_fields=["signer_post", "signer_name"])
        titles = [section.title for section in last.sections.all()] if last else USUAL_SECTIONS
        PlanSection.objects.bulk_create(
            PlanSection(plan=plan, title=title, position=position) for position, title in enumerate(titles)
        )
        record(plan, after={"sections": list(titles)})
        fill_by_rules(plan, by)
    return plan


@audited
def set_sections(*, plan: Plan, titles: Iterable[str], by: Actor) -> list[PlanSection]:
    """Set the sections by their titles in order; a section that is not named goes, its lines stay without one."""
    wanted = list(dict.fromkeys(title.strip() for title in titles if title.strip()))
    before = {"sections": [section.title for section in plan.sections.all()]}
    plan.sections.exclude(title__in=wanted).delete()
    for position, title in enumerate(wanted):
        PlanSection.objects.update_or_create(plan=plan, title=title, defaults={"position": position})
    record(plan, before=before, after={"sections": wanted})
    return list(plan.sections.all())


@audited
def word_plan(*, plan: Plan, title: str, signer_post: str, signer_name: str, by: Actor) -> Plan:
    """Give the plan the title and the signature that its document prints."""
    shown = ("title", "signer_post", "signer_name")
    before = state_of(plan, *shown)
    plan.title, plan.signer_post, plan.signer_name = title, signer_post, signer_name
    plan.save(update_fields=shown)
    record(plan, before=before, after=state_of(plan, *shown))
    return plan


@audited
def take_events(
    *,
    plan: Plan,
    events: Iterable[Event],
    section: PlanSection | None = None,
    reason: str = "",
    basis: Basis | None = None,
    by: Actor,
) -> int:
    """Put recorded events into the plan; those that stand there already stay where they are.

    RefusedError where the plan is approved and its rule asks for a reason or a basis that is not given.
    """
    known = set(plan.items.values_list("event", flat=True))
    new = [event for event in events if event.pk not in known]
    keep_ground(plan, new, came_in=True, ground=Grounds(reason, basis or NO_BASIS), actor=by)
    PlanItem.objects.bulk_create([PlanItem(plan=plan, event=event, section=section) for event in new], batch_size=300)
    record(plan, after={"taken in": len(new)}, reason=reason)
    return len(new)


@audited
def place_events(
    *,
    plan: Plan,
    events: Iterable[Event],
    section: PlanSection | None,
    reason: str = "",
    basis: Basis | None = None,
    by: Actor,
) -> int:
    """Take events into the plan and its section; those that stand there move into the section. Return how many came."""
    chosen = list(events)
    taken = take_events(plan=plan, events=chosen, section=section, reason=reason, basis=basis, by=by)
    if section is not None:
        others = plan.items.filter(event__in=chosen).exclude(section=section) | plan.items.filter(
            event__in=chosen, section=None
        )
        moved = PlanItem.objects.filter(pk__in=[item.pk for item in others]).update(section=section)
        record(plan, after={"section": section.title, "put there": moved}, reason=reason)
    return taken


@audited
def take_from_wider_plans(*, plan: Plan, reason: str = "", basis: Basis | None = None, by: Actor) -> int:
    """Take in every planned event of the period that stands in another consolidated plan: the week takes the month."""
    events = (
        Event.objects.kept()
        .filter(
            plan_items__plan__unit__isnull=True,
            first_day__lte=plan.ends_on,
            last_day__gte=plan.starts_on,
            state__in=(EventState.PLANNED, EventState.HELD),
        )
        .exclude(plan_items__plan=plan)
        .exclude(timing_kind=TimingKind.RECURRING, parts__isnull=False)  # its meetings stand for it in a narrower plan
        .distinct()
    )
    taken = take_events(plan=plan, events=events, reason=reason, basis=basis, by=by)
    standing = plan.items.count()
    fill_by_rules(plan, by, Grounds(reason, basis or NO_BASIS))
    return taken + plan.items.count() - standing


@audited
def take_out(item: PlanItem, *, reason: str, basis: Basis | None = None, by: Actor) -> None:
    """Take an event out of the plan; the event itself stays. RefusedError without a ground where one is asked."""
    keep_ground(item.plan, [item.event], came_in=False, ground=Grounds(reason, basis or NO_BASIS), actor=by)
    record(item.plan, before={"event": str(item.event)}, after={"event": None}, reason=reason)
    item.delete()


@audited
def carry_over(*, items: Iterable[PlanItem], by: Actor) -> int:
    """Take events out of plans being worked on, and put each into the draft of the same kind for its new day."""
    carried = 0
    for item in items:
        record(item.plan, before={"event": str(item.event)}, after={"event": None})
        into = Plan.objects.filter(
            unit__isnull=True,
            kind=item.plan.kind,
            starts_on__lte=item.event.first_day,
            ends_on__gte=item.event.first_day,
        ).exclude(state=PlanState.APPROVED)
        plan = into.first() if item.event.first_day and item.event.state == EventState.PLANNED else None
        item.delete()
        if plan is not None:
            title = item.section.title if item.section else ""
            take_events(plan=plan, events=[item.event], section=plan.sections.filter(title=title).first(), by=by)
        carried += 1
    return carried


@audited
def send_for_approval(*, plan: Plan, by: Actor) -> Plan:
    """Lay the plan before those who approve; work on it goes on."""
    return _pass(plan, "send_for_approval")


@audited
def return_to_draft(*, plan: Plan, reason: str, by: Actor) -> Plan:
    """Take the plan back from approval with the reason in words."""
    return _pass(plan, "return_to_draft", reason)


@audited
def approve_plan(
    *, plan: Plan, approved_on: date, approver_name: str, approver_post: str, basis: str, by: Actor
) -> PlanVersion:
    """Approve the plan as it stands: the version is frozen with who, when and on which basis.

    Approving once more what did not change (a second click) answers with the version that is there. RefusedError where
    a clash stops approval by the rules and nobody accepted it.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    last = plan.versions.first()
    signer_post, signer_name = signer_on(plan, approved_on)
    version = PlanVersion(
        plan=plan,
        number=last.number + 1 if last else 1,
        title=plan.title,
        approved_on=approved_on,
        approver_name=approver_name,
        approver_post=approver_post,
        basis=basis,
        signer_post=signer_post,
        signer_name=signer_name,
        rows=frozen_rows(plan),
        created_by=str(by),
    )
    if last and plan.state == PlanState.APPROVED and _same_approval(version, last):
        nothing_changed()
        return last
    refuse_clashing(plan)
    version.save()
    VersionPoint.objects.bulk_create(
        [
            VersionPoint(version=version, event_id=row["event"], number=number)
            for number, row in enumerate(version.rows, start=1)
        ],
        batch_size=300,
    )
    _pass(plan, "approve")
    record(
        plan,
        after={"plan_version": version.number, "approved_on": approved_on, "approver": approver_name},
        reason=basis,
    )
    return version


def _same_approval(one: PlanVersion, other: PlanVersion) -> bool:
    names = ("title", "approved_on", "approver_name", "approver_post", "basis", "signer_post", "signer_name", "rows")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _pass(plan: Plan, verb: str, reason: str = "") -> Plan:
    plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
    before = state_of(plan, "state")
    plan.state = next_plan_state(PlanState(plan.state), verb)
    plan.save(update_fields=["state"])
    record(plan, before=before, after=state_of(plan, "state"), reason=reason)
    return plan
