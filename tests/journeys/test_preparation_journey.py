"""City Day by last year's: day by its rule, parts, steps fall back, last year's lesson asks, late steps are pressed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.events.rules.yearly import DateRule, DateRuleKind, YearRule
from orgplan.events.tests import factories as events
from orgplan.preparation.models import LessonAnswer, Step
from orgplan.preparation.rules.kinds import StepState
from orgplan.preparation.tests import factories as preparation
from orgplan.worktime import WorkingCalendar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CITY_DAY = YearRule(DateRule(DateRuleKind.NTH_WEEKDAY, 8, 0, 1, 5))


def last_city_day() -> date:
    """The last City Day that is over."""
    today = timezone.localdate()
    days = (CITY_DAY.day(year, WorkingCalendar.bundled()) for year in (today.year, today.year - 1))
    return next(day for day in days if day and day < today)


def prepared_city_day() -> Event:
    """Last year's celebration with three steps and what went wrong."""
    day, unit = last_city_day(), directory.unit("Департамент культуры")
    event = events.event(f"{day:%d.%m.%Y}", title=f"День города {day.year}", owner=unit)
    Event.objects.filter(pk=event.pk).update(first_day=day, last_day=day)
    event.occurrences.update(start=day, end=day)
    event.refresh_from_db()
    order = preparation.step(event, "Распоряжение об оргкомитете", offset=-60, unit=unit)
    preparation.step(event, "Предложения округов", anchor="step", after=order, offset=10, unit=unit)
    preparation.step(event, "Афиша и публикации", offset=-10, unit=unit, is_essential=False)
    preparation.lesson(event, "Очередь на входе: мало рамок")
    return event


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_city_day_is_prepared_by_last_years(walk, size):
    source = prepared_city_day()
    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    office.open("/preparation/clone/?q=День города")
    office.look("j4-choose")
    office.press(source.title, role="link")
    assert "первая суббота августа" in office.page.inner_text("main")
    office.look("j4-clone")
    office.press("Создать мероприятие")
    made = Event.objects.get(origin__source=source)
    assert made.first_day == CITY_DAY.day(last_city_day().year + 1, WorkingCalendar.bundled())
    assert "ждёт ответа" in office.page.inner_text("main")
    office.look("j4-plan")
    office.press("Ответить", role="link")
    office.page.get_by_label("Что сделано").fill("Заказано двенадцать рамок")
    office.look("j4-answer")
    office.press("Ответить")
    assert LessonAnswer.objects.get(event=made).words == "Заказано двенадцать рамок"
    office.press("На шкале времени", role="link")
    office.look("j4-timeline")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_late_plan_is_pressed_and_a_step_done(walk, size):
    source = prepared_city_day()
    day = timezone.localdate() + timedelta(days=25)
    Event.objects.filter(pk=source.pk).update(first_day=day, last_day=day)
    source.occurrences.update(start=day, end=day)
    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    office.open(f"/preparation/events/{source.pk}/")
    office.press("Пересчитать")
    assert "уже просрочены" in office.page.inner_text("main")
    office.look("j4-late")
    office.press("Сжать план")
    assert "уже просрочены" not in office.page.inner_text("main")
    office.page.get_by_role("button", name="Сделано: Распоряжение об оргкомитете").click()
    office.rest()
    assert Step.objects.get(title="Распоряжение об оргкомитете").state == StepState.DONE
    office.look("j4-done")
