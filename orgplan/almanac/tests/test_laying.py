"""Laying into plans: nothing is doubled, a person's change survives, an exception follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from orgplan.almanac.actions.laying import lay_ahead, lay_into_plan, lay_meetings
from orgplan.almanac.actions.registers import (
    CycleFacts,
    DateFacts,
    ExceptionFacts,
    add_exception,
    remove_cycle,
    write_cycle,
    write_date,
)
from orgplan.almanac.models import LaidMeeting
from orgplan.almanac.rules.cycles import ExceptionKind
from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import Basis, EventState
from orgplan.events.rules.yearly import DateRule, DateRuleKind
from orgplan.events.tests.factories import event
from orgplan.language.periods import Period
from orgplan.planning.actions.plans import approve_plan, take_from_wider_plans
from orgplan.planning.filling import Grounds
from orgplan.planning.tests.factories import city_plan

pytestmark = pytest.mark.django_db

BY = System("тест")
TODAY = date(2026, 6, 1)
JUNE = Period.parse("2026-06")


def cycle(rule: str = "еженедельно по понедельникам в 8.30", **facts):
    made: dict[str, Any] = {"title": "Аппаратное совещание", "owner": facts.pop("owner", None) or directory.unit()}
    made |= {"rule_text": rule, "starts_on": date(2026, 1, 1)} | facts
    return write_cycle(facts=CycleFacts(**made), by=BY)


def lay(one):
    return lay_meetings(one, since=JUNE.start, until=JUNE.end, today=TODAY, by=BY)


def days() -> list[int]:
    return [each.first_day.day for each in Event.objects.filter(state="planned").order_by("first_day")]


def test_each_meeting_becomes_an_event_once():
    one = cycle(chair=directory.person("Образцов"))
    assert lay(one).created == 5
    again = lay(one)
    assert (again.created, again.changed, days()) == (0, 0, [1, 8, 15, 22, 29])
    first = Event.objects.order_by("first_day").first()
    assert (first.start_time, str(first.host), first.when) == (
        time(8, 30),
        "Образцов Пётр Пробович",
        "1 июня 2026 года, 08:30",
    )


def test_days_gone_by_are_not_invented():
    one = cycle()
    lay_meetings(one, since=JUNE.start, until=JUNE.end, today=date(2026, 6, 20), by=BY)
    assert days() == [22, 29]


def test_meeting_that_a_person_recorded_is_taken_and_left_alone():
    unit = directory.unit()
    own = event("8 июня 2026 года, 08:30", title="Аппаратное совещание: бюджет", owner=unit)
    done = lay(cycle(owner=unit))
    assert (done.created, done.adopted, Event.objects.count()) == (4, 1, 5)
    own.refresh_from_db()
    assert own.title == "Аппаратное совещание: бюджет"


def test_change_of_a_person_survives_and_the_rest_follows_the_rule():
    one = cycle()
    lay(one)
    touched = Event.objects.get(first_day=date(2026, 6, 8))
    change_event(touched, facts=replace(facts_of(touched), title="Расширенное совещание"), edition=1, by=BY)
    write_cycle(
        facts=CycleFacts("Планёрка", one.owner, "еженедельно по понедельникам в 9.00", one.starts_on),
        cycle=one,
        edition=1,
        by=BY,
    )
    done = lay(one)
    assert (done.changed, done.kept) == (4, 1)
    assert Event.objects.get(pk=touched.pk).title == "Расширенное совещание"
    assert Event.objects.filter(title="Планёрка", start_time=time(9)).count() == 4


def test_exceptions_follow_into_the_calendar():
    one = cycle()
    lay(one)
    add_exception(one, facts=ExceptionFacts(ExceptionKind.CANCELLED, date(2026, 6, 8), "отпуск"), by=BY)
    moved = ExceptionFacts(ExceptionKind.MOVED, date(2026, 6, 15), "выезд", date(2026, 7, 2), time(10))
    add_exception(one, facts=moved, by=BY)
    extra = ExceptionFacts(ExceptionKind.ADDED, date(2026, 6, 25), "срочно", start_time=time(16))
    add_exception(one, facts=extra, by=BY)
    done = lay(one)
    assert (done.created, done.changed) == (1, 2)
    assert Event.objects.get(first_day=date(2026, 6, 8)).state == EventState.CANCELLED
    assert Event.objects.get(first_day=date(2026, 7, 2)).start_time == time(10)
    assert days() == [1, 22, 25, 29, 2]
    assert lay(one).changed == 0


def test_meeting_that_left_the_rule_is_called_off_with_a_reason():
    one = cycle()
    lay(one)
    facts = CycleFacts(one.title, one.owner, one.rule_text, one.starts_on, ends_on=date(2026, 6, 10))
    write_cycle(facts=facts, cycle=one, edition=1, by=BY)
    assert lay(one).changed == 3
    assert days() == [1, 8]
    assert "больше нет" in Event.objects.get(first_day=date(2026, 6, 29)).changes.get().reason


def test_event_taken_away_by_a_person_is_not_laid_again():
    one = cycle()
    lay(one)
    LaidMeeting.objects.filter(slot=date(2026, 6, 8)).update(event=None)
    Event.objects.filter(first_day=date(2026, 6, 8)).delete()
    lay(one)
    assert days() == [1, 15, 22, 29]


def test_plan_of_a_month_has_one_row_and_the_week_a_row_for_each_meeting():
    one = cycle()
    month, week = city_plan(JUNE), city_plan(Period.parse("2026-W24"))
    lay_into_plan(month, today=TODAY, by=BY)
    lay_into_plan(week, today=TODAY, by=BY)
    series = month.items.get().event
    assert (series.timing_kind, series.parts.count()) == ("recurring", 5)
    assert week.items.get().event.first_day == date(2026, 6, 8)
    take_from_wider_plans(plan=week, by=BY)
    lay_into_plan(month, today=TODAY, by=BY)
    assert (week.items.count(), month.items.count(), one.series.count()) == (1, 1, 1)


def test_one_meeting_a_month_stands_with_its_day():
    cycle("3-я среда в 15.00")
    month = city_plan(JUNE)
    lay_into_plan(month, today=TODAY, by=BY)
    assert month.items.get().event.first_day == date(2026, 6, 17)


def test_date_with_a_unit_lays_its_event_and_one_without_does_not():
    unit = directory.unit()
    rule = DateRule(DateRuleKind.FIXED, 6, 22)
    write_date(facts=DateFacts("День памяти", rule, event_title="Возложение цветов", event_unit=unit), by=BY)
    write_date(facts=DateFacts("День России", DateRule(DateRuleKind.FIXED, 6, 12)), by=BY)
    month = city_plan(JUNE)
    lay_into_plan(month, today=TODAY, by=BY)
    lay_into_plan(month, today=TODAY, by=BY)
    assert [(each.event.title, each.event.first_day.day) for each in month.items.all()] == [("Возложение цветов", 22)]


def test_every_night_is_the_same_as_once():
    cycle()
    city_plan(JUNE)
    first = lay_ahead(today=TODAY, by=BY)
    counts = Event.objects.count()
    assert first.created >= 7
    again = lay_ahead(today=TODAY, by=BY)
    assert (again.created, again.changed, again.adopted, Event.objects.count()) == (0, 0, 0, counts)


def test_plan_is_filled_when_it_is_opened(settings):
    far = Period.parse("2027-05")
    cycle()
    plan = city_plan(far)
    assert plan.items.get().event.timing_kind == "recurring"


def approve(plan):
    return approve_plan(
        plan=plan, approved_on=date(2026, 5, 25), approver_name="О.", approver_post="Мэр", basis="", by=BY
    )


def test_approved_plan_is_left_as_it_is_and_says_what_waits():
    month = city_plan(JUNE)
    approve(month)
    cycle()
    done = lay_into_plan(month, today=TODAY, by=BY)
    assert (month.items.count(), Event.objects.exclude(timing_kind="recurring").count()) == (0, 5)
    assert [words for words in done.refused if "утверждён" in words]


def test_approved_plan_takes_what_waits_with_the_ground_that_a_person_gives():
    month = city_plan(JUNE)
    approve(month)
    cycle()
    ground = Grounds("Введена планёрка", Basis("распоряжение", "12", date(2026, 5, 28)))
    lay_into_plan(month, today=TODAY, ground=ground, by=BY)
    kept = month.item_changes.get()
    assert (month.items.get().event.title, kept.reason, kept.basis_number) == (
        kept.event_label,
        "Введена планёрка",
        "12",
    )
    with pytest.raises(RefusedError, match="причину"):
        lay_into_plan(approved_july(), today=TODAY, ground=Grounds(), by=BY)


def approved_july():
    plan = city_plan(Period.parse("2026-07"))
    plan.items.all().delete()
    approve(plan)
    return plan


def test_night_goes_on_past_a_plan_that_was_approved_a_moment_ago():
    month, week = city_plan(JUNE), city_plan(Period.parse("2026-W24"))
    cycle()
    approve(month)
    month.state = "draft"
    month.save(update_fields=["state"])
    done = lay_ahead(today=TODAY, by=BY)
    assert (month.items.count(), week.items.count()) == (0, 1)
    assert any("утверждён" in words for words in done.refused)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (ExceptionFacts(ExceptionKind.CANCELLED, date(2026, 6, 9), "x"), "встречи нет"),
        (ExceptionFacts(ExceptionKind.MOVED, date(2026, 6, 8), "x"), "Укажите, на какой день"),
        (ExceptionFacts(ExceptionKind.ADDED, date(2026, 6, 8), "x"), "встреча уже есть"),
    ],
)
def test_exception_without_sense_is_refused_in_words(facts, said):
    with pytest.raises(RefusedError, match=said):
        add_exception(cycle(), facts=facts, by=BY)


def test_cycle_with_meetings_in_the_calendar_is_not_removed():
    one = cycle()
    lay(one)
    with pytest.raises(RefusedError, match="последний день"):
        remove_cycle(one, by=BY)
