"""Writing letters, letting them go, holding and taking them back; changing the rules."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgplan.audit.models import Entry
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.notices import actions
from orgplan.notices.actions import OutboxFacts, Recipient, write_message, write_messages
from orgplan.notices.models import Message
from orgplan.notices.queries import outbox_rules
from orgplan.notices.tests.factories import BY, letter, message

pytestmark = pytest.mark.django_db


def test_the_same_key_writes_one_letter_and_returns_it_unchanged():
    first = write_message(
        send_key="напомнить:1",
        to=Recipient("Примеров", "p@omsk.example"),
        subject="План",
        text="Ждём",
        why="вы координатор",
        about_label="План",
        about_url="/plans/",
        by=BY,
    )
    again = write_messages([letter(send_key="напомнить:1", text="Другое"), letter(send_key="напомнить:2")], by=BY)
    assert again[0] == first
    assert Message.objects.get(send_key="напомнить:1").text == "Ждём"
    assert Message.objects.count() == 2


def test_one_key_twice_in_one_call_writes_the_first():
    written = write_messages([letter(send_key="к", text="Один"), letter(send_key="к", text="Два")], by=BY)
    assert [each.text for each in written] == ["Один", "Один"]
    assert Message.objects.count() == 1


def test_letters_are_written_in_the_callers_transaction():
    with transaction.atomic():
        message()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_many_letters_take_few_statements(django_assert_num_queries):
    letters = [letter() for _number in range(30)]
    with django_assert_num_queries(6):  # transaction, known keys, rows, what is stored, entries, its end
        write_messages(letters, by=BY)


def test_letter_without_an_address_stays_a_draft_until_it_has_one():
    made = message(to=Recipient("Безадресов"))
    assert made.state == "held"
    assert actions.release([made], by=BY) == []
    changed = actions.change_message(made, email="b@omsk.example", subject="План", text="Ждём", edition=1, by=BY)
    assert [each.state for each in actions.release([changed], by=BY)] == ["waiting"]


def test_database_lets_nothing_wait_without_an_address():
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message().pk).update(recipient_email="")


def test_release_sends_at_once_what_would_leave_later_and_says_who_let_it():
    made = message(leaves_at=timezone.now() + timedelta(days=1), held=True)
    (released,) = actions.release([made], by=BY)
    assert released.leaves_at <= timezone.now()
    assert released.released_by == "проба"
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "notices.write_messages",
        "notices.release",
    ]


def test_only_letters_that_the_table_lets_pass_are_held_and_taken_back():
    waiting, held = message(), message(held=True)
    assert actions.hold([waiting, held], by=BY) == [waiting]
    assert [each.state for each in actions.cancel([waiting, held], by=BY)] == ["cancelled", "cancelled"]
    assert actions.cancel([waiting, held], by=BY) == []
    assert [each.state for each in actions.hold([waiting], by=BY)] == ["held"]


@pytest.mark.parametrize("state", ["failed", "uncertain"])
def test_letter_that_did_not_leave_is_sent_again_from_its_first_attempt(state):
    made = message()
    Message.objects.filter(pk=made.pk).update(state=state, attempts=8, on_wire_at=timezone.now())
    (again,) = actions.send_again([made], by=BY)
    assert (again.state, again.attempts, again.on_wire_at) == ("waiting", 0, None)


def test_letter_that_arrived_is_marked_as_sent():
    made, moment = message(), timezone.now()
    Message.objects.filter(pk=made.pk).update(state="uncertain", on_wire_at=moment)
    (confirmed,) = actions.confirm_sent([made], by=BY)
    assert (confirmed.state, confirmed.sent_at) == ("sent", moment)


def test_letter_changed_meanwhile_and_letter_that_left_are_not_changed():
    made = message(held=True)
    with pytest.raises(ChangedMeanwhileError):
        actions.change_message(made, email="", subject="План", text="Ждём", edition=7, by=BY)
    Message.objects.filter(pk=made.pk).update(state="sent", sent_at=timezone.now())
    with pytest.raises(RefusedError, match="отправлено"):
        actions.change_message(made, email="", subject="План", text="Ждём", edition=1, by=BY)


def test_waiting_letter_keeps_its_address():
    with pytest.raises(RefusedError, match="адрес"):
        actions.change_message(message(), email="", subject="План", text="Ждём", edition=1, by=BY)


def test_rules_are_one_row_that_two_people_do_not_overwrite():
    facts = OutboxFacts(time(22), time(7), quiet_days_off=False, resend_uncertain=False, signature="Отдел")
    assert outbox_rules().quiet_since == time(20)
    changed = actions.change_outbox_rules(facts=facts, edition=1, by=BY)
    assert (outbox_rules().signature, changed.edition) == ("Отдел", 2)
    with pytest.raises(ChangedMeanwhileError):
        actions.change_outbox_rules(facts=facts, edition=1, by=BY)
