"""What planning answers when an event changes: approved plans ask for a ground, drafts and units' lines follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.template.defaultfilters import date as date_words
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.events.following import (
    ChangeKind,
    Decision,
    Decisions,
    Demand,
    Effect,
    EventChange,
    put_letters,
    unit_letter,
)
from orgplan.planning.actions.plans import carry_over
from orgplan.planning.models import Plan, PlanItem, PlanLine, VersionPoint
from orgplan.planning.policy import may_change_approved
from orgplan.planning.queries.approval import points_of_events, rule_of
from orgplan.planning.rules.naming import when_in
from orgplan.planning.rules.states import PlanState

_SILENT = frozenset({ChangeKind.HELD, ChangeKind.NOT_HELD})
"""Kinds of change that an approved plan does not ask a ground for: execution is reported, not changed."""


@dataclass(frozen=True, slots=True)
class ApprovedPlansFollower:
    """Approved plans in which the event stands: they ask why, and their difference shows the change."""

    key: str = "planning.approved"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Approved plans")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:
        """Ask for reason and basis as the rule of the plan's kind says; two queries for any number of events."""
        asking = [each.event.pk for each in changes if each.kinds - _SILENT]
        points = points_of_events(asking)
        plans = {point.version.plan_id: point for point in points}
        found = []
        for point in plans.values():
            rule = rule_of(point.version.plan.kind)
            demand = Demand(
                _demand_words(point), rule.asks_reason, rule.asks_basis, may_change_approved(by, rule.units_change)
            )
            if demand.reason or demand.basis or not demand.may_alone:
                found.append(demand)
        return found

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the point of each approved plan that will differ; two queries."""
        visible = set(Plan.objects.visible_to(user).filter(items__event=change.event).values_list("pk", flat=True))
        return [
            Effect(
                key=str(point.version.plan_id),
                heading=point.version.plan.title,
                sentence=_point_words(point, change),
                address=reverse("planning:plan", args=[point.version.plan_id]),
            )
            for point in points_of_events([change.event.pk])
            if point.version.plan_id in visible
        ]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:  # noqa: ARG002 -- the seam's shape
        """Do nothing: versions are never rewritten, the difference is computed."""
        return []


def _demand_words(point: VersionPoint) -> str:
    return _("The event stands in the plan “%(plan)s” approved on %(day)s.") % {
        "plan": point.version.title,
        "day": date_words(point.version.approved_on, "j E Y"),
    }


def _point_words(point: VersionPoint, change: EventChange) -> str:
    words = "; ".join(f"{old} → {new}" for _kind, old, new in change.shifts)
    return _("Point %(number)d of version %(version)d will differ: %(words)s. It comes into «Changes to the plan».") % {
        "number": point.number,
        "version": point.version.number,
        "words": words,
    }


@dataclass(frozen=True, slots=True)
class DraftPlansFollower:
    """Plans being worked on: their row follows by itself; an event that left the period may go over to its new plan."""

    key: str = "planning.drafts"
    _LEAVING: ClassVar[frozenset[ChangeKind]] = frozenset({ChangeKind.CANCELLED, ChangeKind.TO_DRAFT})

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Plans being worked on")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing: drafts are free."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the drafts in which the event stands; one query."""
        items = _draft_items(change).filter(plan__in=Plan.objects.visible_to(user))
        return [self._effect(item, change) for item in items]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Take the event out of drafts whose period it left, and put it into the open plan of its new day."""
        if not decisions.may_concern(self.key):
            return []
        items = [
            item
            for item in _draft_items(change)
            if decisions.of(self.key, self._effect(item, change)) == Decision.UPDATE
        ]
        carried = carry_over(items=items, by=by) if items else 0
        return [ngettext("%d draft plan follows.", "%d draft plans follow.", carried) % carried] if carried else []

    def _effect(self, item: PlanItem, change: EventChange) -> Effect:
        stays = self._stays(item, change)
        if stays:
            words = _("The row is written anew by itself: %(when)s.") % {
                "when": when_in(change.after.timing, item.plan.period) or change.after.wording
            }
        else:
            words = _("The event leaves the plan; if its new time has a plan being worked on, it goes there.")
        return Effect(
            key=str(item.plan_id),
            heading=item.plan.title,
            sentence=words,
            address=reverse("planning:plan", args=[item.plan_id]),
            may=(Decision.LEAVE,) if stays else (Decision.UPDATE, Decision.LEAVE),
            default=Decision.LEAVE if stays else Decision.UPDATE,
        )

    def _stays(self, item: PlanItem, change: EventChange) -> bool:
        if change.kinds & self._LEAVING:
            return False
        days = [day for each in change.after.timing.occurrences for day in (each.start, each.end) if day]
        return not days or (min(days) <= item.plan.ends_on and max(days) >= item.plan.starts_on)


def _draft_items(change: EventChange) -> models.QuerySet[PlanItem]:
    items = PlanItem.objects.filter(event=change.event, plan__unit__isnull=True)
    return items.exclude(plan__state=PlanState.APPROVED).select_related("plan", "event").order_by("plan__starts_on")


@dataclass(frozen=True, slots=True)
class UnitLinesFollower:
    """Lines of units that stand behind the event: the words stay the unit's own, the unit may be told."""

    key: str = "planning.lines"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Lines of units")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the lines that became this event; one query."""
        return [_line_effect(line) for line in _lines(change, PlanLine.objects.visible_to(user))]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Put letters to the units into the outbox where it was decided."""
        if not decisions.may_concern(self.key):
            return []
        told = [
            line.plan.unit
            for line in _lines(change, PlanLine.objects.all())
            if line.plan.unit and decisions.of(self.key, _line_effect(line)) == Decision.NOTIFY
        ]
        why = _("Your unit proposed this event for the plan.")
        count = put_letters([unit_letter(change, unit, why) for unit in told], by=by)
        if not count:
            return []
        return [ngettext("%d unit is told by letter.", "%d units are told by letter.", count) % count]


def _lines(change: EventChange, visible: models.QuerySet[PlanLine]) -> list[PlanLine]:
    if not change.kinds - _SILENT:
        return []
    return list(visible.filter(event=change.event).select_related("plan__unit").order_by("plan__starts_on", "pk"))


def _line_effect(line: PlanLine) -> Effect:
    words = f"{line.when or line.date_text or '—'} — {line.title}"
    return Effect(
        key=str(line.pk),
        heading=str(line.plan.unit),
        sentence=_("The unit wrote: %(words)s. Its line stays as it was written.") % {"words": words},
        address=reverse("planning:plan", args=[line.plan_id]),
        may=(Decision.NOTIFY, Decision.LEAVE),
        default=Decision.NOTIFY if line.plan.unit and line.plan.unit.email else Decision.LEAVE,
        tells=f"unit-{line.plan.unit_id}",
        reachable=bool(line.plan.unit and line.plan.unit.email),
    )
