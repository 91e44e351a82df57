"""Absent participants of events: offered, replaced, left; nothing is rewritten silently."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Participant
from orgplan.events.queries import offers_of_event
from orgplan.events.rules import ParticipationKind
from orgplan.events.tests.factories import event

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    return client_of(Role.DEPARTMENT)


def leader():
    person = directory.person("Образцов", "Илья", "Игоревич")
    directory.position(person, "Мэр города Пробного", leader_order=1)
    return person


@pytest.fixture
def trip():
    """A Mayor who is away around an event of three days ahead, and the deputy who acts."""
    day = timezone.localdate() + timedelta(days=3)
    mayor, deputy = leader(), directory.person("Примеров", "Степан", "Аркадьевич")
    absence = directory.absence(mayor, day, ends_on=day, acting=deputy)
    facts = {"participants": (Participant(ParticipationKind.HOSTS, person=mayor),)}
    return absence, deputy, event(f"{day:%d.%m.%Y}, 14:00", title="Приём делегации", **facts)


def test_absent_participant_is_shown_with_who_acts(trip, office):
    absence, _deputy, held = trip
    card = office.get(f"/events/{held.pk}/").content.decode()
    assert f"отсутствует: {absence.days}" in card
    assert "Исполняет обязанности в этот день: Примеров" in card.replace("\u00a0", " ")
    assert "Приём делегации" in office.get(f"/directory/absences/{absence.pk}/").content.decode()


def test_absent_participant_is_replaced_with_a_reason(trip, office):
    absence, deputy, held = trip
    address = f"/events/{held.pk}/absent/{absence.pk}/"
    assert office.get(address).status_code == 200
    assert office.post(address, {"verb": "replace", "reason": ""}).status_code == 422
    assert office.post(address, {"verb": "replace", "reason": "командировка"}).status_code == 303
    held.refresh_from_db()
    assert [each.person for each in held.participations.all()] == [deputy]
    assert Entry.objects.filter(verb="events.replace_absent", reason="командировка").count() == 0
    assert Entry.objects.get(verb="events.change_event").reason == "командировка"
    assert "отсутствует:" not in office.get(f"/events/{held.pk}/").content.decode()


def test_absent_participant_is_left_and_the_offer_goes(trip, office):
    absence, _deputy, held = trip
    office.post(f"/events/{held.pk}/absent/{absence.pk}/", {"verb": "leave", "reason": "приедет"})
    assert [each.person for each in held.participations.all()] == [absence.person]
    assert Entry.objects.get(verb="events.leave_absent").reason == "приедет"
    assert "отсутствует:" not in office.get(f"/events/{held.pk}/").content.decode()


def test_recording_an_absence_rewrites_no_event(trip):
    absence, _deputy, held = trip
    assert [each.person for each in held.participations.all()] == [absence.person]


def test_past_events_and_periods_get_no_offer(trip):
    absence, _deputy, held = trip
    after = absence.starts_on + timedelta(days=1)
    assert offers_of_event(held, after) == []
    held.timing_kind = "period"
    assert offers_of_event(held, absence.starts_on) == []


def test_participant_who_acts_already_is_not_named_twice(trip, office):
    absence, deputy, held = trip
    held.participations.create(kind=ParticipationKind.HOSTS, person=deputy, position=5)
    office.post(f"/events/{held.pk}/absent/{absence.pk}/", {"verb": "replace", "reason": "командировка"})
    assert [each.person for each in held.participations.all()] == [deputy]
