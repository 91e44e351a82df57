from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.audit.models import Entry
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory.actions import AbsenceFacts, change_absence, record_absence, take_back_absence
from orgplan.directory.models import Absence
from orgplan.directory.queries import (
    ActingIndex,
    acting_for,
    acting_on,
    gaps_of_leaders,
    listed_absences,
    signatory_of,
    signatory_on,
)
from orgplan.directory.rules import AbsenceKind, ActingScope
from orgplan.directory.tests import factories

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]
BY = System("Проверка")
FIRST, LAST, DAY = date(2026, 8, 3), date(2026, 8, 9), date(2026, 8, 5)


class Leaders:
    """A Mayor, two deputies, and their posts."""

    def __init__(self) -> None:
        self.mayor = factories.person("Образцов", "Илья", "Игоревич")
        self.deputy = factories.person("Примеров", "Степан", "Аркадьевич", phone="78-00-11")
        self.second = factories.person("Зодчев", "Роман", "Львович")
        unit = factories.unit("Администрация города Омска")
        self.post = factories.position(self.mayor, "Мэр города Омска", unit=unit, leader_order=1)
        factories.position(self.deputy, "первый заместитель Мэра города Омска", unit=unit, leader_order=2)
        factories.position(self.second, "заместитель Мэра города Омска", unit=unit, leader_order=3)


@pytest.fixture
def leaders() -> Leaders:
    return Leaders()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_absence_is_recorded_with_its_own_history(leaders: Leaders) -> None:
    facts = AbsenceFacts(leaders.mayor, FIRST, LAST, AbsenceKind.SICK_LEAVE, leaders.deputy, basis="распоряжение № 5")
    absence = record_absence(facts=facts, by=BY)
    entry = Entry.objects.get(verb="directory.record_absence")
    assert (entry.object_kind, entry.object_key) == ("directory.absence", str(absence.pk))
    assert not Entry.objects.filter(object_kind="directory.person").exists()


def test_absence_that_closes_a_circle_is_refused_with_its_names(leaders: Leaders) -> None:
    record_absence(facts=AbsenceFacts(leaders.mayor, FIRST, LAST, acting=leaders.deputy), by=BY)
    with pytest.raises(RefusedError) as refusal:
        record_absence(facts=AbsenceFacts(leaders.deputy, DAY, None, acting=leaders.mayor), by=BY)
    assert plain(str(refusal.value)).startswith(
        "05.08.2026 замещающие образуют круг: Примеров С. А. → Образцов И. И. → Примеров С. А."
    )
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("acting", ["mayor", "deputy"])
def test_nobody_acts_for_himself_and_no_absence_ends_before_it_begins(leaders: Leaders, acting: str) -> None:
    end = LAST if acting == "mayor" else date(2026, 8, 1)
    with pytest.raises(RefusedError):
        record_absence(facts=AbsenceFacts(leaders.mayor, FIRST, end, acting=getattr(leaders, acting)), by=BY)


