"""Where an event may be moved: what of it is taken by the hand, and the times that are not free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.clashes.queries import impossible_times
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.clashes.rules.offers import Forbidden
from orgplan.events.models import Event
from orgplan.language.timing.model import TimingKind

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


def _closed(each: Forbidden) -> Closed:
    return Closed(each.after, each.before, each.level == _FIRM, each.words)
