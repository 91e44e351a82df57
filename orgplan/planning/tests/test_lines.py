"""Decisions on lines and pairs: events follow."""

from __future__ import annotations

from typing import Any

import pytest

from orgplan.core.editing import ChangedMeanwhileError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import EventFacts, create_event
from orgplan.events.models import Event
from orgplan.events.rules import EventKind, EventState
from orgplan.language.periods import Period
from orgplan.language.timing.reading import read_timing
from orgplan.planning.actions.lines import accept_lines, change_line, decline_lines, put_in_section, reopen_lines
from orgplan.planning.actions.pairs import decide_pair
from orgplan.planning.actions.plans import approve_plan, take_events, take_from_wider_plans
from orgplan.planning.actions.suggestions import WORTH_ASKING, dismiss_event, join_event, suggest_pairs
from orgplan.planning.models import PairSuggestion, PlanVersion
from orgplan.planning.queries.consolidation import events_by_line, pairs_by_line
from orgplan.planning.queries.plans import difference, rows_of, version_rows
from orgplan.planning.rules.states import ForbiddenPassageError, LineState, PlanState, Verdict
from orgplan.planning.tests.factories import BY, city_plan, line, unit_plan

pytestmark = pytest.mark.django_db

WHO = {"name": "Краснова А.А.", "by_agreement": False}
OUTSIDE = {"name": "Театр «Пример»", "by_agreement": True}


def two_units_lines(**second):
    first = line(unit_plan(directory.unit()), title="Концерт в саду", when="5 августа, 18:00", responsible=[WHO])
    other = line(
        unit_plan(directory.unit()),
        **{"title": "Концерт, сад «Сибирь»", "when": "5 августа", "responsible": [OUTSIDE], **second},
    )
    return first, other


def test_accept_records_the_event_with_its_facts():
    plan = city_plan()
    mine = line(
        title="Заседание комиссии", when="12 августа, 14:00–15:30", place="каб. 210", responsible=[WHO, OUTSIDE]
    )
    accept_lines(plan=plan, lines=[mine], by=BY)
    event = Event.objects.get()
    assert (event.title, event.when, event.where) == (
        "Заседание комиссии",
        "12 августа 2026 года, 14:00–15:30",
        "каб. 210",
    )
    assert (event.kind, event.state, event.owner) == (EventKind.SESSION, EventState.PLANNED, mine.plan.unit)
    assert event.responsible == "Краснова А.А.\nТеатр «Пример» (по согласованию)"
    assert str(plan.items.get().section) == "Заседания, совещания, приём граждан"


def test_same_lines_share_one_event_with_both_owners_and_all_wording():
    plan = city_plan()
    first, other = two_units_lines()
    decide_pair(first=first, second=other, verdict=Verdict.SAME, by=BY)
    accept_lines(plan=plan, lines=[first, other], by=BY)
    event = Event.objects.get()
    assert {event.owner, *event.co_owners.all()} == {first.plan.unit, other.plan.unit}
    assert {each.title for each in event.plan_lines.all()} == {"Концерт в саду", "Концерт, сад «Сибирь»"}
    assert event.responsible == "Краснова А.А.\nТеатр «Пример» (по согласованию)"


def test_the_more_exact_time_wins_whichever_line_comes_first():
    plan = city_plan()
    first, other = two_units_lines()
    decide_pair(first=first, second=other, verdict=Verdict.SAME, by=BY)
    accept_lines(plan=plan, lines=[other], by=BY)
    accept_lines(plan=plan, lines=[first], by=BY)
    assert Event.objects.get().when == "5 августа 2026 года, 18:00"


def test_deciding_same_after_acceptance_merges_the_events():
    plan = city_plan()
    first, other = two_units_lines()
    accepted = accept_lines(plan=plan, lines=[first, other], by=BY)
    assert Event.objects.count() == 2
    decide_pair(first=accepted[0], second=accepted[1], verdict=Verdict.SAME, by=BY)
    event = Event.objects.get()
    assert event.plan_lines.count() == 2
    assert event.co_owners.count() == 1
    assert plan.items.count() == 1


@pytest.mark.parametrize("decide_first", [True, False])
def test_part_of_puts_the_child_under_its_whole(decide_first):
    plan = city_plan()
    whole, part = two_units_lines(title="Выступление хора", when="5 августа, 19:00")
    if decide_first:
        decide_pair(first=part, second=whole, verdict=Verdict.FIRST_PART, by=BY)
    accepted = {each.pk: each for each in accept_lines(plan=plan, lines=[part, whole], by=BY)}
    if not decide_first:
        decide_pair(first=accepted[part.pk], second=accepted[whole.pk], verdict=Verdict.FIRST_PART, by=BY)
    child = Event.objects.get(title="Выступление хора")
    assert child.part_of == Event.objects.get(title="Концерт в саду")


