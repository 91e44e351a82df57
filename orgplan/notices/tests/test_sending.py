"""What the worker does with letters: quiet hours, lost leases, the words of the letter itself."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from orgplan.notices import actions
from orgplan.notices.actions import OutboxFacts
from orgplan.notices.actions.sending import claim_messages, mark_on_wire, mark_put_off, take_back_lost
from orgplan.notices.jobs import send_due
from orgplan.notices.models import Message
from orgplan.notices.queries import outbox_rules
from orgplan.notices.rules import LEASE, MOST_ATTEMPTS
from orgplan.notices.tests.factories import BY, message

pytestmark = pytest.mark.django_db(transaction=True)


def rules(**changed) -> None:
    now = timezone.localtime()
    quiet: dict[str, Any] = {
        "quiet_since": (now - timedelta(hours=1)).time(),
        "quiet_until": (now + timedelta(hours=1)).time(),
    }
    given = quiet | {"quiet_days_off": False, "resend_uncertain": False, "signature": ""}
    actions.change_outbox_rules(facts=OutboxFacts(**given | changed), edition=outbox_rules().edition, by=BY)


def test_due_letters_leave_once_with_their_mark_and_their_reason(settings):
    settings.ADDRESS = "https://plan.gorod.example"
    made, later = message(), message(leaves_at=timezone.now() + timedelta(hours=1))
    message(held=True)
    assert send_due(Event()) == 1
    assert send_due(Event()) == 0
    email: Any = mail.outbox[0]
    made.refresh_from_db()
    assert (made.state, made.attempts, made.message_id) == ("sent", 1, email.extra_headers["Message-ID"])
    assert email.to == [f"{email.to[0].partition(' <')[0]} <{made.recipient_email}>"]
    assert email.body.startswith("Просим прислать план.")
    assert "План на август: https://plan.gorod.example/plans/" in email.body
    assert "Вы получили это письмо, потому что вы координатор подразделения." in email.body
    assert email.alternatives[0][1] == "text/html"
    assert Message.objects.get(pk=later.pk).state == "waiting"


def test_letter_names_no_page_where_the_product_has_no_address():
    message()
    send_due(Event())
    email: Any = mail.outbox[0]
    assert "127.0.0.1" not in email.body + email.alternatives[0][0]


def test_text_of_people_is_escaped_in_html_and_left_alone_in_plain_text():
    message(text="5 < 6 & «так»")
    send_due(Event())
    email: Any = mail.outbox[0]
    assert email.body.startswith("5 < 6 & «так»")
    assert "5 &lt; 6 &amp; «так»" in email.alternatives[0][0]


def test_quiet_hours_hold_all_but_the_urgent():
    rules()
    calm, urgent = message(urgent=False), message()
    assert send_due(Event()) == 1
    assert [Message.objects.get(pk=each.pk).state for each in (calm, urgent)] == ["waiting", "sent"]


def test_worker_that_is_ending_gives_back_what_it_took():
    message()
    ending = Event()
    ending.set()
    send_due(ending)
    assert Message.objects.get().state == "waiting"
    assert mail.outbox == []


@pytest.mark.parametrize(("resend", "state"), [(False, "uncertain"), (True, "waiting")])
def test_letters_of_a_dead_worker_are_freed_after_its_lease(resend, state):
    message(), message()
    now = timezone.now()
    first, second = claim_messages(token="мёртвый", urgent_only=False, now=now)
    assert mark_on_wire(first, now=now)
    assert take_back_lost(resend=resend, now=now + LEASE - timedelta(seconds=1)) == 0
    take_back_lost(resend=resend, now=now + LEASE + timedelta(seconds=1))
    assert [Message.objects.get(pk=each.pk).state for each in (first, second)] == [state, "waiting"]


def test_what_another_worker_took_over_does_not_go_out():
    message()
    now = timezone.now()
    (mine,) = claim_messages(token="первый", urgent_only=False, now=now)
    take_back_lost(resend=False, now=now + LEASE * 2)
    claim_messages(token="второй", urgent_only=False, now=now)
    assert not mark_on_wire(mine, now=now)


def test_letter_put_off_too_often_fails_with_the_servers_words():
    made, now = message(), timezone.now()
    for attempt in range(MOST_ATTEMPTS):
        Message.objects.filter(pk=made.pk).update(leaves_at=now)
        (mine,) = claim_messages(token=f"т{attempt}", urgent_only=False, now=now)
        mark_on_wire(mine, now=now)
        assert mark_put_off(mine, words="позже", now=now) == (attempt < MOST_ATTEMPTS - 1)
    made.refresh_from_db()
    assert (made.state, made.attempts, made.last_error) == ("failed", MOST_ATTEMPTS, "позже")
    assert claim_messages(token="ещё", urgent_only=False, now=now) == []


def test_letter_that_a_person_sends_at_once_does_not_wait_for_the_morning():
    rules()
    pressed, other = message(urgent=False, held=True), message(urgent=False)
    actions.release([pressed], by=BY)
    assert send_due(Event()) == 1
    assert [Message.objects.get(pk=each.pk).state for each in (pressed, other)] == ["sent", "waiting"]


def test_letter_that_is_let_go_at_its_time_keeps_the_quiet_hours():
    rules()
    one = message(urgent=False, held=True)
    actions.release([one], at_once=False, by=BY)
    assert (send_due(Event()), Message.objects.get(pk=one.pk).state) == (0, "waiting")
