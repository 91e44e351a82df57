"""A decision about many events that is written piece by piece: judged once over all of them, not at every piece.

A piece that was judged by itself would meet the events that have not moved yet where they will not stand; and as many
judgements as pieces cost three times the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from orgplan.events.actions.following import EventChange, Together
from orgplan.events.models import Event

_IN_FLIGHT = timedelta(minutes=1)
"""What was written so long before the judgement may have become visible only after it."""


@dataclass(slots=True)
class Pieces:
    """What is left to write; `read_left` reads its changes, without locks.

    It is judged anew where anybody else changed an event since: others work on while a job writes.
    """

    read_left: Callable[[], Iterable[EventChange]]
    _together: Together | None = None
    _since: datetime = field(default_factory=timezone.now)
    _known: set[tuple[int, int]] = field(default_factory=set)

    def together(self) -> Together:
        """Return all that was left when it was judged last; one query where nobody changed anything since."""
        if self._together is None or not self._recent() <= self._known:
            self._since = timezone.now() - _IN_FLIGHT
            self._known = self._recent()
            self._together = Together(tuple(self.read_left()))
        return self._together

    def wrote(self, events: Iterable[Event]) -> None:
        """Remember that these were written by the job itself."""
        self._known |= {(event.pk, event.edition) for event in events}

    def _recent(self) -> set[tuple[int, int]]:
        rows = Event.objects.filter(changed_at__gte=self._since).order_by()  # in the list's order all events were read
        return set(rows.values_list("pk", "edition"))
