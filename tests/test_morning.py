"""What a morning brings, over all rooms: digests, the page of notices, links of letters, settings."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.queries.told import seen_by
from orgplan.instructions.models import Instruction
from orgplan.instructions.queries.told import seen_by as seen_instructions
from orgplan.instructions.tests import factories as instructions
from orgplan.notices.actions.telling import compose_digests
from orgplan.notices.models import Digest, Message, Notice, NoticeSettings
from orgplan.notices.queries.crowd import Crowd
from orgplan.notices.queries.stopping import stop_token
from orgplan.planning.models import Plan
from orgplan.planning.queries.told import seen_by as seen_plans
from tests.telling import coordinator, moved, owned_event, planned, soon, told

WORKDAY = date(2026, 8, 4)
DIGEST_QUERIES = 50
MORNING = timezone.make_aware(datetime.fromisoformat("2026-08-04T09:00"))


@pytest.fixture
def owned(db):
    return owned_event()


def at_morning(unit: Any) -> Event:
    return planned(WORKDAY, owner=unit)


def test_digest_is_one_letter_a_day_and_none_where_there_is_nothing(db):
    unit = directory.unit()
    user, idle = coordinator(unit), coordinator(directory.unit())
    event = at_morning(unit)
    assert compose_digests(now=MORNING) == 1
    assert compose_digests(now=MORNING + timedelta(hours=1)) == 0
    message = Message.objects.get()
    assert (message.user, event.title in message.text, event.title in message.html) == (user, True, True)
    assert Digest.objects.get(user=idle).message is None


def test_after_an_outage_of_days_one_digest_tells_everything(owned):
    event, user, clerk = owned
    Event.objects.filter(pk=event.pk).update(first_day=WORKDAY)
    moved(event, soon(30), by=clerk)
    told()
    Notice.objects.update(written_at=MORNING - timedelta(days=3))
    Digest.objects.create(user=user, day=WORKDAY - timedelta(days=4), until=MORNING - timedelta(days=4))
    compose_digests(now=MORNING)
    assert Message.objects.filter(user=user).count() == 1
    assert Message.objects.get(user=user).text.count("Просьба театра") == 1


def test_digest_that_never_left_is_taken_back_and_told_again(db):
    unit = directory.unit()
    user = coordinator(unit)
    at_morning(unit)
    compose_digests(now=MORNING)
    planned(WORKDAY + timedelta(days=1), owner=unit)
    compose_digests(now=MORNING + timedelta(days=1))
    assert sorted(Message.objects.filter(user=user).values_list("state", flat=True)) == ["cancelled", "waiting"]


def test_digest_keeps_its_hour_the_night_and_days_off(db):
    unit = directory.unit()
    user = coordinator(unit)
    at_morning(unit)
    planned(date(2026, 8, 8), owner=unit)
    NoticeSettings.objects.create(user=user, digest_at=time(10, 30))
    assert compose_digests(now=MORNING) == 0
    assert compose_digests(now=MORNING.replace(hour=23)) == 0
    assert compose_digests(now=MORNING.replace(day=8, hour=11)) == 0
    assert compose_digests(now=MORNING.replace(hour=11)) == 1


def test_user_without_an_email_has_the_page_only(db):
    unit = directory.unit()
    user = coordinator(unit, email="")
    event = planned(soon(10), owner=unit)
    moved(event, soon(1))
    told()
    assert Notice.objects.filter(user=user).count() == 1
    at_morning(unit)
    compose_digests(now=MORNING)
    assert not Message.objects.filter(user=user).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_digests_take_the_same_reads_whatever_the_number_of_readers(number, django_assert_max_num_queries):
    for _each in range(number):
        unit = directory.unit()
        coordinator(unit)
        at_morning(unit)
    with django_assert_max_num_queries(DIGEST_QUERIES):
        compose_digests(now=MORNING)
    assert Message.objects.count() == number


@pytest.mark.django_db
def test_seen_by_says_what_visible_to_says_for_every_role():
    units = [directory.unit() for _number in range(2)]
    made = [planned(soon(3), owner=units[0]), planned(soon(4), owner=units[1], co_owners=(units[0],))]
    given = [instructions.instruction(instructions.performer(unit)) for unit in units]
    month = {"kind": "month", "period_code": "2026-09", "starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 30)}
    plans = [Plan.objects.create(unit=unit, title="План", **month) for unit in (*units, None)]
    users = [accounts.user(role) for role in Role] + [accounts.user(Role.COORDINATOR)]
    for number, user in enumerate(users):
        directory.membership(user, unit=units[number % 2], person=given[0].person if number % 2 else None)
    readers = Crowd(timezone.localdate()).readers.values()
    for seen, rows, model in (
        (seen_by, made, Event),
        (seen_instructions, given, Instruction),
        (seen_plans, plans, Plan),
    ):
        keys = [row.pk for row in rows]
        expected = {
            (user.pk, key)
            for user in users
            for key in model.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)
        }
        assert seen(readers, keys) == expected


# Pages.


def test_page_bundles_changes_of_one_event_and_marks_them_read(owned, signed_in):
    event, user, clerk = owned
    for days in (11, 12, 13, 14, 15):
        moved(event, soon(days), by=clerk)
    told()
    client = signed_in(user)
    page = client.get("/notices/").content.decode()
    assert page.count("Почему вам: мероприятие вашего подразделения.") == 1
    assert "5\N{NO-BREAK SPACE}уведомлений" in page
    last = Notice.objects.filter(user=user).order_by("-pk")[0].pk
    client.post("/notices/read/", {"subject": f"event:{event.pk}", "up_to": last})
    assert Notice.objects.unread().filter(user=user).count() == 0


def test_page_takes_the_same_queries_whatever_the_number(owned, signed_in, django_assert_num_queries):
    event, user, clerk = owned
    client = signed_in(user)
    client.get("/notices/")
    counts = []
    for days in (11, 12):
        moved(event, soon(days), by=clerk)
        planned_more = planned(soon(15), owner=event.owner)
        moved(planned_more, soon(16), by=clerk)
        told()
        with CaptureQueriesContext(connection) as captured:
            client.get("/notices/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12


def test_mute_from_the_page_offers_its_undo(owned, signed_in):
    event, user, clerk = owned
    moved(event, soon(11), by=clerk)
    told()
    client = signed_in(user)
    notice = Notice.objects.get(user=user)
    answer = client.post(f"/notices/{notice.pk}/mute/subject/", follow=True).content.decode()
    assert "Больше не сообщаем" in answer
    assert "/unmute/" in answer
    assert client.post(f"/notices/{notice.pk}/mute/all/").status_code == 404


def test_link_of_a_letter_asks_first_and_mutes_by_one_press_without_a_sign_in(owned, client):
    event, user, _clerk = owned
    address = f"/notices/stop/{stop_token(user.pk, f'subject:event:{event.pk}')}/"
    assert event.title in client.get(address).content.decode()
    assert not user.mutes.exists()
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert user.mutes.get().way == "letter"
    client.post(address, {"undo": "1"})
    assert not user.mutes.exists()
    assert client.get("/notices/stop/forged/").status_code == 404


def test_link_of_a_digest_switches_it_off(owned, client):
    _event, user, _clerk = owned
    client.post(f"/notices/stop/{stop_token(user.pk, 'digest:')}/")
    assert not NoticeSettings.objects.get(user=user).has_digest


def test_settings_refuse_half_of_quiet_hours_and_keep_the_rest(owned, signed_in):
    _event, user, _clerk = owned
    client = signed_in(user)
    form = {"has_digest": "on", "digest_at": "07:30", "quiet_since": "21:00", "edition": 1, "opened": ""}
    assert client.post("/notices/settings/", form).status_code == 422
    assert client.post("/notices/settings/", form | {"quiet_until": "07:00"}).status_code == 303
    assert 'value="07:30"' in client.get("/notices/settings/").content.decode()


def test_history_is_for_the_department(owned, signed_in):
    event, user, clerk = owned
    moved(event, soon(11))
    told()
    page = signed_in(clerk).get("/notices/history/").content.decode()
    assert user.name in page
    assert signed_in(user).get("/notices/history/").status_code == 403
