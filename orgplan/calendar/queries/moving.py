"""Where an event may be moved: what of it is taken by the hand, and the times that are not free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.almanac.actions.returning import is_whole, meeting_on, meetings_since
from orgplan.almanac.models import LaidMeeting
from orgplan.almanac.policy import can_keep_almanac
from orgplan.calendar.queries.filtering import PRESENT
from orgplan.calendar.rules.moving import Seen, Wanted, placed, stretch_seen
from orgplan.calendar.rules.spans import is_sane
from orgplan.clashes.queries import impossible_times
from orgplan.clashes.rules.kinds import ClashLevel
from orgplan.clashes.rules.offers import Forbidden
from orgplan.core.editing import RefusedError
from orgplan.directory.models import Person, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import EventFacts, facts_of
from orgplan.events.models import Event
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

_FIRM = ClashLevel.BLOCK


def why_it_stays(event: Event) -> str:
    """Return why the event is not moved by the hand, in words; empty where it is."""
    if event.timing.rrule and not is_whole(event):
        return _("The event comes back by a rule: change the rule on its card.")
    if event.timing.rrule:
        return ""
    if event.timing.kind not in {TimingKind.TIMED, TimingKind.DAYS}:
        return _("The event has no day of its own yet: give it one on its card.")
    return ""


def meeting_page(user: User, event: Event, day: date | None = None) -> str:
    """Return the page that moves the meeting by rule of which the event was made; empty where there is none.

    Of an event that comes back by its own rule the page of its meeting of the day.
    """
    if event.timing.rrule:
        return reverse("almanac:move_occurrence", args=[event.pk, day.isoformat()]) if day else ""
    if not can_keep_almanac(user):
        return ""
    laid = LaidMeeting.objects.visible_to(user).filter(event=event).values_list("cycle", "slot").first()
    return reverse("almanac:move_meeting", args=[laid[0], laid[1].isoformat()]) if laid else ""


def seen_meeting(event: Event, day: str) -> Occurrence | None:
    """Return the meeting of an event that comes back by its own rule, which was seen on the day; None: it has none."""
    try:
        found = meeting_on(event.timing, date.fromisoformat(day))
    except ValueError:
        return None
    return found.stands if found else None


def seen_meeting_day(event: Event, day: str, since: date) -> date | None:
    """Return the day of the meeting that was seen, else of the next one since that day; None where none comes."""
    seen = seen_meeting(event, day)
    coming = () if seen else meetings_since(event.timing, since, 1)
    return seen.start if seen else next((each.day for each in coming), None)


@dataclass(frozen=True, slots=True)
class Closed:
    """The event may not begin between the two moments; `is_firm` where the rules forbid, else they warn."""

    after: datetime
    before: datetime
    is_firm: bool
    words: str


def closed_times(
    user: User,
    event: Event,
    first: date,
    last: date,
    *,
    stretch: Occurrence | None = None,
    venue: Venue | None = None,
) -> list[Closed]:
    """Return where the stretch, else the event, may not begin on the days, both inclusive; with the queries of clashes.

    A stretch of several days may not begin where one of them is not free. `venue`: as if it were there.
    """
    facts = facts_of(event) if stretch or venue else None
    if facts and stretch:
        facts = facts.moved(Timing(TimingKind.TIMED, (stretch,)))
    if facts and venue:
        facts = facts.placed(venue)
    return [_closed(each) for each in impossible_times(user, event, first, last, facts=facts)]


def closed_at(found: Sequence[Closed], start: datetime) -> Closed | None:
    """Return what forbids to begin at the moment, the firm first."""
    here = [each for each in found if each.after < start < each.before]
    return next(iter(sorted(here, key=lambda each: not each.is_firm)), None)


@dataclass(frozen=True, slots=True)
class Shift:
    """Who joins the event, and instead of whom; nobody is nobody; in which other venue it is."""

    joins: Person | None = None
    leaves: Person | None = None
    venue: Venue | None = None

    def applied(self, facts: EventFacts) -> EventFacts:
        """Return the facts with that; RefusedError where it is so already, or who is to leave is not there."""
        if self.venue is not None and self.venue != facts.venue:
            facts = facts.placed(self.venue)
        if self.joins is None:
            return facts
        there = {each.person for each in facts.participants if each.kind in PRESENT}
        if self.leaves is not None and self.leaves not in there:
            raise RefusedError(
                _("%(who)s takes part no longer: look at the event and choose again.") % {"who": _name(self.leaves)}
            )
        if self.joins in there:
            raise RefusedError(_("%(who)s takes part already.") % {"who": _name(self.joins)})
        return facts.handed_over(self.leaves, self.joins) if self.leaves else facts.joined_by(self.joins)


def _name(person: Person) -> str:
    return person.full_name.surname_first()


def leaders_to_join(user: User, day: date) -> QuerySet[Person]:
    """Return the people who hold leaders' posts on the day."""
    return Person.objects.visible_to(user).filter(pk__in=[post.person_id for post in leaders_on(day)])


def present_people(user: User, event: Event) -> QuerySet[Person]:
    """Return the people who take part in person."""
    there = event.participations.filter(person__isnull=False, kind__in=PRESENT)
    return Person.objects.visible_to(user).filter(pk__in=there.order_by().values("person"))


def refuse_closed(user: User, event: Event, facts: EventFacts, seen: Seen, wanted: Wanted) -> None:
    """RefusedError where moving the seen stretch, so that the event is as `facts` say, changes nothing or is closed.

    As many queries as `closed_times`.
    """
    if not is_sane(wanted.day):
        raise RefusedError(_("Choose a day of the years that a calendar shows: from 1900 to 2199."))
    now = facts_of(event)
    if (facts.timing, facts.participants, facts.venue) == (event.timing, now.participants, now.venue):
        raise RefusedError(_("This is where it stands already: choose another time."))
    closed = closed_as(user, event, facts, seen, wanted)
    if closed and closed.is_firm:
        raise RefusedError(_("It cannot begin then: %(why)s.") % {"why": closed.words})


def closed_as(user: User, event: Event, facts: EventFacts, seen: Seen, wanted: Wanted) -> Closed | None:
    """Return what keeps the seen stretch from where it is wanted, with these facts; the firm first."""
    stretch = stretch_seen(event.timing, seen)
    now = placed(stretch, wanted) if stretch else None
    if now is None or now.start_time is None:
        return None
    alone = facts.moved(Timing(TimingKind.TIMED, (now,)))
    found = [_closed(each) for each in impossible_times(user, event, wanted.day, wanted.day, facts=alone)]
    return closed_at(found, datetime.combine(wanted.day, now.start_time))


def _closed(each: Forbidden) -> Closed:
    return Closed(each.after, each.before, each.level == _FIRM, each.words)
