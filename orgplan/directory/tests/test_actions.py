from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.audit.models import Entry
from orgplan.audit.queries import history_of
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.directory import actions
from orgplan.directory.actions import InUseError, OrganisationFacts, PersonFacts, PositionFacts, UnitFacts, VenueFacts
from orgplan.directory.models import Membership, Organisation, Person, Position, Unit, Venue
from orgplan.directory.rules import Gender
from orgplan.directory.tests import factories

pytestmark = pytest.mark.django_db
BY = System("проверка")


def test_created_records_leave_an_entry_each() -> None:
    made = [
        actions.create_unit(facts=UnitFacts("Департамент", "Деп"), by=BY),
        actions.create_organisation(facts=OrganisationFacts("Театр", founded_on=date(1874, 1, 2)), by=BY),
        actions.create_person(facts=PersonFacts("Выдуманов", "Пётр", Gender.MALE), by=BY),
        actions.create_venue(facts=VenueFacts("Зал", latitude=Decimal("54.98"), longitude=Decimal("73.36")), by=BY),
    ]
    assert [history_of(each).get().verb for each in made] == [
        "directory.create_unit",
        "directory.create_organisation",
        "directory.create_person",
        "directory.create_venue",
    ]


def test_changed_records_keep_before_and_after() -> None:
    unit, organisation = factories.unit("Было"), factories.organisation("Было")
    person, venue = factories.person("Былов"), factories.venue("Было")
    changed = [
        actions.change_unit(unit, facts=UnitFacts("Стало", "Было"), edition=1, by=BY),
        actions.change_organisation(organisation, facts=OrganisationFacts("Стало"), edition=1, by=BY),
        actions.change_venue(venue, facts=VenueFacts("Стало"), edition=1, by=BY),
    ]
    facts = PersonFacts("Новов", person.first_name, Gender.MALE, person.patronymic, is_invented=True)
    actions.change_person(person, facts=facts, edition=1, by=BY)
    assert [(history_of(each).get().before, history_of(each).get().after) for each in changed] == [
        ({"name": "Было"}, {"name": "Стало"})
    ] * 3
    assert history_of(person).get().after == {"surname": "Новов"}
    assert [each.objects.get().edition for each in (Unit, Organisation, Person, Venue)] == [2, 2, 2, 2]


def test_lost_race_changes_nothing() -> None:
    venue = factories.venue("Зал")
    actions.change_venue(venue, facts=VenueFacts("Первый"), edition=1, by=BY)
    with pytest.raises(ChangedMeanwhileError):
        actions.change_venue(venue, facts=VenueFacts("Второй"), edition=1, by=BY)
    assert (Venue.objects.get().name, Entry.objects.count()) == ("Первый", 1)


def test_taken_name_is_refused_in_words() -> None:
    factories.unit("Департамент культуры")
    with pytest.raises(RefusedError):
        actions.create_unit(facts=UnitFacts("Департамент культуры", "ДК"), by=BY)
    assert (Unit.objects.count(), Entry.objects.count()) == (1, 0)


def test_unit_is_not_part_of_its_own_subunit() -> None:
    top = factories.unit()
    middle = factories.unit(parent=top)
    low = factories.unit(parent=middle)
    for above in (top, middle, low):
        with pytest.raises(RefusedError):
            actions.change_unit(top, facts=UnitFacts("А", "А", parent=above), edition=1, by=BY)
    assert actions.change_unit(low, facts=UnitFacts("А", "А", parent=top), edition=1, by=BY).parent == top


def test_renamed_person_forgets_cases_of_the_old_name() -> None:
    person = factories.person("Выдуманова", "Анна", gender=Gender.FEMALE)
    overrides = {"Выдуманова": {"dative": "Выдумановой"}, "Анна": {"dative": "Анне"}}
    person = actions.correct_cases(person, overrides=overrides, edition=1, by=BY)
    facts = PersonFacts("Небылицына", "Анна", Gender.FEMALE)
    person = actions.change_person(person, facts=facts, edition=2, by=BY)
    assert person.case_overrides == {"Анна": {"dative": "Анне"}}


