"""The plan «с участием Мэра»: posts of the period, roles, absences, layout by days, the page and its papers."""

from __future__ import annotations

import io
from datetime import date, time, timedelta
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.directory.tests import factories as directory
from orgplan.events.rules import Consent, EventState, ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.language.periods import Period
from orgplan.planning.rules.executive_calendar import (
    ROLES,
    CalendarEvent,
    Part,
    Seat,
    Stretch,
    Tenure,
    lay_out_apart,
    lay_out_together,
    neighbour,
)

WEEK = Period.parse("2026-W33")  # 10–16 August 2026
MAYOR, DEPUTY = 1, 2
PAGE = "/plans/leaders/"


def seat(person: int = MAYOR, first: date = WEEK.start, last: date = WEEK.end) -> Seat:
    return Seat(person, f"руководитель {person}", (Tenure(person, f"Лицо {person}", first, last),))


def calendar_event(key: int = 1, *parts: tuple[int, str], first: int = 12, last: int = 12, **facts) -> CalendarEvent:
    made: dict[str, Any] = {
        "key": key,
        "title": f"Событие {key}",
        "place": "зал",
        "wording": "в течение недели",
        "stretches": (Stretch(date(2026, 8, first), date(2026, 8, last), time(14), time(15)),),
        "parts": tuple(Part(person, f"Лицо {person}", kind) for person, kind in parts or ((MAYOR, "hosts"),)),
        "responsible": ("Департамент",),
    }
    return CalendarEvent(**made | facts)


def present(_person: int, _day: date) -> str:
    return ""


def test_event_stands_on_its_day_with_role_and_company():
    (section,) = lay_out_apart([seat()], [calendar_event(1, (MAYOR, "hosts"), (DEPUTY, "speaks"))], WEEK, present)
    (day,) = section.days
    assert day.heading == "12 августа, среда"
    (row,) = day.rows
    assert (row.time, row.role) == ("14:00–15:00", ("ведёт",))
    assert row.company == ("Департамент", "выступает: Лицо 2")


def test_common_table_names_everybody_by_role_once():
    event = calendar_event(1, (MAYOR, "attends"), (MAYOR, "hosts"), (DEPUTY, "attends"))
    section = lay_out_together([seat(), seat(DEPUTY)], [event], WEEK, present)
    (row,) = section.days[0].rows
    assert row.role == ("ведёт: Лицо 1", "участвует: Лицо 2")
    assert row.company == ("Департамент",)


def test_part_waiting_for_consent_says_so():
    event = calendar_event(parts=(Part(MAYOR, "Лицо 1", "attends", is_pending=True),))
    (section,) = lay_out_apart([seat()], [event], WEEK, present)
    assert section.days[0].rows[0].role == ("участвует (по согласованию)",)


def test_stretch_of_days_stands_once_and_says_until_when():
    (section,) = lay_out_apart([seat()], [calendar_event(first=8, last=13)], WEEK, present)
    assert [(day.heading, day.rows[0].time) for day in section.days] == [
        ("10 августа, понедельник", "14:00–15:00\nпо 13 августа")
    ]


def test_event_without_an_exact_day_stands_last():
    days = lay_out_apart([seat()], [calendar_event(2, stretches=()), calendar_event(1)], WEEK, present)[0].days
    assert [day.heading for day in days] == ["12 августа, среда", "В течение периода"]
    assert days[1].rows[0].time == "в течение недели"


def test_post_that_changed_hands_shows_each_holder_on_own_days():
    changed = Seat(
        7,
        "Мэр",
        (
            Tenure(MAYOR, "Лицо 1", WEEK.start, date(2026, 8, 12)),
            Tenure(DEPUTY, "Лицо 2", date(2026, 8, 13), WEEK.end),
        ),
    )
    found = [
        calendar_event(1, (MAYOR, "hosts"), first=12, last=12),
        calendar_event(2, (MAYOR, "hosts"), first=14, last=14),
        calendar_event(3, (DEPUTY, "hosts"), first=14, last=14),
    ]
    (section,) = lay_out_apart([changed], found, WEEK, present)
    assert [row.event for day in section.days for row in day.rows] == [1, 3]


