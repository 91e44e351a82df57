"""Pages of the calendar: what stands where, the filter that goes along, who sees what, what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.almanac.actions.registers import (
    CycleFacts,
    DateFacts,
    ExceptionFacts,
    add_exception,
    write_cycle,
    write_date,
)
from orgplan.almanac.rules.cycles import ExceptionKind
from orgplan.availability.actions import approve_booking, block_venue
from orgplan.availability.rules.spans import span_of_days
from orgplan.availability.tests.factories import booked, hours, layer
from orgplan.calendar.queries import count_coming
from orgplan.calendar.rules.spans import View
from orgplan.clashes.queries import norms
from orgplan.clashes.tests.factories import usual_rules
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant, change_event, facts_of
from orgplan.events.rules import Basis, EventState, Level, ParticipationKind
from orgplan.events.rules.yearly import DateRule, DateRuleKind
from orgplan.events.tests.factories import BY, event
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.worktime import WorkingCalendar
from orgplan.worktime.reckoning import working_day_from

pytestmark = pytest.mark.django_db
DAY = "2026-08-12"
COSTS = {
    "day": 15,
    "week": 15,
    "hours": 15,
    "month": 12,
    "quarter": 12,
    "year": 12,
    "list": 15,
    "venues": 15,
    "venue-week": 15,
}
"""Queries of each view over days gone by, with clashes."""
WHEN = "12 августа 2026 года, 14:00–15:30"


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def leader(title="мэр города Пробного", order=1, surname="Образцов"):
    person = directory.person(surname, "Илья", "Игоревич")
    directory.position(person, title, leader_order=order)
    return person


def hosted(person, when=WHEN, **facts):
    return event(when, participants=(Participant(ParticipationKind.HOSTS, person=person),), **facts)


def text_of(client, view, day=DAY, query=""):
    return client.get(f"/calendar/{view}/{day}/{query}").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_each_view_costs_a_fixed_number_of_queries(count, office):
    mayor = leader()
    hosted(mayor)
    for _number in range(count):
        hosted(mayor, venue=directory.venue())
        event("10–14 августа 2026 года", title="Фестиваль")
        event("в течение августа 2026 года", title="Опрос жителей")
    norms()
    costs = {}
    for view in View:
        with CaptureQueriesContext(connection) as asked:
            office.get(f"/calendar/{view}/{DAY}/")
        costs[view.value] = len(asked)
    assert costs == COSTS


@pytest.mark.parametrize("view", ["day", "week", "hours", "month", "list", "venues", "venue-week"])
def test_view_names_the_event_with_its_hours(view, office):
    hosted(leader(), title="Приём делегации Пробного", venue=directory.venue())
    page = text_of(office, view)
    assert "Приём делегации Пробного" in page
    assert "14:00" in page


def test_calendar_opens_this_week(office):
    response = office.get("/calendar/?kind=sport")
    assert response["Location"] == f"/calendar/week/{timezone.localdate()}/?kind=sport"


@pytest.mark.parametrize("path", ["week/2026-02-30", "week/nonsense", "decade/2026-08-12", "week/0001-01-01"])
def test_address_of_no_day_is_not_found(path, office):
    assert office.get(f"/calendar/{path}/").status_code == 404


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_edges_of_time_are_shown(day, office):
    assert [office.get(f"/calendar/{view}/{day}/").status_code for view in View] == [200] * len(View)


def test_typed_day_leads_there_with_the_filter(office):
    response = office.get("/calendar/month/2026-11-23/?to=12.09&kind=sport")
    assert response["Location"] == "/calendar/month/2026-09-12/?kind=sport"


def test_day_that_cannot_be_read_stays_typed_and_is_said(office):
    page = text_of(office, "week", query="?to=когда-нибудь")
    assert 'value="когда-нибудь"' in page
    assert "не удалось понять" in page


def test_every_link_of_the_frame_keeps_the_filter(office):
    page = office.get(f"/calendar/month/{DAY}/?kind=sport&leader=1&leader=2&page=3&unit=")
    address = page.context["address"]
    for link in (address.before, address.after, address.now, *(tab.url for tab in address.tabs)):
        assert link.endswith("/?kind=sport&leader=1&leader=2")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Концерт", "Заседание"}),
        ("?kind=culture", {"Концерт"}),
        ("?level=regional", {"Заседание"}),
        ("?state=draft", {"Концерт"}),
        ("?q=концерт", {"Концерт"}),
        ("?district=Северный", {"Концерт"}),
        ("?unit=999999", set()),
        ("?kind=nonsense&venue=x", {"Концерт", "Заседание"}),
    ],
)
def test_filter_leaves_what_it_asks_for(query, shown, office):
    event(WHEN, title="Концерт", kind="culture", state=EventState.DRAFT, venue=directory.venue(district="Северный"))
    event(WHEN, title="Заседание", level=Level.REGIONAL)
    page = office.get(f"/calendar/list/{DAY}/{query}").context["page"]
    assert {block.entry.title for part in page.days for block in part.blocks} == shown


def test_several_leaders_are_shown_beside_each_other(office):
    first, second = leader(), leader("заместитель мэра", 2, "Примеров")
    leader("управляющий делами", 3, "Бумажкина")
    hosted(first, title="Планёрка")
    page = office.get(f"/calendar/day/{DAY}/?leader={first.pk}&leader={second.pk}")
    lanes = page.context["page"].lanes
    assert [lane.title for lane in lanes] == ["Мэр города Пробного", "Заместитель мэра"]
    assert [len(lane.blocks) for lane in lanes] == [1, 0]


def test_event_over_midnight_stands_on_both_days(office):
    hosted(leader(), "12 августа 2026 года, 22:00–02:00", title="Ночной обход")
    for day, words in (("2026-08-12", "22:00–24:00"), ("2026-08-13", "до 02:00")):
        page = office.get(f"/calendar/day/{day}/").context["page"]
        assert [block.hours for block in page.lanes[0].blocks] == [words]
    assert office.get("/calendar/day/2026-08-14/").context["page"].lanes[0].blocks == []


def test_event_over_a_month_border_stands_in_both_months(office):
    event("30 августа – 2 сентября 2026 года", title="Слёт")
    for month in ("2026-08-12", "2026-09-12"):
        bars = [bar for week in office.get(f"/calendar/month/{month}/").context["page"].weeks for bar in week.bars]
        assert {each.block.entry.title for each in bars} == {"Слёт"}


def test_period_marks_no_day_and_is_named_in_its_band(office):
    event("в течение августа 2026 года", title="Опрос жителей")
    page = office.get(f"/calendar/month/{DAY}/").context["page"]
    assert [block.entry.title for block in page.vague] == ["Опрос жителей"]
    assert sum(day.total for week in page.weeks for day in week.days) == 0


def test_crowded_day_of_a_month_counts_what_it_does_not_show(office):
    for number in range(9):
        event(WHEN, title=f"Событие {number}")
    page = office.get(f"/calendar/month/{DAY}/").context["page"]
    day = next(day for week in page.weeks for day in week.days if day.day == date(2026, 8, 12))
    assert (len(day.blocks), day.unshown, day.total) == (6, 3, 9)


def test_where_there_is_no_room_for_all_the_leader_and_the_level_come_first(office):
    for number in range(6):
        event("12 августа 2026 года, 8:00–9:00", title=f"Обычное {number}")
    event(WHEN, title="Областное", level=Level.REGIONAL)
    hosted(leader(), "12 августа 2026 года, 18:00–19:00", title="С мэром")
    page = office.get(f"/calendar/month/{DAY}/").context["page"]
    day = next(day for week in page.weeks for day in week.days if day.day == date(2026, 8, 12))
    assert [block.entry.title for block in day.blocks][-2:] == ["Областное", "С мэром"]


@pytest.mark.parametrize(("state", "words"), [(EventState.DRAFT, "проект"), (EventState.CANCELLED, "отменено")])
def test_state_is_said_in_words(state, words, office):
    hosted(leader(), title="Заседание", state=state)
    block = office.get(f"/calendar/day/{DAY}/").context["page"].lanes[0].blocks[0]
    assert [said for _tone, said in block.tags] == [words]
    for view in ("day", "week", "hours", "month", "list"):
        assert f">{words}</i>" in text_of(office, view), view


def test_moved_event_says_when_it_was_to_be(office):
    made = hosted(leader(), title="Заседание")
    facts = replace(facts_of(made), timing=read_timing("13.08.2026, 10:00–11:00", Period.parse("2026")).timing)
    change_event(made, facts=facts, edition=made.edition, reason="Просьба", basis=Basis("служебная записка"), by=BY)
    block = office.get("/calendar/day/2026-08-13/").context["page"].lanes[0].blocks[0]
    assert [said for _tone, said in block.tags] == ["перенесено, было: 12 августа 2026 года, 14:00–15:30"]


def test_year_counts_what_takes_place_on_each_day(office):
    event("12–14 августа 2026 года")
    event(WHEN)
    event(WHEN, state=EventState.CANCELLED)
    event("в течение августа 2026 года")
    months = office.get(f"/calendar/year/{DAY}/").context["page"].months
    counts = {each.day: each.count for month in months for each in month.days if each.count}
    assert counts == {date(2026, 8, 12): 2, date(2026, 8, 13): 1, date(2026, 8, 14): 1}


def test_list_goes_on_over_months_without_leaving_anything_out(office):
    for month in (8, 9, 10):
        for number in range(40):
            event(f"{number % 28 + 1:02}.{month:02}.2026, 10:00–11:00", title=f"Событие {month}-{number}")
    seen, day = [], "2026-08-01"
    while day:
        page = office.get(f"/calendar/list/{day}/").context["page"]
        seen += [block.entry.title for part in page.days for block in part.blocks]
        day = page.following.isoformat() if page.following else ""
    assert sorted(seen) == sorted(f"Событие {month}-{number}" for month in (8, 9, 10) for number in range(40))


def test_venues_stand_as_rows_with_what_is_there(office):
    hall = directory.venue(name="Малый зал Пробный")
    event(WHEN, title="Заседание", venue=hall)
    event(WHEN, title="На площади", place="площадь")
    page = office.get(f"/calendar/venues/{DAY}/").context["page"]
    assert [(row.venue.name, [block.entry.title for block in row.blocks]) for row in page.rows] == [
        ("Малый зал Пробный", ["Заседание"])
    ]
    assert page.unplaced == 1


def test_week_of_venues_names_bans_claims_and_closed_halls():
    office = Client()
    office.force_login(accounts.user(Role.DEPARTMENT))
    booking, _closed = booked(directory.unit(), directory.venue(name="Малый зал Пробный"))
    layer("ЕГЭ пробное", hours(date(2026, 8, 13), "09:00", "14:00"))
    block_venue(
        directory.venue(name="Закрытый Пробный"),
        span=span_of_days(date(2026, 8, 12), date(2026, 8, 12), ""),
        words="ремонт",
        by=BY,
    )
    page = text_of(office, "venue-week")
    assert "ЕГЭ пробное, 09:00–14:00" in page
    assert ">предварительная бронь</i>" in page
    assert "Закрытый Пробный" in page
    assert "ремонт" in page
    approve_booking(booking, edition=booking.edition, by=BY)
    assert ">бронь подтверждена</i>" in text_of(office, "venue-week")
    for view, query, rows in (("venue-week", "?kind=culture", 0), ("venues", "", 1)):
        assert len(office.get(f"/calendar/{view}/{DAY}/{query}").context["page"].rows) == rows


def test_absent_leader_is_said_to_be_absent(office):
    mayor = leader()
    directory.absence(mayor, starts_on=date(2026, 8, 10), ends_on=date(2026, 8, 20))
    assert "отсутствует до 20.08.2026" in text_of(office, "day")
    assert "отсутствует до 20.08.2026" in text_of(office, "week")


def far_day():
    """Return a working day for which no events are laid yet."""
    return working_day_from(timezone.localdate() + timedelta(days=200), WorkingCalendar.bundled(), back=False)


def weekly(chair, **facts):
    today = timezone.localdate()
    unit = directory.unit()
    return write_cycle(
        facts=CycleFacts(
            title="Аппаратное Пробное", owner=unit, rule_text="ежедневно в 8.30", chair=chair, starts_on=today, **facts
        ),
        by=BY,
    )


def test_meeting_by_rule_stands_until_an_event_is_made_of_it(office):
    far = far_day()
    weekly(leader())
    page = office.get(f"/calendar/day/{far}/").context["page"]
    entries = [block.entry for lane in page.lanes for block in lane.blocks]
    assert [(entry.title, entry.key, entry.remark) for entry in entries] == [
        ("Аппаратное Пробное", 0, "по циклограмме")
    ]


def test_cancelled_meeting_is_shown_with_its_reason(office):
    far = far_day()
    cycle = weekly(leader())
    add_exception(cycle=cycle, facts=ExceptionFacts(ExceptionKind.CANCELLED, far, "Отпуск пробный"), by=BY)
    page = office.get(f"/calendar/day/{far}/").context["page"]
    assert [block.entry.remark for block in page.lanes[0].blocks] == ["по циклограмме: Отпуск пробный"]
    assert page.lanes[0].blocks[0].entry.is_off


def test_memorable_date_stands_on_its_day(office):
    write_date(facts=DateFacts(title="День Пробный", rule=DateRule(DateRuleKind.FIXED, month=8, day=12)), by=BY)
    leader()
    for view in ("day", "week", "hours", "month", "quarter", "year"):
        assert "День Пробный" in text_of(office, view), view


def test_event_of_no_length_keeps_room_for_its_words(office):
    hosted(leader(), "12 августа 2026 года, 14:00–14:00", title="Запуск")
    block = office.get(f"/calendar/day/{DAY}/").context["page"].lanes[0].blocks[0]
    assert (block.hours, block.css.split()[1]) == ("14:00", "l6")


def test_kept_filter_of_several_leaders_is_counted(office):
    first, second = leader(), leader("заместитель мэра", 2, "Примеров")
    ahead = timezone.localdate() + timedelta(days=3)
    hosted(first, f"{ahead:%d.%m.%Y}, 10:00")
    hosted(second, f"{ahead:%d.%m.%Y}, 12:00")
    event(f"{ahead:%d.%m.%Y}, 13:00")
    user = directory.coordinator(directory.unit())
    everybody = accounts.user(Role.DEPARTMENT)
    query = QueryDict(f"leader={first.pk}&leader={second.pk}")
    assert count_coming(everybody, query) == (2, False)
    assert count_coming(user, query) == (0, False)


@pytest.mark.parametrize("view", ["day", "week", "hours", "list", "venues", "venue-week"])
def test_clash_is_said_in_words_and_leads_to_both_events(view, office):
    usual_rules()
    hall, mayor = directory.venue(name="Малый зал Пробный"), leader()
    first = hosted(mayor, title="Планёрка Пробная", venue=hall)
    second = hosted(mayor, "12 августа 2026 года, 15:00–16:00", title="Приём", venue=hall)
    page = text_of(office, view)
    assert "накладка: Образцов" in page
    assert f"/clashes/both/{first.pk}/{second.pk}/" in page


def test_event_without_a_clash_and_one_that_is_over_bear_no_mark(office):
    mayor = leader()
    hosted(mayor)
    hosted(mayor, "12 августа 2026 года, 15:00–16:00", state=EventState.HELD)
    hosted(mayor, "12 августа 2026 года, 18:00–19:00")
    lane = office.get(f"/calendar/day/{DAY}/").context["page"].lanes[0]
    assert [block.clash.tone if block.clash else "" for block in lane.blocks] == ["warn", "", ""]


def test_crowd_in_one_hall_is_marked_event_by_event(office):
    hall = directory.venue(name="Малый зал Пробный")
    for number in range(8):
        event(WHEN, title=f"Событие {number}", venue=hall)
    page = office.get(f"/calendar/venues/{DAY}/").context["page"]
    blocks = page.rows[0].blocks
    assert [bool(block.clash) for block in blocks] == [True] * len(blocks)
    assert len(blocks) > 1


def test_coordinator_reads_no_title_of_another_unit_in_a_clash():
    own, other, mayor = directory.unit("Свой Пробный"), directory.unit("Чужой Пробный"), leader()
    first = hosted(mayor, title="Своё", owner=own)
    second = hosted(mayor, title="Чужое", owner=other)
    client = Client()
    client.force_login(directory.coordinator(own))
    page = text_of(client, "day")
    assert f"/clashes/both/{first.pk}/{second.pk}/" in page
    assert "мероприятие другого подразделения" in page
    assert "Чужое" not in page
