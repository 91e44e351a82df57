"""Calendars of other programs (RFC 5545) read into stretches that are not free (ADR 0003: pure rooms speak Russian).

Times without a zone are of the city's clock, as are those of a zone that nobody knows; all come out by the city's
clock. What repeats is expanded within the days asked for only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from orgplan.availability.rules.spans import Span

LARGEST = 5_000_000
"""Bytes: ten years of a busy leader are a tenth of it."""
MOST_EVENTS = 20_000
MOST_SPANS = 5_000
MOST_REMARKS = 20
LONGEST_WORDS = 300
_MOST_A_DAY = 24
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, OverflowError)
"""What the two libraries raise over calendars that break the rules."""
_TOO_OFTEN = {"SECONDLY": "каждую секунду", "MINUTELY": "каждую минуту", "HOURLY": "каждый час"}
_ZONE = re.compile(
    r"^BEGIN:VTIMEZONE\b.*?^(?:END:VTIMEZONE\b[^\n]*\n|(?=BEGIN:V(?!TIMEZONE)|END:VCALENDAR))", re.MULTILINE | re.DOTALL
)
_DAY = timedelta(days=1)


class UnreadableCalendarError(ValueError):
    """The content is no calendar that can be read; the text is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked for, both inclusive, and the city's zone; `may_go_on` tells whether there is still time."""

    first: date
    last: date
    zone: tzinfo
    may_go_on: Callable[[], bool] = field(default=lambda: True)


@dataclass(frozen=True, slots=True)
class CalendarReading:
    """What a calendar says: stretches in order, and sentences about what could not be read."""

    spans: tuple[Span, ...]
    remarks: tuple[str, ...] = ()


def read_calendar_text(content: bytes, window: Window) -> CalendarReading:
    """Read a calendar; UnreadableCalendarError says in words why it cannot be read at all.

    Of events with one name (UID) the latest SEQUENCE counts. Cancelled and free («transparent») ones are passed over,
    private ones keep their time without words.
    """
    text = _text_of(content)
    remarks: list[str] = []
    events, free_busy = _components(text, remarks)
    spans = [span for group in _groups(events).values() for span in _of_group(group, window, remarks)]
    spans += [span for each in free_busy for span in _of_free_busy(each, window)]
    first = datetime.combine(window.first, time())
    last = datetime.combine(window.last + _DAY, time())
    found = sorted({each for each in spans if each.end > first and each.start < last})
    if len(found) > MOST_SPANS:
        remarks.insert(0, f"В календаре больше {MOST_SPANS} занятых промежутков: взяты первые {MOST_SPANS}.")
    return CalendarReading(tuple(found[:MOST_SPANS]), tuple(dict.fromkeys(remarks))[:MOST_REMARKS])


def _text_of(content: bytes) -> str:
    if len(content) > LARGEST:
        raise UnreadableCalendarError(f"Календарь больше {LARGEST // 1_000_000} МБ: это не календарь занятости.")
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\0", "")
    start = text.lstrip()[:200].lower()
    if not start:
        raise UnreadableCalendarError("Пришёл пустой ответ вместо календаря.")
    if "begin:vcalendar" not in text[:10_000].lower():
        if start.startswith("<") or "<html" in start:
            raise UnreadableCalendarError(
                "Пришла веб-страница, а не календарь: возможно, адрес ведёт на вход или на просмотр в браузере. "
                "Нужен адрес в формате iCalendar (.ics)."
            )
        raise UnreadableCalendarError("Это не календарь: в начале нет строки BEGIN:VCALENDAR.")
    return text


def _components(text: str, remarks: list[str]) -> tuple[list[Any], list[Any]]:
    """Return events and free-busy parts; a broken zone is left out, and that is said."""
    try:
        calendars = _parsed(text)
    except _BROKEN:
        whole = _ZONE.sub("", text)
        try:
            calendars = _parsed(whole)
        except _BROKEN as error:
            raise UnreadableCalendarError(
                "Календарь повреждён или пришёл не целиком: попросите прислать его заново."
            ) from error
        remarks.append("Описание часового пояса повреждено: время принято по известным поясам, прочее — по городскому.")
    events = [each for calendar in calendars for each in calendar.walk("VEVENT")]
    if len(events) > MOST_EVENTS:
        raise UnreadableCalendarError(f"В календаре больше {MOST_EVENTS} событий: это не календарь занятости.")
    return events, [each for calendar in calendars for each in calendar.walk("VFREEBUSY")]


def _parsed(text: str) -> list[Any]:
    import icalendar  # noqa: PLC0415 -- a third of a second; only reading needs it

    found: list[Any] = icalendar.Calendar.from_ical(text, multiple=True)
    if not found:
        raise ValueError("a part without its end")
    for calendar in found:
        for zone in calendar.walk("VTIMEZONE"):
            zone.to_tz()  # a zone that cannot be understood is told of here, not at its first use
    return found


