"""Prepared statements answer what the queries answer that they were put together from (`core.prepared`)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from orgplan.clashes.queries.occupation import taken_between
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.tests.factories import DAY, event, mayor
from orgplan.core.prepared import Prepared
from orgplan.directory.models import Person
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event, Occurrence

pytestmark = pytest.mark.django_db


def on_days(*, first: date, last: date, keys):
    rows = Occurrence.objects.filter(start__gte=first, end__lte=last, event__in=keys)
    return rows.order_by("pk").values_list("event", "start", "start_time", "event__created_at", "event__kind")


@pytest.fixture(scope="module")
def prepared():
    return Prepared(on_days)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 70])
def test_prepared_rows_are_those_of_the_query(count, prepared):
    made = [
        event(f"Дело {number}", "10:00–11:00", day=DAY + timedelta(days=number % 4)) for number in range(min(count, 6))
    ]
    keys = [each.pk for each in made] + list(range(10_000, 10_000 + count - len(made)))
    for first, last in ((DAY, DAY), (DAY - timedelta(days=9), DAY + timedelta(days=2))):
        rows = prepared.rows(first=first, last=last, keys=keys)
        assert rows == list(on_days(first=first, last=last, keys=keys))
        assert all(isinstance(row[3], datetime) and isinstance(row[1], date) for row in rows)


def test_one_statement_serves_all_numbers_of_keys_up_to_the_next_power_of_two(prepared, django_assert_num_queries):
    one, other = event("Одно", "10:00–11:00"), event("Другое", "12:00–13:00")
    with django_assert_num_queries(3):
        for keys in ([one.pk, other.pk, one.pk], [other.pk], [one.pk, other.pk, 5, 6, 7]):
            found = [row[0] for row in prepared.rows(first=DAY, last=DAY, keys=keys)]
            assert found == [each.pk for each in (one, other) if each.pk in keys]


def test_nothing_is_asked_where_nothing_can_be_found(prepared, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert prepared.rows(first=DAY, last=DAY, keys=()) == []


def test_moments_are_compared_with_their_zone_and_none_is_told_to_the_query():
    def changed(*, since: datetime, owner: int | None):
        return Event.objects.filter(Q() if owner is None else Q(owner=owner), changed_at__gte=since).values_list("pk")

    asked, one = Prepared(changed), event("Одно", "10:00–11:00")
    for since in (one.changed_at, timezone.localtime(one.changed_at)):
        assert asked.rows(since=since, owner=None) == asked.rows(since=since, owner=one.owner_id) == [(one.pk,)]
        assert asked.rows(since=since + timedelta(microseconds=1), owner=None) == []
        assert asked.rows(since=since, owner=one.owner_id + 1) == []


def test_value_that_the_statement_lost_is_noticed():
    asked = Prepared(lambda *, day: Person.objects.filter(pk__gt=day.year).values_list("pk"))
    with pytest.raises(AssertionError, match="lost"):
        asked.rows(day=DAY)


@pytest.mark.parametrize("count", [1, 3, 9])
def test_what_keeps_somebody_is_read_alike_for_any_number_of_people_and_halls(count):
    people = [mayor(), *(directory.person(f"Лицов{number}") for number in range(count))]
    hall, settings = directory.venue(), Norms()
    made = [event(f"Дело {number}", "10:00–11:00", each) for number, each in enumerate(people)]
    there = event("В зале", "10:00–11:00", venue=hall)
    asked = {each.pk for each in people[1:]}
    by_people = {each.event for each in taken_between(DAY, DAY, settings, people=asked, venues=())}
    assert by_people == {each.pk for each in made[1:]}
    assert {each.event for each in taken_between(DAY, DAY, settings, people=(), venues=(hall.pk,))} == {there.pk}
    without = [each.pk for each in made[1:]]
    assert taken_between(DAY, DAY, settings, people=asked, venues=(), without=without) == []
    assert len(taken_between(DAY, DAY, settings)) == count + 2
