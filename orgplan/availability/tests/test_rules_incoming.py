"""Calendars of other programs: what is read, what is told, what never hangs."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.availability.rules.incoming import (
    LARGEST,
    MOST_SPANS,
    UnreadableCalendarError,
    Window,
    read_calendar_text,
)
from orgplan.availability.rules.spans import when_words

OMSK = Window(date(2026, 11, 1), date(2026, 12, 31), ZoneInfo("Asia/Omsk"))
NOON = "DTSTART:20261124T060000Z\nDTEND:20261124T070000Z"


def event(*lines, uid="a"):
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT"])


def calendar(*parts):
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:проба", *parts, "END:VCALENDAR", ""]).encode()


def read(*parts, window=OMSK):
    reading = read_calendar_text(calendar(*parts), window)
    return [when_words(each) for each in reading.spans], list(reading.remarks)


@pytest.mark.parametrize(
    ("lines", "when"),
    [
        (NOON, ["24.11.2026 12:00–13:00"]),
        ("DTSTART;TZID=Europe/Moscow:20261124T100000\nDURATION:PT1H", ["24.11.2026 13:00–14:00"]),
        ("DTSTART;TZID=N. Central Asia Standard Time:20261124T100000\nDURATION:PT1H", ["24.11.2026 09:00–10:00"]),
        ("DTSTART:20261124T100000\nDURATION:PT1H", ["24.11.2026 10:00–11:00"]),
        ("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261126", ["24.11.2026 — 25.11.2026"]),
        ("DTSTART;VALUE=DATE:20261124", ["24.11.2026"]),
        ("DTSTART:20261124T100000\nDTEND:20261124T100000", []),
        ("DTSTART:20261124T100000\nDTEND:20261124T090000", ["24.11.2026 09:00–10:00"]),
        (f"{NOON}\nTRANSP:TRANSPARENT", []),
        (f"{NOON}\nSTATUS:CANCELLED", []),
        ("DTSTART:20250101T100000\nDURATION:PT1H", []),
    ],
)
def test_time_of_an_event_comes_by_the_clock_of_the_city(lines, when):
    assert read(event(lines)) == (when, [])


def test_repetition_is_expanded_within_the_days_with_its_exceptions():
    weekly = event(
        "DTSTART;TZID=Asia/Omsk:20261103T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Asia/Omsk:20261110T100000",
    )  # fmt: skip
    moved = event(
        "RECURRENCE-ID;TZID=Asia/Omsk:20261117T100000", "DTSTART;TZID=Asia/Omsk:20261118T150000", "DURATION:PT2H"
    )
    assert read(weekly, moved) == (["03.11.2026 10:00–11:00", "18.11.2026 15:00–17:00", "24.11.2026 10:00–11:00"], [])


def test_endless_repetition_ends_with_the_days_asked_for():
    when, remarks = read(event("DTSTART:20150101T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY"))
    assert (len(when), remarks) == (61, [])


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY", "повторение каждую секунду не читается."),
        ("FREQ=MINUTELY", "повторение каждую минуту не читается."),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40", "повторение больше 24 раз в день не читается."),
        ("FREQ=SOMETIMES", "повторение не читается."),
        ("FREQ=DAILY;INTERVAL=0", "повторение через ноль дней не читается."),
    ],
)
def test_repetition_that_floods_is_remarked_and_the_rest_is_read(rule, why):
    bad = event("SUMMARY:Шум", "DTSTART:20150101T100000", "DURATION:PT1S", f"RRULE:{rule}", uid="b")
    assert read(bad, event(NOON)) == (["24.11.2026 12:00–13:00"], [f"«Шум»: {why}"])


def test_latest_sequence_of_one_event_counts():
    first, last, old = (
        event(f"DTSTART:202611{day}T100000", "DURATION:PT1H", f"SEQUENCE:{number}")
        for day, number in ((24, 1), (25, 3), (26, 2))
    )
    assert read(first, last, old) == (["25.11.2026 10:00–11:00"], [])


def test_private_event_keeps_its_time_without_words():
    private = event(NOON, "SUMMARY:Врач", "CLASS:PRIVATE")
    open_one = event(NOON, "SUMMARY:Совещание  у\\n губернатора", uid="b")
    reading = read_calendar_text(calendar(private, open_one), OMSK)
    assert [each.words for each in reading.spans] == ["", "Совещание у губернатора"]


def test_free_busy_answer_is_read():
    busy = "BEGIN:VFREEBUSY\nUID:q\nDTSTAMP:20260101T000000Z\nFREEBUSY:20261124T060000Z/PT1H,20261125T060000Z/20261125T080000Z\nFREEBUSY;FBTYPE=FREE:20261126T060000Z/PT1H\nEND:VFREEBUSY"
    assert read(busy) == (["24.11.2026 12:00–13:00", "25.11.2026 12:00–14:00"], [])


@pytest.mark.parametrize(
    "zone",
    [
        "BEGIN:VTIMEZONE\nTZID:Наш\nEND:VTIMEZONE",
        "BEGIN:VTIMEZONE\nTZID:Наш\nBEGIN:STANDARD\nDTSTART:мусор\nTZOFFSETFROM:xx\nTZOFFSETTO:+99\nEND:STANDARD\nEND:VTIMEZONE",
        "BEGIN:VTIMEZONE\nTZID:Наш",
    ],
)
def test_broken_zone_is_told_and_the_time_is_the_citys(zone):
    when, remarks = read(zone, event("DTSTART;TZID=Наш:20261124T100000", "DTEND;TZID=Наш:20261124T110000"))
    assert when == ["24.11.2026 10:00–11:00"]
    assert remarks[0].startswith("Описание часового пояса повреждено")


def test_unknown_zone_is_told():
    when, remarks = read(event("DTSTART;TZID=Луна:20261124T100000", "DTEND;TZID=Луна:20261124T110000"))
    assert (when, remarks) == (
        ["24.11.2026 10:00–11:00"],
        ["Часовой пояс «Луна» не известен: время принято за городское."],
    )


@pytest.mark.parametrize("lines", ["SUMMARY:Без начала", "SUMMARY:Без начала\nDTSTART:2026zz"])
def test_event_without_a_beginning_is_remarked(lines):
    assert read(event(lines)) == ([], ["«Без начала»: не видно начала."])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "пустой ответ"),
        (b"<!doctype html><title>Sign in</title>", "веб-страница, а не календарь"),
        (b"\x89PNG", "нет строки BEGIN:VCALENDAR"),
        (calendar(event(NOON))[:120], "повреждён или пришёл не целиком"),
        (b"BEGIN:VCALENDAR\n" + b"x" * LARGEST, "больше 5 МБ"),
    ],
)
def test_what_is_no_calendar_is_refused_in_words(content, why):
    with pytest.raises(UnreadableCalendarError, match=why):
        read_calendar_text(content, OMSK)


def test_crowded_calendar_is_cut_and_that_is_told():
    rule = "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(str(hour) for hour in range(24))
    parts = [event(f"DTSTART:20150101T00{n:02}00", "DURATION:PT10M", rule, uid=str(n)) for n in range(4)]
    reading = read_calendar_text(calendar(*parts), OMSK)
    assert len(reading.spans) == MOST_SPANS
    assert reading.remarks == ("В календаре больше 5000 занятых промежутков: взяты первые 5000.",)


def test_reading_ends_where_its_time_is_over():
    window = Window(OMSK.first, OMSK.last, OMSK.zone, lambda: False)
    reading = read_calendar_text(calendar(event(NOON)), window)
    assert reading.spans == ()
    assert "слишком много времени" in reading.remarks[0]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 23), st.integers(1, 30)), max_size=5))
def test_each_single_event_comes_back_as_it_was(rows):
    starts = [(datetime.combine(date(2026, 11, 1), time(hour)) + timedelta(days=day), long) for day, hour, long in rows]
    parts = [
        event(f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DURATION:PT{long}H", uid=str(number))
        for number, (start, long) in enumerate(starts)
    ]
    reading = read_calendar_text(calendar(*parts), OMSK)
    assert [(each.start, each.end) for each in reading.spans] == sorted(
        (start, start + timedelta(hours=long)) for start, long in starts
    )


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with suppress(UnreadableCalendarError):
        assert read_calendar_text(calendar(event(NOON), text), OMSK).spans
