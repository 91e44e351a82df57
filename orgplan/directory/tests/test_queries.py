from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.models import Unit
from orgplan.directory.queries import DirectoryIndex, leaders_on, positions_on, references_to, unit_of, unit_tree
from orgplan.directory.tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 1)


def test_unit_of_is_asked_once_per_user(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    unit = factories.unit()
    coordinator, stranger = factories.coordinator(unit), accounts.user(Role.COORDINATOR)
    with django_assert_num_queries(2):
        assert [unit_of(coordinator), unit_of(coordinator), unit_of(stranger), unit_of(stranger)] == [
            unit,
            unit,
            None,
            None,
        ]


def test_positions_of_the_day_and_leaders_in_order() -> None:
    person = factories.person()
    factories.position(person, "ушедший", ends_on=date(2026, 7, 31))
    factories.position(person, "будущий", starts_on=date(2026, 8, 2))
    deputy = factories.position(person, "заместитель", leader_order=2, ends_on=DAY)
    mayor = factories.position(person, "мэр", leader_order=1, starts_on=DAY)
    clerk = factories.position(person, "специалист")
    assert set(positions_on(DAY)) == {deputy, mayor, clerk}
    assert leaders_on(DAY) == [mayor, deputy]


def test_tree_puts_units_under_their_own_with_heads(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    second, first = factories.unit("Второй", position=2), factories.unit("Первый", position=1)
    low = factories.unit("Отдел", parent=second, position=0)
    head = factories.position(factories.person(), "начальник отдела", unit=low)
    factories.position(factories.person(), "заместитель директора", unit=first)
    with django_assert_num_queries(2):
        tree = unit_tree(Unit.objects.all(), day=DAY)
    assert [(row.unit, row.depth, row.head) for row in tree] == [(first, 0, None), (second, 0, None), (low, 1, head)]
    assert [row.unit for row in unit_tree(Unit.objects.all(), text="отдел", day=DAY)] == [low]


def test_references_name_a_few_of_many() -> None:
    unit = factories.unit()
    for number in range(5):
        factories.unit(f"Отдел {number}", parent=unit)
    (found,) = references_to(unit)
    assert (found.kind, found.count, found.examples) == ("подразделения", 5, ["Отдел 0", "Отдел 1", "Отдел 2"])
    assert references_to(factories.venue()) == []


def test_index_costs_one_query_a_kind(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    unit = factories.unit("Департамент культуры Администрации города Омска", short_name="Департамент культуры")
    factories.unit("Департамент образования", is_active=False)
    venue = factories.venue("Дворец «Пробный»", aliases="ГДИ\nДворец на Примерной", address="ул. Примерная, 12")
    person = factories.person("Выдуманов")
    index = DirectoryIndex()
    with django_assert_num_queries(3):
        assert index.find_units("департамент культуры, департамент образования") == [unit]
        assert index.find_units("Департаменту культуры") == [unit]
        assert [index.find_venue(text) for text in ("дворце «Пробный»", "ГДИ", "Примерная, 12", "парк")] == [
            venue,
            venue,
            venue,
            None,
        ]
        assert [index.find_person(text) for text in ("Выдуманову П.П.", "П. П. Выдуманов", "Другов П.П.")] == [
            person,
            person,
            None,
        ]
