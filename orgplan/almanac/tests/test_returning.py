"""Meetings of an event that comes back by its own rule: one, those after it, all; seen everywhere, taken back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.almanac.actions.moving import Going, Why
from orgplan.almanac.actions.returning import cancel_occurrence, move_occurrence
from orgplan.almanac.models import PartedMeeting
from orgplan.almanac.rules.shifting import Scope
from orgplan.calendar.queries import calendar_filter
from orgplan.calendar.queries.entries import entries_between
from orgplan.clashes.queries import clashes_between
from orgplan.clashes.tests.factories import mayor, usual_rules
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant, change_event, facts_of, take_back
from orgplan.events.models import Change, Event, UndoStep
from orgplan.events.rules import EventState, ParticipationKind
from orgplan.events.tests.factories import BY
from orgplan.events.tests.factories import event as any_event
from orgplan.language.timing.model import Occurrence, Timing, TimingKind

pytestmark = pytest.mark.django_db
WHY = Why("Отпуск пробный")
DAY = timedelta(days=1)


def monday(number: int) -> date:
    """Return the Monday that many weeks after the next one."""
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday() + 7 * (number - 1))


def returning(rrule: str = "FREQ=WEEKLY;BYDAY=MO", **facts: Any) -> Event:
    stretch = Occurrence(monday(1), monday(6), time(9), time(10))
    timing = Timing(TimingKind.RECURRING, (stretch,), rrule)
    return any_event(timing=timing, wording="еженедельно по понедельникам, 9:00–10:00", **facts)


@pytest.fixture
def keeper():
    return accounts.user(Role.DEPARTMENT)


def shown(keeper: Any) -> list[tuple[date, time | None]]:
    """What stands in the calendar and is held, in order."""
    found = entries_between(keeper, calendar_filter({}, []), monday(1), monday(7))
    return [(each.span.first, each.span.start) for each in found if not each.is_off]


def usual(*numbers: int, later: int = 0, hour: int = 9) -> list[tuple[date, time]]:
    return [(monday(number) + later * DAY, time(hour)) for number in numbers]


def test_one_meeting_goes_its_own_way_and_comes_back(keeper):
    event = returning()
    going = Going(monday(2) + DAY, time(11))
    step = move_occurrence(event, day=monday(2), going=going, scope=Scope.ONE, why=WHY, by=keeper)
    assert shown(keeper) == [*usual(1), *usual(2, later=1, hour=11), *usual(3, 4, 5, 6)]
    alone = PartedMeeting.objects.get().event
    assert (alone.title, alone.timing.occurrences[0].end_time) == (event.title, time(12))
    take_back(step, by=keeper)
    assert shown(keeper) == usual(1, 2, 3, 4, 5, 6)


def test_one_meeting_called_off_stands_as_called_off(keeper):
    cancel_occurrence(returning(), day=monday(2), scope=Scope.ONE, why=WHY, by=keeper)
    entries = entries_between(keeper, calendar_filter({}, []), monday(2), monday(2))
    assert [(each.state, each.is_off) for each in entries] == [(EventState.CANCELLED, True)]
    assert shown(keeper) == usual(1, 3, 4, 5, 6)


def test_parting_a_meeting_changes_nothing_that_the_plan_says_of_the_others(keeper):
    event = returning()
    move_occurrence(event, day=monday(2), going=Going(monday(3) + DAY), scope=Scope.ONE, why=WHY, by=keeper)
    event.refresh_from_db()
    assert event.when == replace_rule(event).when
    assert [each.event_id for each in Change.objects.all()] == [PartedMeeting.objects.get().event_id]


def replace_rule(event: Event) -> Event:
    event.rrule = "FREQ=WEEKLY;BYDAY=MO"
    return event


def test_two_meetings_part_and_the_earlier_write_is_not_taken_back_alone(keeper):
    event = returning()
    step = cancel_occurrence(event, day=monday(2), scope=Scope.ONE, why=WHY, by=keeper)
    cancel_occurrence(Event.objects.get(pk=event.pk), day=monday(4), scope=Scope.ONE, why=WHY, by=keeper)
    assert shown(keeper) == usual(1, 3, 5, 6)
    with pytest.raises(RefusedError):
        take_back(step, by=keeper)
    assert shown(keeper) == usual(1, 3, 5, 6)


@pytest.mark.parametrize(("later", "hour"), [(0, 15), (2, 9), (3, 15)])
def test_this_meeting_and_those_after_it_go_on_by_a_new_rule(later, hour, keeper):
    going = Going(monday(3) + later * DAY, time(hour))
    step = move_occurrence(returning(), day=monday(3), going=going, scope=Scope.FOLLOWING, why=WHY, by=keeper)
    assert shown(keeper) == [*usual(1, 2), *usual(3, 4, 5, *([6] if not later else []), later=later, hour=hour)]
    take_back(step, by=keeper)
    assert shown(keeper) == usual(1, 2, 3, 4, 5, 6)


def test_meetings_of_every_second_week_stay_in_their_weeks(keeper):
    event = returning("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    going = Going(monday(3), time(15))
    move_occurrence(event, day=monday(3), going=going, scope=Scope.FOLLOWING, why=WHY, by=keeper)
    assert shown(keeper) == [*usual(1), *usual(3, 5, hour=15)]


def test_all_meetings_go_and_what_was_parted_stays_parted(keeper):
    event = returning()
    cancel_occurrence(event, day=monday(2), scope=Scope.ONE, why=WHY, by=keeper)
    again = Event.objects.get(pk=event.pk)
    going = Going(monday(4) + DAY, time(9))
    move_occurrence(again, day=monday(4), going=going, scope=Scope.ALL, why=WHY, by=keeper)
    assert shown(keeper) == usual(1, 3, 4, 5, later=1)


@pytest.mark.parametrize(("scope", "left"), [(Scope.FOLLOWING, (1, 2)), (Scope.ALL, ())])
def test_meetings_are_called_off_from_one_on_or_all(scope, left, keeper):
    step = cancel_occurrence(returning(), day=monday(3), scope=scope, why=WHY, by=keeper)
    assert shown(keeper) == usual(*left)
    take_back(step, by=keeper)
    assert shown(keeper) == usual(1, 2, 3, 4, 5, 6)


def test_what_the_rule_cannot_say_is_refused(keeper):
    going = Going(monday(4) + DAY)
    with pytest.raises(RefusedError, match="перенесите только это"):
        move_occurrence(returning(), day=monday(3), going=going, scope=Scope.FOLLOWING, why=WHY, by=keeper)
    assert shown(keeper) == usual(1, 2, 3, 4, 5, 6)


def test_somebody_else_changed_the_event_meanwhile(keeper):
    event = returning()
    other = Event.objects.get(pk=event.pk)
    change_event(other, facts=replace(facts_of(other), note="Иначе"), edition=other.edition, by=BY)
    with pytest.raises(RefusedError, match="В этот самый момент"):
        cancel_occurrence(event, day=monday(3), scope=Scope.ONE, why=WHY, by=keeper)


def test_a_moved_meeting_clashes_where_it_is_now_and_no_longer_where_it_was(keeper):
    usual_rules()
    leader = mayor()
    taking_part = (Participant(ParticipationKind.HOSTS, person=leader),)
    event = returning(participants=taking_part)
    for number, day in enumerate((monday(2), monday(2) + DAY)):
        timing = Timing(TimingKind.TIMED, (Occurrence(day, day, time(9), time(10)),))
        any_event(timing=timing, title=f"Приём {number}", participants=taking_part)

    def days() -> set[date]:
        found = clashes_between(keeper, monday(2), monday(2) + 2 * DAY)
        return {each.clash.first.start.date() for each in found}

    assert days() == {monday(2)}
    going = Going(monday(2) + DAY)
    step = move_occurrence(event, day=monday(2), going=going, scope=Scope.ONE, why=WHY, by=keeper)
    assert days() == {monday(2) + DAY}
    take_back(step, by=keeper)
    assert days() == {monday(2)}


def test_wording_written_anew_keeps_the_meetings_that_were_parted(client_of, keeper):
    event = returning()
    cancel_occurrence(event, day=monday(2), scope=Scope.ONE, why=WHY, by=keeper)
    office = client_of(Role.DEPARTMENT)
    event.refresh_from_db()
    words = f"еженедельно по понедельникам с {monday(1):%d.%m.%Y} по {monday(6):%d.%m.%Y}, 16:00–17:00"
    posted = {"title": event.title, "owner": event.owner_id, "wording": words, "kind": event.kind}
    posted |= {"level": event.level, "edition": event.edition}
    answer = office.post(f"/events/{event.pk}/edit/", posted)
    assert answer.status_code == 303, answer.content.decode()[:3000]
    assert shown(keeper) == usual(1, 3, 4, 5, 6, hour=16)


def test_time_written_anew_in_place_keeps_the_meetings_that_were_parted(client_of, keeper):
    event = returning()
    cancel_occurrence(event, day=monday(2), scope=Scope.ONE, why=WHY, by=keeper)
    event.refresh_from_db()
    words = f"еженедельно по понедельникам с {monday(1):%d.%m.%Y} по {monday(6):%d.%m.%Y}, 16:00–17:00"
    done = client_of(Role.DEPARTMENT).post(
        f"/events/{event.pk}/line/wording/", {"edition": event.edition, "wording": words}
    )
    assert done.status_code < 400, done.content.decode()[:2000]
    assert shown(keeper) == usual(1, 3, 4, 5, 6, hour=16)


def test_pages_ask_move_call_off_and_take_back(client_of, keeper):
    event = returning()
    office = client_of(Role.DEPARTMENT)
    address = f"/almanac/events/{event.pk}/meetings/{monday(2)}"
    assert office.post(f"{address}/move/", {"day": monday(2), "start": "10:00", "scope": "one"}).status_code == 422
    posted = {"day": monday(2), "start": "10:00", "scope": "one", "reason": "Отпуск пробный", "next": "/calendar/"}
    assert office.post(f"{address}/move/", posted)["Location"] == "/calendar/"
    assert shown(keeper)[1] == (monday(2), time(10))
    card = office.get(f"/events/{event.pk}/").content.decode()
    assert card.count("Вместо ") == 1
    alone = PartedMeeting.objects.get().event
    assert "вместо встречи" in office.get(f"/events/{alone.pk}/").content.decode()
    assert office.post(f"/events/undo/{UndoStep.objects.get().pk}/").status_code == 303
    assert shown(keeper) == usual(1, 2, 3, 4, 5, 6)
    assert "вместо встречи" not in office.get(f"/events/{event.pk}/").content.decode()
    assert office.get(f"/almanac/events/{event.pk}/meetings/{monday(2) + DAY}/move/").status_code == 404
    stranger = client_of(Role.COORDINATOR, unit=directory.unit())
    assert stranger.get(f"{address}/move/").status_code == 404


def test_the_hand_is_told_the_page_of_the_meeting_and_the_times_not_free(client_of, keeper):
    usual_rules()
    leader = mayor()
    taking_part = (Participant(ParticipationKind.HOSTS, person=leader),)
    event = returning(participants=taking_part)
    stands = Timing(TimingKind.TIMED, (Occurrence(monday(2), monday(2), time(15), time(16)),))
    any_event(timing=stands, title="Приём", participants=taking_part)
    office = client_of(Role.DEPARTMENT)
    span = f"first={monday(2)}&last={monday(2)}&day={monday(2)}&from=09:00&until=10:00"
    told = office.get(f"/calendar/move/{event.pk}/closed/?{span}").json()
    assert (told["why"], told["ask"]) == ("", f"/almanac/events/{event.pk}/meetings/{monday(2)}/move/")
    begins = datetime.combine(monday(2), time(15, 30)).isoformat(timespec="minutes")
    assert [each for each in told["closed"] if each["after"] < begins < each["before"]]
    led = office.get(f"/calendar/move/{event.pk}/?seen_day={monday(2)}&day={monday(3)}")
    assert led["Location"].startswith(f"/almanac/events/{event.pk}/meetings/{monday(2)}/move/?day={monday(3)}")
