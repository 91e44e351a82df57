"""Moving an event by its page and by the hand: the same form, the same refusals."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.calendar.rules.moving import Seen, Wanted, moved, shifted_end
from orgplan.clashes.tests.factories import usual_rules
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant, facts_of
from orgplan.events.models import Event, UndoStep
from orgplan.events.rules import Consent, ParticipationKind
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


def test_event_by_a_rule_that_names_no_days_says_why_it_stays(office):
    rule = Timing(TimingKind.RECURRING, (Occurrence(DAY, DAY + timedelta(days=60), time(9), None),), "FREQ=WEEKLY")
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


def hosted(person, timing, consent=Consent.NOT_NEEDED, **facts):
    who = Participant(ParticipationKind.HOSTS, person=person, consent=consent)
    return event(owner=directory.unit(), timing=timing, participants=(who,), **facts)


def leader(title, order, surname):
    person = directory.person(surname, "Илья", "Игоревич")
    directory.position(person, title, leader_order=order)
    return person


def who_is_there():
    return [(each.person.surname, each.kind, each.consent) for each in facts_of(Event.objects.get()).participants]


def test_third_day_of_several_keeps_the_first_from_beginning_two_days_earlier(office):
    usual_rules()
    mayor = leader("мэр города Пробного", 1, "Образцов")
    stretch = Occurrence(DAY, DAY + timedelta(days=2), time(10), time(11))
    forum = hosted(mayor, Timing(TimingKind.TIMED, (stretch,)), title="Форум Пробный")
    busy = timed((DAY + timedelta(days=9), time(10), time(11)))
    hosted(mayor, busy, title="Приём Пробный")
    answer = office.post(
        f"/calendar/move/{forum.pk}/",
        hand(seen_start="10:00", seen_end="11:00", day="2026-12-02", start="10:00", end="11:00"),
    )
    assert (answer.status_code, "Приём Пробный" in answer.content.decode()) == (422, True)
    asked = f"/calendar/move/{forum.pk}/closed/?first=2026-12-01&last=2026-12-04&day=2026-11-25&from=10:00&until=11:00"
    closed = {(each["after"][:10], each["before"][:10]) for each in office.get(asked).json()["closed"]}
    assert {day for span in closed for day in span} >= {"2026-12-02", "2026-12-03", "2026-12-04"}
    free = hand(seen_start="10:00", seen_end="11:00", day="2026-12-07", start="10:00", end="11:00")
    assert office.post(f"/calendar/move/{forum.pk}/", free).status_code == 303
    assert Event.objects.get(pk=forum.pk).when == "7–9 декабря 2026 года, 10:00–11:00"


def test_event_pulled_longer_is_refused_where_it_would_reach_another(office):
    usual_rules()
    mayor = leader("мэр города Пробного", 1, "Образцов")
    first = hosted(mayor, timed((DAY, time(15), time(16))), title="Приём Пробный")
    hosted(mayor, timed((DAY, time(18), time(19))), title="Концерт Пробный")
    answer = office.post(f"/calendar/move/{first.pk}/", hand(day="2026-11-25", start="15:00", end="18:30"))
    assert (answer.status_code, "Концерт Пробный" in answer.content.decode()) == (422, True)


def test_leader_comes_instead_of_another_in_the_same_part_and_is_asked_anew(office):
    mayor, deputy = leader("мэр города Пробного", 1, "Образцов"), leader("заместитель мэра", 2, "Примеров")
    made = hosted(mayor, timed((DAY, time(15), time(16))), Consent.GIVEN)
    posted = hand(day="2026-11-25", start="15:00", end="16:00", joins=deputy.pk, leaves=mayor.pk)
    assert office.post(f"/calendar/move/{made.pk}/", posted).status_code == 303
    assert who_is_there() == [("Примеров", "hosts", "pending")]
    assert office.post(f"/events/undo/{UndoStep.objects.get().pk}/").status_code == 303
    assert who_is_there() == [("Образцов", "hosts", "given")]


def test_leader_comes_together_with_another_on_another_day(office):
    mayor, deputy = leader("мэр города Пробного", 1, "Образцов"), leader("заместитель мэра", 2, "Примеров")
    made = hosted(mayor, timed((DAY, time(15), time(16))))
    posted = hand(start="", end="", joins=deputy.pk)
    assert office.post(f"/calendar/move/{made.pk}/", posted).status_code == 303
    assert who_is_there() == [("Примеров", "attends", "not_needed"), ("Образцов", "hosts", "not_needed")]
    assert Event.objects.get().when == "26 ноября 2026 года, 15:00–16:00"
    answer = office.post(f"/calendar/move/{made.pk}/", posted | {"seen_day": "2026-11-26", "leaves": mayor.pk})
    assert (answer.status_code, "уже участвует" in answer.content.decode()) == (422, True)


def test_question_names_both_leaders_and_what_keeps_the_other(office):
    usual_rules()
    mayor, deputy = leader("мэр города Пробного", 1, "Образцов"), leader("заместитель мэра", 2, "Примеров")
    made = hosted(mayor, timed((DAY, time(15), time(16))), title="Приём Пробный")
    hosted(deputy, timed((DAY, time(15), time(16))), title="Планёрка Пробная")
    query = "&".join(f"{name}={value}" for name, value in hand(day="2026-11-25", start="15:00", end="16:00").items())
    page = office.get(f"/calendar/move/{made.pk}/ask/?{query}&joins={deputy.pk}&leaves={mayor.pk}").content.decode()
    assert "Сейчас участвует Образцов" in page
    assert "Планёрка Пробная" in page
    assert f'name="leaves" value="{mayor.pk}"' in page
    assert office.get(f"/calendar/move/{made.pk}/ask/?{query}")["Location"] == f"/calendar/move/{made.pk}/"


def test_week_gives_the_hand_columns_of_leaders(office):
    mayor = leader("мэр города Пробного", 1, "Образцов")
    made = hosted(mayor, timed((DAY, time(15), time(16))))
    page = office.get("/calendar/week/2026-11-25/").content.decode()
    assert f'data-day="2026-11-25" data-person="{mayor.pk}"' in page
    assert f'data-hand="{made.pk} 2026-11-25 15:00 16:00"' in page


def test_move_to_no_length_is_refused_and_what_was_typed_stays(office, meeting):
    answer = office.post(f"/calendar/move/{meeting.pk}/", hand(start="10:30", end="10:30"))
    page = answer.content.decode()
    assert (answer.status_code, page.count("Окончание совпадает с началом")) == (422, 2)  # above and at the field
    assert page.count('value="10:30"') == 2
    assert Event.objects.get().when == "25 ноября 2026 года, 15:00–16:00"


def test_leader_whom_somebody_else_handed_over_meanwhile_is_told_in_words(office):
    mayor, deputy = directory.person("Образцов"), directory.person("Примеров")
    for number, person in enumerate((mayor, deputy), 1):
        directory.position(person, f"должность {number}", leader_order=number)
    host = Participant(ParticipationKind.HOSTS, person=mayor)
    made = event("25 ноября 2026 года, 15:00–16:00", participants=(host,))
    posted = hand(day="2026-11-25", start="15:00", end="16:00", joins=str(deputy.pk), leaves=str(mayor.pk))
    answers = [office.post(f"/calendar/move/{made.pk}/", posted) for _person in range(2)]
    assert [each.status_code for each in answers] == [303, 422]
    assert "состав участников изменил кто-то другой" in answers[1].content.decode()
    assert [each.person for each in made.participations.all()] == [deputy]


def test_event_is_moved_to_another_hall_by_the_hand_and_on_the_page(office, meeting):
    hall, other = directory.venue("Малый зал"), directory.venue("Большой зал")
    office.post(
        f"/calendar/move/{meeting.pk}/",
        hand(day="2026-11-26", start="15:00", end="16:00", venue=str(hall.pk), seen_venue=""),
    )
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.first_day, meeting.start_time) == (hall, date(2026, 11, 26), time(15))
    page = office.get(f"/calendar/move/{meeting.pk}/").content.decode()
    assert "Другая площадка" in page
    assert f'name="seen_venue" value="{hall.pk}"' in page
    stays = {
        "day": "2026-11-26",
        "start": "15:00",
        "end": "16:00",
        "seen_day": "2026-11-26",
        "venue": str(other.pk),
        "seen_venue": str(hall.pk),
    }
    office.post(f"/calendar/move/{meeting.pk}/", hand(**stays))
    meeting.refresh_from_db()
    assert (meeting.venue, meeting.first_day) == (other, date(2026, 11, 26))
    step = UndoStep.objects.latest("pk")
    office.post(f"/events/undo/{step.pk}/")
    meeting.refresh_from_db()
    assert meeting.venue == hall


def test_hall_that_somebody_changed_meanwhile_is_told_and_the_second_try_means_it(office, meeting):
    hall, other = directory.venue("Малый зал"), directory.venue("Большой зал")
    Event.objects.filter(pk=meeting.pk).update(venue=other)
    answer = office.post(f"/calendar/move/{meeting.pk}/", hand(day="2026-11-25", venue=str(hall.pk), seen_venue=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Место тем временем изменили: сейчас — Большой зал" in page
    assert f'name="seen_venue" value="{other.pk}"' in page
    office.post(f"/calendar/move/{meeting.pk}/", hand(day="2026-11-25", venue=str(hall.pk), seen_venue=str(other.pk)))
    meeting.refresh_from_db()
    assert meeting.venue == hall


def test_times_of_another_hall_are_told_while_the_hand_is_there(office, meeting):
    usual_rules()
    hall = directory.venue("Малый зал")
    event("Совещание", owner=meeting.owner, venue=hall, timing=timed((DAY, time(15), time(16))))
    asked = (
        f"/calendar/move/{meeting.pk}/closed/?first=2026-11-25&last=2026-11-25&day=2026-11-25&from=15:00&until=16:00"
    )
    assert office.get(asked).json()["closed"] == []
    (closed,) = office.get(f"{asked}&venue={hall.pk}").json()["closed"]
    assert closed["after"] < "2026-11-25T15:00" < closed["before"]
    assert "Совещание" in closed["words"]


def test_rows_of_the_venues_week_are_taken_by_the_hand(office, meeting):
    hall = directory.venue("Малый зал")
    Event.objects.filter(pk=meeting.pk).update(venue=hall)
    page = office.get("/calendar/venue-week/2026-11-25/").content.decode()
    assert f'data-day="2026-11-25" data-venue="{hall.pk}"' in page
    assert f'data-hand="{meeting.pk} 2026-11-25 15:00 16:00"' in page