def test_decline_needs_a_reason_and_takes_the_event_out_of_the_plan():
    plan = city_plan()
    mine = line()
    accept_lines(plan=plan, lines=[mine], by=BY)
    with pytest.raises(ValueError, match="reason"):
        decline_lines(plan=plan, lines=[mine], reason=" ", by=BY)
    decline_lines(plan=plan, lines=[mine], reason="Не городского уровня", by=BY)
    mine.refresh_from_db()
    assert (mine.state, mine.decline_reason) == (LineState.DECLINED, "Не городского уровня")
    assert plan.items.count() == 0
    assert Event.objects.get().state == EventState.DRAFT


def test_reopen_and_accept_again_finds_the_same_event():
    plan = city_plan()
    mine = line()
    accept_lines(plan=plan, lines=[mine], by=BY)
    event = Event.objects.get()
    reopen_lines(plan=plan, lines=[mine], by=BY)
    accept_lines(plan=plan, lines=[mine], by=BY)
    event.refresh_from_db()
    assert (Event.objects.count(), event.state, plan.items.get().event) == (1, EventState.PLANNED, event)


def test_reopening_one_of_two_leaves_the_shared_event_planned():
    plan = city_plan()
    first, other = two_units_lines()
    decide_pair(first=first, second=other, verdict=Verdict.SAME, by=BY)
    accept_lines(plan=plan, lines=[first, other], by=BY)
    reopen_lines(plan=plan, lines=[other], by=BY)
    other.refresh_from_db()
    assert other.event is None
    assert (Event.objects.get().state, plan.items.count()) == (EventState.PLANNED, 1)


def test_accept_twice_is_refused():
    plan = city_plan()
    mine = line()
    accept_lines(plan=plan, lines=[mine], by=BY)
    with pytest.raises(ForbiddenPassageError):
        accept_lines(plan=plan, lines=[mine], by=BY)


def test_section_goes_with_the_event():
    plan = city_plan()
    mine = line()
    accept_lines(plan=plan, lines=[mine], by=BY)
    section = plan.sections.get(position=0)
    put_in_section(plan=plan, lines=list(type(mine).objects.all()), section=section, by=BY)
    assert plan.items.get().section == section


def test_change_line_of_an_old_edition_loses_nothing():
    mine = line()
    change_line(mine, values={"title": "Первое слово"}, edition=1, by=BY)
    with pytest.raises(ChangedMeanwhileError) as race:
        change_line(mine, values={"title": "Второе слово"}, edition=1, by=BY)
    assert str(race.value.current) == "Первое слово"


def test_suggested_pair_is_shown_until_decided():
    plan = city_plan()
    first = line(unit_plan(directory.unit()), title="Открытие сквера на улице Лобкова", when="5 августа, 11:30")
    other = line(unit_plan(directory.unit()), title="Открытие сквера, ул. Лобкова", when="5 августа, 11:30")
    assert suggest_pairs(plan=plan, by=BY) == 1
    assert PairSuggestion.objects.get().reasons
    shown = pairs_by_line(plan, [first, other])
    assert [pair.other for pair in shown[first.pk]] == [other]
    decide_pair(first=first, second=other, verdict=Verdict.DIFFERENT, by=BY)
    assert pairs_by_line(plan, [first, other]) == {}
    assert suggest_pairs(plan=plan, by=BY) == 0, "what was answered is not counted as found"
    assert pairs_by_line(plan, [first, other]) == {}


def test_approval_freezes_the_rows_and_later_changes_show():
    plan = city_plan()
    mine = line(title="Заседание комиссии")
    accept_lines(plan=plan, lines=[mine], by=BY)
    version = approve_plan(
        plan=plan, approved_on=plan.starts_on, approver_name="И. И. Образцов", approver_post="Мэр", basis="", by=BY
    )
    plan.refresh_from_db()
    assert (plan.state, version.number) == (PlanState.APPROVED, 1)
    assert not difference(rows_of(plan), version_rows(version))
    Event.objects.update(place="каб. 401")
    changed = difference(rows_of(plan), version_rows(version)).changed
    assert [(then.place, now.place) for then, now in changed] == [("", "каб. 401")]


def test_approving_the_same_twice_makes_one_version():
    plan = city_plan()
    accept_lines(plan=plan, lines=[line()], by=BY)
    words: dict[str, Any] = {"approved_on": plan.starts_on, "approver_name": "И", "approver_post": "М", "basis": ""}
    first = approve_plan(plan=plan, by=BY, **words)
    assert approve_plan(plan=plan, by=BY, **words) == first
    accept_lines(plan=plan, lines=[line()], by=BY)
    assert approve_plan(plan=plan, by=BY, **words).number == 2


