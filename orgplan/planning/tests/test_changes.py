"""Changes of events that stand in approved plans: the ground that is asked, what is recorded, who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.events.actions import (
    Wanted,
    apply_change,
    change_event,
    change_events,
    create_event,
    facts_of,
    from_plain,
    prepare_change,
    take_back_change,
    to_plain,
)
from orgplan.events.following import Basis, ChangeKind, Decision, GroundNeededError, ProposalOnlyError
from orgplan.events.models import Change, Event
from orgplan.events.rules import EventState
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan, take_events, take_out
from orgplan.planning.models import ApprovalRule, ItemChange, Plan, PlanVersion
from orgplan.planning.queries.approval import points_of_events
from orgplan.planning.tests.factories import BY, city_plan, line

pytestmark = pytest.mark.django_db

MEMO = Basis("служебная записка", "15-п", date(2026, 8, 3))


def approved(plan: Plan | None = None, **fields: Any) -> Event:
    """An event of an approved August plan."""
    plan = plan or city_plan()
    event = accept_lines(plan=plan, lines=[line(**fields)], by=BY)[0].event
    assert event is not None
    approve(plan)
    return event


def approve(plan: Plan) -> PlanVersion:
    return approve_plan(
        plan=plan, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY
    )


def moved(event: Event, when: str = "20 августа, 15:00"):
    timing = read_timing(when, Period.parse("2026-08")).timing
    return replace(facts_of(event), timing=timing, wording=when)


def test_draft_and_unplanned_events_ask_no_ground():
    event = accept_lines(plan=city_plan(), lines=[line()], by=BY)[0].event
    assert event is not None
    change_event(event, facts=moved(event), edition=event.edition, by=BY)
    assert Change.objects.get().kinds == "moved"


@pytest.mark.parametrize(
    ("reason", "basis", "words"),
    [
        ("", Basis(), "причину и основание"),
        ("  ", MEMO, "причину изменения"),
        ("Зал занят", Basis(" "), "основание изменения"),
    ],
)
def test_change_of_an_approved_event_is_refused_without_its_ground(reason, basis, words):
    event = approved()
    with pytest.raises(GroundNeededError, match=words) as refused:
        change_event(event, facts=moved(event), edition=event.edition, reason=reason, basis=basis, by=BY)
    assert "утверждённый 25 июля 2026" in str(refused.value)
    event.refresh_from_db()
    assert (event.first_day, event.edition, Change.objects.count()) == (date(2026, 8, 12), 1, 0)


def test_change_is_recorded_with_its_ground_and_never_rewritten():
    event = approved()
    change_event(event, facts=moved(event), edition=1, reason="Зал занят", basis=MEMO, by=BY)
    change = Change.objects.get()
    assert (change.kind_list, change.reason) == ([ChangeKind.MOVED], "Зал занят")
    assert change.ground.words == "служебная записка от 03.08.2026 № 15-п"
    assert change.shown == [["moved", "12 августа 2026 года, 14:00", "20 августа 2026 года, 15:00"]]
    for rewrite in (change.save, change.delete, Change.objects.all().delete, lambda: Change.objects.update(reason="")):
        with pytest.raises(TypeError):
            rewrite()


def test_rule_of_the_kind_decides_what_is_asked():
    event = approved()
    ApprovalRule.objects.create(kind="month", asks_reason=False, asks_basis=False)
    change_event(event, facts=facts_of(event).cancelled(), edition=1, by=BY)
    assert Change.objects.get().kinds == "cancelled"


def test_held_and_note_ask_nothing():
    event = approved()
    held = change_event(event, facts=replace(facts_of(event), state=EventState.HELD, note="Было"), edition=1, by=BY)
    assert held.state == EventState.HELD


def test_event_taken_out_of_the_plan_asks_nothing():
    event = approved()
    with pytest.raises(RefusedError, match="причину и основание"):
        take_out(event.plan_items.get(), reason="", by=BY)
    take_out(event.plan_items.get(), reason="Не состоится", basis=MEMO, by=BY)
    change_event(event, facts=facts_of(event).placed(words="каб. 401"), edition=1, by=BY)
    kept = ItemChange.objects.get()
    assert (kept.came_in, kept.reason, kept.event_label) == (False, "Не состоится", event.title)


def test_event_comes_into_an_approved_plan_with_a_ground():
    event = approved()
    plan = event.plan_items.get().plan
    other = create_event(facts=replace(facts_of(event), title="Иное"), by=BY)
    with pytest.raises(RefusedError, match="причину и основание"):
        take_events(plan=plan, events=[other], by=BY)
    assert take_events(plan=plan, events=[other], reason="Поручение", basis=MEMO, by=BY) == 1
    assert ItemChange.objects.get().came_in


def test_coordinator_may_only_propose_unless_the_rule_lets():
    event = approved()
    unit_user = accounts.user(Role.COORDINATOR)
    with pytest.raises(ProposalOnlyError, match="Решение об этом изменении принимает отдел"):
        change_event(event, facts=moved(event), edition=1, reason="Зал занят", basis=MEMO, by=unit_user)
    ApprovalRule.objects.create(kind="month", units_change=True)
    change_event(event, facts=moved(event), edition=1, reason="Зал занят", basis=MEMO, by=unit_user)
    assert Change.objects.count() == 1


def test_many_are_changed_at_once_or_none():
    plan = city_plan()
    lines = accept_lines(plan=plan, lines=[line(), line(), line()], by=BY)
    events = [each.event for each in lines if each.event]
    approve(plan)
    wanted = [Wanted(each, moved(each), each.edition) for each in events]
    with pytest.raises(GroundNeededError):
        change_events(wanted=wanted, reason="Зал занят", by=BY)
    events[2].edition += 1
    events[2].save()
    with pytest.raises(ChangedMeanwhileError):
        change_events(wanted=wanted, reason="Зал занят", basis=MEMO, by=BY)
    assert Change.objects.count() == 0
    wanted[2] = Wanted(events[2], moved(events[2]), 2)
    change_events(wanted=wanted, reason="Зал занят", basis=MEMO, by=BY)
    assert set(Event.objects.values_list("first_day", flat=True)) == {date(2026, 8, 20)}
    assert Change.objects.count() == 3


def test_facts_survive_being_kept_as_plain_data():
    event = approved(responsible=[{"name": "Примеров П. П.", "by_agreement": True}])
    assert from_plain(to_plain(facts_of(event))) == facts_of(event)


def test_parts_move_along_where_it_was_decided_and_come_back():
    event = approved()
    part, other = (create_event(facts=replace(facts_of(event), part_of=event), by=BY) for _number in range(2))
    proposed = prepare_change(event, facts=moved(event), edition=1, reason="Зал занят", basis=MEMO, by=BY)
    proposed.decisions = {
        "groups": {"events.parts": Decision.UPDATE},
        "single": [["events.parts", str(other.pk), Decision.LEAVE]],
    }
    proposed.save()
    done = apply_change(proposed, by=BY)
    assert done.change is not None
    days = lambda: list(Event.objects.order_by("pk").values_list("first_day", flat=True))  # noqa: E731 -- read twice
    assert days() == [date(2026, 8, 20), date(2026, 8, 20), date(2026, 8, 12)]
    assert done.done == ["Вместе с ним изменена 1 часть."]
    assert done.change.along.get().event == part
    take_back_change(done.change, by=BY)
    assert set(days()) == {date(2026, 8, 12)}
    with pytest.raises(RefusedError, match="уже взято назад"):
        take_back_change(done.change, by=BY)


def test_points_are_numbered_as_printed():
    plan = city_plan()
    accept_lines(plan=plan, lines=[line(when=f"{day} августа") for day in (9, 3, 6)], by=BY)
    version = approve(plan)
    events = Event.objects.order_by("first_day")
    assert [(each.event_id, each.number) for each in version.points.all()] == [
        (event.pk, number) for number, event in enumerate(events, start=1)
    ]
    assert [each.number for each in points_of_events([events[1].pk])] == [2]
