"""From a change to the program: real HTTP on the loopback."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Event as Flag

import pytest
from django.utils import timezone

from orgplan.accounts.actions.users import close_user
from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.api.tests.factories import program
from orgplan.audit.models import Entry
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import Chosen, change_event, facts_of, put_into_basket
from orgplan.events.models import Event
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.tests import factories as planning
from orgplan.webhooks.actions.sending import claim_delivery, forget_old
from orgplan.webhooks.actions.subscriptions import (
    drop_former_secret,
    renew_secret,
    resume_subscription,
    send_message_again,
    send_ping,
)
from orgplan.webhooks.jobs import SIGNATURE, tell_programs
from orgplan.webhooks.models import Delivery, Reading, Subscription
from orgplan.webhooks.rules import LATE, LEASE, MOST_ATTEMPTS, is_signed
from orgplan.webhooks.tests.factories import BY, NOWHERE, ordered, recorded, turn

pytestmark = pytest.mark.django_db


def due_now():
    Delivery.objects.filter(state="waiting").update(due_at=timezone.now())


def test_change_reaches_the_program_signed_and_as_the_interface_shows_it(office, receiver):
    secret = ordered(office, receiver.address).secret
    event = recorded()
    turn()
    (message,) = receiver.taken
    assert is_signed(message.headers[SIGNATURE], secret, message.body, now=int(timezone.now().timestamp()))
    assert message.headers["User-Agent"] == "Orgplan-Webhooks/1"
    assert message.content["topic"] == message.headers["Orgplan-Topic"] == "event.created"
    assert message.content["id"] == message.headers["Orgplan-Delivery"]
    url = f"https://plan.gorod.example/api/v1/events/{event.uid}"
    assert message.content["object"] == {"kind": "event", "id": str(event.uid), "url": url}
    assert message.content["data"] == program(user=office).get(f"/events/{event.uid}").json()


def test_change_and_deletion_have_their_topics(office, receiver):
    ordered(office, receiver.address)
    event = recorded()
    event = change_event(event, facts=facts_of(event), edition=event.edition, by=BY)
    put_into_basket(chosen=[Chosen(event, event.edition)], by=BY)
    turn()
    assert [each.content["topic"] for each in receiver.taken] == ["event.created", "event.changed", "event.deleted"]


def test_plan_is_told_from_draft_to_approval(office, receiver):
    ordered(office, receiver.address, "plan.approved")
    plan = planning.city_plan()
    approve_plan(plan=plan, approved_on=date(2026, 7, 25), approver_name="О.", approver_post="Мэр", basis="", by=BY)
    turn()
    assert [(each.content["topic"], each.content["object"]["id"]) for each in receiver.taken] == [
        ("plan.approved", str(plan.pk))
    ]
    assert receiver.taken[0].content["data"]["state"] == "approved"


def test_what_happened_before_the_order_is_not_told(office, receiver):
    recorded()
    ordered(office, receiver.address)
    turn()
    assert receiver.taken == []


def test_topics_that_were_not_ordered_are_not_told(office, receiver):
    ordered(office, receiver.address, "event.deleted")
    recorded()
    turn()
    assert receiver.taken == []


def test_coordinator_is_told_of_the_own_unit_only(receiver):
    own, other = directory.unit(), directory.unit()
    ordered(directory.coordinator(own), receiver.address)
    recorded(owner=other)
    mine = recorded(owner=own)
    turn()
    assert [each.content["object"]["id"] for each in receiver.taken] == [str(mine.uid)]
    assert Delivery.objects.count() == 1


def test_event_given_to_another_unit_is_told_by_identity_only(receiver):
    own, other = directory.unit(), directory.unit()
    ordered(directory.coordinator(own), receiver.address)
    event = recorded(owner=own)
    turn()
    Event.objects.filter(pk=event.pk).update(owner=other, title="Тайное")
    event.refresh_from_db()
    change_event(event, facts=facts_of(event), edition=event.edition, by=BY)
    turn()
    last = receiver.taken[-1].content
    assert (last["object"]["id"], last["data"]) == (str(event.uid), None)
    assert "Тайное" not in receiver.taken[-1].body.decode()
    assert Delivery.objects.latest("pk").about == ""


def test_failure_is_tried_again_with_the_same_id_after_a_pause(office, receiver):
    ordered(office, receiver.address)
    receiver.statuses, receiver.answer = [500], "Занято\0".encode()
    recorded()
    turn()
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.http_status, waiting.said) == ("waiting", 500, "Ответ 500: Занято")
    assert waiting.due_at > timezone.now()
    turn()
    assert len(receiver.taken) == 1  # the pause is kept
    due_now()
    turn()
    first, again = receiver.taken
    assert first.content["id"] == again.content["id"]
    assert Delivery.objects.get().state == "taken"
    assert Subscription.objects.get().failures == 0


def test_worker_killed_in_the_middle_loses_nothing(office, receiver):
    ordered(office, receiver.address)
    recorded()
    tell_programs_read_only()
    taken = claim_delivery(token="мёртвый", now=timezone.now())
    assert turn() == 0
    assert receiver.taken == []
    Delivery.objects.update(leased_until=timezone.now() - LEASE)
    turn()
    assert [each.content["id"] for each in receiver.taken] == [str(taken.uid)]
    assert Delivery.objects.get().attempts == 2


def tell_programs_read_only():
    """Read history and send nothing: the worker is asked to end."""
    ending = Flag()
    ending.set()
    tell_programs(ending)


def test_entry_that_became_visible_late_is_told_once(office):
    ordered(office)
    recorded()
    recorded()
    tell_programs_read_only()
    Delivery.objects.earliest("entry_key").delete()  # as if its entry had not been committed yet
    passed = timezone.now() - timedelta(minutes=2)
    Reading.objects.update(looked_back_at=passed)
    tell_programs_read_only()
    Reading.objects.update(looked_back_at=passed)
    tell_programs_read_only()
    assert Delivery.objects.count() == 2
    assert Entry.objects.filter(at__gte=passed - LATE).exists()


def test_cursor_passes_over_entries_once(office):
    ordered(office)
    recorded()
    tell_programs_read_only()
    assert Reading.objects.get().last_entry == Entry.objects.latest("pk").pk


def test_failures_in_a_row_pause_the_subscription_and_keep_the_messages(office, receiver):
    subscription = ordered(office, receiver.address).subscription
    receiver.status = 503
    recorded()
    turn()
    for _number in range(MOST_ATTEMPTS - 1):
        due_now()
        turn()
    subscription.refresh_from_db()
    assert subscription.state == "paused"
    assert subscription.said.startswith(f"Программа {MOST_ATTEMPTS} раз подряд не приняла сообщение")
    recorded("Второе")
    turn()
    assert len(receiver.taken) == MOST_ATTEMPTS
    receiver.status = 200
    resume_subscription(subscription, by=BY)
    turn()
    assert {each.state for each in Delivery.objects.all()} == {"taken"}
    assert len(receiver.taken) == MOST_ATTEMPTS + 2


def test_answer_gone_ends_the_subscription(office, receiver):
    ordered(office, receiver.address)
    receiver.status = 410
    recorded()
    turn()
    assert Subscription.objects.get().state == "ended"
    recorded()
    turn()
    assert len(receiver.taken) == 1


def test_for_a_day_messages_bear_the_signatures_of_both_secrets(office, receiver):
    former = ordered(office, receiver.address)
    renewed = renew_secret(former.subscription, by=BY)
    recorded()
    turn()
    Subscription.objects.update(former_until=timezone.now() - timedelta(seconds=1))
    recorded("Второе")
    turn()
    now = int(timezone.now().timestamp())
    held = [
        [is_signed(each.headers[SIGNATURE], secret, each.body, now=now) for secret in (renewed.secret, former.secret)]
        for each in receiver.taken
    ]
    assert held == [[True, True], [True, False]]


def test_former_secret_is_ended_at_once(office, receiver):
    former = ordered(office, receiver.address)
    renew_secret(former.subscription, by=BY)
    drop_former_secret(former.subscription, by=BY)
    recorded()
    turn()
    (message,) = receiver.taken
    assert not is_signed(message.headers[SIGNATURE], former.secret, message.body, now=int(timezone.now().timestamp()))
    with pytest.raises(RefusedError, match="один секрет"):
        drop_former_secret(former.subscription, by=BY)


def test_closed_holder_is_told_nothing_more(office, receiver):
    accounts.user(Role.ADMINISTRATOR)
    ordered(office, receiver.address)
    recorded()
    tell_programs_read_only()
    close_user(office, reason="Уволился", heir=None, by=BY)
    turn()
    assert receiver.taken == []
    assert Delivery.objects.get().state == "dropped"
    recorded()
    turn()
    assert Delivery.objects.count() == 1


def test_ping_tries_the_way_once_and_pauses_nothing(office, receiver):
    subscription = ordered(office, receiver.address).subscription
    receiver.status = 500
    send_ping(subscription, by=BY)
    turn()
    assert receiver.taken[0].content["topic"] == "ping"
    assert Delivery.objects.get().state == "failed"
    subscription.refresh_from_db()
    assert subscription.failures == 0


def test_message_is_sent_once_more_with_its_id(office, receiver):
    ordered(office, receiver.address)
    recorded()
    turn()
    send_message_again(Delivery.objects.get(), by=BY)
    turn()
    first, again = receiver.taken
    assert first.content["id"] == again.content["id"]


def test_changed_signing_key_asks_for_a_new_secret(office, receiver, settings):
    ordered(office, receiver.address)
    recorded()
    settings.SECRET_KEY = "другой ключ установки"
    turn()
    subscription = Subscription.objects.get()
    assert (subscription.state, receiver.taken) == ("paused", [])
    assert "новый секрет" in subscription.said
    assert Delivery.objects.get().state == "waiting"


def test_messages_of_a_month_ago_are_forgotten(office):
    ordered(office)
    recorded()
    tell_programs_read_only()
    assert forget_old(before=timezone.now() - timedelta(days=30)) == 0
    assert forget_old(before=timezone.now() + timedelta(days=1)) == 1


def test_worker_without_subscriptions_asks_once(django_assert_num_queries):
    with django_assert_num_queries(2):  # are there subscriptions; is anything due
        turn()


@pytest.mark.parametrize("count", [1, 3])
def test_reading_costs_a_fixed_number_of_queries(count, office, django_assert_num_queries):
    ordered(office, NOWHERE, "event.created")
    for _number in range(count):
        recorded()
    with django_assert_num_queries(8):
        tell_programs_read_only()
    assert Delivery.objects.count() == count