def test_approved_version_is_never_rewritten():
    plan = city_plan()
    version = approve_plan(plan=plan, approved_on=plan.starts_on, approver_name="И", approver_post="М", basis="", by=BY)
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()
    assert PlanVersion.objects.count() == 1


def test_week_takes_the_events_of_the_month():
    month = city_plan()
    accept_lines(plan=month, lines=[line(when="5 августа"), line(when="25 августа")], by=BY)
    week = city_plan(Period.parse("2026-W32"))
    assert take_from_wider_plans(plan=week, by=BY) == 1
    assert [row.when for row in rows_of(week)] == ["5 августа"]


def test_line_that_repeats_a_recorded_event_joins_it_instead_of_making_another():
    plan = city_plan()
    recorded = create_event(
        facts=EventFacts(
            title="Открытие сквера на улице Лобкова",
            owner=directory.unit(),
            timing=read_timing("5 августа, 11:30", plan.period).timing,
            place="ул. Лобкова",
        ),
        by=BY,
    )
    mine = line(
        unit_plan(directory.unit()), title="Открытие сквера, ул. Лобкова", when="5 августа, 11:30", responsible=[WHO]
    )
    suggest_pairs(plan=plan, by=BY)
    assert [each.event for each in events_by_line([mine])[mine.pk]] == [recorded]
    join_event(mine, event=recorded, by=BY)
    accept_lines(plan=plan, lines=[mine], by=BY)
    assert Event.objects.get() == recorded
    assert plan.items.get().event == recorded
    recorded.refresh_from_db()
    assert (recorded.title, recorded.responsible) == ("Открытие сквера на улице Лобкова", "Краснова А.А.")
    assert list(recorded.co_owners.all()) == [mine.plan.unit]


def test_dismissed_event_is_not_offered_again():
    plan = city_plan()
    facts = EventFacts(
        title="Открытие сквера на улице Лобкова",
        owner=directory.unit(),
        timing=read_timing("5 августа, 11:30", plan.period).timing,
    )
    recorded = create_event(facts=facts, by=BY)
    mine = line(unit_plan(directory.unit()), title="Открытие сквера на улице Лобкова", when="5 августа, 11:30")
    suggest_pairs(plan=plan, by=BY)
    dismiss_event(mine, event=recorded, by=BY)
    assert suggest_pairs(plan=plan, by=BY) == 0
    assert events_by_line([mine]) == {}


def test_a_line_is_not_compared_with_itself():
    mine = line()
    with pytest.raises(ValueError, match="itself"):
        decide_pair(first=mine, second=mine, verdict=Verdict.SAME, by=BY)


def test_whole_accepted_after_its_part_takes_it_in():
    plan = city_plan()
    whole, part = two_units_lines(title="Выступление хора", when="5 августа, 19:00")
    decide_pair(first=part, second=whole, verdict=Verdict.FIRST_PART, by=BY)
    accept_lines(plan=plan, lines=[part], by=BY)
    accept_lines(plan=plan, lines=[whole], by=BY)
    child = Event.objects.get(title="Выступление хора")
    assert child.part_of == Event.objects.get(title="Концерт в саду")


def test_same_said_twice_of_one_event_changes_nothing_more():
    plan = city_plan()
    first, other = two_units_lines()
    accepted = accept_lines(plan=plan, lines=[first, other], by=BY)
    for _again in range(2):
        fresh = [type(first).objects.get(pk=each.pk) for each in accepted]
        decide_pair(first=fresh[0], second=fresh[1], verdict=Verdict.SAME, by=BY)
    assert (Event.objects.count(), plan.items.count()) == (1, 1)


def test_merging_keeps_the_places_in_other_plans():
    plan = city_plan()
    first, other = two_units_lines()
    accepted = accept_lines(plan=plan, lines=[first, other], by=BY)
    absorbed = accepted[1].event
    assert absorbed is not None
    week = city_plan(Period.parse("2026-W32"))
    take_events(plan=week, events=[absorbed], by=BY)
    decide_pair(first=accepted[0], second=accepted[1], verdict=Verdict.SAME, by=BY)
    assert [item.event for item in week.items.all()] == [Event.objects.get()]


def test_suggestions_that_are_hardly_certain_are_not_asked():
    plan = city_plan()
    for title in ("Открытие сквера на улице Лобкова", "Открытие сквера, ул. Лобкова", "Городской субботник в сквере"):
        line(unit_plan(directory.unit()), title=title, when="5 августа, 11:30")
    suggest_pairs(plan=plan, by=BY)
    assert PairSuggestion.objects.count() >= 1
    assert not PairSuggestion.objects.filter(certainty__lt=WORTH_ASKING).exists()
