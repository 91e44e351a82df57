"""Meetings that come back by the циклограмма, as long as no event was made of them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.almanac.models import LaidMeeting, MeetingCycle
from orgplan.almanac.models.cycle import AlmanacQuerySet
from orgplan.almanac.policy import can_keep_almanac
from orgplan.almanac.rules.cycles import Slot, slots
from orgplan.calendar.queries.entries import Entry
from orgplan.calendar.queries.filtering import CalendarFilter
from orgplan.calendar.rules.pieces import Span
from orgplan.core.lookups import search_key, words_of
from orgplan.directory.models import Venue
from orgplan.events.rules import EventState, Level
from orgplan.language.timing.model import TimingKind
from orgplan.worktime import WorkingCalendar


def meetings_between(user: User, wanted: CalendarFilter, first: date, last: date, today: date) -> list[Entry]:
    """Return the meetings by rule of the days ahead of which no event was made, with their exceptions.

    A meeting of which an event was made stands in the calendar as that event, and one whose event somebody took away
    does not stand at all; of days gone by only what is on record counts. Three queries, none where none can be asked.
    """
    since = max(first, today)
    if last < since or not _may_be(wanted):
        return []
    cycles = list(_cycles(user, wanted).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since), starts_on__lte=last))
    cycles = [cycle for cycle in cycles if _has_words(cycle, wanted.events.words)]
    laid = set(LaidMeeting.objects.filter(cycle__in=cycles).values_list("cycle", "slot")) if cycles else set()
    calendar = WorkingCalendar.bundled()
    may_move = can_keep_almanac(user)
    found = []
    for cycle in cycles:
        coming = slots(cycle.rule, cycle.deviations, since, last, calendar)
        found += [_entry(cycle, slot, may_move=may_move) for slot in coming if (cycle.pk, slot.day) not in laid]
    return [entry for entry in found if not wanted.events.state or entry.state == wanted.events.state]


def _may_be(wanted: CalendarFilter) -> bool:
    """Tell whether the filter can leave a meeting by rule: of the city's level, in no plan yet, part of nothing."""
    events = wanted.events
    return (
        events.level in {"", Level.CITY}
        and events.state in {"", EventState.PLANNED, EventState.CANCELLED}
        and not events.facets
        and not wanted.whole
    )


def _cycles(user: User, wanted: CalendarFilter) -> AlmanacQuerySet:
    events = wanted.events
    rows = MeetingCycle.objects.visible_to(user).select_related("venue").prefetch_related("exceptions")
    if wanted.leaders:
        rows = rows.filter(chair__in=wanted.leaders)
    for name, value in (("owner", events.unit), ("kind", events.kind), ("venue", events.venue)):
        rows = rows.filter(**{name: value}) if value else rows
    if events.district:
        rows = rows.filter(venue__in=Venue.objects.filter(district=events.district).values("pk"))
    return rows


def _has_words(cycle: MeetingCycle, text: str) -> bool:
    key = search_key(f"{cycle.title} {cycle.where}")
    return all(search_key(word) in key for word in words_of(text))


def _entry(cycle: MeetingCycle, slot: Slot, *, may_move: bool) -> Entry:
    words = _("by the scheme of meetings")
    return Entry(
        key=0,
        title=cycle.title,
        url=cycle.get_absolute_url(),
        span=Span(slot.on, slot.on, slot.start_time, slot.end_time),
        kind=cycle.kind,
        level=Level.CITY,
        state=EventState.CANCELLED if slot.is_cancelled else EventState.PLANNED,
        exact=TimingKind.TIMED if slot.start_time else TimingKind.DAYS,
        venue=None if slot.place else cycle.venue_id,
        where=slot.place or cycle.where,
        chair=cycle.chair_id,
        remark=f"{words}: {slot.reason}" if slot.reason else words,
        meeting=f"{cycle.pk}/{slot.day}" if may_move else "",
    )
