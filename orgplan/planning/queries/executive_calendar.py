"""Reads of the plan «с участием Мэра»: leaders' posts of a period, and their events with roles and absences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from orgplan.accounts.models import User
from orgplan.directory.models import Person, Position
from orgplan.directory.queries import ActingIndex
from orgplan.directory.rules import ActingScope
from orgplan.documents.models import Document
from orgplan.events.models import Event, Participation
from orgplan.events.rules import Consent, EventState, ParticipationKind
from orgplan.language.periods import Period
from orgplan.planning.models import CalendarDocument, PrintedEvent
from orgplan.planning.rules.executive_calendar import (
    ROLES,
    CalendarEvent,
    CalendarSection,
    Part,
    Seat,
    Stretch,
    Tenure,
    lay_out_apart,
    lay_out_together,
)

TOGETHER, APART = "together", "apart"
"""All leaders in one table, or a table for each; otherwise a leader's post by key."""

_ON_DAYS = ("timed", "days")
_STANDING = (EventState.PLANNED, EventState.HELD)


@dataclass(frozen=True, slots=True)
class ExecutiveCalendar:
    """The calendar of a period: `chosen` is TOGETHER, APART, the key of the post shown, or "" for none."""

    period: Period
    chosen: str
    seats: tuple[Seat, ...]
    shown: tuple[Seat, ...]
    sections: tuple[CalendarSection, ...]

    @property
    def is_of_one(self) -> bool:
        """Tell whether the calendar is that of one leader."""
        return self.chosen not in {TOGETHER, APART} and bool(self.shown)

    @property
    def events(self) -> set[int]:
        """Return the keys of the events that stand in it."""
        return {row.event for section in self.sections for day in section.days for row in day.rows}


def seats_in(period: Period) -> list[Seat]:
    """Return the leaders' posts held on a day of the period, the Mayor's first; one query.

    The same words are the same post: whoever holds it one after another stands in it together.
    """
    rows = (
        Position.objects.filter(leader_order__isnull=False)
        .filter(Q(starts_on__isnull=True) | Q(starts_on__lte=period.end))
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=period.start))
        .select_related("person")
        .order_by("leader_order", F("starts_on").asc(nulls_first=True), "pk")
    )
    posts: dict[str, list[Position]] = {}
    for row in rows:
        posts.setdefault(row.title, []).append(row)
    return [Seat(held[-1].pk, title, tuple(_tenure(each, period) for each in held)) for title, held in posts.items()]


def _tenure(post: Position, period: Period) -> Tenure:
    first, last = post.starts_on or period.start, post.ends_on or period.end
    return Tenure(post.person_id, _name(post.person), max(first, period.start), min(last, period.end))


def _name(person: Person) -> str:
    return person.full_name.surname_first()


def executive_calendar(user: User, period: Period, chosen: str) -> ExecutiveCalendar:
    """Return the calendar of a leader (a post's key, the first leader for nothing) or of all; five queries.

    One more where the key is that of a holding of other years.
    """
    seats = seats_in(period)
    shown = _shown(seats, chosen)
    chosen = chosen if chosen in {TOGETHER, APART} else "".join(str(seat.key) for seat in shown)
    events = [_plain(event, period) for event in _events_of(user, period, shown)]
    index = ActingIndex(period.start, period.end)

    def absence(person: int, day: date) -> str:
        return _absence_words(index, person, day)

    if chosen == TOGETHER:
        sections = [lay_out_together(shown, events, period, absence)]
    else:
        sections = lay_out_apart(shown, events, period, absence)
    return ExecutiveCalendar(period, chosen, tuple(seats), tuple(shown), tuple(sections))


def _shown(seats: Sequence[Seat], chosen: str) -> list[Seat]:
    """Return the posts asked for; a holding of other years stands for its post of the period."""
    if not chosen:
        return list(seats[:1])
    if chosen in {TOGETHER, APART}:
        return list(seats)
    if found := [seat for seat in seats if seat.key == int(chosen)]:
        return found
    title = Position.objects.filter(pk=chosen, leader_order__isnull=False).values_list("title", flat=True).first()
    return [seat for seat in seats if seat.title == title]


