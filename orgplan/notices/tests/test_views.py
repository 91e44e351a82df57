"""Pages of the outbox."""

from __future__ import annotations

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.notices.actions import Recipient
from orgplan.notices.models import Message
from orgplan.notices.tests.factories import message

pytestmark = pytest.mark.django_db

OUTBOX = "/outbox/"
OUTBOX_QUERIES = 11
# session, reader, rules, counts, workers, last seen, count, rows, troubled, occasions, the section's proposed changes


@pytest.mark.parametrize("number", [1, 3, 120])
def test_outbox_takes_the_same_queries_whatever_the_number(number, client_of, django_assert_num_queries):
    for each in range(number):
        message(about_label=f"План {each}")
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(OUTBOX_QUERIES):
        page = client.get(OUTBOX)
    assert page.status_code == 200


def test_button_says_how_many_leave_and_lets_only_those_go(client_of):
    client = client_of(Role.DEPARTMENT)
    seen = [message(held=True) for _number in range(2)]
    page = client.get(OUTBOX).content.decode()
    assert "Отправить сейчас: 2\N{NO-BREAK SPACE}письма" in page
    unseen = message(held=True)
    answer = client.post(f"{OUTBOX}occasions/{unseen.occasion}/release/", {"up_to": seen[-1].pk}, follow=True)
    assert "2 письма отправляются." in answer.content.decode()
    assert dict(Message.objects.values_list("pk", "state")) == {
        seen[0].pk: "waiting",
        seen[1].pk: "waiting",
        unseen.pk: "held",
    }


def test_letter_without_an_address_is_named_and_can_be_filled_in(client_of):
    client = client_of(Role.PROTOCOL)
    made = message(to=Recipient("Безадресов"))
    page = client.get(OUTBOX).content.decode()
    assert "Без адреса почты: 1\N{NO-BREAK SPACE}письмо" in page
    assert f"{OUTBOX}{made.pk}/change/" in page
    form = {"recipient_email": "b@omsk.example", "subject": made.subject, "text": made.text, "edition": 1, "opened": ""}
    assert client.post(f"{OUTBOX}{made.pk}/change/", form).status_code == 303
    assert Message.objects.get().recipient_email == "b@omsk.example"


@pytest.mark.parametrize(
    ("state", "words"), [("failed", "Такого ящика нет"), ("uncertain", "Связь прервалась до ответа")]
)
def test_letter_that_did_not_leave_stands_first_with_its_reason(state, words, client_of):
    message()
    made = message()
    Message.objects.filter(pk=made.pk).update(state=state, last_error=words, on_wire_at=timezone.now())
    page = client_of(Role.ADMINISTRATOR).get(OUTBOX).content.decode()
    assert words in page
    assert page.index("Не ушли") < page.index("План на август</h2>")


def test_sent_letters_stand_apart(client_of):
    made = message()
    Message.objects.filter(pk=made.pk).update(state="sent", sent_at=timezone.now())
    client = client_of(Role.DEPARTMENT)
    assert made.subject not in client.get(OUTBOX).content.decode()
    assert made.subject in client.get(f"{OUTBOX}?state=sent").content.decode()


def test_outbox_says_that_nobody_sends(client_of):
    message()
    assert "Исполнитель заданий ещё не запускался" in client_of(Role.DEPARTMENT).get(OUTBOX).content.decode()


def test_recipient_sees_the_own_letter_after_it_left(signed_in):
    user = accounts.user(Role.COORDINATOR)
    made = message(to=Recipient(user.name, "k@omsk.example", user))
    client = signed_in(user)
    assert client.get(f"{OUTBOX}{made.pk}/").status_code == 404
    Message.objects.filter(pk=made.pk).update(state="sent", sent_at=timezone.now())
    assert client.get(f"{OUTBOX}{made.pk}/").status_code == 200


def test_unknown_deed_is_not_found(client_of):
    made = message()
    assert client_of(Role.DEPARTMENT).post(f"{OUTBOX}{made.pk}/burn/").status_code == 404


def test_rules_are_changed_on_their_page(client_of):
    client = client_of(Role.DEPARTMENT)
    form = {"quiet_since": "21:00", "quiet_until": "07:30", "signature": "Отдел", "edition": 1, "opened": ""}
    assert client.post(f"{OUTBOX}rules/", form).status_code == 303
    assert 'value="07:30"' in client.get(f"{OUTBOX}rules/").content.decode()