def test_days_of_absence_without_events_are_joined():
    def away(_person: int, day: date) -> str:
        return "отсутствует" if day.day in {10, 11, 12, 14} else ""

    (section,) = lay_out_apart([seat()], [calendar_event(first=12, last=12)], WEEK, away)
    assert [(day.heading, day.notes, len(day.rows)) for day in section.days] == [
        ("10–11 августа", ("отсутствует",), 0),
        ("12 августа, среда", ("отсутствует",), 1),
        ("14 августа, пятница", ("отсутствует",), 0),
    ]
    assert len(lay_out_together([seat()], [calendar_event()], WEEK, away).days) == 1


parts = st.lists(st.tuples(st.sampled_from([MAYOR, DEPUTY, 3]), st.sampled_from(list(ROLES))), max_size=4)
found_events = st.lists(
    st.builds(
        lambda key, taking, first, length: calendar_event(
            key,
            parts=tuple(Part(person, f"Лицо {person}", kind) for person, kind in taking),
            stretches=(Stretch(date(2026, 8, 1) + timedelta(first), date(2026, 8, 1) + timedelta(first + length)),),
        ),
        st.integers(1, 500),
        parts,
        st.integers(0, 25),
        st.integers(0, 9),
    ),
    max_size=12,
    unique_by=lambda event: event.key,
)


@given(found_events)
def test_every_event_of_the_leader_within_the_week_stands_exactly_once(found):
    (section,) = lay_out_apart([seat()], found, WEEK, present)
    printed = [row.event for day in section.days for row in day.rows]
    expected = [
        event.key
        for event in found
        if any(part.person == MAYOR for part in event.parts)
        and event.stretches[0].first <= WEEK.end
        and event.stretches[0].last >= WEEK.start
    ]
    assert sorted(printed) == sorted(expected)
    days = [day.first for day in section.days if day.first]
    assert days == sorted(days)


@given(found_events)
def test_common_table_holds_what_the_tables_of_each_hold(found):
    seats = [seat(), seat(DEPUTY)]
    together = lay_out_together(seats, found, WEEK, present)
    apart = lay_out_apart(seats, found, WEEK, present)
    assert {row.event for day in together.days for row in day.rows} == {
        row.event for section in apart for day in section.days for row in day.rows
    }


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.sampled_from(["week", "month", "day"]))
def test_neighbours_of_a_period_touch_it_and_lead_back(day, kind):
    period = Period.around(day, kind)
    after = neighbour(period, 1)
    assert after.start - period.end == timedelta(days=1)
    assert neighbour(after, -1) == period


@pytest.fixture
def mayor():
    person = directory.person("Образцов", "Олег", "Олегович")
    directory.position(person, "Мэр города Омска", leader_order=1)
    return person


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def event_with(person, when: str = "12 августа 2026 года, 14:00", **facts):
    kind, consent = facts.pop("kind", ParticipationKind.HOSTS), facts.pop("consent", Consent.NOT_NEEDED)
    made = events.event(when, **{"state": EventState.PLANNED} | facts)
    made.participations.create(person=person, kind=kind, consent=consent)
    return made


@pytest.mark.django_db
def test_page_shows_the_week_of_the_mayor(office, mayor):
    event_with(mayor, title="Приём послов", place="каб. 401")
    event_with(directory.person("Посторонний"), title="Чужое совещание")
    event_with(mayor, title="Отменённый приём", state=EventState.CANCELLED)
    event_with(mayor, title="Отказанный приём", consent=Consent.REFUSED)
    event_with(mayor, title="Приём через месяц", when="12 сентября 2026 года, 14:00")
    event_with(mayor, title="Только отвечает", kind=ParticipationKind.RESPONSIBLE)
    page = office.get(PAGE, {"day": "2026-08-11"})
    assert "План мероприятий с участием Мэра города Омска на 10–16 августа 2026 года" in page.content.decode()
    rows = [row.title for each in page.context["calendar"].sections for day in each.days for row in day.rows]
    assert rows == ["Приём послов"]


