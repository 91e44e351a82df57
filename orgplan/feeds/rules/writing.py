"""Events as lines of iCalendar: RFC 5545, and the properties of RFC 7986 for the calendar as a whole.

Written here because a feed of 10,000 events is due within half a second: `benchmarks/feeds.py` measures it beside the
`icalendar` package, by which the tests read back what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from orgplan.feeds.rules.zones import zone_lines

PRODUCT: Final = "-//Orgplan//Orgplan//RU"
USUAL: Final = timedelta(hours=1)
"""How long an event lasts whose end nobody said, as the calendar draws it."""
_ONE: Final = timedelta(days=1)
_OCTETS: Final = 75
_SURELY_SHORT: Final = 25
"""Letters that no encoding makes longer than a line may be (three octets each at most in Russian texts)."""
_GOES_ON, _GOES_ON_MARK = 0xC0, 0x80
"""By these bits an octet of UTF-8 tells that it is not the first one of its letter."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Note(NamedTuple):
    """One VEVENT. Days are inclusive, times are wall clock of the zone; `changed_at` is in UTC.

    `rule` is an RFC 5545 rule without `RRULE:`, `out` are the days on which it does not hold, and `instead_of` says of
    which meeting of a rule with the same `uid` this note takes the place; `geo` is «latitude;longitude»; `status` one
    of the RFC's words.
    """

    uid: str
    sequence: int
    changed_at: datetime
    first: date
    last: date
    start: time | None = None
    end: time | None = None
    rule: str = ""
    out: Sequence[date] = ()
    instead_of: tuple[date, time | None] | None = None
    summary: str = ""
    status: str = "CONFIRMED"
    is_busy: bool = True
    location: str = ""
    geo: str = ""
    categories: str = ""
    description: str = ""
    url: str = ""


class Sheet(NamedTuple):
    """The calendar as a whole: its name, words, time zone, colour (CSS3), own address and how often to ask again."""

    name: str
    description: str
    zone: str
    colour: str = ""
    source: str = ""
    refresh: str = ""


def calendar_text(sheet: Sheet, notes: Sequence[Note]) -> str:
    """Return the whole VCALENDAR, lines folded and ended by CRLF."""
    years = [year for note in notes for year in (note.first.year, note.last.year)]
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *_sheet_lines(sheet),
    ]
    if any(note.start for note in notes):
        head += zone_lines(sheet.zone, min(years), max(years))
    parts = [_joined(head), *(note_text(note, sheet.zone) for note in notes), "END:VCALENDAR\r\n"]
    return "".join(parts)


def _sheet_lines(sheet: Sheet) -> Iterable[str]:
    name, words = escaped(sheet.name), escaped(sheet.description)
    yield from (f"NAME:{name}", f"X-WR-CALNAME:{name}", f"DESCRIPTION:{words}", f"X-WR-CALDESC:{words}")
    yield f"X-WR-TIMEZONE:{sheet.zone}"
    if sheet.colour:
        yield f"COLOR:{sheet.colour}"
    if sheet.source:
        yield f"SOURCE;VALUE=URI:{sheet.source}"
    if sheet.refresh:
        yield from (f"REFRESH-INTERVAL;VALUE=DURATION:{sheet.refresh}", f"X-PUBLISHED-TTL:{sheet.refresh}")


def note_text(note: Note, zone: str) -> str:
    """Return one VEVENT."""
    stamp = _utc(note.changed_at)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{note.uid}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"SEQUENCE:{note.sequence}",
        f"SUMMARY:{escaped(note.summary)}",
        *_times(note, zone),
        *_recurrence(note, zone),
        f"STATUS:{note.status}",
        "TRANSP:OPAQUE" if note.is_busy else "TRANSP:TRANSPARENT",
    ]
    if note.location:
        lines.append(f"LOCATION:{escaped(note.location)}")
    if note.geo:
        lines.append(f"GEO:{note.geo}")
    if note.categories:
        lines.append(f"CATEGORIES:{note.categories}")
    if note.description:
        lines.append(f"DESCRIPTION:{escaped(note.description)}")
    if note.url:
        lines.append(f"URL:{note.url}")
    lines.append("END:VEVENT")
    return _joined(lines)