def test_retired_record_comes_back() -> None:
    unit = actions.retire(factories.unit(), by=BY)
    assert not Unit.objects.get().is_active
    actions.reinstate(unit, by=BY)
    assert Unit.objects.get().is_active
    assert [entry.verb for entry in history_of(unit)] == ["directory.reinstate", "directory.retire"]


def test_record_is_deleted_only_where_nothing_refers() -> None:
    unit = factories.unit()
    factories.unit(parent=unit)
    factories.position(factories.person(), unit=unit)
    with pytest.raises(InUseError) as refusal:
        actions.remove(unit, by=BY)
    assert [(each.kind, each.count) for each in refusal.value.references] == [("подразделения", 1), ("должности", 1)]
    alone = factories.venue("Зал")
    key = alone.pk
    actions.remove(alone, by=BY)
    assert not Venue.objects.exists()
    assert Entry.objects.get(object_key=str(key)).before["name"] == "Зал"


def test_person_with_posts_is_not_deleted() -> None:
    person = factories.person()
    factories.position(person)
    with pytest.raises(InUseError):
        actions.remove(person, by=BY)
    assert Person.objects.exists()


def test_post_is_told_on_the_person() -> None:
    person, unit = factories.person(), factories.unit("Деп")
    facts = PositionFacts("директор", unit=unit, starts_on=date(2024, 2, 1))
    post = actions.add_position(person, facts=facts, by=BY)
    post = actions.change_position(post, facts=replace(facts, title="глава"), edition=1, by=BY)
    post = actions.end_position(post, ends_on=date(2025, 12, 31), edition=2, by=BY)
    actions.remove_position(post, by=BY)
    said = [(entry.verb.partition(".")[2], entry.before, entry.after) for entry in history_of(person)]
    assert said == [
        ("remove_position", {"post": "глава, Деп, 01.02.2024 – 31.12.2025"}, {"post": ""}),
        ("end_position", {"post": "глава, Деп, 01.02.2024 – …"}, {"post": "глава, Деп, 01.02.2024 – 31.12.2025"}),
        ("change_position", {"post": "директор, Деп, 01.02.2024 – …"}, {"post": "глава, Деп, 01.02.2024 – …"}),
        ("add_position", {}, {"post": "директор, Деп, 01.02.2024 – …"}),
    ]
    assert not Position.objects.exists()


def test_post_cannot_end_before_it_began() -> None:
    post = factories.position(factories.person(), starts_on=date(2024, 2, 1))
    with pytest.raises(RefusedError):
        actions.end_position(post, ends_on=date(2024, 1, 31), edition=1, by=BY)
    facts = PositionFacts("директор", unit=post.unit, starts_on=date(2024, 2, 1), ends_on=date(2024, 1, 1))
    with pytest.raises(RefusedError):
        actions.change_position(post, facts=facts, edition=1, by=BY)
    assert Position.objects.get().ends_on is None


def test_user_is_joined_to_unit_and_person() -> None:
    user, unit, person = accounts.user(), factories.unit("Деп"), factories.person("Выдуманов")
    actions.join_user(user, unit=unit, person=None, by=BY)
    actions.join_user(user, unit=unit, person=person, by=BY)
    membership = Membership.objects.get()
    assert (membership.unit, membership.person) == (unit, person)
    assert history_of(user)[0].after == {"person": "Выдуманов Пётр Пробович"}


@pytest.mark.parametrize(
    "fields",
    [
        {"unit": None, "organisation": None},
        {"starts_on": date(2024, 2, 1), "ends_on": date(2024, 1, 1)},
    ],
)
def test_database_refuses_a_senseless_post(fields: dict[str, object]) -> None:
    person = factories.person()
    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.create(person=person, title="директор", **({"unit": factories.unit()} | fields))


def test_database_refuses_coordinates_off_the_earth() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.venue(latitude=Decimal(91), longitude=Decimal(0))