def _events_of(user: User, period: Period, seats: Iterable[Seat]) -> list[Event]:
    parts = Participation.objects.select_related("person", "unit", "organisation").exclude(consent=Consent.REFUSED)
    return list(
        Event.objects.visible_to(user)
        .filter(belongs_in(period, seats))
        .select_related("owner", "venue")
        .prefetch_related("occurrences", Prefetch("participations", queryset=parts, to_attr="taking"))
        .order_by("moment", "title", "pk")
    )


def belongs_in(period: Period, seats: Iterable[Seat]) -> Q:
    """Return which events stand in the calendar of these posts in the period."""
    people = {each.person for seat in seats for each in seat.tenures}
    taking = Participation.objects.exclude(consent=Consent.REFUSED).filter(person__in=people, kind__in=list(ROLES))
    within = Q(first_day__isnull=True, last_day__lte=period.end) | Q(first_day__lte=period.end)
    return within & Q(last_day__gte=period.start, state__in=_STANDING, pk__in=taking.order_by().values("event"))


@dataclass(frozen=True, slots=True)
class PrintedCalendar:
    """The latest paper of a calendar: whose and of which period it is."""

    document: int
    chosen: str
    period: Period


def printed_calendars() -> list[PrintedCalendar]:
    """Return the latest paper of each calendar that was printed; one query."""
    newer = Document.objects.filter(
        kind=OuterRef("document__kind"), subject=OuterRef("document__subject"), number__gt=OuterRef("document__number")
    )
    rows = CalendarDocument.objects.exclude(Exists(newer)).order_by()
    return [
        PrintedCalendar(document, chosen, Period.parse(code))
        for document, chosen, code in rows.values_list("document", "chosen", "period_code")
    ]


def newly_in(calendar: PrintedCalendar, events: Collection[int]) -> dict[int, Event]:
    """Return those of the events that belong in the calendar and were not printed in it; three queries at most."""
    seats = _shown(seats_in(calendar.period), calendar.chosen)
    printed = PrintedEvent.objects.filter(document=calendar.document).order_by().values("event")
    found = Event.objects.kept().filter(belongs_in(calendar.period, seats), pk__in=events).exclude(pk__in=printed)
    return {each.pk: each for each in found.prefetch_related("occurrences")}


def _plain(event: Event, period: Period) -> CalendarEvent:
    taking: list[Participation] = event.taking  # type: ignore[attr-defined]  # by _events_of
    responsible = [each.as_worded for each in taking if each.kind == ParticipationKind.RESPONSIBLE]
    return CalendarEvent(
        key=event.pk,
        title=event.title,
        place=event.where,
        wording=event.when_in(period.start.year) or event.wording,
        stretches=tuple(_stretches(event, period)) if event.timing_kind in _ON_DAYS else (),
        parts=tuple(
            Part(each.person_id, _name(each.person), each.kind, each.consent == Consent.PENDING)
            for each in taking
            if each.person_id and each.person and each.kind in ROLES
        ),
        responsible=tuple(responsible) or (str(event.owner),),
    )


def _stretches(event: Event, period: Period) -> Iterable[Stretch]:
    for each in event.occurrences.all():
        first, last = each.start or each.end, each.end or each.start
        if first and last and first <= period.end and last >= period.start:
            yield Stretch(first, last, each.start_time, each.end_time)


def _absence_words(index: ActingIndex, person: int, day: date) -> str:
    """Return «Образцов О. О. отсутствует, исполняет обязанности Примеров П. П.», or nothing."""
    found = index.substitution(person, day, ActingScope.MEETINGS)
    if found is None:
        return ""
    acting = f"исполняет обязанности {_name(index.people[found.acting])}" if found.acting else "замещающий не назначен"
    return f"{_name(index.people[person])} отсутствует, {acting}"
