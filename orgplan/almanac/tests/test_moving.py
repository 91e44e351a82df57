"""Moving and calling off meetings that come back: one, those after it, all; events follow, everything is taken back."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import cache
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.almanac.actions.laying import lay_meetings
from orgplan.almanac.actions.moving import Going, Why, cancel_meeting, move_meeting, take_back_meetings
from orgplan.almanac.actions.registers import CycleFacts, write_cycle
from orgplan.almanac.models import CycleStep, LaidMeeting, MeetingCycle
from orgplan.almanac.queries import meetings_of
from orgplan.almanac.rules.cycles import Rule, rule_days
from orgplan.almanac.rules.shifting import Scope, carried, end_kept, shifted_rule
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.events.tests.factories import BY

DAYS = st.dates(date(2027, 1, 1), date(2028, 12, 31))
RULES = (
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYDAY=1TU,3TU",
    "FREQ=MONTHLY;BYMONTHDAY=10",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
)
YEAR = (date(2027, 1, 1), date(2028, 12, 31))
WHY = Why("Отпуск пробный")


@cache
def days_of(rrule: str) -> list[date]:
    return rule_days(Rule(rrule, date(2026, 12, 1)), *YEAR)


@given(st.sampled_from(RULES), st.integers(0, 20), st.integers(-9, 9))
@settings(max_examples=80, deadline=None)
def test_shifted_rule_has_the_meeting_where_it_went_and_as_many_others(rrule, which, shift):
    day = days_of(rrule)[which]
    on = day + timedelta(days=shift)
    found = shifted_rule(rrule, day, on)
    assume(found and "-1" not in found)
    assert found
    assert on in rule_days(Rule(found, date(2026, 12, 1)), min(on, day), max(on, day))
    assert abs(len(days_of(found)) - len(days_of(rrule))) <= 1  # at the ends of the two years one may come in or go


@given(st.sets(DAYS, max_size=8), st.sets(DAYS, max_size=8), st.integers(-7, 7))
@settings(max_examples=60, deadline=None)
def test_no_two_meetings_become_one(old, new, shift):
    found = carried(old, new, timedelta(days=shift))
    assert len(set(found.values())) == len(found)
    assert found.keys() <= old
    assert set(found.values()) <= new


@pytest.mark.parametrize(
    ("rrule", "day", "on", "shifted"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", date(2027, 1, 4), date(2027, 1, 6), "FREQ=WEEKLY;BYDAY=WE"),
        ("FREQ=WEEKLY;BYDAY=MO", date(2027, 1, 4), date(2027, 1, 12), None),
        ("FREQ=WEEKLY;BYDAY=MO,WE", date(2027, 1, 4), date(2027, 1, 6), None),
        ("FREQ=MONTHLY;BYDAY=1TU", date(2027, 1, 5), date(2027, 1, 13), "FREQ=MONTHLY;BYDAY=2WE"),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2027, 1, 29), date(2027, 1, 28), "FREQ=MONTHLY;BYDAY=-1TH"),
        ("FREQ=MONTHLY;BYDAY=1TU", date(2027, 1, 5), date(2027, 2, 2), None),
        ("FREQ=DAILY", date(2027, 1, 5), date(2027, 1, 6), None),
    ],
)
def test_rule_changes_within_its_week_or_month_only(rrule, day, on, shifted):
    assert shifted_rule(rrule, day, on) == shifted


def test_end_keeps_the_length_over_midnight():
    assert end_kept(time(9), time(10, 30), time(23)) == time(0, 30)
    assert end_kept(time(9), None, time(23)) is None


# With the database


@pytest.fixture
def keeper(db):
    return accounts.user(Role.DEPARTMENT)


@pytest.fixture
def weekly(db):
    today = timezone.localdate()
    facts = CycleFacts(
        title="Аппаратное Пробное",
        owner=directory.unit(),
        rule_text="еженедельно по понедельникам в 8.30–9.30",
        starts_on=today - timedelta(days=30),
        off_day="as_is",
    )
    return write_cycle(facts=facts, by=BY)


def monday(number: int) -> date:
    today = timezone.localdate()
    return today + timedelta(days=7 * number - today.weekday())


def coming(count: int = 4) -> list[Any]:
    found = []
    for cycle in MeetingCycle.objects.prefetch_related("exceptions"):
        found += [(slot.on, slot.start_time) for slot in meetings_of(cycle, monday(1), count)]
    return sorted(found)[:count]


def usual(*numbers: int, hour: time = time(8, 30), later: int = 0) -> list[tuple[date, time]]:
    return [(monday(number) + timedelta(days=later), hour) for number in numbers]


def laid(cycle: MeetingCycle) -> None:
    lay_meetings(cycle, since=monday(1), until=monday(4), today=timezone.localdate(), by=BY)


def event_days() -> list[tuple[date | None, str]]:
    return [(each.first_day, each.state) for each in Event.objects.order_by("first_day")]


@pytest.mark.parametrize("is_laid", [False, True])
def test_one_meeting_moves_alone_and_is_taken_back(is_laid, weekly, keeper):
    if is_laid:
        laid(weekly)
    going = Going(monday(2) + timedelta(days=1), time(10), time(11))
    step = move_meeting(weekly, day=monday(2), going=going, scope=Scope.ONE, why=WHY, by=keeper)
    assert coming() == [*usual(1), (monday(2) + timedelta(days=1), time(10)), *usual(3, 4)]
    if is_laid:
        assert [day for day, _state in event_days()] == [day for day, _time in coming()]
    take_back_meetings(step, by=keeper)
    assert coming() == usual(1, 2, 3, 4)
    if is_laid:
        assert [day for day, _state in event_days()] == [monday(number) for number in (1, 2, 3, 4)]


@pytest.mark.parametrize("is_laid", [False, True])
def test_this_meeting_and_those_after_it_part_the_cycle_and_come_together_again(is_laid, weekly, keeper):
    if is_laid:
        laid(weekly)
    going = Going(monday(3) + timedelta(days=1), time(10))
    step = move_meeting(weekly, day=monday(3), going=going, scope=Scope.FOLLOWING, why=WHY, by=keeper)
    assert coming() == [*usual(1, 2), *usual(3, 4, hour=time(10), later=1)]
    weekly.refresh_from_db()
    new = MeetingCycle.objects.exclude(pk=weekly.pk).get()
    assert (weekly.ends_on, new.when) == (monday(3) - timedelta(days=1), "еженедельно по вторникам, 10:00–11:00")
    if is_laid:
        assert [day for day, _state in event_days()] == [day for day, _time in coming()]
        assert LaidMeeting.objects.filter(cycle=new).count() == 2
        laid(new)
        laid(weekly)
        assert Event.objects.filter(state=EventState.PLANNED).count() == 4
    take_back_meetings(step, by=keeper)
    assert (coming(), MeetingCycle.objects.count()) == (usual(1, 2, 3, 4), 1)
    if is_laid:
        assert [day for day, _state in event_days()] == [monday(number) for number in (1, 2, 3, 4)]


def test_all_meetings_change_their_hour_and_exceptions_go_along(weekly, keeper):
    cancel_meeting(weekly, day=monday(2), scope=Scope.ONE, why=WHY, by=keeper)
    assert coming(3) == usual(1, 3, 4)
    going = Going(monday(3) + timedelta(days=2), time(15), time(16))
    step = move_meeting(weekly, day=monday(3), going=going, scope=Scope.ALL, why=WHY, by=keeper)
    assert coming(3) == usual(1, 3, 4, hour=time(15), later=2)
    take_back_meetings(step, by=keeper)
    assert coming(3) == usual(1, 3, 4)


@pytest.mark.parametrize(("scope", "left"), [(Scope.ONE, 3), (Scope.FOLLOWING, 1), (Scope.ALL, 0)])
def test_meetings_are_called_off_with_their_events_and_taken_back(scope, left, weekly, keeper):
    laid(weekly)
    step = cancel_meeting(weekly, day=monday(2), scope=scope, why=WHY, by=keeper)
    assert Event.objects.filter(state=EventState.PLANNED).count() == left
    assert len([day for day, _time in coming() if day <= monday(4)]) == left
    take_back_meetings(step, by=keeper)
    assert Event.objects.filter(state=EventState.PLANNED).count() == 4
    assert coming() == usual(1, 2, 3, 4)


def test_what_was_changed_since_is_not_taken_back(weekly, keeper):
    going = Going(monday(3), time(10), time(11))
    step = move_meeting(weekly, day=monday(3), going=going, scope=Scope.ALL, why=WHY, by=keeper)
    weekly.refresh_from_db()
    cancel_meeting(weekly, day=monday(3), scope=Scope.FOLLOWING, why=WHY, by=keeper)
    with pytest.raises(RefusedError, match="с тех пор изменили"):
        take_back_meetings(step, by=keeper)


@pytest.mark.parametrize("day", [monday(3) + timedelta(days=9), monday(3)])
def test_what_the_rule_cannot_say_is_refused_in_words(day, weekly, keeper):
    with pytest.raises(RefusedError):
        move_meeting(weekly, day=monday(3), going=Going(day), scope=Scope.ALL, why=WHY, by=keeper)


def test_page_moves_calls_off_and_takes_back(client_of, weekly):
    office = client_of(Role.DEPARTMENT)
    address = f"/almanac/cycles/{weekly.pk}/meetings/{monday(2)}"
    assert "только это совещание" in office.get(f"{address}/move/").content.decode()
    assert office.post(f"{address}/move/", {"day": monday(2), "start": "10:00", "scope": "one"}).status_code == 422
    posted = {"day": monday(2), "start": "10:00", "scope": "one", "reason": "Отпуск пробный", "next": "/calendar/"}
    assert office.post(f"{address}/move/", posted)["Location"] == "/calendar/"
    assert coming(2)[1] == (monday(2), time(10))
    assert office.post(f"/almanac/meetings/taken-back/{CycleStep.objects.get().pk}/").status_code == 303
    assert office.post(f"{address}/cancel/", {"scope": "one", "reason": "Отпуск пробный"}).status_code == 303
    assert coming(2) == usual(1, 3)
    assert office.get(f"/almanac/cycles/{weekly.pk}/meetings/{monday(2) + timedelta(days=1)}/move/").status_code == 404
    assert client_of(Role.LEADER).get(f"{address}/move/").status_code == 403
