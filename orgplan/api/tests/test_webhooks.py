from __future__ import annotations

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.accounts.sealing import unseal
from orgplan.api.models import Answer
from orgplan.api.tests.factories import program
from orgplan.webhooks.models import Delivery, Subscription

pytestmark = pytest.mark.django_db

SENT = {"name": "Сайт", "address": "https://gorod.example/hook", "topics": ["event.created", "plan.approved"]}


def test_program_orders_sees_and_ends():
    office = program()
    made = office.post("/webhooks", SENT)
    assert made.status_code == 201, made.content.decode()
    assert made["Cache-Control"] == "no-store"
    (shown,) = office.get("/webhooks").json()["items"]
    assert made.json() == shown | {"secret": unseal(Subscription.objects.get().sealed_secret)}
    assert office.get(f"/webhooks/{shown['id']}").json() == shown
    assert office.client.delete(f"/api/v1/webhooks/{shown['id']}").status_code == 204
    assert office.get("/webhooks").json()["items"] == []
    assert office.client.delete(f"/api/v1/webhooks/{shown['id']}").status_code == 404


def test_secret_is_not_kept_for_repeated_requests():
    office = program()
    first = office.post("/webhooks", SENT, **{"Idempotency-Key": "a"})
    again = office.post("/webhooks", SENT, **{"Idempotency-Key": "a"})
    assert (first.status_code, again.status_code) == (201, 409)
    assert not Answer.objects.exists()


def test_topics_need_the_scope_of_what_they_tell():
    office = program(scopes=(TokenScope.WEBHOOKS, TokenScope.READ_EVENTS))
    refused = office.post("/webhooks", SENT)
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/problems/scope")
    assert "plans:read" in refused.json()["detail"]
    assert office.post("/webhooks", SENT | {"topics": ["event.created"]}).status_code == 201


def test_without_the_scope_nothing_is_ordered():
    assert program(scopes=(TokenScope.READ_EVENTS,)).get("/webhooks").status_code == 403


def test_subscriptions_of_others_are_not_found_even_by_the_administrator():
    made = program().post("/webhooks", SENT).json()
    other = program(Role.ADMINISTRATOR)
    assert other.get("/webhooks").json()["items"] == []
    assert other.get(f"/webhooks/{made['id']}").status_code == 404


@pytest.mark.parametrize(
    ("fields", "status"), [({"address": "http://a:99999/"}, 409), ({"topics": ["нет"]}, 409), ({"topics": []}, 422)]
)
def test_mistakes_are_said(fields, status):
    assert program().post("/webhooks", SENT | fields).status_code == status


def test_trial_message_stands_in_the_log():
    office = program()
    made = office.post("/webhooks", SENT).json()
    ping = office.post(f"/webhooks/{made['id']}/ping", {})
    assert (ping.status_code, ping.json()["state"]) == (202, "waiting")
    (logged,) = office.get(f"/webhooks/{made['id']}/deliveries").json()["items"]
    assert logged["id"] == str(Delivery.objects.get().uid)


def test_secret_is_changed_and_shown_once():
    office = program()
    made = office.post("/webhooks", SENT).json()
    changed = office.post(f"/webhooks/{made['id']}/secret", {})
    assert (changed.status_code, changed["Cache-Control"]) == (200, "no-store")
    subscription = Subscription.objects.get()
    assert [unseal(each) for each in subscription.sealed_secrets(timezone.now())] == [
        changed.json()["secret"],
        made["secret"],
    ]
    assert not Answer.objects.exists()
