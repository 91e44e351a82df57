"""Parts of a changed event: they may go along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.events.actions.changes import Wanted, change_events
from orgplan.events.actions.facts import WITH_FACTS, EventFacts, facts_of
from orgplan.events.actions.following import Decisions, Demand, Effect, EventChange
from orgplan.events.models import Event, EventQuerySet
from orgplan.events.rules import ChangeKind, Decision, EventState
from orgplan.language.timing.model import Occurrence, Timing


@dataclass(frozen=True, slots=True)
class PartsFollower:
    """Parts of the event: they move by as many days, go to the new place, are cancelled or reinstated with it."""

    key: str = "events.parts"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Parts of the event")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the parts that could go along, each with what it would become; six queries."""
        return self._effects(change, Event.objects.visible_to(user))

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Change the parts for which it was decided, with the same reason and basis."""
        if not decisions.may_concern(self.key):
            return []
        effects = {effect.key: effect for effect in self._effects(change, Event.objects.all())}
        along = [
            part
            for part in _parts(change, Event.objects.all()).prefetch_related(*WITH_FACTS)
            if (effect := effects.get(str(part.pk))) and decisions.of(self.key, effect) == Decision.UPDATE
        ]
        wanted = [Wanted(part, facts, part.edition) for part in along if (facts := _along(change, facts_of(part)))]
        if not wanted:
            return []
        change_events(wanted=wanted, reason=change.reason, basis=change.basis, cause=change.recorded, by=by)
        return [ngettext("%d part was changed along.", "%d parts were changed along.", len(wanted)) % len(wanted)]

    def _effects(self, change: EventChange, visible: EventQuerySet) -> list[Effect]:
        found = []
        for part in _parts(change, visible).prefetch_related("occurrences"):
            before = _bare(part)
            after = _along(change, before)
            if after is not None:
                found.append(_effect(part, before, after))
        return found


def _bare(part: Event) -> EventFacts:
    """Return what moves along of a part: reading thousands, its people cost more than all the rest."""
    return EventFacts(
        title=part.title,
        owner=part.owner,
        timing=part.timing,
        wording=part.wording,
        state=EventState(part.state),
        venue=part.venue,
        place=part.place,
    )


def _parts(change: EventChange, visible: EventQuerySet) -> EventQuerySet:
    if not change.kinds & {ChangeKind.MOVED, ChangeKind.RE_VENUED, ChangeKind.CANCELLED, ChangeKind.REINSTATED}:
        return visible.none()
    parts = visible.filter(part_of=change.event).exclude(state=EventState.DRAFT)
    return parts.select_related("owner", "venue", "part_of")


def _effect(part: Event, before: EventFacts, after: EventFacts) -> Effect:
    return Effect(
        key=str(part.pk),
        heading=part.title,
        sentence=_sentence(before, after),
        address=reverse("events:event", args=[part.pk]),
        may=(Decision.UPDATE, Decision.LEAVE),
        default=Decision.UPDATE,
    )


def _words(before: EventFacts, after: EventFacts) -> str:
    pairs = ((before.when, after.when), (before.where, after.where), (before.state.label, after.state.label))
    return "; ".join(f"{old or '—'} → {new or '—'}" for old, new in pairs if old != new)


_sentence = lazy(_words, str)
"""The words are put together only for the window that is shown: thousands of dates cost a second."""


def _along(change: EventChange, part: EventFacts) -> EventFacts | None:
    """Return what the part becomes when it goes along, None where the change means nothing to it."""
    after = part
    if ChangeKind.MOVED in change.kinds and (shift := _days_between(change.before.timing, change.after.timing)):
        timing = replace(part.timing, occurrences=tuple(_shifted(each, shift) for each in part.timing.occurrences))
        after = replace(after, timing=timing, wording="")
    if ChangeKind.RE_VENUED in change.kinds and part.where == change.before.where:
        after = replace(after, venue=change.after.venue, place=change.after.place)
    if change.kinds & {ChangeKind.CANCELLED, ChangeKind.REINSTATED} and part.state == change.before.state:
        after = replace(after, state=change.after.state)
    return after if after != part else None


def _days_between(before: Timing, after: Timing) -> timedelta | None:
    first = [
        min((day for each in one.occurrences if (day := each.start or each.end)), default=None)
        for one in (before, after)
    ]
    return first[1] - first[0] if first[0] and first[1] else None


def _shifted(each: Occurrence, shift: timedelta) -> Occurrence:
    return replace(each, start=each.start + shift if each.start else None, end=each.end + shift if each.end else None)
