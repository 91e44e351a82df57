"""Moving an event by its page and by the hand: the same form, the same refusals."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.calendar.rules.moving import Seen, Wanted, moved, shifted_end
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event, UndoStep
from orgplan.events.tests.factories import event
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

DAY = date(2026, 11, 25)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def timed(*stretches: tuple[date, time, time]) -> Timing:
    return Timing(TimingKind.TIMED, tuple(Occurrence(day, day, start, end) for day, start, end in stretches))


@given(DAYS, TIMES, TIMES, DAYS, TIMES, TIMES)
@settings(max_examples=60, deadline=None)
def test_moving_there_and_back_leaves_the_time_as_it_was(day, start, end, other, begins, ends):
    there = moved(timed((day, start, end)), Seen(day, start, end), Wanted(other, begins, ends))
    assert there == timed((other, begins, ends))
    assert moved(there, Seen(other, begins, ends), Wanted(day, start, end)) == timed((day, start, end))


@given(TIMES, TIMES, TIMES)
@settings(max_examples=60, deadline=None)
def test_length_is_kept(start, end, begins):
    def minutes(at: time | None) -> int:
        assert at is not None
        return at.hour * 60 + at.minute

    ends = shifted_end(start, end, begins)
    assert (minutes(ends) - minutes(begins)) % 1440 == (minutes(end) - minutes(start)) % 1440


def test_only_the_stretch_that_was_seen_moves():
    timing = timed((DAY, time(10), time(11)), (DAY + timedelta(days=7), time(10), time(11)))
    again = moved(timing, Seen(DAY, time(10), time(11)), Wanted(DAY + timedelta(days=1)))
    assert [each.start.day for each in again.occurrences] == [26, 2]
    assert moved(timing, Seen(DAY, time(12), time(13)), Wanted(DAY)) is None


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT, unit=directory.unit())


@pytest.fixture
def meeting(db):
    return event(
        "Приём делегации", owner=directory.unit("Департамент культуры"), timing=timed((DAY, time(15), time(16)))
    )


def hand(**more: str) -> dict[str, str]:
    """Return what dragging posts."""
    seen = {"seen_day": "2026-11-25", "seen_start": "15:00", "seen_end": "16:00", "next": "/calendar/day/2026-11-25/"}
    return {"day": "2026-11-26", "start": "10:30", "end": "11:30"} | seen | more


def test_event_is_moved_and_taken_back(office, meeting):
    answer = office.post(f"/calendar/move/{meeting.pk}/", hand())
    assert (answer.status_code, answer["Location"]) == (303, "/calendar/day/2026-11-25/")
    assert Event.objects.get().when == "26 ноября 2026 года, 10:30–11:30"
    assert office.post(f"/events/undo/{UndoStep.objects.get().pk}/").status_code == 303
    assert Event.objects.get().when == "25 ноября 2026 года, 15:00–16:00"


def test_day_alone_keeps_the_hours(office, meeting):
    assert office.post(f"/calendar/move/{meeting.pk}/", hand(start="", end="")).status_code == 303
    assert Event.objects.get().when == "26 ноября 2026 года, 15:00–16:00"


def test_beginning_alone_keeps_the_length(office, meeting):
    assert office.post(f"/calendar/move/{meeting.pk}/", hand(end="")).status_code == 303
    assert Event.objects.get().when == "26 ноября 2026 года, 10:30–11:30"


def test_second_of_two_is_told_and_loses_nothing(office, meeting):
    assert office.post(f"/calendar/move/{meeting.pk}/", hand()).status_code == 303
    answer = office.post(f"/calendar/move/{meeting.pk}/", hand(day="2026-11-27", start="09:00", end="10:00"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "изменил кто-то другой" in page
    assert 'value="2026-11-27"' in page
    assert Event.objects.get().when == "26 ноября 2026 года, 10:30–11:30"
    now = {"seen_day": "2026-11-26", "seen_start": "10:30:00", "seen_end": "11:30:00"}
    assert all(f'name="{name}" value="{value}"' in page for name, value in now.items())


def test_event_of_another_unit_is_not_moved(client_of, meeting):
    stranger = client_of(Role.LEADER)
    assert stranger.post(f"/calendar/move/{meeting.pk}/", hand()).status_code == 403
    answer = stranger.get(f"/calendar/move/{meeting.pk}/closed/").json()
    assert answer == {"why": "Это мероприятие другого подразделения: попросите перенести его.", "closed": []}


def test_event_by_a_rule_says_why_it_stays(office):
    rule = Timing(
        TimingKind.RECURRING, (Occurrence(DAY, DAY + timedelta(days=60), time(9), None),), "FREQ=WEEKLY;BYDAY=WE"
    )
    weekly = event("Планёрка", owner=directory.unit(), timing=rule)
    assert "повторяется по правилу" in office.get(f"/calendar/move/{weekly.pk}/").content.decode()
    assert office.post(f"/calendar/move/{weekly.pk}/", hand()).status_code == 422
    assert office.get(f"/calendar/move/{weekly.pk}/closed/").json()["closed"] == []


def test_calendar_gives_the_hand_what_it_needs(office, meeting):
    page = office.get("/calendar/hours/2026-11-25/").content.decode()
    assert f'data-hand="{meeting.pk} 2026-11-25 15:00 16:00"' in page
    assert f"/calendar/move/{meeting.pk}/" in office.get(f"/events/{meeting.pk}/").content.decode()


def test_event_over_several_days_moves_with_all_its_days(office):
    stretch = Occurrence(DAY, DAY + timedelta(days=2), None, None)
    fair = event("Ярмарка", owner=directory.unit(), timing=Timing(TimingKind.DAYS, (stretch,)))
    page = office.get("/calendar/month/2026-11-25/").content.decode()
    assert f'data-hand="{fair.pk} 2026-11-25 - - 3"' in page
    posted = {"day": "2026-11-26", "seen_day": "2026-11-25", "seen_start": "", "seen_end": "", "next": ""}
    assert office.post(f"/calendar/move/{fair.pk}/", posted).status_code == 303
    assert Event.objects.get().when == "26–28 ноября 2026 года"
    answer = office.post(f"/calendar/move/{fair.pk}/", posted | {"day": "2026-12-01"})
    assert (answer.status_code, "изменил кто-то другой" in answer.content.decode()) == (422, True)
