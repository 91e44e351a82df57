"""Messages about clashes, claims on halls and calendar subscriptions: delivered, signed, in the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.api.tests.factories import program
from orgplan.availability import actions as halls
from orgplan.clashes.actions import accept_clash, take_back_acceptance
from orgplan.clashes.queries import clashes_of
from orgplan.clashes.tests import factories as clashes
from orgplan.directory.tests import factories as directory
from orgplan.feeds.actions.feeds import renew_address, revoke_feed
from orgplan.feeds.tests import factories as feeds
from orgplan.webhooks.jobs import SIGNATURE
from orgplan.webhooks.models import Delivery
from orgplan.webhooks.rules import is_signed
from orgplan.webhooks.tests.factories import BY, HERE, Receiver, ordered, turn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _reach_this_machine(settings):
    settings.WEBHOOKS_NETWORKS = HERE
    settings.ADDRESS = "https://plan.gorod.example"


@pytest.fixture
def receiver():
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def office():
    return accounts.user(Role.DEPARTMENT)


@pytest.fixture
def hall():
    return directory.venue("Большой зал", owner=directory.unit("Управление делами"))


def told(receiver, secret, kind):
    """The messages of the kind, each of them signed."""
    now = int(timezone.now().timestamp())
    assert all(is_signed(each.headers[SIGNATURE], secret, each.body, now=now) for each in receiver.taken)
    return [each.content for each in receiver.taken if each.content["object"]["kind"] == kind]


def logged(office, kind):
    """What the log of deliveries says, as the page shows it."""
    rows = Delivery.objects.filter(subscription__user=office, topic__startswith=kind).order_by("pk")
    return list(rows.values_list("topic", "state"))


def test_accepted_clash_and_its_return_are_told(office, receiver):
    secret = ordered(office, receiver.address).secret
    head = clashes.mayor()
    one = clashes.event("Совещание", "14:00–15:30", head)
    clashes.event("Церемония", "15:00–16:30", head)
    (found,) = clashes_of(office, one)
    accepted = accept_clash(found.clash, reason="Уедет раньше", by=office)
    turn()
    (message,) = told(receiver, secret, "clash")
    assert message["topic"] == "clash.accepted"
    assert message["object"]["url"] == f"https://plan.gorod.example/api/v1/clashes/accepted/{accepted.pk}"
    assert message["data"]["reason"] == "Уедет раньше"
    take_back_acceptance(accepted, by=office)
    turn()
    *_before, last = told(receiver, secret, "clash")
    assert (last["topic"], last["data"]) == ("clash.reopened", None)
    assert logged(office, "clash") == [("clash.accepted", "taken"), ("clash.reopened", "taken")]


def test_claim_on_a_hall_is_told_at_every_step(office, receiver, hall):
    secret = ordered(office, receiver.address).secret
    booking = halls.book_venue(clashes.event("Концерт", "14:00–15:00", venue=hall), by=BY)
    turn()
    (asked,) = told(receiver, secret, "booking")
    assert asked["topic"] == "booking.asked"
    shown = program(user=office).get(f"/bookings/{booking.pk}").json()
    assert {**asked["data"], "changed_at": None} == {**shown, "changed_at": None}
    booking = halls.approve_booking(booking, edition=booking.edition, by=BY)
    booking = halls.refuse_booking(booking, reason="Ремонт", edition=booking.edition, by=BY)
    booking = halls.book_venue(booking.event, by=BY)
    halls.withdraw_booking(booking, edition=booking.edition, by=BY)
    other = halls.book_venue(clashes.event("Вечер", "18:00–19:00", venue=hall), by=BY)
    halls.expire_bookings(now=timezone.now() + timedelta(days=30), by=BY)
    turn()
    steps = ["asked", "approved", "refused", "asked", "withdrawn", "asked", "expired"]
    found = told(receiver, secret, "booking")
    assert [each["topic"] for each in found] == [f"booking.{step}" for step in steps]
    assert found[-1]["object"]["id"] == str(other.pk)
    assert logged(office, "booking") == [(f"booking.{step}", "taken") for step in steps]


def test_claims_of_other_units_are_told_to_nobody_else(receiver, hall):
    stranger = accounts.user(Role.COORDINATOR)
    directory.membership(stranger, unit=directory.unit("Чужой отдел"))
    ordered(stranger, receiver.address)
    halls.book_venue(clashes.event("Концерт", "14:00–15:00", venue=hall), by=BY)
    turn()
    assert receiver.taken == []


def test_feed_is_told_to_its_owner_without_its_address(office, receiver):
    secret = ordered(office, receiver.address, "feed.opened", "feed.changed", "feed.closed").secret
    feed, _secret = feeds.subscribed(office)
    renewed = renew_address(feed, by=office)
    revoke_feed(renewed.feed, by=office)
    feeds.subscribed(accounts.user(Role.PROTOCOL))
    turn()
    found = told(receiver, secret, "feed")
    assert [each["topic"] for each in found] == ["feed.opened", "feed.changed", "feed.closed"]
    assert {each["object"]["id"] for each in found} == {str(feed.pk)}
    assert not any(renewed.secret in each.body.decode() for each in receiver.taken)
    assert [state for _topic, state in logged(office, "feed")] == ["taken"] * 3
