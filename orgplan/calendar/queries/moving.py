"""Where an event may be moved: what of it is taken by the hand, and the times that are not free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.calendar.rules.moving import Seen, Wanted
from orgplan.calendar.rules.spans import is_sane
from orgplan.clashes.queries import impossible_times
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.clashes.rules.offers import Forbidden
from orgplan.core.editing import RefusedError
from orgplan.events.models import Event
from orgplan.language.timing.model import Timing, TimingKind

_FIRM = ClashLevel.BLOCK


def why_it_stays(event: Event) -> str:
    """Return why the event is not moved by the hand, in words; empty where it is."""
    if event.timing.rrule:
        return _("The event comes back by a rule: change the rule on its card.")
    if event.timing.kind not in {TimingKind.TIMED, TimingKind.DAYS}:
        return _("The event has no day of its own yet: give it one on its card.")
    return ""


@dataclass(frozen=True, slots=True)
class Closed:
    """The event may not begin between the two moments; `is_firm` where the rules forbid, else they warn."""

    after: datetime
    before: datetime
    is_firm: bool
    words: str


def closed_times(user: User, event: Event, first: date, last: date) -> list[Closed]:
    """Return where the event may not begin on the days, both inclusive; as many queries as clashes take."""
    return [_closed(each) for each in impossible_times(user, event, first, last)]


def closed_at(found: Sequence[Closed], start: datetime) -> Closed | None:
    """Return what forbids to begin at the moment, the firm first."""
    here = [each for each in found if each.after < start < each.before]
    return next(iter(sorted(here, key=lambda each: not each.is_firm)), None)


def refuse_closed(user: User, event: Event, timing: Timing, seen: Seen, wanted: Wanted) -> None:
    """RefusedError where moving the seen stretch, so that the event stands at `timing`, changes nothing or is closed.

    As many queries as `closed_times`.
    """
    if not is_sane(wanted.day):
        raise RefusedError(_("Choose a day of the years that a calendar shows: from 1900 to 2199."))
    if timing == event.timing:
        raise RefusedError(_("This is where it stands already: choose another time."))
    begins = wanted.start or seen.start
    if begins:
        found = closed_times(user, event, wanted.day, wanted.day)
        closed = closed_at(found, datetime.combine(wanted.day, begins))
        if closed and closed.is_firm:
            raise RefusedError(_("It cannot begin then: %(why)s.") % {"why": closed.words})


def _closed(each: Forbidden) -> Closed:
    return Closed(each.after, each.before, each.level == _FIRM, each.words)
