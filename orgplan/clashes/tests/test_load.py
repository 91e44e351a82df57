"""Load and fairness: evenings by the office's hours or the norm's, what one event more makes of a month."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.rules import Role
from orgplan.clashes.actions import LoadFacts, write_load
from orgplan.clashes.models import LoadRule
from orgplan.clashes.queries import MonthsTaken, load_of, norms
from orgplan.clashes.rules.gaps import gaps_of
from orgplan.clashes.rules.load import Load, foreseen, load_of_stretches
from orgplan.clashes.rules.norms import USUAL_LOAD, LoadNorm, Norms
from orgplan.clashes.rules.occupation import Place, Taken, Taking
from orgplan.clashes.rules.road import Point
from orgplan.clashes.tests.factories import BY, DAY, event, mayor
from orgplan.planning.actions.office import OfficeFacts, drop_office_hours, set_office_hours

MONTH = date(2026, 9, 1)
NORM = LoadFacts(None, 1, 1, "Решение аппаратного совещания.")


# Sentences


def test_sentence_names_what_there_is_and_which_one_this_will_be():
    found = foreseen("Образцова И. И.", MONTH, Load(20, 900, 6, 3), Load(21, 960, 7, 3), USUAL_LOAD)
    assert found.sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "У Образцова И. И. в сентябре уже 6 вечеров и 3 выходных; это будет седьмой вечер."
    )
    assert not found.is_over


def test_sentence_says_beyond_the_norm_and_counts_from_nothing():
    found = foreseen("Мэра", MONTH, Load(0, 0, 0, 0), Load(2, 90, 1, 1), LoadNorm(None, 0, 2))
    assert found.sentence == (
        "У Мэра в сентябре вечеров и выходных ещё нет; это будет первый вечер и первый выходной. "
        "Норма месяца — не больше 0 вечеров."
    )
    assert found.is_over


def test_nothing_is_said_where_no_evening_and_no_day_off_is_added():
    assert foreseen("Мэра", MONTH, Load(1, 60, 1, 0), Load(2, 120, 1, 0), USUAL_LOAD) is None


@given(
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 47), st.integers(1, 12)), max_size=12),
    st.tuples(st.integers(0, 29), st.integers(0, 47), st.integers(1, 12)),
)
def test_one_more_stretch_never_lessens_a_load(rows, more):
    spans = [_span(number, *row) for number, row in enumerate(rows)]
    before = load_of_stretches(spans, lambda _day: time(18), lambda day: day.weekday() > 4)
    after = load_of_stretches([*spans, _span(99, *more)], lambda _day: time(18), lambda day: day.weekday() > 4)
    assert after.minutes >= before.minutes
    assert 0 <= after.evenings - before.evenings <= 1
    assert 0 <= after.days_off - before.days_off <= 1


def _span(key, day, half_hour, length):
    start = datetime.combine(MONTH, time()) + timedelta(days=day, minutes=30 * half_hour)
    return key, start, start + timedelta(minutes=30 * length)


# The road between


@given(st.lists(st.tuples(st.integers(0, 47), st.integers(1, 6), st.integers(1, 3)), min_size=2, max_size=8))
def test_roads_stand_only_between_neighbours_of_one_day_at_different_places(rows):
    taken = [_taken(number, *row) for number, row in enumerate(rows)]
    by_key = {each.event: each for each in taken}
    for gap in gaps_of(7, taken, Norms()):
        first, second = by_key[gap.first], by_key[gap.second]
        assert first.place.key != second.place.key
        assert first.end <= second.start
        assert first.start.date() == second.start.date()
        assert gap.road > 0
        assert gap.road + gap.spare == (second.start - first.end) // timedelta(minutes=1)
    assert gaps_of(8, taken, Norms()) == []


def _taken(key, half_hour, length, place):
    start = datetime.combine(MONTH, time()) + timedelta(minutes=30 * half_hour)
    point = Point(54.98 + place / 50, 73.36)
    end = start + timedelta(minutes=30 * length)
    return Taken(
        key, "Встреча", "meeting", start, end, Place(place, f"Зал {place}", point), {7: Taking("Мэр", "hosts")}
    )


# Settings


@pytest.mark.django_db
def test_evening_begins_when_the_office_closes_or_as_the_norm_says():
    person = mayor()
    event("Поздняя встреча", "16:00–17:45", person)
    assert load_of([person.pk], DAY)[person.pk].evenings == 1, "the office closes at 17:30"
    hours = set_office_hours(year=2026, facts=OfficeFacts(time(9), time(18)), by=BY)
    assert load_of([person.pk], DAY)[person.pk].evenings == 0, "now at 18:00"
    drop_office_hours(hours, by=BY)
    assert load_of([person.pk], DAY)[person.pk].evenings == 1
    write_load(year=2025, facts=LoadFacts(time(19), None, None, "Вечер — с 19 часов."), by=BY)
    assert load_of([person.pk], DAY)[person.pk].evenings == 0
    assert norms().load_of(date(2024, 1, 1)) == USUAL_LOAD


@pytest.mark.django_db
def test_what_one_event_more_adds_costs_a_fixed_number_of_queries(django_assert_num_queries):
    person = mayor()
    standing = event("Поздняя встреча", "18:00–19:00", person)
    start = datetime.combine(DAY + timedelta(days=1), time(18))
    more = [(start, start + timedelta(hours=1))]
    norms()
    with django_assert_num_queries(3):
        found = MonthsTaken([person.pk], [DAY]).with_one_more([person], more)
    assert [each.sentence.replace("\N{NO-BREAK SPACE}", " ") for each in found] == [
        "У Образцова П. П. в августе уже 1 вечер; это будет второй вечер."
    ]
    alone = MonthsTaken([person.pk], [DAY], without=standing.pk).with_one_more([person], more)
    assert "ещё нет; это будет первый вечер" in alone[0].sentence


# Pages


@pytest.mark.django_db
def test_norm_is_written_changed_shown_and_removed(client_of):
    office, person = client_of(Role.DEPARTMENT), mayor()
    event("Вечер", "18:00–19:00", person)
    event("Ещё вечер", "18:00–19:00", person, day=DAY + timedelta(days=1))
    sent = {"year": 2026, "evening_from": "", "evenings": 1, "days_off": 2, "words": "Решение совещания"}
    assert office.post("/clashes/load/norms/new/", sent | {"words": " "}).status_code == 422
    assert office.post("/clashes/load/norms/new/", sent).status_code == 303
    assert office.post("/clashes/load/norms/new/", sent).status_code == 422, "the year stands already"
    page = office.get("/clashes/load/?month=2026-08").content.decode()
    assert "2, сверх нормы" in page
    assert "Решение совещания" in office.get("/clashes/rules/").content.decode()
    address = f"/clashes/load/norms/{LoadRule.objects.get().pk}/"
    changed = {"evening_from": "20:00", "evenings": 1, "days_off": "", "words": "Иначе", "edition": 1, "opened": "{}"}
    assert office.post(address, changed).status_code == 303
    assert office.post(address, changed).status_code == 409
    assert "сверх нормы" not in office.get("/clashes/load/?month=2026-08").content.decode()
    assert office.post(f"{address}remove/").status_code == 303
    assert not LoadRule.objects.exists()


@pytest.mark.django_db
def test_form_of_an_event_and_one_line_say_what_it_adds(client_of):
    person = mayor()
    write_load(year=2026, facts=NORM, by=BY)
    event("Вечер", "18:00–19:00", person)
    asked = {"wording": "13 августа 2026 года, 18:00–19:00", "host": person.pk, "kind": "meeting"}
    office = client_of(Role.DEPARTMENT)
    page = office.get("/events/foreseen/", asked).content.decode()
    assert "это будет второй вечер" in page
    assert "notice warn" in page
    assert office.get("/events/foreseen/", asked | {"wording": "когда-нибудь"}).content.decode().strip() == ""
    assert office.get("/events/foreseen/", {"host": "мэр", "wording": "13 августа"}).status_code == 200
    assert client_of(Role.COORDINATOR).get("/events/foreseen/", asked).content.decode().strip() == ""
    line = "13 августа 2026 18:00 встреча с делегацией, 1 ч, Образцов"
    assert "это будет второй вечер" in office.get("/events/new/", {"say": line}).content.decode()


@pytest.mark.django_db
def test_offers_of_times_say_what_they_add(client_of):
    person = mayor()
    standing = event("Вечер", "18:00–19:00", person, day=timezone.localdate() + timedelta(days=7))
    answer = client_of(Role.DEPARTMENT).get(f"/clashes/event/{standing.pk}/times/")
    offers = answer.context["offers"]
    assert len(offers) == 3
    assert all(not told for offer, told in offers if offer.why[-1] == "рабочие часы")
