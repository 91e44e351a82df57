"""Steps follow a moved event: unpinned ones go along; people may pin one where it stood, or tell who does it.

That they go along does not wait for a decision: a plan counted back from a day that is gone helps nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.events.actions import EventFacts
from orgplan.events.following import (
    ChangeKind,
    Decision,
    Decisions,
    Demand,
    Effect,
    EventChange,
    Written,
    by_hand,
    goes_back,
    look_at,
    put_letters,
    unit_letter,
    words_changed,
)
from orgplan.events.queries.card import may_have
from orgplan.events.rules import EventState
from orgplan.events.rules.rewording import reworded
from orgplan.preparation.actions import follow_event, pin_steps, reword_steps
from orgplan.preparation.actions.steps import WORDED
from orgplan.preparation.models import Step, StepQuerySet
from orgplan.preparation.queries.plan import HAS_STEPS, days_of
from orgplan.preparation.rules.schedule import Span

STEPS_KEY = "preparation.steps"
_OFF = (EventState.CANCELLED, EventState.NOT_HELD)


def move_steps_along(changes: Sequence[EventChange], by: Actor) -> list[str]:
    """Count the steps of moved events anew; one query where none has steps. Says how many moved."""
    events = [each.event for each in changes if ChangeKind.MOVED in each.kinds]
    keys = set(Step.objects.filter(event__in=[each.pk for each in events]).values_list("event", flat=True))
    if not keys:
        return []
    count = follow_event(events=[each for each in events if each.pk in keys], by=by)
    if not count:
        return []
    return [ngettext("%d step of preparation moved.", "%d steps of preparation moved.", count) % count]


@dataclass(frozen=True, slots=True)
class StepsFollower:
    """Steps of preparation: they move along, stay pinned where they stood, or their units are told."""

    key: str = STEPS_KEY

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Steps of preparation")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the open steps that move, each with both days; one query."""
        if not may_have(change.event, HAS_STEPS):
            return []
        today = timezone.localdate()
        visible = Step.objects.visible_to(user)
        if change.after.state in _OFF:
            return [_effect_off(*each) for each in _needless(change, visible)]
        steps = list(_open(visible, change))
        moving = [_effect(*each, today) for each in _moving(change, steps)]
        named = [_effect_words(each) for each in steps if _names_old(each, words_changed(change))]
        elsewhere = [_effect_elsewhere(each, change) for each in steps if _is_elsewhere(each, change)]
        return [*moving, *named, *elsewhere, *_to_look_at(change, steps)]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Pin the steps that were expressly left, and write to the units of those where it was decided."""
        rewritten = _written_anew(change, decisions, by)
        if not _decided(decisions):
            return rewritten
        if change.after.state in _OFF:
            return _told_off(change, decisions, by)
        if ChangeKind.MOVED not in change.kinds:
            return [*rewritten, *_told_elsewhere(change, decisions, by)]
        today = timezone.localdate()
        moving = _moving(change, list(_open(Step.objects.all(), change)))
        effects = {step.pk: _effect(step, before, after, today) for step, before, after in moving}
        left = {step: before for step, before, _after in moving if _is(decisions, effects[step.pk], Decision.LEAVE)}
        if left:
            pin_steps(days=left, by=by)
        told = [each for each in moving if _is(decisions, effects[each[0].pk], Decision.NOTIFY)]
        return [*rewritten, *_pinned_words(len(left)), *_told(change, told, by)]


def _decided(decisions: Decisions) -> bool:
    return STEPS_KEY in decisions.groups or any(key == STEPS_KEY for key, _name in decisions.single)


def _is(decisions: Decisions, effect: Effect, decision: Decision) -> bool:
    """Tell whether this was expressly decided: what nobody decided goes along."""
    said = decisions.single.get((STEPS_KEY, effect.key)) or decisions.groups.get(STEPS_KEY)
    return said == decision and decision in effect.may


def _open(rows: StepQuerySet, change: EventChange) -> StepQuerySet:
    if not change.kinds & {ChangeKind.MOVED, ChangeKind.RE_VENUED, ChangeKind.REINSTATED} and not words_changed(change):
        return rows.none()
    return rows.filter(event=change.event).select_related("unit", "person", "event")


def _names_old(step: Step, words: Mapping[str, str]) -> bool:
    return step.is_open and any(reworded(getattr(step, name), words) != getattr(step, name) for name in WORDED)


def _effect_words(step: Step) -> Effect:
    return Effect(
        key=f"words-{step.pk}",
        heading=_("Words of the step: %(step)s") % {"step": step.title},
        sentence=_("names what was: is written anew"),
        address=reverse("preparation:plan", args=[step.event_id]),
        may=(Decision.UPDATE, Decision.LEAVE),
        default=Decision.UPDATE,
    )


def _is_elsewhere(step: Step, change: EventChange) -> bool:
    """Tell whether the step stays as it is and its unit should know the new place, or that it is needed after all."""
    stays = change.kinds & {ChangeKind.RE_VENUED, ChangeKind.REINSTATED} and ChangeKind.MOVED not in change.kinds
    return bool(stays) and step.is_open and step.unit is not None


def _effect_elsewhere(step: Step, change: EventChange) -> Effect:
    unit = step.unit
    assert unit is not None, "_is_elsewhere"
    words = _("stays as it is, the event goes to another place: %(where)s") % {"where": change.after.where or "—"}
    if ChangeKind.REINSTATED in change.kinds:
        words = _("is needed after all: the event is held")
    return Effect(
        key=f"where-{step.pk}",
        heading=f"{step.title} — {step.who}",
        sentence=words,
        address=reverse("preparation:plan", args=[step.event_id]),
        may=(Decision.NOTIFY, Decision.LEAVE),
        default=Decision.NOTIFY,
        tells=f"unit-{unit.pk}",
        reachable=bool(unit.email),
    )


def _told_elsewhere(change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
    steps = [each for each in _open(Step.objects.all(), change) if _is_elsewhere(each, change)]
    told = [each for each in steps if _is(decisions, _effect_elsewhere(each, change), Decision.NOTIFY)]
    return _told(change, [(each, date.min, None) for each in told], by)


def _to_look_at(change: EventChange, steps: Sequence[Step]) -> list[Effect]:
    """Return the open steps that name a day by hand, and those pinned to a date: neither goes along."""
    address = reverse("preparation:plan", args=[change.event.pk])
    still = [each for each in steps if each.is_open]
    rows = (
        Written(str(each.pk), _("Step: %(step)s") % {"step": each.title}, address, (each.title, each.paper))
        for each in still
    )
    pinned = [
        look_at(
            f"pinned-{each.pk}",
            _("Step: %(step)s") % {"step": each.title},
            address,
            _("pinned to %(day)s: does not go along") % {"day": f"{each.pinned_on:%d.%m.%Y}"},
        )
        for each in still
        if each.pinned_on and ChangeKind.MOVED in change.kinds
    ]
    return [*by_hand(change, rows), *pinned]


def _written_anew(change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
    back = goes_back(change)
    words = words_changed(change) if back or decisions.may_concern(STEPS_KEY) else {}
    if not words or change.after.state in _OFF:
        return []
    named = [each for each in _open(Step.objects.all(), change) if _names_old(each, words)]
    rows = [each for each in named if back or decisions.of(STEPS_KEY, _effect_words(each)) == Decision.UPDATE]
    count = reword_steps(rows, words=words, by=by) if rows else 0
    if not count:
        return []
    return [ngettext("%d step is written anew.", "%d steps are written anew.", count) % count]


def _span(facts: EventFacts) -> Span | None:
    days = [day for each in facts.timing.occurrences for day in (each.start, each.end) if day]
    return Span(min(days), max(days)) if days else None


Moving = tuple[Step, date, date | None]
"""An open step, its day before the change and after it."""


def _moving(change: EventChange, steps: Sequence[Step]) -> list[Moving]:
    before, after = days_of(steps, _span(change.before)), days_of(steps, _span(change.after))
    return [
        (each, before[each.pk], after.get(each.pk))
        for each in steps
        if each.is_open and each.pinned_on is None and each.pk in before and before[each.pk] != after.get(each.pk)
    ]


def _needless(change: EventChange, rows: StepQuerySet) -> list[tuple[Step, date]]:
    """Return the open steps of an event that is not held, each with its day."""
    if not change.kinds & {ChangeKind.CANCELLED, ChangeKind.NOT_HELD}:
        return []
    steps = list(rows.filter(event=change.event).select_related("unit", "person", "event"))
    days = days_of(steps, _span(change.before))
    return [(each, days[each.pk]) for each in steps if each.is_open and each.pk in days]


def _told_off(change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
    found = _needless(change, Step.objects.all())
    told = [each for each in found if _is(decisions, _effect_off(*each), Decision.NOTIFY)]
    return _told(change, [(step, day, None) for step, day in told], by)


def _effect_off(step: Step, day: date) -> Effect:
    unit = step.unit
    return Effect(
        key=str(step.pk),
        heading=f"{step.title} — {step.who}" if step.who else step.title,
        sentence=_("by %(day)s, is needed no more") % {"day": f"{day:%d.%m.%Y}"},
        address=reverse("preparation:plan", args=[step.event_id]),
        may=(Decision.NOTIFY, Decision.LEAVE) if unit else (Decision.LEAVE,),
        default=Decision.NOTIFY if unit else Decision.LEAVE,
        tells=f"unit-{unit.pk}" if unit else "",
        reachable=bool(unit and unit.email),
    )


def _effect(step: Step, before: date, after: date | None, today: date) -> Effect:
    to = f"{after:%d.%m.%Y}" if after else "—"
    words = _("by %(before)s → by %(after)s") % {"before": f"{before:%d.%m.%Y}", "after": to}
    if after is not None and after < today:
        words = _("%(words)s: this day is gone already") % {"words": words}
    unit = step.unit
    may = (Decision.UPDATE, Decision.NOTIFY, Decision.LEAVE) if unit else (Decision.UPDATE, Decision.LEAVE)
    return Effect(
        key=str(step.pk),
        heading=f"{step.title} — {step.who}" if step.who else step.title,
        sentence=words,
        address=reverse("preparation:plan", args=[step.event_id]),
        may=may,
        default=Decision.UPDATE,
        tells=f"unit-{unit.pk}" if unit else "",
        reachable=bool(unit and unit.email),
    )


def _pinned_words(count: int) -> list[str]:
    if not count:
        return []
    return [ngettext("%d step stays pinned to its date.", "%d steps stay pinned to their dates.", count) % count]


def _told(change: EventChange, told: Sequence[Moving], by: Actor) -> list[str]:
    units = {step.unit.pk: step.unit for step, _before, _after in told if step.unit}
    if not units:
        return []
    why = _("Your unit answers for a step of its preparation.")
    count = put_letters([unit_letter(change, unit, why) for unit in units.values()], by=by)
    return [ngettext("%d unit is told by letter.", "%d units are told by letter.", count) % count] if count else []
