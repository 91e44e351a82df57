"""The demonstration city's closed times: exams, elections, matches, road works, busy leaders, claims on halls."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.availability.actions import (
    CalendarFacts,
    LayerFacts,
    add_times,
    approve_booking,
    block_venue,
    book_venue,
    refuse_booking,
    stop_calendar,
    take_file,
    write_calendar,
    write_layer,
)
from orgplan.availability.rules.spans import Span, span_of_days
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.models import Event

_DATA = Path(__file__).with_name("demo_data")
_AHEAD = re.compile(r"\+(\d+)(?:~\+(\d+))?(?: (\d\d:\d\d)-(\d\d:\d\d))? (.+)")


def build_availability(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Write the layers with their days, counted from today, and the Mayor's own calendar from a file."""
    venues = {venue.name: venue for venue in Venue.objects.all()}
    for row in rows_of(_DATA / "layers.csv"):
        of = several(row["of"])
        facts = LayerFacts(
            name=row["name"],
            kind=row["kind"],
            level=row["level"],
            words=row["words"],
            tone=row["tone"],
            scope=row["scope"],
            districts=of if row["scope"] == "districts" else (),
            venues=[venues[name] for name in of] if row["scope"] == "venues" else (),
            kinds=several(row["kinds"]),
        )
        add_times(write_layer(facts=facts, by=by), spans=_spans(row), by=by)
    _build_calendars(by)
    _build_bookings(venues, by)


def _build_bookings(venues: dict[str, Venue], by: Actor) -> None:
    """Let events ask for their halls: two for one at once, one given, one refused; close a hall."""
    for row in rows_of(_DATA / "bookings.csv"):
        event = Event.objects.kept().filter(title=row["event"]).first()
        asker = User.objects.filter(login=row["asker"]).first()
        if event is None:
            continue
        booking = book_venue(event, note=row["note"], by=asker or by)
        if row["state"] == "approved":
            approve_booking(booking, edition=booking.edition, by=by)
        elif row["state"] == "refused":
            refuse_booking(booking, reason=row["reason"], edition=booking.edition, by=by)
    today = timezone.localdate()
    repair = span_of_days(today + timedelta(days=18), today + timedelta(days=25))
    block_venue(venues["Концертный зал «Кировский»"], span=repair, words="замена пола сцены", by=by)


def _build_calendars(by: Actor) -> None:
    """Read the Mayor's calendar from a file; order one by an address that is not read: nothing leaves from here."""
    mayor, deputy = (post.person for post in leaders_on(timezone.localdate())[:2])
    own = write_calendar(facts=CalendarFacts("Личный календарь Мэра", person=mayor), by=by)
    take_file(own, content=_ics(), file_title="личный-календарь.ics", by=by)
    address = "https://calendar.example.org/private/basic.ics"
    other = write_calendar(facts=CalendarFacts("Рабочий календарь", person=deputy, address=address), by=by)
    stop_calendar(other, by=by)


def _ics() -> bytes:
    """Return a calendar as another program would give it: «day ahead;hours;words;rule»."""
    parts = []
    for number, row in enumerate(rows_of(_DATA / "busy.csv")):
        day = timezone.localdate() + timedelta(days=int(row["ahead"]))
        lines = [f"UID:demo-{number}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{row['words']}", f"CLASS:{row['class']}"]
        lines += [f"DT{end}:{day:%Y%m%d}T{row[name]}00" for end, name in (("START", "start"), ("END", "end"))]
        lines += [f"RRULE:{row['rule'].replace('|', ';')}"] if row["rule"] else []
        parts += ["BEGIN:VEVENT", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:demo", *parts, "END:VCALENDAR", ""]).encode()


def _spans(row: Row) -> list[Span]:
    return [_span(cell) for cell in several(row["days"])]


def _span(cell: str) -> Span:
    """Read «+3 17:00-22:30 words», «+2~+33 words» counted from today, or «06-22 words», the next such day."""
    today = timezone.localdate()
    found = _AHEAD.fullmatch(cell)
    if found is None:
        day = date.fromisoformat(f"{today.year}-{cell[:5]}")
        day = day if day >= today else day.replace(year=today.year + 1)
        return span_of_days(day, day, cell[6:])
    first, last, begins, ends, words = found.groups()
    day = today + timedelta(days=int(first))
    if begins is None:
        return span_of_days(day, today + timedelta(days=int(last or first)), words)
    start, end = (datetime.combine(day, time.fromisoformat(each)) for each in (begins, ends))
    return Span(start, end, words)