@pytest.mark.django_db
def test_page_says_who_is_away_and_who_acts(office, mayor):
    acting = directory.person("Примеров", "Семён", "Антонович")
    directory.absence(mayor, date(2026, 8, 12), ends_on=date(2026, 8, 13), acting=acting)
    event_with(mayor)
    days = office.get(PAGE, {"day": "2026-08-11"}).context["calendar"].sections[0].days
    words = "Образцов О. О. отсутствует, исполняет обязанности Примеров С. А."
    assert [(day.heading, [note.replace("\xa0", " ") for note in day.notes]) for day in days] == [
        ("12 августа, среда", [words]),
        ("13 августа, четверг", [words]),
    ]


@pytest.mark.django_db
def test_calendar_of_another_year_follows_the_post(office, mayor):
    mayor.positions.update(starts_on=date(2026, 1, 1))
    former = directory.person("Прежний")
    post = directory.position(former, "Мэр города Омска", leader_order=1, ends_on=date(2025, 12, 31))
    event_with(mayor, title="Приём послов")
    page = office.get(PAGE, {"day": "2026-08-11", "leader": post.pk})
    assert [seat.tenures[0].person for seat in page.context["calendar"].shown] == [mayor.pk]
    assert page.context["events"] == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.django_db
def test_page_costs_a_fixed_number_of_queries(count, office, mayor, django_assert_num_queries):
    for _ in range(count):
        deputy = directory.person()
        directory.position(deputy, f"заместитель {deputy.pk}", leader_order=2 + deputy.pk)
        event_with(deputy).participations.create(person=mayor, kind=ParticipationKind.ATTENDS)
    with django_assert_num_queries(8):
        page = office.get(PAGE, {"day": "2026-08-11", "leader": "together"})
    assert page.context["events"] == count


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"kind": "range", "day": "2026-08-11", "until": "2026-08-01"}, "Последний день раньше первого."),
        ({"kind": "range", "day": "2026-08-11", "until": "2028-08-01"}, "не больше чем на год"),
        ({"kind": "week", "day": "9999-12-31"}, "Выберите год от 1900 до 2200."),
        ({"kind": "decade", "day": "вчера"}, "Введите правильную дату."),
    ],
)
@pytest.mark.django_db
def test_nonsense_in_the_address_is_answered_in_words(asked, words, office, mayor):
    page = office.get(PAGE, asked)
    assert page.status_code == 200
    assert words in page.content.decode()


@pytest.mark.django_db
def test_page_without_leaders_says_what_to_do(office):
    page = office.get(PAGE)
    assert "нет ни одного руководителя" in page.content.decode()
    assert office.get("/plans/leaders.docx").status_code == 200


@pytest.mark.parametrize("leader", ["", "together", "apart"])
@pytest.mark.django_db
def test_papers_hold_the_events(leader, office, mayor):
    event_with(mayor, title="Приём послов")
    asked = {"day": "2026-08-11", "leader": leader}
    word = Document(io.BytesIO(office.get("/plans/leaders.docx", asked).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Приём послов" in cells
    assert "12 августа, среда" in cells
    pdf = office.get("/plans/leaders.pdf", asked)
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["Content-Type"] == "application/pdf"


@pytest.mark.django_db
def test_card_of_a_leader_leads_to_the_calendar(office, mayor):
    post = mayor.positions.get()
    assert f"/plans/leaders/?leader={post.pk}" in office.get(mayor.get_absolute_url()).content.decode()
    stranger = directory.person()
    directory.position(stranger)
    assert "/plans/leaders/" not in office.get(stranger.get_absolute_url()).content.decode()
