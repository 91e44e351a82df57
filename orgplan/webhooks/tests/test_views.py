from __future__ import annotations

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.sealing import unseal
from orgplan.accounts.tests import factories as accounts
from orgplan.webhooks.models import Delivery, Subscription
from orgplan.webhooks.tests.factories import NOWHERE, ordered

pytestmark = pytest.mark.django_db

SENT = {"name": "Сайт", "address": "https://gorod.example/hook", "topics": ["event.created"]}


@pytest.fixture
def office(client):
    user = accounts.user(Role.DEPARTMENT)
    client.force_login(user)
    return user


def test_secret_is_shown_once_and_kept_sealed(client, office):
    page = client.post("/webhooks/new/", SENT)
    subscription = Subscription.objects.get()
    secret = unseal(subscription.sealed_secret)
    assert secret in page.content.decode()
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert secret not in subscription.sealed_secret
    for address in ("/webhooks/", f"/webhooks/{subscription.pk}/"):
        assert secret not in client.get(address).content.decode()


def test_new_secret_replaces_the_former(client, office):
    made = ordered(office)
    page = client.post(f"/webhooks/{made.subscription.pk}/secret/").content.decode()
    renewed = unseal(Subscription.objects.get().sealed_secret)
    assert renewed != made.secret
    assert renewed in page


def test_administrator_sees_and_ends_but_gets_no_secret(client):
    made = ordered(accounts.user(Role.DEPARTMENT))
    client.force_login(accounts.user(Role.ADMINISTRATOR))
    card = f"/webhooks/{made.subscription.pk}/"
    assert client.get(card).status_code == 200
    assert client.post(f"{card}secret/").status_code == 403
    assert client.post(f"{card}end/").status_code == 303
    assert Subscription.objects.get().state == "ended"


def test_stranger_does_not_find_it(client, office):
    made = ordered(accounts.user(Role.DEPARTMENT))
    assert client.get(f"/webhooks/{made.subscription.pk}/").status_code == 404
    assert client.post(f"/webhooks/{made.subscription.pk}/end/").status_code == 404


def test_same_address_twice_is_refused_in_words(client, office):
    ordered(office, str(SENT["address"]))
    page = client.post("/webhooks/new/", SENT)
    assert page.status_code == 422
    assert "уже есть подписка" in page.content.decode()


@pytest.mark.parametrize("fields", [{"address": "gorod.example"}, {"topics": ["нет"]}, {"topics": []}, {"name": ""}])
def test_mistakes_are_asked_again(client, office, fields):
    assert client.post("/webhooks/new/", SENT | fields).status_code == 422
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_card_cost_a_fixed_number_of_queries(client, office, count, django_assert_num_queries):
    for number in range(count):
        subscription = ordered(office, f"{NOWHERE}/{number}").subscription
        now = timezone.now()
        for _message in range(number + 1):
            Delivery.objects.create(subscription=subscription, topic="ping", occurred_at=now, due_at=now)
    client.get("/webhooks/")
    with django_assert_num_queries(5):
        client.get("/webhooks/")
    with django_assert_num_queries(8):
        client.get(f"/webhooks/{subscription.pk}/")
