"""Parts of a changed event: they may go along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.audit.actions import Actor
from orgplan.directory.models import Venue
from orgplan.events.actions.along import is_by_job, order_along
from orgplan.events.actions.changes import Ground, change_along, standing, to_become
from orgplan.events.actions.facts import EventFacts
from orgplan.events.actions.following import Decisions, Demand, Effect, EventChange, refuse_without_ground
from orgplan.events.actions.reading import days_of
from orgplan.events.models import Event, EventQuerySet
from orgplan.events.rules import ChangeKind, Decision, EventState
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

PARTS_KEY = "events.parts"


@dataclass(frozen=True, slots=True)
class PartsFollower:
    """Parts of the event: they move by as many days, go to the new place, are cancelled or reinstated with it."""

    key: str = PARTS_KEY

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Parts of the event")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the parts that could go along, each with what it would become; three queries."""
        return [_effect(*each) for each in parts_along(change, user)]

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:
        """Change the parts for which it was decided, with the same reason and basis."""
        if not decisions.may_concern(self.key):
            return []
        effects = [_effect(*each) for each in parts_along(change, None)]
        keys = [int(each.key) for each in decisions.chosen(self.key, effects, Decision.UPDATE)]
        if not keys:
            return []
        if is_by_job(len(keys), by) and isinstance(by, User) and change.recorded:
            _refuse_parts_without_ground(change, keys, by)
            order_along(change.recorded, parts=keys, by=by)
            return []
        ground = Ground(change.reason, change.basis, cause=change.recorded)
        becomes = partial(becomes_along, change)
        return [changed_words(len(change_along(keys=keys, becomes=becomes, ground=ground, by=by)))]


def changed_words(count: int) -> str:
    """Return «Вместе с ним изменено 12 частей»."""
    return ngettext("%d part was changed along.", "%d parts were changed along.", count) % count


def _refuse_parts_without_ground(change: EventChange, keys: Sequence[int], by: User) -> None:
    """Refuse before a job is ordered what it would have to refuse in the middle.

    Whoever decides and gives reason and basis is refused nothing; for others all parts are read.
    """
    if has_role(by, Role.DEPARTMENT) and change.reason.strip() and change.basis:
        return
    ground = Ground(change.reason, change.basis)
    rows = [(event, now, becomes_along(change, now)) for event, now in standing(keys)]
    refuse_without_ground([to_become(event, now, after, ground) for event, now, after in rows if after], by)


def parts_along(change: EventChange, user: User | None) -> list[tuple[int, EventFacts, EventFacts]]:
    """Return the parts that could go along: key, bare facts and what they would become; three queries, once.

    As far as the user may see them; None: all.
    """
    asked = f"parts along for {user.pk if user else 'all'}"
    if asked not in change.read:
        visible = Event.objects.visible_to(user) if user else Event.objects.all()
        parts = _bare_parts(change, _parts(change, visible))
        change.read[asked] = [(key, part, to) for key, part in parts if (to := becomes_along(change, part)) is not None]
    found: list[tuple[int, EventFacts, EventFacts]] = change.read[asked]
    return found


def _bare_parts(change: EventChange, parts: EventQuerySet) -> Iterator[tuple[int, EventFacts]]:
    """Yield key and facts of each part, without people and under the whole's owner: neither moves along; three queries.

    Read as plain values: thousands of parts as rows with their relations cost three times as much.
    """
    rows = list(parts.values_list("pk", "title", "timing_kind", "rrule", "wording", "state", "venue", "place"))
    venues = Venue.objects.in_bulk({row[6] for row in rows} - {None})
    days = days_of(parts.order_by().values("pk")) if rows else {}
    for key, title, kind, rrule, wording, state, venue, place in rows:
        yield (
            key,
            EventFacts(
                title=title,
                owner=change.before.owner,
                timing=Timing(TimingKind(kind), days.get(key, ()), rrule or None),
                wording=wording,
                state=EventState(state),
                venue=venues.get(venue),
                place=place,
            ),
        )


def _parts(change: EventChange, visible: EventQuerySet) -> EventQuerySet:
    if not change.kinds & {ChangeKind.MOVED, ChangeKind.RE_VENUED, ChangeKind.CANCELLED, ChangeKind.REINSTATED}:
        return visible.none()
    return visible.filter(part_of=change.event).exclude(state=EventState.DRAFT)


def _effect(key: int, before: EventFacts, after: EventFacts) -> Effect:
    return Effect(
        key=str(key),
        heading=before.title,
        sentence=_sentence(before, after),
        address=reverse_lazy("events:event", args=[key]),
        may=(Decision.UPDATE, Decision.LEAVE),
        default=Decision.UPDATE,
    )


def words_of(before: EventFacts, after: EventFacts) -> str:
    """Return what becomes of the part in words: time, place and state, each only where it is otherwise."""
    pairs = ((before.when, after.when), (before.where, after.where), (before.state.label, after.state.label))
    return "; ".join(f"{old or '—'} → {new or '—'}" for old, new in pairs if old != new)


_sentence = lazy(words_of, str)
"""The words are put together only for the window that is shown: thousands of dates cost a second."""


def becomes_along(change: EventChange, part: EventFacts) -> EventFacts | None:
    """Return what the part becomes when it goes along, None where the change means nothing to it."""
    after = part
    shift = _days_between(change.before.timing, change.after.timing) if ChangeKind.MOVED in change.kinds else None
    if shift and part.timing.occurrences:
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
