from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.models import Membership, Organisation, Person, Position, Record, Unit, Venue
from orgplan.directory.tests import factories

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def _unit_with_people(number: int) -> None:
    unit = factories.unit(f"Деп {number}")
    factories.position(factories.person(), "директор", unit=unit)


def _person_with_posts(number: int) -> None:
    factories.position(factories.person(), "мэр", leader_order=number + 1)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "make", "queries"),
    [
        ("", _person_with_posts, 7),  # session, user, four counts, leaders
        ("units/", _unit_with_people, 6),  # session, user, units, heads, counts of people, absences
        ("people/", _person_with_posts, 5),  # session, user, count, people, posts
        ("organisations/", lambda _number: factories.organisation(), 4),  # session, user, count, rows
        ("venues/", lambda number: factories.venue(district=f"Округ {number}"), 5),  # the same and districts
        ("members/", lambda _number: factories.coordinator(factories.unit()), 4),  # session, user, count, rows
    ],
)
def test_list_costs_the_same_for_one_row_and_three(
    path: str,
    make: Callable[[int], Any],
    queries: int,
    rows: int,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        make(number)
    client = client_of(Role.ADMINISTRATOR)
    with django_assert_num_queries(queries):
        assert client.get(f"/directory/{path}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_cards_cost_the_same_for_one_row_and_three(
    rows: int, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit, organisation, person = factories.unit(), factories.organisation(), factories.person()
    venue = factories.venue()
    for _number in range(rows):
        factories.position(factories.person(), unit=unit)
        factories.position(factories.person(), organisation=organisation)
        factories.position(person)
        factories.unit(parent=unit)
        factories.coordinator(unit)
    client = client_of(Role.DEPARTMENT)
    # session, user, the outbox in the navigation, the record, its history; a unit's people, absences, vacancies, names, predecessors, subunits, users, instructions; people of an organisation; a person's posts, instructions, a leader's calendar; when a venue is closed, its claims
    for card, queries in ((unit, 13), (organisation, 7), (person, 11), (venue, 7)):
        with django_assert_num_queries(queries):
            assert client.get(card.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("выдуманов", ["Выдуманов"]),
        ("ЕЛКИН", ["Ёлкин"]),
        ("культуры директор", ["Выдуманов"]),
        ("78-12", ["Ёлкин"]),
        ("прежний", []),
        ("нет такого", []),
        ("", ["Выдуманов", "Ёлкин"]),
    ],
)
def test_people_are_found_by_words(query: str, names: list[str], client_of: ClientOf) -> None:
    person = factories.person("Выдуманов")
    factories.position(person, "директор", unit=factories.unit("Департамент культуры"))
    factories.position(person, "прежний начальник", ends_on=date(2020, 1, 1))
    factories.person("Ёлкин", phone="78-12-34")
    page = client_of(Role.LEADER).get("/directory/people/", {"q": query})
    assert [each.surname for each in page.context["window"].items] == names


@pytest.mark.parametrize("path", ["units/", "people/", "organisations/", "venues/", "members/"])
def test_odd_words_find_nothing_and_break_nothing(path: str, client_of: ClientOf) -> None:
    factories.person()
    client = client_of(Role.ADMINISTRATOR)
    for text in ("\0", "(", "[а-", "\\", "%_", "а" * 2000, "слово " * 50):
        assert client.get(f"/directory/{path}", {"q": text, "district": text, "page": text}).status_code == 200


def test_long_list_is_shown_by_windows_of_a_hundred(client_of: ClientOf) -> None:
    Venue.objects.bulk_create(Venue(name=f"Зал {number:03}") for number in range(101))
    client = client_of(Role.LEADER)
    assert len(client.get("/directory/venues/").context["window"].items) == 100
    assert [each.name for each in client.get("/directory/venues/?page=2").context["window"].items] == ["Зал 100"]


def test_empty_register_offers_the_first_step_to_editors_only(client_of: ClientOf) -> None:
    page = client_of(Role.DEPARTMENT).get("/directory/venues/").content.decode()
    assert "Справочник ещё пуст" in page
    assert page.count("/directory/venues/new/") == 2
    assert "/directory/venues/new/" not in client_of(Role.LEADER).get("/directory/venues/").content.decode()


def test_district_is_kept_with_the_words(client_of: ClientOf) -> None:
    factories.venue("Первый зал", district="Кировский")
    factories.venue("Второй зал", district="Ленинский")
    page = client_of(Role.LEADER).get("/directory/venues/?district=Кировский&q=зал")
    assert [each.name for each in page.context["window"].items] == ["Первый зал"]
    assert '<input type="hidden" name="district" value="Кировский">' in page.content.decode()


UNIT = {
    "name": "Департамент  культуры",
    "short_name": "Деп",
    "kind": "department",
    "position": "10",
    "phone": "78-12-34",
}
PERSON = {"surname": "Выдуманова", "first_name": "Анна", "patronymic": "Ильинична"}
ORGANISATION = {"name": "Театр", "founded_on": "02.01.1874"}
VENUE = {"name": "Зал", "latitude": "54.98480", "longitude": "73.36740", "aliases": "первый\n\nвторой "}


@pytest.mark.parametrize(
    ("path", "form", "model"),
    [
        ("units/", UNIT, Unit),
        ("people/", PERSON, Person),
        ("organisations/", ORGANISATION, Organisation),
        ("venues/", VENUE, Venue),
    ],
)
def test_record_is_created_changed_and_told(
    path: str, form: dict[str, str], model: type[Record], client_of: ClientOf
) -> None:
    client = client_of(Role.DEPARTMENT)
    answer = client.post(f"/directory/{path}new/", form)
    made = model._default_manager.get()
    card = f"/directory/{path}{made.pk}/"
    assert (answer.status_code, answer["Location"]) == (303, card)
    assert (
        client.post(f"{card}change/", form | {"phone": "55-55-55", "contact": "55-55-55", "edition": "1"}).status_code
        == 303
    )
    page = client.get(card).content.decode()
    assert "55-55-55" in page
    assert "Пробный пользователь" in page  # who changed it stands in the history


def test_created_values_are_cleaned(client_of: ClientOf) -> None:
    client = client_of(Role.DEPARTMENT)
    client.post("/directory/units/new/", UNIT)
    client.post("/directory/people/new/", PERSON)
    client.post("/directory/organisations/new/", ORGANISATION)
    client.post("/directory/venues/new/", VENUE)
    venue = Venue.objects.get()
    assert Unit.objects.get().name == "Департамент культуры"
    assert Person.objects.get().gender == "f"
    assert Organisation.objects.get().founded_on == date(1874, 1, 2)
    assert (venue.latitude, venue.longitude) == (Decimal("54.98480"), Decimal("73.36740"))
    assert venue.alias_list == ["первый", "второй"]


@pytest.mark.parametrize(
    ("path", "form", "words"),
    [
        ("units/", UNIT | {"name": ""}, "Обязательное поле"),
        ("units/", UNIT | {"name": "занятое имя"}, "Запись с таким названием уже есть."),
        ("units/", UNIT | {"phone": "позвоните Ане"}, "В номере телефона нет ни одной цифры."),
        ("units/", UNIT | {"name": "я" * 301}, "301"),
        ("units/", UNIT | {"kind": "king"}, "king"),
        ("units/", UNIT | {"position": "-1"}, "0"),
        ("people/", PERSON | {"surname": "Ли", "first_name": "Саша", "patronymic": ""}, "По имени пол не определить"),
        ("organisations/", ORGANISATION | {"founded_on": "31.06.1874"}, "правильную дату"),
        ("venues/", VENUE | {"latitude": ""}, "Укажите обе координаты или ни одной."),
        ("venues/", VENUE | {"latitude": "95"}, "90"),
        ("venues/", VENUE | {"capacity": "0"}, "1"),
    ],
)
def test_mistake_is_said_and_saves_nothing(path: str, form: dict[str, str], words: str, client_of: ClientOf) -> None:
    factories.unit("Занятое имя")
    answer = client_of(Role.DEPARTMENT).post(f"/directory/{path}new/", form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert [model.objects.count() for model in (Unit, Person, Organisation, Venue)] == [1, 0, 0, 0]


def test_circle_of_units_is_refused_in_words(client_of: ClientOf) -> None:
    top = factories.unit("Верх")
    low = factories.unit("Низ", parent=top)
    form = UNIT | {"name": "Верх", "parent": str(low.pk), "edition": "1"}
    answer = client_of(Role.DEPARTMENT).post(f"/directory/units/{top.pk}/change/", form)
    assert answer.status_code == 422
    assert "Подразделение не может входить в само себя" in answer.content.decode()


def test_second_of_two_editors_sees_the_first_and_loses_nothing(client_of: ClientOf) -> None:
    venue, client = factories.venue("Зал"), client_of(Role.DEPARTMENT)
    form = {"name": "Зал", "capacity": "100", "edition": "1"}
    client.post(f"/directory/venues/{venue.pk}/change/", form)
    answer = client_of(Role.PROTOCOL).post(f"/directory/venues/{venue.pk}/change/", form | {"capacity": "250"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Вместимость, человек: в записи теперь «100», у вас «250»" in page
    assert 'name="capacity" value="250"' in page
    assert Venue.objects.get().capacity == 100


def test_field_that_the_second_editor_did_not_touch_takes_the_value_of_the_first(client_of: ClientOf) -> None:
    venue, client = factories.venue("Зал", contact="было"), client_of(Role.DEPARTMENT)
    change = f"/directory/venues/{venue.pk}/change/"
    opened = client.get(change).context["form"]["opened"].value()
    form = {"name": "Зал", "contact": "было", "edition": "1", "opened": opened}
    client.post(change, form | {"contact": "стало"})
    page = client.post(change, form | {"address": "ул. Примерная, 1"}).content.decode()
    assert "Принято без вопроса" in page
    assert 'name="contact" value="стало"' in page
    assert 'name="address" value="ул. Примерная, 1"' in page


def test_post_is_added_changed_ended_removed(client_of: ClientOf) -> None:
    person, unit, client = factories.person(), factories.unit("Деп"), client_of(Role.DEPARTMENT)
    form = {"title": "директор", "unit": str(unit.pk), "starts_on": "2024-02-01", "leader_order": "2"}
    card = f"/directory/people/{person.pk}/"
    assert client.post(f"{card}posts/new/", form)["Location"] == card
    post = Position.objects.get()
    client.post(f"/directory/posts/{post.pk}/change/", form | {"title": "глава", "edition": "1"})
    client.post(f"/directory/posts/{post.pk}/end/", {"ends_on": "2025-12-31", "edition": "2"})
    post.refresh_from_db()
    assert (post.title, post.ends_on, post.leader_order) == ("глава", date(2025, 12, 31), 2)
    client.post(f"/directory/posts/{post.pk}/remove/")
    assert not Position.objects.exists()
    assert "Должность удалена" in client.get(card).content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "Выберите что-то одно"),
        ({"unit": "1", "organisation": "1"}, "Выберите что-то одно"),
        ({"unit": "1", "starts_on": "2024-02-01", "ends_on": "2024-01-01"}, "раньше, чем началась"),
        ({"unit": "77"}, "Выберите корректный вариант"),
    ],
)
def test_senseless_post_is_refused_in_words(more: dict[str, str], words: str, client_of: ClientOf) -> None:
    person = factories.person()
    Unit.objects.create(pk=1, name="Деп")
    Organisation.objects.create(pk=1, name="Театр")
    answer = client_of(Role.DEPARTMENT).post(f"/directory/people/{person.pk}/posts/new/", {"title": "директор"} | more)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_post_cannot_end_before_it_began(client_of: ClientOf) -> None:
    post = factories.position(factories.person(), starts_on=date(2024, 2, 1))
    answer = client_of(Role.DEPARTMENT).post(
        f"/directory/posts/{post.pk}/end/", {"ends_on": "2024-01-01", "edition": "1"}
    )
    assert answer.status_code == 422
    assert "Должность не может закончиться раньше" in answer.content.decode()


def test_cases_are_corrected_and_returned_to_the_rules(client_of: ClientOf) -> None:
    person, client = factories.person("Заяц", "Лев", "Ильич"), client_of(Role.DEPARTMENT)
    page = f"/directory/people/{person.pk}/cases/"
    empty = {f"{part}_{case}": "" for part in ("surname", "first_name", "patronymic") for case in _OBLIQUE}
    client.post(page, empty | {"surname_genitive": " Зайца ", "edition": "1"})
    assert Person.objects.get().case_overrides == {"Заяц": {"genitive": "Зайца"}}
    assert "Зайца Льва Ильича" in client.get(f"/directory/people/{person.pk}/").content.decode()
    assert client.post(page, empty | {"edition": "1"}).status_code == 409
    client.post(page, empty | {"edition": "2"})
    assert Person.objects.get().case_overrides == {}


_OBLIQUE = ("genitive", "dative", "accusative", "instrumental", "prepositional")


def test_record_in_use_is_retired_instead_of_deleted(client_of: ClientOf) -> None:
    unit, client = factories.unit("Деп"), client_of(Role.DEPARTMENT)
    factories.unit("Отдел", parent=unit)
    remove = f"/directory/units/{unit.pk}/remove/"
    page = client.get(remove).content.decode()
    assert "Удалить нельзя: на запись ссылаются другие" in page
    assert "подразделения: 1 — Отдел" in page
    assert client.post(remove).status_code == 409
    assert client.post(f"/directory/units/{unit.pk}/retire/").status_code == 303
    assert [each.unit.name for each in client.get("/directory/units/").context["forest"]] == ["Отдел"]
    assert [each.unit.name for each in client.get("/directory/units/?closed=1").context["forest"]] == ["Деп"]


def test_record_nobody_uses_is_deleted_after_a_question(client_of: ClientOf) -> None:
    venue, client = factories.venue("Зал"), client_of(Role.DEPARTMENT)
    remove = f"/directory/venues/{venue.pk}/remove/"
    assert "Удалить безвозвратно?" in client.get(remove).content.decode()
    assert Venue.objects.exists()
    assert client.post(remove)["Location"] == "/directory/venues/"
    assert not Venue.objects.exists()
    assert "Запись «Зал» удалена." in client.get("/directory/venues/").content.decode()


def test_user_is_joined_to_a_unit(client_of: ClientOf) -> None:
    user, unit, client = accounts.user(Role.COORDINATOR), factories.unit("Деп"), client_of(Role.ADMINISTRATOR)
    assert (
        "координатор без подразделения не видит планов" in client.get("/directory/members/?unplaced=1").content.decode()
    )
    assert client.post(f"/directory/members/{user.pk}/", {"unit": str(unit.pk), "person": ""}).status_code == 303
    assert Membership.objects.get().unit == unit
    assert client.post(f"/directory/members/{user.pk}/", {"unit": "77"}).status_code == 422


def test_pages_hold_no_inline_script_or_style(client_of: ClientOf) -> None:
    factories.position(factories.person())
    client = client_of(Role.ADMINISTRATOR)
    for path in ("", "units/", "people/", "people/new/", f"people/{Person.objects.get().pk}/"):
        page = client.get(f"/directory/{path}").content.decode()
        assert [mark for mark in ("<style", " style=", " onclick=", "<script>") if mark in page] == []


def test_person_without_a_telephone_is_called_through_the_unit(client_of: ClientOf) -> None:
    unit = factories.unit("Деп", phone="78-12-34")
    factories.position(factories.person("Выдуманов"), "мэр", unit=unit, leader_order=1)
    client = client_of(Role.LEADER)
    for path in ("", "people/", f"units/{unit.pk}/"):
        assert 'href="tel:781234"' in client.get(f"/directory/{path}").content.decode()


def test_venue_without_a_capacity_shows_nothing_for_it(client_of: ClientOf) -> None:
    factories.venue("Сквер")
    assert "None" not in client_of(Role.LEADER).get("/directory/venues/").content.decode()
