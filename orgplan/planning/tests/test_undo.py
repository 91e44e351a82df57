"""Taking back in plans: lines, events and places stand as before; others' words stay; what cannot be undone says why."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import Basis, EventState
from orgplan.events.tests import factories as events
from orgplan.planning.actions.lines import accept_lines, change_line, decline_lines, put_in_section, reopen_lines
from orgplan.planning.actions.plans import take_events
from orgplan.planning.actions.returns import return_lines
from orgplan.planning.actions.suggestions import join_event
from orgplan.planning.actions.undo import (
    compare_with_undo,
    dismiss_with_undo,
    fill_with_undo,
    place_with_undo,
    put_back,
    take_out_with_undo,
    with_undo,
)
from orgplan.planning.models import EventSuggestion, PairVerdict, PlanLine, PlanReturn, PlanUndo
from orgplan.planning.rules.states import LineState, Verdict
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return accounts.user(Role.DEPARTMENT, name="Петрова И. И.")


@pytest.fixture
def plan():
    return city_plan()


def now(mine: PlanLine) -> PlanLine:
    return PlanLine.objects.select_related("event", "section").get(pk=mine.pk)


def done(plan, lines, action, who, **values) -> PlanUndo:
    """Carry out one action over the lines with its step back."""
    return with_undo(plan=plan, lines=lines, act=lambda: action(plan=plan, lines=lines, by=who, **values), by=who)


def changed(mine: PlanLine, who, **values) -> PlanUndo:
    act = lambda: change_line(mine, values=values, edition=mine.edition, by=who)  # noqa: E731 -- one act
    return with_undo(plan=mine.plan, lines=[mine], act=act, by=who)


def test_changed_words_and_days_stand_as_before(who):
    mine = line(when="12 августа, 14:00", place="Сад", responsible=[{"name": "Краснова А.А.", "by_agreement": False}])
    step = changed(mine, who, date_text="13 августа", title="Другое", place="Парк", responsible="Кто-то Другой")
    assert now(mine).when == "13 августа"
    assert put_back(step, by=who).done == 1
    back = now(mine)
    assert (back.title, back.when, back.place) == (mine.title, mine.when, "Сад")
    assert (back.responsible, back.first_day, back.start_time) == (mine.responsible, mine.first_day, mine.start_time)


def test_step_is_used_once(who):
    step = changed(line(), who, place="Парк")
    put_back(step, by=who)
    with pytest.raises(RefusedError):
        put_back(step, by=who)


def test_others_later_words_stay_and_are_named(who):
    first, second = line(), line(title="Кросс наций")
    section = city_plan().sections.first()
    step = done(city_plan(), [first, second], put_in_section, who, section=section)
    other = accounts.user(Role.DEPARTMENT, name="Сидоров С. С.")
    change_line(second, values={"place": "Парк"}, edition=2, by=other)
    result = put_back(step, by=who)
    assert (result.done, len(result.left)) == (1, 1)
    assert "Кросс наций" in result.left[0]
    assert "Сидоров С. С." in result.left[0]
    assert (now(first).section, now(second).section) == (None, section)


def test_nothing_left_to_take_back_says_why(who):
    mine = line()
    step = changed(mine, who, place="Парк")
    change_line(mine, values={"place": "Сад"}, edition=2, by=who)
    with pytest.raises(RefusedError, match=re.escape("Петрова И. И.")):
        put_back(step, by=who)
    assert now(mine).place == "Сад"


def test_acceptance_is_taken_back_out_of_the_plan(plan, who):
    mine = line()
    step = done(plan, [mine], accept_lines, who)
    put_back(step, by=who)
    assert (now(mine).state, plan.items.count()) == (LineState.SUBMITTED, 0)
    assert Event.objects.get().state == EventState.DRAFT


def test_acceptance_that_joined_a_recorded_event_leaves_it_as_it_was(plan, who):
    mine = line(place="Сад", responsible=[{"name": "Краснова А.А.", "by_agreement": False}])
    known = events.event(state=EventState.PLANNED)
    take_events(plan=plan, events=[known], by=BY)
    join_event(mine, event=known, by=BY)
    facts = facts_of(Event.objects.get(pk=known.pk))
    step = done(plan, [mine], accept_lines, who)
    assert facts_of(Event.objects.get(pk=known.pk)) != facts
    put_back(step, by=who)
    assert facts_of(Event.objects.get(pk=known.pk)) == facts
    assert (now(mine).state, now(mine).event) == (LineState.SUBMITTED, known)
    assert [item.event for item in plan.items.all()] == [known]


def test_acceptance_of_an_event_that_was_changed_since_stays(plan, who):
    mine = line()
    step = done(plan, [mine], accept_lines, who)
    event = Event.objects.get()
    change_event(event, facts=replace(facts_of(event), place="Парк"), edition=event.edition, by=who)
    with pytest.raises(RefusedError, match=re.escape("Петрова И. И.")):
        put_back(step, by=who)
    assert now(mine).state == LineState.ACCEPTED


@pytest.mark.parametrize(("action", "values"), [(decline_lines, {"reason": "Нет"}), (reopen_lines, {})])
def test_decision_over_an_accepted_line_is_taken_back_with_its_event_as_it_stood(action, values, plan, who):
    mine = line()
    accept_lines(plan=plan, lines=[mine], by=BY)
    event, section = Event.objects.get(), plan.sections.last()
    change_event(event, facts=replace(facts_of(event), title="Переименовано на карточке"), edition=1, by=who)
    plan.items.update(section=section)
    step = done(plan, [now(mine)], action, who, **values)
    assert plan.items.count() == 0
    put_back(step, by=who)
    back = Event.objects.get()
    assert (back.title, back.state) == ("Переименовано на карточке", EventState.PLANNED)
    assert (now(mine).state, now(mine).event, plan.items.get().section) == (LineState.ACCEPTED, back, section)


def test_declined_line_waits_again_and_reopened_is_declined_with_its_reason(plan, who):
    mine = line()
    put_back(done(plan, [mine], decline_lines, who, reason="Не городского уровня"), by=who)
    assert (now(mine).state, now(mine).decline_reason) == (LineState.SUBMITTED, "")
    decline_lines(plan=plan, lines=[mine], reason="Не городского уровня", by=BY)
    put_back(done(plan, [mine], reopen_lines, who), by=who)
    assert (now(mine).state, now(mine).decline_reason) == (LineState.DECLINED, "Не городского уровня")


def test_return_to_the_unit_is_taken_back_as_long_as_nobody_answered(who):
    own = unit_plan()
    mine = line(own)
    returning = lambda: return_lines(plan=own, reason="Уточните место", by=who)  # noqa: E731 -- one act
    put_back(with_undo(plan=own, lines=[mine], act=returning, by=who), by=who)
    assert (now(mine).state, PlanReturn.objects.count()) == (LineState.SUBMITTED, 0)
    step = with_undo(plan=own, lines=[mine], act=returning, by=who)
    fresh = now(mine)
    change_line(fresh, values={"place": "Сад"}, edition=fresh.edition, by=BY)
    with pytest.raises(RefusedError):
        put_back(step, by=who)
    assert PlanReturn.objects.count() == 1


def two_accepted(plan):
    lines = [line(unit_plan(directory.unit())), line(unit_plan(directory.unit()))]
    accept_lines(plan=plan, lines=lines, by=BY)
    return [now(each) for each in lines]


def test_verdict_on_a_pair_is_taken_back_with_the_part_it_made(plan, who):
    first, second = two_accepted(plan)
    step, why = compare_with_undo(plan=plan, first=first, second=second, verdict=Verdict.FIRST_PART, by=who)
    assert (why, now(first).event.part_of) == ("", second.event)
    assert step is not None
    put_back(step, by=who)
    assert (PairVerdict.objects.count(), now(first).event.part_of) == (0, None)


def test_verdict_that_was_turned_turns_back(plan, who):
    first, second = line(), line()
    compare_with_undo(plan=plan, first=first, second=second, verdict=Verdict.DIFFERENT, by=who)
    step, _why = compare_with_undo(plan=plan, first=first, second=second, verdict=Verdict.SAME, by=who)
    assert step is not None
    put_back(step, by=who)
    assert PairVerdict.objects.get().verdict == Verdict.DIFFERENT


def test_verdict_that_another_turned_since_stays(plan, who):
    first, second = line(), line()
    step, _why = compare_with_undo(plan=plan, first=first, second=second, verdict=Verdict.SAME, by=who)
    compare_with_undo(plan=plan, first=first, second=second, verdict=Verdict.DIFFERENT, by=who)
    assert step is not None
    with pytest.raises(RefusedError):
        put_back(step, by=who)
    assert PairVerdict.objects.get().verdict == Verdict.DIFFERENT


def test_events_made_one_cannot_be_undone_and_it_says_why(plan, who):
    first, second = two_accepted(plan)
    step, why = compare_with_undo(plan=plan, first=first, second=second, verdict=Verdict.SAME, by=who)
    assert (step, Event.objects.count()) == (None, 1)
    assert "нельзя" in why


def test_suggestion_called_different_is_there_again(plan, who):
    mine, known = line(), events.event()
    EventSuggestion.objects.create(plan=plan, line=mine, event=known, certainty=0.9, reasons=[])
    step = dismiss_with_undo(plan=plan, line=mine, event=known, by=who)
    put_back(step, by=who)
    assert not EventSuggestion.objects.get().is_dismissed


def test_joining_a_recorded_event_is_taken_back(plan, who):
    mine, known = line(), events.event()
    step = with_undo(plan=plan, lines=[mine], act=lambda: join_event(mine, event=known, by=who), by=who)
    put_back(step, by=who)
    assert now(mine).event is None


def test_events_put_into_a_plan_leave_it_and_moved_ones_go_back(plan, who):
    old, new = plan.sections.first(), plan.sections.last()
    standing, coming = events.event(), events.event()
    take_events(plan=plan, events=[standing], section=old, by=BY)
    came, step = place_with_undo(plan=plan, events=[standing, coming], section=new, by=who)
    assert came == 1
    assert put_back(step, by=who).done == 2
    assert [(each.event, each.section) for each in plan.items.all()] == [(standing, old)]


def test_filled_plan_is_empty_again(plan, who):
    mine = events.event()
    taken, step = fill_with_undo(plan=plan, act=lambda: take_events(plan=plan, events=[mine], by=who), by=who)
    assert (taken, put_back(step, by=who).done, plan.items.count()) == (1, 1, 0)


def test_event_taken_out_comes_back_into_its_section(plan, who):
    section = plan.sections.last()
    take_events(plan=plan, events=[events.event()], section=section, by=BY)
    step = take_out_with_undo(plan.items.get(), reason="", basis=Basis(""), by=who)
    put_back(step, by=who)
    assert plan.items.get().section == section
