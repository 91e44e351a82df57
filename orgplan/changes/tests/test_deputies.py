"""Who goes where somebody cannot: free ones first with words why, busy ones with what keeps them; line by line."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from orgplan.accounts.tests import factories as accounts
from orgplan.changes.queries import missed_by
from orgplan.changes.rules import Standing, best_first
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant, facts_of
from orgplan.events.models import Change, ProposedChange
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import event

DAY = date(2036, 8, 12)
WHEN = "12 августа 2036 года, 14:00–15:30"
STANDINGS = st.lists(
    st.builds(
        Standing,
        person=st.integers(1, 99),
        acts=st.booleans(),
        replaced=st.integers(0, 3),
        same_body=st.booleans(),
        knows=st.integers(0, 3),
        rank=st.none() | st.integers(1, 9),
        busy=st.sampled_from([(), ("занят",)]),
        tight=st.sampled_from([(), ("тесно",)]),
        takes_part=st.booleans(),
    ),
    max_size=8,
)


@given(STANDINGS)
def test_nobody_is_lost_and_free_ones_stand_first(candidates):
    found = best_first(candidates)
    assert sorted(map(repr, found)) == sorted(map(repr, candidates))
    free = [each.is_free for each in found]
    assert free == sorted(free, reverse=True)


@given(STANDINGS)
def test_who_acts_stands_before_all_others_that_are_free(candidates):
    free = [each for each in best_first(candidates) if each.is_free]
    acts = [each.acts for each in free]
    assert acts == sorted(acts, reverse=True)


def _leader(surname, order, unit, **facts):
    person = directory.person(surname, **facts)
    directory.position(person, f"заместитель {order}", unit=unit, leader_order=order)
    return person


def _with(*people):
    return tuple(Participant(ParticipationKind.ATTENDS, person=each) for each in people)


@pytest.fixture
def city(db):
    heads = directory.unit("Руководство")
    mayor, first, second, third = (
        _leader(name, number, heads) for number, name in enumerate(("Мэрова", "Первый", "Второй", "Третий"), start=1)
    )
    return {"mayor": mayor, "first": first, "second": second, "third": third, "user": accounts.user()}


def _names(rows):
    return [each.person.surname for each in rows]


def test_who_acts_comes_first_and_busy_ones_say_what_keeps_them(city):
    missed = event(WHEN, title="Форум", participants=_with(city["mayor"], city["third"]))
    event("12 августа 2036 года, 15:00–16:00", title="Совещание по паводку", participants=_with(city["first"]))
    directory.absence(city["mayor"], DAY, ends_on=DAY, acting=city["second"])
    (row,) = missed_by(city["user"], city["mayor"], DAY, DAY).rows
    assert row.event == missed
    assert _names(row.free) == ["Второй"]
    assert row.best is not None
    assert row.best.standing.acts
    assert row.best.standing.replaced == 1
    first, third = sorted(row.busy, key=lambda each: each.person.surname)
    assert "Совещание по паводку" in first.standing.busy[0]
    assert third.standing.takes_part


def test_an_absent_deputy_is_not_free_even_where_the_event_has_no_hour(city):
    event("12 августа 2036 года", participants=_with(city["mayor"]))
    directory.absence(city["first"], DAY, ends_on=DAY)
    (row,) = missed_by(city["user"], city["mayor"], DAY, DAY).rows
    assert _names(row.free) == ["Второй", "Третий"]
    assert _names(row.busy) == ["Первый"]


def test_events_of_days_before_and_of_others_are_left_out(city):
    event("11 августа 2036 года", participants=_with(city["mayor"]))
    event(WHEN, participants=_with(city["first"]))
    assert missed_by(city["user"], city["mayor"], DAY, DAY).rows == []


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_costs_the_same_for_one_event_and_for_six(count, city, client, django_assert_max_num_queries):
    for hour in range(9, 9 + count):
        event(f"12 августа 2036 года, {hour}:00–{hour}:40", participants=_with(city["mayor"]))
    directory.absence(city["mayor"], DAY, ends_on=DAY, acting=city["second"])
    client.force_login(city["user"])
    address = f"{reverse('changes:instead', args=[city['mayor'].pk])}?since=2036-08-12&until=2036-08-12"
    client.get(address)
    with django_assert_max_num_queries(15):
        assert client.get(address).status_code == 200


def test_several_events_are_decided_on_one_page_and_taken_back(city, client):
    rows = [
        event(f"12 августа 2036 года, {hour}:00–{hour}:40", participants=_with(city["mayor"])) for hour in (9, 12, 15)
    ]
    client.force_login(city["user"])
    address = f"{reverse('changes:instead', args=[city['mayor'].pk])}?since=2036-08-12&until=2036-08-12"
    form = {
        "reason": "Командировка",
        f"who-{rows[0].pk}": city["first"].pk,
        f"who-{rows[1].pk}": city["second"].pk,
        f"who-{rows[2].pk}": "",
    }
    answer = client.post(address, form, follow=True)
    assert "Что сделано" in answer.content.decode()
    there = [facts_of(type(each).objects.get(pk=each.pk)).participants[0].person.surname for each in rows]
    assert there == ["Первый", "Второй", "Мэрова"]
    assert {each.reason for each in Change.objects.all()} == {"Командировка"}
    made = ProposedChange.objects.get(event=rows[0])
    client.post(reverse("changes:undo", args=[made.pk]))
    assert facts_of(type(rows[0]).objects.get(pk=rows[0].pk)).participants[0].person == city["mayor"]


def test_one_may_look_first_what_it_touches(city, client):
    of = event(WHEN, participants=_with(city["mayor"]))
    client.force_login(city["user"])
    address = reverse("changes:instead", args=[city["mayor"].pk]) + f"?since=2036-08-12&event={of.pk}"
    answer = client.post(address, {f"who-{of.pk}": city["first"].pk, "look": of.pk})
    made = ProposedChange.objects.get()
    assert answer.headers["Location"] == reverse("changes:change", args=[made.pk])
    assert facts_of(type(of).objects.get(pk=of.pk)).participants[0].person == city["mayor"]


def test_nobody_who_was_not_offered_is_written_in(city, client):
    of = event(WHEN, participants=_with(city["mayor"]))
    stranger = directory.person("Посторонний")
    client.force_login(city["user"])
    address = reverse("changes:instead", args=[city["mayor"].pk]) + "?since=2036-08-12"
    client.post(address, {f"who-{of.pk}": stranger.pk})
    assert not ProposedChange.objects.exists()


def test_the_card_and_the_absence_lead_to_the_page(city, client):
    of = event(WHEN, participants=_with(city["mayor"]))
    absence = directory.absence(city["mayor"], timezone.localdate(), ends_on=None)
    client.force_login(city["user"])
    address = reverse("changes:instead", args=[city["mayor"].pk])
    assert address in client.get(of.get_absolute_url()).content.decode()
    assert address in client.get(absence.get_absolute_url()).content.decode()
    assert address in client.get(city["mayor"].get_absolute_url()).content.decode()
