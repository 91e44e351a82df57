"""What people are told, over all rooms: whom a change concerns, what is held back, what a morning brings."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.audit.models import Entry
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of, prepare_change, propose_change
from orgplan.events.actions.facts import Participant
from orgplan.events.models import Event
from orgplan.events.queries.told import seen_by
from orgplan.events.rules import EventState, ParticipationKind
from orgplan.events.tests import factories as events
from orgplan.instructions.models import Instruction
from orgplan.instructions.queries.told import seen_by as seen_instructions
from orgplan.instructions.tests import factories as instructions
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.notices.actions import wishes
from orgplan.notices.actions.gathering import gather, write_notices
from orgplan.notices.actions.telling import compose_digests
from orgplan.notices.jobs import send_due
from orgplan.notices.models import Digest, Message, Notice, NoticeSettings
from orgplan.notices.queries.crowd import Crowd
from orgplan.notices.queries.stopping import stop_token
from orgplan.notices.rules.telling import MuteScope
from orgplan.planning.models import Plan
from orgplan.planning.queries.told import seen_by as seen_plans
from orgplan.preparation.tests import factories as preparation

BY = System("тест")
WORKDAY = date(2026, 8, 4)
DIGEST_QUERIES = 45
MORNING = timezone.make_aware(datetime.fromisoformat("2026-08-04T09:00"))


def words_on(day: date, clock: str = "14:00–15:30") -> str:
    months = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    return f"{day.day} {months[day.month - 1]} {day.year} года, {clock}"


def planned(day: date, **facts: Any) -> Event:
    return events.event(words_on(day), state=EventState.PLANNED, **facts)


def moved(event: Event, to: date, by: Any = BY) -> None:
    wording = words_on(to)
    timing = read_timing(wording, Period.parse(str(to.year))).timing
    fresh = Event.objects.get(pk=event.pk)
    facts = replace(facts_of(fresh), wording=wording, timing=timing)
    change_event(fresh, facts=facts, edition=fresh.edition, reason="Просьба театра", by=by)


def coordinator(unit: Any, **fields: Any) -> Any:
    number = accounts.user(Role.COORDINATOR, **{"email": f"u{unit.pk}@omsk.example"} | fields)
    directory.membership(number, unit=unit)
    return number


def told(now: datetime | None = None) -> int:
    return write_notices(list(Entry.objects.order_by("pk")), now=now or timezone.now())


def soon(days: int = 2) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def owned(db):
    """An event of a unit with its coordinator, ten days ahead, and a clerk of the department."""
    unit = directory.unit()
    user = coordinator(unit)
    clerk = accounts.user(Role.DEPARTMENT, email="otdel@omsk.example")
    return planned(soon(10), owner=unit), user, clerk


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
