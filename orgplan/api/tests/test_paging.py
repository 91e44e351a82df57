"""Pages stay whole: whatever people write between two pages, nothing is lost and nothing comes twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgplan.api.rules import Cursor, UnreadableCursorError
from orgplan.api.tests.factories import Program, program
from orgplan.audit.models import Entry
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.language.periods import Period
from orgplan.planning.models import Plan
from orgplan.planning.tests.factories import city_plan
from orgplan.webhooks.models import Delivery, Subscription
from orgplan.webhooks.tests.factories import ordered

pytestmark = pytest.mark.django_db

Deed = tuple[str, int]
#: What somebody does between two pages: the deed, and the row it hits, counted round.
GAPS = st.lists(
    st.lists(st.tuples(st.sampled_from(("change", "new", "gone")), st.integers(0, 9)), max_size=3), max_size=5
)
PROPERTY = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def office() -> Program:
    return program()


def pages(office: Program, path: str, **query: Any) -> Iterator[dict[str, Any]]:
    """Give the pages of a list one after another."""
    cursor: str | None = ""
    while cursor is not None:
        page = office.get(path, cursor=cursor, **query).json()
        yield page
        cursor = page["next"]


def read(office: Program, path: str, gaps: list[list[Deed]], do: Callable[[Deed], None], **query: Any) -> Any:
    """Read all pages, doing the deeds of a gap after each; return the rows as they came, and the first `as_of`."""
    rows: list[dict[str, Any]] = []
    as_of, waiting = "", iter(gaps)
    for page in pages(office, path, **query):
        rows, as_of = rows + page["items"], as_of or page["as_of"]
        for deed in next(waiting, []):
            do(deed)
    return rows, as_of


def edit_events(deed: Deed) -> None:
    """Change, record, or put into the basket an event, as the actions leave it behind."""
    verb, number = deed
    rows = list(Event.objects.order_by("pk"))
    if verb == "new":
        events.event(title="Новое")
        return
    touched = Event.objects.filter(pk=rows[number % len(rows)].pk)
    now = timezone.now()
    if verb == "gone":
        touched.filter(deleted_at=None).update(deleted_at=now, deleted_by="Кто-то", changed_at=now)
    else:
        touched.update(title=f"Изменено {number}", changed_at=now)


@given(gaps=GAPS, later=GAPS, limit=st.integers(1, 3))
@PROPERTY
def test_copy_of_the_events_is_true_after_the_changes_since(office: Program, gaps: Any, later: Any, limit: int) -> None:
    with transaction.atomic():
        for _number in range(4):
            events.event()
        rows, as_of = read(office, "/events", gaps, edit_events, limit=limit)
        versions = [(each["id"], each["changed_at"]) for each in rows]
        assert len(versions) == len(set(versions))
        for deed in (each for gap in later for each in gap):
            edit_events(deed)
        copy = {each["id"]: each for each in rows}
        changes, _as_of = read(office, "/events", [], edit_events, limit=limit, updated_since=as_of)
        copy |= {each["id"]: each for each in changes}
        kept = {key: each["title"] for key, each in copy.items() if each["deleted_at"] is None}
        assert kept == {
            str(uid): title for uid, title in Event.objects.filter(deleted_at=None).values_list("uid", "title")
        }
        transaction.set_rollback(True)


def edit_plans(deed: Deed) -> None:
    """Let history name a plan, or open another one."""
    verb, number = deed
    rows = list(Plan.objects.order_by("pk"))
    if verb == "new":
        city_plan(Period.parse(f"2027-{number + 1:02}"))
        return
    plan = rows[number % len(rows)]
    Plan.objects.filter(pk=plan.pk).update(title=f"План {number}")
    named = {"object_kind": "planning.plan", "object_key": str(plan.pk), "object_label": str(plan)}
    Entry.objects.create(actor="Кто-то", verb="planning.change_plan", **named)


@given(gaps=GAPS, later=GAPS, limit=st.integers(1, 3))
@PROPERTY
def test_copy_of_the_plans_is_true_after_the_changes_since(office: Program, gaps: Any, later: Any, limit: int) -> None:
    with transaction.atomic():
        for number in range(1, 4):
            city_plan(Period.parse(f"2026-{number:02}"))
        rows, as_of = read(office, "/plans", gaps, edit_plans, limit=limit)
        for deed in (each for gap in later for each in gap):
            edit_plans(deed)
        changes, _as_of = read(office, "/plans", [], edit_plans, limit=limit, updated_since=as_of)
        copy = {each["id"]: each["title"] for each in rows + changes}
        assert copy == dict(Plan.objects.values_list("pk", "title"))
        transaction.set_rollback(True)


@given(gaps=GAPS, limit=st.integers(1, 3))
@PROPERTY
def test_each_message_stands_once_in_the_log_however_late_it_came(office: Program, gaps: Any, limit: int) -> None:
    def edit(deed: Deed) -> None:
        verb, number = deed
        if verb == "new":
            write(number)  # of an entry that became visible late: it happened before those already read
        else:
            Delivery.objects.filter(pk__gt=number).update(attempts=number, state="taken")

    def write(minutes: int) -> None:
        past = timezone.now() - timedelta(minutes=minutes)
        Delivery.objects.create(subscription=subscription, topic="ping", occurred_at=past, due_at=past)

    with transaction.atomic():
        subscription = ordered(office.user).subscription
        for minutes in range(4):
            write(minutes)
        rows, _as_of = read(office, f"/webhooks/{subscription.uid}/deliveries", gaps, edit, limit=limit)
        before_last = Delivery.objects.count() - _new_after_the_last_page(rows)
        assert [each["id"] for each in rows] == [
            str(each.uid) for each in Delivery.objects.order_by("pk")[:before_last]
        ]
        assert before_last >= 4
        transaction.set_rollback(True)


def _new_after_the_last_page(rows: list[dict[str, Any]]) -> int:
    """Return how many messages were written after the last one that was read."""
    return Delivery.objects.filter(pk__gt=Delivery.objects.get(uid=rows[-1]["id"]).pk).count()


@given(gaps=GAPS, limit=st.integers(1, 3))
@PROPERTY
def test_each_unit_comes_once_though_names_change(office: Program, gaps: Any, limit: int) -> None:
    def rename(deed: Deed) -> None:
        verb, number = deed
        unit = Unit.objects.order_by("pk")[number % Unit.objects.count()]
        Unit.objects.filter(pk=unit.pk).update(name=("А" if verb == "change" else "Я") + unit.name)

    with transaction.atomic():
        for _number in range(4):
            directory.unit()
        rows, _as_of = read(office, "/units", gaps, rename, limit=limit)
        assert [each["id"] for each in rows] == sorted(Unit.objects.filter(is_active=True).values_list("pk", flat=True))
        transaction.set_rollback(True)


def test_subscriptions_come_by_pages(office: Program) -> None:
    made = [ordered(office.user, f"https://gorod.example/{number}").subscription for number in range(3)]
    shown = [each["id"] for page in pages(office, "/webhooks", limit=2) for each in page["items"]]
    assert shown == [str(each.uid) for each in made]
    assert Subscription.objects.count() == 3


@given(value=st.text(max_size=60), key=st.integers(0, 10**18 - 1))
def test_cursor_is_read_as_it_was_written(value: str, key: int) -> None:
    assert Cursor.read(str(Cursor(value, key))) == Cursor(value, key)


@given(text=st.text(max_size=80))
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    try:
        assert Cursor.read(text).key >= 0
    except UnreadableCursorError:
        return
