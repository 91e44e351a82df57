"""Pages of events: the list with its filter, the card, the form in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.clashes.queries import norms
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant, add_co_owners, create_events, facts_of, make_part_of
from orgplan.events.models import Event
from orgplan.events.queries.shown import list_rows
from orgplan.events.rules import Consent, EventKind, EventState, Level, ParticipationKind
from orgplan.events.tests.factories import BY, event

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def leader(title: str = "Мэр города Пробного"):
    person = directory.person("Образцов", "Илья", "Игоревич")
    directory.position(person, title, leader_order=1)
    return person


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    mayor = leader()
    for _number in range(count):
        event(venue=directory.venue(), participants=(Participant(ParticipationKind.HOSTS, person=mayor),))
    with django_assert_num_queries(13):
        page = office.get("/events/?since=2026-01-01")
    assert len(page.context["window"].items) == count


def test_list_shows_when_what_where_and_whose(office):
    event(title="Заседание комиссии", place="каб. 210", owner=directory.unit("Департамент культуры"))
    page = office.get("/events/?since=2026-08-01").content.decode()
    for words in ("Заседание комиссии", "12 августа", "14:00–15:30", "каб. 210", "Департамент культуры"):
        assert words in page, words


def test_row_of_several_stretches_and_leaders_stands_once(office):
    taking_part = tuple(
        Participant(kind, person=leader()) for kind in (ParticipationKind.HOSTS, ParticipationKind.ATTENDS)
    )
    often = event("12, 14 и 17 августа 2026 года", title="Сборы", participants=taking_part)
    later = event(
        "3 февраля 2031 года", title="Форум", participants=(Participant(ParticipationKind.SPEAKS, person=leader()),)
    )
    rows = list_rows(
        [later.pk, often.pk, 999_999], year=2026, may_choose=True, may_edit=lambda key: key == often.owner_id
    )
    assert [(each.title, each.when, each.has_leaders, each.may_edit) for each in rows] == [
        ("Форум", later.when, False, False),
        ("Сборы", "12, 14 и 17 августа", True, True),
    ]
    assert [each.when for each in rows] == [Event.objects.get(pk=each.key).when_in(2026) for each in rows]


def test_list_begins_today(office):
    today = timezone.localdate()
    past, coming = (f"{today + timedelta(days=days):%d.%m.%Y}" for days in (-2, 2))
    event(past, title="Вчерашнее")
    event(coming, title="Завтрашнее")
    page = office.get("/events/").content.decode()
    assert "Завтрашнее" in page
    assert "Вчерашнее" not in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("since=", 2),
        ("since=2026-08-13", 1),
        ("since=&until=2026-08-12", 1),
        ("since=&until=nonsense", 2),
        ("since=&q=КОНЦЕРТ", 1),
        ("since=&q=%00", 2),
        ("since=&kind=culture", 1),
        ("since=&level=regional", 1),
        ("since=&state=draft", 1),
        ("since=&state=nonsense", 2),
        ("since=&unit=999999999", 0),
        ("since=&leader=999999999", 0),
        ("since=&unit=²&leader=" + "9" * 40, 2),
    ],
)
def test_list_is_filtered(query, count, office):
    event(title="Заседание")
    event("20 августа 2026 года", title="Концерт", kind=EventKind.CULTURE, level=Level.REGIONAL, state=EventState.DRAFT)
    assert len(office.get(f"/events/?{query}").context["window"].items) == count


def test_rows_come_as_a_fragment(office):
    event(title="Концерт")
    page = office.get("/events/?since=", headers={"HX-Request": "true"}).content.decode()
    assert "Концерт" in page
    assert "<html" not in page


def test_empty_list_says_what_to_do(office):
    assert "Записать мероприятие" in office.get("/events/").content.decode()


def test_card_shows_all_facts_parts_and_history(office):
    unit = directory.unit("Департамент культуры")
    mine = event(
        title="День города",
        owner=unit,
        note="Парад\nСалют",
        venue=directory.venue("Соборная площадь", address="ул. Ленина, 1"),
        participants=(
            Participant(ParticipationKind.HOSTS, person=leader()),
            Participant(ParticipationKind.RESPONSIBLE, wording="Театр «Пример»", consent=Consent.PENDING),
        ),
    )
    add_co_owners(mine, units=[directory.unit("Департамент спорта"), unit], by=BY)
    part = event(title="Концерт хора")
    make_part_of(part, whole=mine, by=BY)
    page = office.get(f"/events/{mine.pk}/").content.decode()
    for words in (
        "День города",
        "Соборная площадь",
        "ул. Ленина, 1",
        "Департамент спорта",
        "Парад<br>Салют",
        "Образцов Илья Игоревич",
        "Театр «Пример»",
        "по согласованию",
        "Концерт хора",
        "Изменить",
    ):
        assert words in page, words
    assert page.count("Департамент культуры") >= 1
    assert "День города" in office.get(f"/events/{part.pk}/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_card_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    mine = event(
        participants=tuple(Participant(ParticipationKind.RESPONSIBLE, wording=f"Проба {n}") for n in range(count))
    )
    for _number in range(count):
        make_part_of(event(), whole=mine, by=BY)
    norms()  # settings are read once per state of them
    with django_assert_num_queries(10):
        office.get(f"/events/{mine.pk}/")


def test_card_of_an_event_with_many_parts_shows_them_in_windows(office, django_assert_max_num_queries):
    mine = event(title="Фестиваль")
    create_events(facts=[replace(facts_of(mine), title=f"Часть {n}", part_of=mine) for n in range(101)], by=BY)
    with django_assert_max_num_queries(15):
        first = office.get(f"/events/{mine.pk}/")
    second, beyond, other = (office.get(f"/events/{mine.pk}/?{query}") for query in ("page=2", "page=99", "row=101"))
    parts = [page.context["parts"] for page in (first, second, beyond, other)]
    assert [(each.number, len(each.items), each.total) for each in parts] == [(1, 100, 101), *[(2, 1, 101)] * 3]
    assert "из 101" in first.content.decode()


def test_card_says_who_holds_the_event_together_and_nothing_of_the_kind_otherwise(office):
    shared, alone = event(), event()
    add_co_owners(shared, units=[directory.unit("Департамент спорта")], by=BY)
    pages = [office.get(f"/events/{each.pk}/").content.decode() for each in (shared, alone)]
    assert ["совместно с Департамент спорта" in page for page in pages] == [True, False]


def words(unit, **more) -> dict[str, object]:
    return {
        "title": "Заседание комиссии",
        "wording": "12 августа 2027 года, 14:00–15:30",
        "owner": unit.pk,
        "kind": "session",
        "level": "city",
        "place": "каб. 210",
        "responsible": "Примеров П.П.\nТеатр «Пример» (по согласованию)",
    } | more


def test_event_is_recorded_from_words(office):
    owner, mayor, venue = directory.unit(), leader(), directory.venue()
    form = words(owner, host=mayor.pk, leaders=[mayor.pk], venue=venue.pk)
    answer = office.post("/events/new/", form)
    made = Event.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/events/{made.pk}/")
    assert (made.when, made.state, made.where) == ("12 августа 2027 года, 14:00–15:30", EventState.PLANNED, "каб. 210")
    assert made.responsible == "Примеров П.П.\nТеатр «Пример» (по согласованию)"
    assert (made.host, made.leaders, made.venue) == (mayor, [mayor], venue)
    assert Entry.objects.filter(verb="events.create_event").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Обязательное поле"),
        ("wording", "", "Обязательное поле"),
        ("wording", "когда-нибудь потом", "не нашлось даты"),
        ("wording", "32 августа", "32 августа"),
        ("owner", "999999999", "Выберите"),
        ("kind", "party", "party"),
    ],
)
def test_mistake_in_an_event_is_said_and_saves_nothing(field, value, sentence, office):
    answer = office.post("/events/new/", words(directory.unit(), **{field: value}))
    page = answer.content.decode()
    assert (answer.status_code, Event.objects.count()) == (422, 0)
    assert sentence in page
    assert "Не сохранено" in page


def test_form_of_a_coordinator_knows_the_own_unit_only(client_of):
    unit, other = directory.unit("Департамент культуры"), directory.unit("Департамент спорта")
    client = client_of(Role.COORDINATOR, unit=unit)
    page = client.get("/events/new/").content.decode()
    assert "Департамент культуры" in page
    assert "Департамент спорта" not in page
    assert client.post("/events/new/", words(other)).status_code == 422


def test_event_is_changed_and_the_history_tells_before_and_after(office):
    mine = event(owner=directory.unit())
    assert office.get(f"/events/{mine.pk}/edit/").status_code == 200
    answer = office.post(f"/events/{mine.pk}/edit/", words(mine.owner, edition=1))
    assert answer.status_code == 303
    changed = Event.objects.get()
    assert (changed.edition, changed.title, changed.first_day.year) == (2, "Заседание комиссии", 2027)
    entry = Entry.objects.get(verb="events.change_event")
    assert (entry.before["place"], entry.after["place"]) == ("", "каб. 210")
    assert "12 августа 2027 года" in office.get(answer["Location"]).content.decode()


def test_words_of_the_date_that_stay_keep_the_days(office):
    mine = event("с 1 по 3 марта 2026 года")
    office.post(f"/events/{mine.pk}/edit/", words(mine.owner, edition=1, wording=mine.wording))
    changed = Event.objects.get()
    assert (changed.first_day, changed.last_day) == (mine.first_day, mine.last_day)


def test_second_of_two_editors_sees_the_first_and_loses_nothing(office):
    mine = event()
    first = words(mine.owner, edition=1, title="Первое слово")
    assert office.post(f"/events/{mine.pk}/edit/", first).status_code == 303
    answer = office.post(f"/events/{mine.pk}/edit/", first | {"title": "Второе слово"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Второе слово" in page
    assert 'name="edition" value="2"' in page
    assert Event.objects.get().title == "Первое слово"


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("12 августа 2027, 14-00", "12 августа 2027 года, 14:00"),
        ("каждый вторник, 9:00", "9:00"),
        ("бла", "даты пока не видно"),
        ("32 августа", "32"),
        ("", ""),
    ],
)
def test_date_in_words_is_read_back_while_typing(wording, sentence, office):
    answer = office.get("/events/understood/", {"wording": wording}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
