"""Needs of events: asked, answered, short, moved, copied; who sees and who answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from orgplan.accounts.tests import factories as accounts
from orgplan.audit.models import Entry
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.following import ChangeKind, Decision, Decisions, EventChange
from orgplan.events.rules import EventState
from orgplan.events.tests.factories import event
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.notices.models import Message
from orgplan.resources.actions import (
    add_stock,
    ask_again,
    copy_needs,
    promise_need,
    refuse_need,
    remove_need,
    remove_stock,
    write_need,
    write_resource,
    write_terms,
)
from orgplan.resources.actions.needs import NeedFacts
from orgplan.resources.actions.stock import ResourceFacts
from orgplan.resources.following import ResourcesFollower, ResourcesPart
from orgplan.resources.models import Need, Resource
from orgplan.resources.queries import demand_of_resource, need_rows, overview
from orgplan.resources.tests.factories import BY, need, resource

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 3)
WHEN = "12 августа 2026 года, 14:00–15:30"


@pytest.fixture
def department():
    return accounts.user()


def test_two_events_of_a_day_take_more_than_there_is_and_the_page_says_so(department):
    barriers = resource(amount=100)
    first, second = event(WHEN, title="Парад"), event("13 августа 2026 года", title="Ярмарка")
    need(first, barriers, 60)
    assert overview(department, TODAY).shortages == []
    need(second, barriers, 60, days_before=1)
    (short,) = overview(department, TODAY).shortages
    assert (short.shortage.first, short.shortage.last, short.shortage.short) == (
        date(2026, 8, 12),
        date(2026, 8, 12),
        20,
    )
    assert [each.title for each in short.events] == ["Парад", "Ярмарка"]
    (row,) = need_rows(department, second)
    assert row.short == 20
    assert row.days == ["12–13 августа 2026 года"]


def test_a_refused_need_takes_nothing_and_a_smaller_promise_less(department):
    barriers = resource(amount=100)
    first, second = need(event(WHEN), barriers, 80), need(event(WHEN), barriers, 80)
    assert overview(department, TODAY).shortages[0].shortage.short == 60
    promise_need(first, promised=40, answer="остальное в ремонте", edition=1, by=BY)
    assert overview(department, TODAY).shortages[0].shortage.short == 20
    refuse_need(second, answer="всё занято", edition=1, by=BY)
    assert overview(department, TODAY).shortages == []


def test_what_is_ordered_for_every_event_is_never_short(department):
    flowers = resource("Корзины", amount=0, use="bought")
    of = event(WHEN)
    need(of, flowers, 5)
    page = overview(department, TODAY)
    assert page.shortages == []
    assert page.rows[0].peak.needed == 5
    (row,) = need_rows(department, of)
    assert row.order_by == date(2026, 7, 29)


def test_cancelled_and_deleted_events_take_nothing_and_undated_ones_are_told_apart(department):
    barriers = resource(amount=10)
    need(event(WHEN, state=EventState.CANCELLED), barriers, 60)
    vague = event("в течение августа 2026 года", title="Опрос")
    need(vague, barriers, 60)
    assert overview(department, TODAY).shortages == []
    undated = event("", title="Концерт", timing=Timing(TimingKind.UNSCHEDULED))
    need(undated, barriers, 5)
    found = demand_of_resource(department, barriers, TODAY)
    assert [each.title for each in found.undated] == ["Концерт"]


def test_an_event_that_comes_back_takes_on_each_of_its_days(department):
    barriers = resource(amount=10)
    weekly = event("еженедельно по средам с 1 по 31 августа 2026 года", title="Ярмарка")
    if weekly.timing_kind != TimingKind.RECURRING:
        pytest.skip("the wording is not read as a rule")
    need(weekly, barriers, 20)
    days = [each.shortage.first for each in overview(department, TODAY).shortages]
    assert days[:2] == [date(2026, 8, 5), date(2026, 8, 12)]


def test_who_gives_is_told_of_the_need_and_who_asked_of_the_answer():
    keeper, owner = directory.unit("УДХ", email="udh@example.org"), directory.unit("Культура", email="k@example.org")
    barriers = resource(keeper=keeper)
    made = need(event(WHEN, owner=owner, title="Парад"), barriers, 60, note="площадь")
    asked = Message.objects.get()
    assert asked.recipient_email == "udh@example.org"
    assert "60" in asked.text
    assert "площадь" in asked.text
    refuse_need(made, answer="всё занято", edition=1, by=BY)
    told = Message.objects.exclude(pk=asked.pk).get()
    assert told.recipient_email == "k@example.org"
    assert "всё занято" in told.text


@pytest.mark.parametrize(
    "act",
    [
        lambda made: promise_need(made, promised=0, edition=1, by=BY),
        lambda made: promise_need(made, promised=61, edition=1, by=BY),
        lambda made: promise_need(made, promised=59, edition=1, by=BY),
        lambda made: refuse_need(made, answer="  ", edition=1, by=BY),
        lambda made: write_need(made.event, facts=NeedFacts(made.resource, 5), by=BY),
        lambda made: write_need(made.event, facts=NeedFacts(made.resource, 0), need=made, edition=1, by=BY),
        lambda made: add_stock(made.resource, amount=0, since=TODAY, words="ремонт", by=BY),
        lambda made: add_stock(made.resource, amount=5, since=TODAY, until=date(2026, 8, 1), words="ремонт", by=BY),
        lambda made: add_stock(made.resource, amount=5, since=TODAY, words=" ", by=BY),
        lambda _made: write_resource(facts=ResourceFacts("БАРЬЕРЫ", "шт."), by=BY),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(act):
    made = need(event(WHEN), resource(), 60)
    with pytest.raises(RefusedError) as refusal:
        act(made)
    assert len(str(refusal.value)) > 20
    assert (Need.objects.get().state, Resource.objects.count()) == ("asked", 1)


def test_a_changed_need_is_asked_anew():
    made = need(event(WHEN), resource(), 60)
    promise_need(made, promised=60, edition=1, by=BY)
    write_need(made.event, facts=NeedFacts(made.resource, 70), need=made, edition=2, by=BY)
    made.refresh_from_db()
    assert (made.amount, made.state, made.promised) == (70, "asked", None)


def test_a_moved_event_asks_anew_for_the_new_days_and_says_what_is_missing_there(department):
    keeper = directory.unit("УДХ", email="udh@example.org")
    barriers = resource(amount=100, keeper=keeper)
    moved = event(WHEN, title="Парад")
    mine = need(moved, barriers, 60)
    need(event("20 августа 2026 года"), barriers, 80)
    promise_need(mine, promised=60, edition=1, by=BY)
    after = replace(
        facts_of(moved), timing=Timing(TimingKind.DAYS, (Occurrence(date(2026, 8, 20), date(2026, 8, 20)),))
    )
    shifts = ((ChangeKind.MOVED, "12 августа", "20 августа"),)
    change = EventChange(moved, facts_of(moved), after, shifts)
    (effect,) = ResourcesFollower().preview(change, department)
    assert "не хватает 40" in str(effect.sentence)
    assert effect.default == Decision.UPDATE
    kept = change_event(moved, facts=after, edition=moved.edition, by=BY)
    assert need_rows(department, kept)[0].is_moved
    recorded = replace(change, recorded=kept.changes.get())
    Message.objects.all().delete()
    done = ResourcesFollower().apply(recorded, Decisions({"resources.needs": Decision.UPDATE}), BY)
    assert len(done) == 2
    assert Need.objects.get(pk=mine.pk).state == "asked"
    assert Message.objects.get().recipient_email == "udh@example.org"


def test_a_cancelled_event_tells_who_gives_and_left_as_it_is_nobody(department):
    keeper = directory.unit("УДХ", email="udh@example.org")
    off = event(WHEN)
    need(off, resource(keeper=keeper), 60)
    after = replace(facts_of(off), state=EventState.CANCELLED)
    change = EventChange(off, facts_of(off), after, ((ChangeKind.CANCELLED, "состоится", "отменено"),))
    (effect,) = ResourcesFollower().preview(change, department)
    assert Decision.UPDATE not in effect.may
    assert ResourcesFollower().apply(change, Decisions(), BY) == []
    renamed = replace(change, shifts=((ChangeKind.RENAMED, "а", "б"),))
    assert ResourcesFollower().preview(renamed, department) == []


def test_who_gives_is_told_of_another_place_and_the_promise_stands(department):
    keeper = directory.unit("УДХ", email="udh@example.org")
    of = event(WHEN)
    mine = need(of, resource(keeper=keeper), 60)
    promise_need(mine, promised=60, edition=1, by=BY)
    after = facts_of(of).placed(directory.venue("Стадион"))
    change = EventChange(of, facts_of(of), after, ((ChangeKind.RE_VENUED, "Площадь", "Стадион"),))
    (effect,) = ResourcesFollower().preview(change, department)
    assert (effect.may, effect.default) == ((Decision.NOTIFY, Decision.LEAVE), Decision.NOTIFY)
    assert "Стадион" in str(effect.sentence)
    changed = change_event(of, facts=after, edition=of.edition, by=BY)
    Message.objects.all().delete()
    recorded = replace(change, recorded=changed.changes.get())
    ResourcesFollower().apply(recorded, Decisions({"resources.needs": Decision.NOTIFY}), BY)
    assert Message.objects.get().recipient_email == "udh@example.org"
    assert Need.objects.get(pk=mine.pk).state == "promised"


def test_a_clone_asks_for_the_same_and_nobody_has_answered():
    source, other = event(WHEN), event("1 сентября 2026 года")
    made = need(source, resource(), 60, days_before=1)
    promise_need(made, promised=60, edition=1, by=BY)
    part = ResourcesPart()
    assert part.count(source) == 1
    assert part.copy(source, other, None, BY) == 1
    copied = other.needs.get()
    assert (copied.amount, copied.days_before, copied.state) == (60, 1, "asked")
    assert copy_needs(source, other, by=BY) == 0


def test_every_write_is_in_the_history():
    made = need(event(WHEN), resource(), 60)
    promise_need(made, promised=60, edition=1, by=BY)
    assert ask_again([made], by=BY) == 1
    assert ask_again([made], by=BY) == 0
    entry = made.resource.stock.get()
    remove_stock(entry, by=BY)
    remove_need(made, by=BY)
    write_terms(days_ahead=14, by=BY)
    verbs = set(Entry.objects.filter(verb__startswith="resources.").values_list("verb", flat=True))
    assert verbs == {
        f"resources.{name}"
        for name in [
            "write_resource",
            "add_stock",
            "remove_stock",
            "write_need",
            "promise_need",
            "ask_again",
            "remove_need",
            "write_terms",
        ]
    }


def test_pages_take_as_many_queries_for_many_as_for_few(department, client, django_assert_num_queries):
    client.force_login(department)
    today = timezone.localdate()
    for number in range(12):
        barriers = resource(f"Ресурс {number}", amount=1)
        made = event("", timing=Timing(TimingKind.DAYS, (Occurrence(today, today),)), title=f"Ярмарка {number}")
        need(made, barriers, 3)
        need(event("", timing=Timing(TimingKind.DAYS, (Occurrence(today, today),))), barriers, 3)
    client.get("/resources/")
    with django_assert_num_queries(10):
        page = client.get("/resources/")
    assert len(page.context["page"].shortages) == 12


def test_a_coordinator_answers_for_what_the_own_unit_gives_and_sees_no_strange_titles(client):
    keeper = directory.unit("УДХ")
    coordinator = directory.coordinator(keeper)
    today = timezone.localdate()
    on = Timing(TimingKind.DAYS, (Occurrence(today, today),))
    made = need(event("", timing=on, title="Закрытая встреча"), resource(amount=10, keeper=keeper), 60)
    other = need(event("", timing=on), resource("Сцена", amount=1), 1)
    client.force_login(coordinator)
    assert "Закрытая встреча" not in client.get("/resources/").content.decode()
    assert client.get(f"/resources/needs/{other.pk}/answer/").status_code == 404
    assert client.get(f"/resources/needs/{made.pk}/answer/").status_code == 200
    answer = {"edition": 1, "promised": 10, "answer": "больше нет", "promise": "1"}
    assert client.post(f"/resources/needs/{made.pk}/answer/", answer).status_code == 303
    made.refresh_from_db()
    assert (made.state, made.promised) == ("promised", 10)
    late = client.post(f"/resources/needs/{made.pk}/answer/", answer)
    assert late.status_code in (303, 409, 422)
    made.refresh_from_db()
    assert made.edition == 2
