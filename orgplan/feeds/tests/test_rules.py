"""Rules of calendars for other programs: lines, zones, what is remembered. Read back by libraries of other people."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.feeds.masking import masked
from orgplan.feeds.rules.addresses import client_words, has_form
from orgplan.feeds.rules.memory import TERM, Memory, Told, remembered
from orgplan.feeds.rules.writing import Note, Sheet, calendar_text, categories, folded
from orgplan.feeds.rules.zones import zone_lines

NOW = datetime(2026, 8, 1, 9, 30, tzinfo=UTC)
DAY = date(2026, 8, 12)
SHEET = Sheet("Календарь", "Слова", "Asia/Omsk", "teal", "https://plan.example/feeds/read/opf_x.ics", "PT1H")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n,;\\:"—№ё'), max_size=120)


def note(**facts):
    usual: dict[str, Any] = {"uid": "one", "sequence": 3, "changed_at": NOW, "first": DAY, "last": DAY}
    return Note(**usual | facts)


def read(*notes):
    return icalendar.Calendar.from_ical(calendar_text(SHEET, notes).encode())


def only(**facts):
    (event,) = read(note(**facts)).walk("VEVENT")
    return event


@settings(max_examples=40)
@given(title=WORDS, place=WORDS, kind=WORDS)
def test_words_come_back_as_they_were(title, place, kind):
    event = only(summary=title, location=place, categories=categories(kind))
    assert str(event["SUMMARY"]) == title
    assert str(event.get("LOCATION", "")) == place
    assert [str(each) for each in event["CATEGORIES"].cats] == [kind] if kind else "CATEGORIES" not in event


@settings(max_examples=40)
@given(title=WORDS)
def test_words_come_back_from_a_second_library(title):
    found = vobject.readOne(calendar_text(SHEET, [note(summary=title)]))
    assert found.vevent.summary.value == title


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_no_line_is_longer_than_75_octets_and_no_letter_is_torn(text):
    pieces = folded(text).encode("utf-8", "replace").split(b"\r\n ")
    assert all(len(piece) <= (74 if number else 75) for number, piece in enumerate(pieces))
    assert b"".join(pieces) == text.encode("utf-8", "replace")
    for piece in pieces:
        piece.decode()


def test_every_line_ends_by_crlf_and_is_short():
    text = calendar_text(SHEET, [note(summary="Заседание комиссии " * 20, start=time(10), end=time(11))]).encode()
    lines = text.split(b"\r\n")
    assert (lines[-1], max(map(len, lines)) <= 75, text.count(b"\n") == text.count(b"\r\n")) == (b"", True, True)


def test_characters_that_no_text_may_hold_are_left_out():
    assert str(only(summary="Зал\x00 №\x0b 1\r\nвход")["SUMMARY"]) == "Зал № 1\nвход"


def test_calendar_names_itself_by_rfc_7986_and_as_older_programs_expect():
    found = read(note())
    assert {name: str(found[name]) for name in ("NAME", "X-WR-CALNAME", "COLOR", "X-PUBLISHED-TTL")} == {
        "NAME": "Календарь",
        "X-WR-CALNAME": "Календарь",
        "COLOR": "teal",
        "X-PUBLISHED-TTL": "PT1H",
    }
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert str(found["SOURCE"]) == SHEET.source


OMSK = ZoneInfo("Asia/Omsk")


@pytest.mark.parametrize(
    ("facts", "begins", "ends"),
    [
        ({}, DAY, date(2026, 8, 13)),
        ({"last": date(2026, 8, 14)}, DAY, date(2026, 8, 15)),
        ({"start": time(10), "end": time(11, 30)}, (12, 10, 0), (12, 11, 30)),
        ({"start": time(10)}, (12, 10, 0), (12, 11, 0)),
        ({"start": time(23, 30)}, (12, 23, 30), (13, 0, 30)),
        ({"start": time(22), "end": time(2)}, (12, 22, 0), (13, 2, 0)),
        ({"start": time(10), "end": time(10)}, (12, 10, 0), (12, 10, 0)),
        ({"last": date(2026, 8, 14), "start": time(18), "end": time(12)}, (12, 18, 0), (14, 12, 0)),
        ({"last": date(2026, 8, 14), "start": time(10), "end": time(18)}, (12, 10, 0), (12, 18, 0)),
    ],
)
def test_stretches_of_days_begin_and_end_as_the_calendar_draws_them(facts, begins, ends):
    def moment(said):
        return said if isinstance(said, date) else datetime.combine(date(2026, 8, said[0]), time(*said[1:]), OMSK)

    event = only(**facts)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (moment(begins), moment(ends))


def test_several_days_at_the_same_hours_come_back_daily():
    event = only(last=date(2026, 8, 14), start=time(10), end=time(18))
    assert event["RRULE"].to_ical() == b"FREQ=DAILY;COUNT=3"


def test_a_rule_without_an_end_gets_the_last_day_in_utc():
    event = only(last=date(2026, 12, 31), start=time(8, 30), end=time(9), rule="FREQ=WEEKLY;BYDAY=WE")
    assert event["RRULE"]["UNTIL"] == [datetime(2026, 12, 31, 17, 59, 59, tzinfo=UTC)]


@pytest.mark.parametrize("key", ["Asia/Omsk", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])
def test_zone_says_at_every_moment_what_the_system_says(key):
    lines = zone_lines(key, 2009, 2017)
    zone, system = tzical(StringIO("\r\n".join(lines))).get(key), ZoneInfo(key)
    moment = datetime(2009, 1, 3, 12)  # noqa: DTZ001 -- wall clock
    wrong = []
    while moment < datetime(2017, 12, 30):  # noqa: DTZ001 -- the same
        if zone.utcoffset(moment) != system.utcoffset(moment):
            wrong.append(moment)
        moment += timedelta(days=5, hours=7)
    assert wrong == []


EDITIONS = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))


@settings(max_examples=40)
@given(st.lists(EDITIONS, max_size=12))
def test_number_of_changes_never_falls_and_grows_with_each_coming_and_going(steps):
    memory, editions = Memory(), dict.fromkeys("abc", 1)
    said: dict[str, tuple[int, str]] = {}
    for number, step in enumerate(steps):
        for uid, more in step.items():
            editions[uid] += more
        now_told = {uid: Told(editions[uid], DAY) for uid in step}
        now = NOW + timedelta(hours=number)
        memory = remembered(memory, now_told, since=DAY, now=now)
        assert memory == Memory.of_plain(memory.to_plain())
        told = {uid: (memory.sequence_of(uid, editions[uid]), "is told") for uid in now_told}
        told |= {uid: (left.sequence, "left") for uid, left in memory.left.items()}
        for uid, (sequence, state) in told.items():
            before, state_before = said.get(uid, (0, state))
            assert sequence > before if state != state_before else sequence >= before
        assert said.keys() <= told.keys()
        said = told


def test_what_left_is_forgotten_after_its_term_and_what_is_past_is_not_called_off():
    memory = remembered(Memory(), {"a": Told(1, DAY), "b": Told(1, DAY - timedelta(days=9))}, since=DAY, now=NOW)
    memory = remembered(memory, {}, since=DAY, now=NOW)
    assert set(memory.left) == {"a"}
    assert remembered(memory, {}, since=DAY, now=NOW + TERM) == Memory()


def test_client_is_named_and_nothing_else_it_says_is_kept():
    agent = "Microsoft Office/16.0 (Windows NT 10.0; ivanova@gorod.example)"
    assert [client_words(each) for each in (agent, "Google-Calendar-Importer", "ivanova@gorod.example", "")] == [
        "Outlook",
        "Google Календарь",
        "другая программа",
        "другая программа",
    ]


def test_secret_is_masked_wherever_it_stands():
    assert masked("Not Found: /feeds/read/opf_Ab-c_1.ics") == "Not Found: /feeds/read/opf_….ics"
    assert (has_form("opf_Abc"), has_form("opl_Abc"), has_form("opf_я")) == (True, False, False)