def _groups(events: Iterable[Any]) -> dict[str, list[Any]]:
    """Return events by name; of several with the same name and place in the series the latest stands."""
    latest: dict[tuple[str, str], Any] = {}
    for number, each in enumerate(events):
        uid = str(each.get("UID", "")) or f"без имени {number}"
        key = uid, str(_when(each, "RECURRENCE-ID") or "")
        if key not in latest or _age(latest[key]) <= _age(each):
            latest[key] = each
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for (uid, _place), each in latest.items():
        groups[uid].append(each)
    return groups


def _age(event: Any) -> tuple[int, str]:
    try:
        sequence = int(event.get("SEQUENCE", 0))
    except _BROKEN:
        sequence = 0
    return sequence, str(_when(event, "LAST-MODIFIED") or _when(event, "DTSTAMP") or "")


def _of_group(group: list[Any], window: Window, remarks: list[str]) -> Iterator[Span]:
    """Yield the stretches of one event with its repetitions; what cannot be read is remarked, the rest goes on."""
    name = _words(group[0], secret=False) or "без названия"
    if not window.may_go_on():
        remarks.append("На чтение ушло слишком много времени: прочитана только часть календаря.")
        return
    why = next((why for each in group if (why := _why_unread(each))), "")
    if why:
        remarks.append(f"«{name[:80]}»: {why}")
        return
    import icalendar  # noqa: PLC0415 -- a third of a second; only reading needs it
    import recurring_ical_events  # noqa: PLC0415 -- a third of a second; only reading needs it

    calendar = icalendar.Calendar()
    for each in group:
        calendar.add_component(each)
    try:
        series = recurring_ical_events.of(calendar, skip_bad_series=False)
        found = list(series.between(window.first - _DAY, window.last + _DAY))
    except _BROKEN:
        remarks.append(f"«{name[:80]}»: время или повторение не читается.")
        return
    remarks += [why for each in group if (why := _unknown_zone(each))]
    spans = [_span(each, window.zone) for each in found]
    yield from (each for each in spans if each is not None)


def _why_unread(event: Any) -> str:
    if _when(event, "DTSTART") is None:
        return "не видно начала."
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if not _is_rule(rule):
            return "повторение не читается."
        if any(int(each) < 1 for each in rule.get("INTERVAL", [])):
            return "повторение через ноль дней не читается."  # the library would look for the next one for ever
        frequency = str(next(iter(rule.get("FREQ", [])), ""))
        if frequency in _TOO_OFTEN:
            return f"повторение {_TOO_OFTEN[frequency]} не читается."
        times = [max(1, len(rule.get(part, []))) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")]
        if times[0] * times[1] * times[2] > _MOST_A_DAY:
            return f"повторение больше {_MOST_A_DAY} раз в день не читается."
    return ""


def _is_rule(rule: Any) -> bool:
    """Tell whether a repetition could be read: a broken one raises at every touch."""
    try:
        return hasattr(rule, "items")
    except _BROKEN:
        return False


def _unknown_zone(event: Any) -> str:
    """Return the remark that nobody knows the zone of the beginning; empty where it is known or none is named."""
    start = event["DTSTART"]
    name = str(start.params.get("TZID", ""))
    if not name or not isinstance(start.dt, datetime) or start.dt.tzinfo is not None:
        return ""
    return f"Часовой пояс «{name[:80]}» не известен: время принято за городское."


def _when(event: Any, name: str) -> date | datetime | None:
    """Return the moment of a property; None where it is not there or cannot be read."""
    try:
        found: date | datetime | None = getattr(event.get(name), "dt", None)
    except _BROKEN:
        return None
    return found


def _span(event: Any, zone: tzinfo) -> Span | None:
    if str(event.get("STATUS", "")).upper() == "CANCELLED" or str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return None
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else start
    if not isinstance(start, datetime) and start == end:
        end = start + _DAY
    span = Span(_local(start, zone), _local(end, zone), _words(event, secret=True), str(event.get("UID", ""))[:300])
    return span if span.end > span.start else None


def _local(moment: date | datetime, zone: tzinfo) -> datetime:
    """Return the moment by the city's clock; a time without a zone is the city's already."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def _words(event: Any, *, secret: bool) -> str:
    if secret and str(event.get("CLASS", "")).upper() in {"PRIVATE", "CONFIDENTIAL"}:
        return ""
    return " ".join(str(event.get("SUMMARY", "")).split())[:LONGEST_WORDS]


def _of_free_busy(component: Any, window: Window) -> Iterator[Span]:
    """Yield the busy periods of a free-busy answer: no words, only times."""
    periods = component.get("FREEBUSY", [])
    for period in periods if isinstance(periods, list) else [periods]:
        if str(period.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for start, end in _periods(period):
            span = Span(_local(start, window.zone), _local(end, window.zone), "", str(component.get("UID", ""))[:300])
            if span.end > span.start:
                yield span


def _periods(period: Any) -> Iterator[tuple[datetime, datetime]]:
    for each in getattr(period, "dts", [period]):
        found = getattr(each, "dt", None)
        if isinstance(found, tuple):
            start, end = found
            yield start, start + end if isinstance(end, timedelta) else end
