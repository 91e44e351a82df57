"""Lines of a proposal as they stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.clashes.queries import ShownClash, brought_by, open_clashes
from orgplan.events.actions import WITH_FACTS, EventFacts, facts_of
from orgplan.events.models import Event as Occasion
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.scheduling.models import Move, Pin, Proposal


@dataclass(frozen=True, slots=True)
class Line:
    """A move as it stands now: offered, accepted, or stale since somebody changed the event."""

    move: Move
    event: Occasion
    starts: datetime
    ends: datetime
    is_pinned: bool

    @property
    def is_accepted(self) -> bool:
        """Tell whether the event stands where the move would put it."""
        at_time = self.event.first_day == self.starts.date() and self.event.start_time == self.starts.time()
        return at_time and self.event.venue_id == self.move.venue_id

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether the move goes to another hall than that where the event stands."""
        return self.move.venue_id != self.event.venue_id

    @property
    def is_stale(self) -> bool:
        """Tell whether the event was changed after the proposal was computed, or is no longer on record."""
        gone = self.event.is_deleted or self.event.edition != self.move.edition
        return gone and not self.is_accepted

    @property
    def is_open(self) -> bool:
        """Tell whether the move can be accepted."""
        return not self.is_accepted and not self.is_stale and not self.is_pinned

    @property
    def facts(self) -> EventFacts:
        """Return the event as the move wants it."""
        stood = self.event.timing.occurrences[0]
        ends = self.ends.time() if stood.end_time else None
        at = Occurrence(self.starts.date(), self.ends.date(), self.starts.time(), ends)
        facts = replace(facts_of(self.event), timing=Timing(TimingKind.TIMED, (at,), None), wording="")
        return facts if self.move.venue == self.event.venue else facts.placed(self.move.venue)


def lines_of(user: User, proposal: Proposal) -> list[Line]:
    """Return the moves of the proposal as they stand now, as far as the user sees their events; eleven queries."""
    moves = list(Move.objects.visible_to(user).filter(proposal=proposal).select_related("venue"))
    events = Occasion.objects.visible_to(user).select_related("owner", "venue", "part_of")
    known = {each.pk: each for each in events.filter(pk__in=[m.event_id for m in moves]).prefetch_related(*WITH_FACTS)}
    pinned = set(Pin.objects.visible_to(user).filter(event__in=known).values_list("event", flat=True))
    found = []
    for move in moves:
        if move.event_id in known:
            starts = timezone.localtime(move.starts_at).replace(tzinfo=None)
            ends = starts + timedelta(minutes=move.minutes)
            found.append(Line(move, known[move.event_id], starts, ends, move.event_id in pinned))
    return found


def new_clashes(user: User, lines: Sequence[Line]) -> list[ShownClash]:
    """Return the clashes that the moves together would bring, as the user sees them: a line alone may need another."""
    brought = brought_by([(each.event, facts_of(each.event), each.facts) for each in lines])
    fresh = [each for each in brought.after if each.identity not in brought.before]
    return open_clashes(brought, fresh, user)