def test_change_takes_the_edition_and_a_mistake_is_taken_back(leaders: Leaders) -> None:
    absence = factories.absence(leaders.mayor)
    facts = AbsenceFacts(leaders.mayor, FIRST, DAY, acting=leaders.deputy)
    change_absence(absence, facts=facts, edition=1, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        change_absence(absence, facts=facts, edition=1, by=BY)
    absence.refresh_from_db()
    assert (absence.ends_on, absence.acting) == (DAY, leaders.deputy)
    take_back_absence(absence, by=BY)
    assert not Absence.objects.exists()


def test_who_acts_goes_down_the_chain(leaders: Leaders) -> None:
    factories.absence(leaders.mayor, acting=leaders.deputy)
    assert acting_for(leaders.mayor, DAY) == leaders.deputy
    assert acting_for(leaders.mayor, date(2026, 8, 10)) == leaders.mayor
    factories.absence(leaders.deputy, DAY, acting=leaders.second)
    assert acting_for(leaders.mayor, DAY) == leaders.second


def test_acting_on_lists_leaders_first_with_the_substitutes_telephone(
    leaders: Leaders, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.absence(factories.person("Абрикосов"))
    factories.absence(leaders.mayor, acting=leaders.deputy)
    with django_assert_num_queries(2):
        rows = acting_on(DAY)
    assert [(row.person.surname, row.acting and row.acting.surname, row.phone, row.is_leader) for row in rows] == [
        ("Образцов", "Примеров", "78-00-11", True),
        ("Абрикосов", None, "", False),
    ]


def test_gaps_name_leaders_for_whom_nobody_signs(leaders: Leaders) -> None:
    factories.absence(leaders.mayor, acting=leaders.deputy, scope=ActingScope.MEETINGS)
    factories.absence(leaders.second, acting=leaders.deputy)
    assert [post.person for post in gaps_of_leaders(DAY)] == [leaders.mayor]


def test_signature_of_the_day_is_that_of_the_acting_person(leaders: Leaders) -> None:
    factories.absence(leaders.mayor, acting=leaders.deputy)
    signs, after = signatory_on(DAY, leaders.post), signatory_on(date(2026, 8, 10), leaders.post)
    assert (signs.post, plain(signs.short_post), plain(signs.name), signs.absent) == (
        "Исполняющий обязанности Мэра города Омска",
        "и. о. Мэра",
        "С. А. Примеров",
        leaders.mayor.pk,
    )
    assert (after.post, plain(after.name), after.is_acting) == ("Мэр города Омска", "И. И. Образцов", False)


def test_signature_without_a_substitute_says_that_it_is_missing(leaders: Leaders) -> None:
    factories.absence(leaders.mayor)
    signs = signatory_on(DAY, leaders.post)
    assert (plain(signs.name), signs.is_missing) == ("И. И. Образцов", True)


def test_typed_signature_finds_its_person(leaders: Leaders) -> None:
    factories.absence(leaders.second, acting=leaders.deputy)
    signs = signatory_of("заместитель Мэра города Омска", "Р. Л. Зодчев", DAY)
    assert signs is not None
    assert (signs.post, plain(signs.name)) == (
        "Исполняющий обязанности заместителя Мэра города Омска",
        "С. А. Примеров",
    )
    assert signatory_of("директор", "Н. Н. Неизвестный", DAY) is None


def test_index_answers_for_many_persons_in_one_query(
    leaders: Leaders, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.absence(leaders.mayor, acting=leaders.deputy)
    with django_assert_num_queries(1):
        index = ActingIndex(FIRST, LAST)
        found = [index.acting_for(person, DAY) for person in (leaders.mayor, leaders.deputy, leaders.second)]
    assert found == [leaders.deputy, leaders.deputy, leaders.second]


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.DEPARTMENT, "больничный"),
        (Role.PROTOCOL, "больничный"),
        (Role.LEADER, "больничный"),
        (Role.COORDINATOR, ""),
    ],
)
def test_reason_is_read_only_by_those_who_need_it(leaders: Leaders, role: Role, kind: str) -> None:
    absence = factories.absence(leaders.mayor, kind=AbsenceKind.SICK_LEAVE, basis="листок", note="дома")
    (listed,) = listed_absences(accounts.user(role), [absence])
    assert (listed.kind, bool(listed.basis), bool(listed.note)) == (kind, bool(kind), bool(kind))


@pytest.mark.parametrize("address", ["/directory/absences/?when=past", "/directory/absences/{}/"])
def test_page_hides_the_reason_from_a_coordinator(leaders: Leaders, client_of: ClientOf, address: str) -> None:
    absence = factories.absence(
        leaders.mayor, date(2020, 1, 1), ends_on=date(2020, 1, 3), kind=AbsenceKind.SICK_LEAVE, basis="листок № 7"
    )
    pages = [
        client_of(role).get(address.format(absence.pk)).content.decode() for role in (Role.COORDINATOR, Role.LEADER)
    ]
    assert [("ольничный" in page, "листок № 7" in page) for page in pages] == [(False, False), (True, True)]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_absences_costs_the_same_for_any_number(
    leaders: Leaders, rows: int, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        factories.absence(factories.person(f"Выдуманов{number}"), date(2020, 1, 1), ends_on=None, acting=leaders.deputy)
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(10):
        assert client.get("/directory/absences/").status_code == 200


def test_form_shows_the_refusal_and_keeps_what_was_typed(leaders: Leaders, client_of: ClientOf) -> None:
    factories.absence(leaders.deputy, acting=leaders.mayor)
    sent: dict[str, Any] = {
        "person": leaders.mayor.pk,
        "kind": "leave",
        "starts_on": "03.08.2026",
        "ends_on": "05.08.2026",
        "acting": leaders.deputy.pk,
        "scope": "all",
        "note": "на связи",
    }
    response = client_of(Role.DEPARTMENT).post("/directory/absences/new/", sent)
    assert response.status_code == 422
    assert "образуют круг" in response.content.decode()
    assert "на связи" in response.content.decode()
    assert client_of(Role.DEPARTMENT).post("/directory/absences/new/", sent | {"acting": ""}).status_code == 303