def escaped(text: str) -> str:
    """Return the text of a property's value; characters that no text may hold are left out."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if ";" in text:
        text = text.replace(";", "\\;")
    if "," in text:
        text = text.replace(",", "\\,")
    if text.isprintable():
        return text
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("\n", "\\n")


def categories(*words: str) -> str:
    """Return the value of CATEGORIES."""
    return ",".join(escaped(word) for word in words if word)


def folded(line: str) -> str:
    """Return the line in pieces of at most 75 octets; no letter is torn apart."""
    octets = line.encode("utf-8", "replace")
    pieces, begins, most = [], 0, _OCTETS
    while len(octets) - begins > most:
        ends = begins + most
        while octets[ends] & _GOES_ON == _GOES_ON_MARK:
            ends -= 1
        pieces.append(octets[begins:ends])
        begins, most = ends, _OCTETS - 1  # the blank that goes on counts, too
    pieces.append(octets[begins:])
    return b"\r\n ".join(pieces).decode()


def _joined(lines: Iterable[str]) -> str:
    text = [
        line
        if len(line) <= _SURELY_SHORT
        or (line.isascii() and len(line) <= _OCTETS)
        or len(line.encode("utf-8", "replace")) <= _OCTETS
        else folded(line)
        for line in lines
    ]
    text.append("")
    return "\r\n".join(text)


def _utc(moment: datetime) -> str:
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat()[:19].replace("-", "").replace(":", "") + "Z"


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


@lru_cache(maxsize=1440)
def _clock(clock: time) -> str:
    return f"{clock.hour:02}{clock.minute:02}{clock.second:02}"


def _times(note: Note, zone: str) -> list[str]:
    """Return when it begins and ends; the shapes of stretches are those of `calendar.rules.pieces`."""
    if note.start is None:
        last = note.first if note.rule else note.last
        lines = [f"DTSTART;VALUE=DATE:{_day(note.first)}", f"DTEND;VALUE=DATE:{_day(last + _ONE)}"]
        return [*lines, f"RRULE:{_until(note, zone)}", *_out(note, zone)] if note.rule else lines
    ends_on, end, days = _end(note)
    lines = [
        f"DTSTART;TZID={zone}:{_day(note.first)}T{_clock(note.start)}",
        f"DTEND;TZID={zone}:{_day(ends_on)}T{_clock(end)}",
    ]
    if note.rule:
        lines += [f"RRULE:{_until(note, zone)}", *_out(note, zone)]
    elif days > 1:
        lines.append(f"RRULE:FREQ=DAILY;COUNT={days}")
    return lines


def _recurrence(note: Note, zone: str) -> list[str]:
    if note.instead_of is None:
        return []
    day, clock = note.instead_of
    return [f"RECURRENCE-ID{_moments([day], clock, zone)}"]


def _out(note: Note, zone: str) -> list[str]:
    """Return the line of the days on which the rule does not hold."""
    return [f"EXDATE{_moments(note.out, note.start, zone)}"] if note.out else []


def _moments(days: Iterable[date], clock: time | None, zone: str) -> str:
    """Return the days, or moments of days, as values of a property with their parameter."""
    if clock is None:
        return f";VALUE=DATE:{','.join(_day(day) for day in days)}"
    return f";TZID={zone}:{','.join(f'{_day(day)}T{_clock(clock)}' for day in days)}"


def _end(note: Note) -> tuple[date, time, int]:
    """Return when the first meeting ends, and on how many days it comes back daily."""
    start, days = note.start or time(), 1 if note.rule else (note.last - note.first).days + 1
    if note.end is None:
        moment = datetime.combine(note.first, start) + USUAL
        return moment.date(), moment.time(), days
    if note.end > start or (note.end == start and days == 1):
        return note.first, note.end, days
    return (note.first + _ONE if days == 1 else note.last), note.end, 1


def _until(note: Note, zone: str) -> str:
    """Return the rule with its end: a rule without one would never stop in the reader's calendar."""
    if "UNTIL=" in note.rule or "COUNT=" in note.rule:
        return note.rule
    if note.start is None:
        return f"{note.rule};UNTIL={_day(note.last)}"
    end = datetime.combine(note.last, time(23, 59, 59), tzinfo=ZoneInfo(zone))
    return f"{note.rule};UNTIL={_utc(end)}"
