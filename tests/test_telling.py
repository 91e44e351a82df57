"""What people are told, over all rooms: whom a change concerns, what is held back, what leaves at once."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import facts_of, prepare_change, propose_change
from orgplan.events.actions.facts import Participant
from orgplan.events.models import Event
from orgplan.events.rules import EventState, ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.instructions.tests import factories as instructions
from orgplan.notices.actions import wishes
from orgplan.notices.actions.gathering import gather
from orgplan.notices.jobs import send_due
from orgplan.notices.models import Message, Notice, NoticeSettings
from orgplan.notices.queries.crowd import Crowd
from orgplan.notices.rules.telling import MuteScope
from orgplan.planning.models import Plan
from orgplan.preparation.tests import factories as preparation
from tests.telling import BY, coordinator, moved, owned_event, planned, soon, told, words_on

WORKDAY = date(2026, 8, 4)
DIGEST_QUERIES = 45
MORNING = timezone.make_aware(datetime.fromisoformat("2026-08-04T09:00"))


@pytest.fixture
def owned(db):
    return owned_event()


def test_change_is_told_to_whom_it_concerns_with_the_reason_and_not_to_who_made_it(owned):
    event, user, clerk = owned
    moved(event, soon(11), by=clerk)
    stranger = coordinator(directory.unit())
    assert told() == 1
    (notice,) = Notice.objects.all()
    assert (notice.user, notice.reason, notice.kind) == (user, "мероприятие вашего подразделения", "event_moved")
    assert "Просьба театра" in notice.words
    assert "→" in notice.words
    assert not Notice.objects.filter(user=stranger).exists()


def test_history_read_twice_tells_once(owned):
    event, _user, _clerk = owned
    moved(event, soon(12))
    first = told()
    assert first == 2
    assert told() == 0


def test_gathering_begins_with_what_happens_from_then_on_and_forgets_nothing(owned):
    event, _user, _clerk = owned
    moved(event, soon(11))
    now = timezone.now()
    assert gather(now=now) == 0
    moved(event, soon(12))
    assert gather(now=timezone.now()) == 2
    assert gather(now=timezone.now()) == 0


def test_drafts_and_changes_that_are_only_prepared_tell_nobody(db):
    unit = directory.unit()
    coordinator(unit)
    accounts.user(Role.DEPARTMENT)
    draft = events.event(words_on(soon(5)), owner=unit, state=EventState.DRAFT)
    moved(draft, soon(6))
    preparation.step(draft, unit=unit)
    standing = planned(soon(7), owner=unit)
    prepare_change(standing, facts=facts_of(standing), edition=standing.edition, reason="думаем", by=BY)
    Plan.objects.create(
        unit=unit,
        kind="month",
        period_code="2026-09",
        title="План",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 9, 30),
    )
    told()
    assert list(Notice.objects.values_list("kind", flat=True)) == []


def test_proposed_change_waits_for_the_department_only(owned):
    event, _user, clerk = owned
    proposed = prepare_change(event, facts=facts_of(event), edition=event.edition, reason="Ремонт зала", by=BY)
    propose_change(proposed, by=BY)
    told()
    assert list(Notice.objects.values_list("user", "kind")) == [(clerk.pk, "proposal_asked")]


def test_who_may_not_see_the_event_is_told_nothing_though_following_it(owned):
    event, _user, _clerk = owned
    stranger = coordinator(directory.unit())
    wishes.watch(user=stranger, subject=f"event:{event.pk}", label="чужое", url="/", by=BY)
    moved(event, soon(11))
    told()
    assert not Notice.objects.filter(user=stranger).exists()


def test_acting_person_is_told_for_the_absent_one(db):
    absent, acting = directory.person(), directory.person()
    today = timezone.localdate()
    directory.absence(absent, today - timedelta(days=1), ends_on=today + timedelta(days=3), acting=acting)
    user = accounts.user(Role.LEADER)
    directory.membership(user, person=acting)
    event = planned(soon(10), participants=(Participant(ParticipationKind.HOSTS, person=absent),))
    moved(event, soon(11))
    told()
    (notice,) = Notice.objects.filter(user=user)
    assert notice.reason.startswith("вы исполняете обязанности")


def test_step_tells_the_one_who_answers_for_it_and_later_of_the_moved_event(owned):
    event, _user, _clerk = owned
    other = directory.unit()
    person = directory.person()
    user = accounts.user(Role.PROTOCOL)
    directory.membership(user, person=person, unit=other)
    preparation.step(event, person=person, unit=other)
    moved(event, soon(20))
    told()
    reasons = set(Notice.objects.filter(user=user).values_list("kind", "reason"))
    assert reasons == {("step_given", "вы отвечаете за шаг"), ("event_moved", "вы отвечаете за шаг")}


def test_instruction_given_tells_its_performers(db):
    unit = directory.unit()
    user = coordinator(unit)
    instructions.instruction(instructions.performer(unit))
    told()
    assert list(Notice.objects.values_list("user", "kind")) == [(user.pk, "instruction_given")]


def test_muted_unit_kind_and_thing_stay_silent_and_come_back(owned):
    event, user, _clerk = owned
    row = wishes.mute(user=user, scope=MuteScope.UNIT, value=str(event.owner_id), label="Театр", by=user)
    moved(event, soon(11))
    told()
    assert Notice.objects.unread().filter(user=user).count() == 0
    wishes.unmute(row, by=user)
    assert Notice.objects.unread().filter(user=user).count() == 1
    wishes.mute(user=user, scope=MuteScope.KIND, value="event_moved", label="Переносы", by=user)
    assert Notice.objects.unread().filter(user=user).count() == 0


@pytest.mark.django_db(transaction=True)
def test_moved_event_of_tomorrow_leaves_at_once_and_tells_why_it_is_urgent(owned, settings):
    settings.ADDRESS = "https://plan.gorod.example"
    event, user, clerk = owned
    moved(event, soon(1), by=clerk)
    told()
    (message,) = Message.objects.filter(user=user)
    assert (message.is_urgent, message.subject) == (True, f"Срочно: {event.title}")
    assert "мероприятие завтра" in message.text
    assert send_due_all() == 1
    email: Any = mail.outbox[0]
    assert email.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert email.extra_headers["List-Unsubscribe"].startswith("<https://plan.gorod.example/notices/stop/")


def send_due_all() -> int:
    return send_due(threading.Event())


def test_urgent_of_many_changes_is_one_letter_of_a_turn(owned):
    event, user, clerk = owned
    moved(event, soon(1), by=clerk)
    moved(event, soon(2), by=clerk)
    told()
    assert Message.objects.filter(user=user).count() == 1
    assert Notice.objects.filter(user=user).count() == 2


def test_quiet_hours_of_the_user_hold_urgent_ones_where_the_user_says_so(owned):
    event, user, clerk = owned
    local = timezone.localtime()
    quiet = {"quiet_since": (local - timedelta(hours=1)).time(), "quiet_until": (local + timedelta(hours=2)).time()}
    NoticeSettings.objects.create(user=user, urgent_in_quiet=False, on_days_off=True, **quiet)
    moved(event, soon(1), by=clerk)
    told()
    assert Message.objects.get(user=user).leaves_at > timezone.now() + timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_letter_is_withheld_where_the_reader_may_see_no_more(owned):
    event, user, clerk = owned
    moved(event, soon(1), by=clerk)
    told()
    Event.objects.filter(pk=event.pk).update(owner=directory.unit())
    send_due_all()
    message = Message.objects.get(user=user)
    assert (message.state, mail.outbox) == ("cancelled", [])
    assert message.taken_back_why == "получатель больше не видит того, о чём письмо"


@pytest.mark.django_db(transaction=True)
def test_closed_sign_in_gets_nothing(owned):
    event, user, clerk = owned
    moved(event, soon(1), by=clerk)
    told()
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    send_due_all()
    assert Message.objects.get(user=user).state == "cancelled"
    assert user.pk not in Crowd(timezone.localdate()).readers
