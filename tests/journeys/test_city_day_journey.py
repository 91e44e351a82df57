"""Journey 4 in one walk: City Day by last year's, its lessons, a step, the document set, the script on the day."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.models import Unit
from orgplan.directory.tests import factories as directory
from orgplan.document_sets.models import SetDuty, SetPaper
from orgplan.document_sets.rules.kinds import Content, Part
from orgplan.document_sets.tests import factories as document_sets
from orgplan.events.models import Event, Occurrence
from orgplan.events.rules.yearly import DateRule, DateRuleKind, YearRule
from orgplan.events.tests import factories as events
from orgplan.preparation.models import LessonAnswer, Step
from orgplan.preparation.tests import factories as preparation
from orgplan.scripts.models import Mark, Script
from orgplan.scripts.rules.kinds import MarkVerb
from orgplan.scripts.tests import factories as scripts
from orgplan.worktime import WorkingCalendar
from tests.journeys.conftest import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CITY_DAY = YearRule(DateRule(DateRuleKind.NTH_WEEKDAY, 8, 0, 1, 5))
CALENDAR = WorkingCalendar.bundled()


def last_city_day() -> date:
    """The last City Day that is over: the first Saturday of August."""
    today = timezone.localdate()
    days = (CITY_DAY.day(year, CALENDAR) for year in (today.year, today.year - 1))
    return next(day for day in days if day and day < today)


def half_an_hour_ago() -> int:
    """The minute of the day at which the celebration begins, so that on the day it is half an hour late."""
    now = timezone.localtime()
    return max(0, now.hour * 60 + now.minute - 30)


def clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def celebrated(begins: int) -> Event:
    """Last year's celebration: two steps, of which one hangs on the other, a lesson, a script of three items."""
    day, unit = last_city_day(), directory.unit("Департамент культуры")
    event = events.event(f"{day:%d.%m.%Y}, {clock(begins)}–23:59", title=f"День города {day.year}", owner=unit)
    order = preparation.step(event, "Распоряжение об оргкомитете", offset=-60, unit=unit)
    preparation.step(event, "Предложения округов", anchor="step", after=order, offset=10, unit=unit)
    preparation.lesson(event, "Очередь на входе: мало рамок")
    made = scripts.script(event=event)
    for title in ("Гимн города", "Приветствие Мэра", "Награждение мастеров"):
        scripts.item(made, title, minutes=5)
    usual_papers(unit)
    return event


def usual_papers(unit: Unit) -> None:
    """The lists of the office: a size for celebrations with the act, an estimate, the participants; a duty by law."""
    large = document_sets.size("Массовое", 1, is_mass=True)
    document_sets.kind("Список участников", large, part=Part.LEADER, unit=unit, position=3)
    document_sets.kind("Смета расходов", large, content=Content.ESTIMATE, part=Part.MONEY, position=2)
    document_sets.kind("Письмо в полицию", large, content=Content.NONE, part=Part.LETTER, position=1)
    document_sets.duty("Уведомить о мероприятии")


def the_set_of(office: Walker, made: Event) -> None:
    """The document set: proposed by size, a paper struck with a reason, common facts once, drafted, agreed, signed."""
    office.open(f"/document-sets/events/{made.pk}/")
    assert "Массовое" in office.page.inner_text("main")
    office.page.get_by_label("Взять: Смета расходов").uncheck()
    office.press("Составить комплект")
    assert "почему" in office.page.inner_text("main")
    office.page.get_by_label("Почему не нужен: Смета расходов").fill("расходы в смете программы")
    office.look("j4-whole-papers")
    office.press("Составить комплект")
    office.page.get_by_label("Участники").fill("Примеров П. П. — директор")
    office.look("j4-whole-facts")
    office.press("Сохранить и перейти к проектам")
    office.press("Составить 1 проект")
    paper = SetPaper.objects.get(title="Список участников")
    assert (paper.state, paper.document is not None) == ("drafted", True)
    office.look("j4-whole-set")
    office.press("Список участников", role="link")
    office.press("На согласование")
    office.press("Отметить подписанным", role="link")
    office.page.get_by_label("Регистрационный номер").fill("ОРГ-77")
    office.press("Записать")
    paper.refresh_from_db()
    assert (paper.state, paper.registered_number) == ("signed", "ОРГ-77")
    struck = SetPaper.objects.get(title="Смета расходов")
    assert (struck.state, struck.why) == ("not_needed", "расходы в смете программы")
    assert SetDuty.objects.get(document_set__event=made).due_on < made.first_day
    office.look("j4-whole-signed")


def the_day_comes(event: Event) -> None:
    """Let the event be today: what the clock would do by itself."""
    today = timezone.localdate()
    Event.objects.filter(pk=event.pk).update(first_day=today, last_day=today)
    Occurrence.objects.filter(event=event).update(start=today, end=today)
    Script.objects.filter(event=event).update(day=today)


def starts(page) -> list[str]:
    return page.locator("[data-start]").all_text_contents()


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_city_day_from_last_years_to_its_last_minute(walk, size):
    begins = half_an_hour_ago()
    source = celebrated(begins)
    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)

    # Last year's event is the example; its day comes by the rule, not by 365 days; parts are chosen.
    office.open("/preparation/clone/?q=День города")
    office.press(source.title, role="link")
    assert "первая суббота августа" in office.page.inner_text("main")
    for part in ("steps", "lessons", "script"):
        office.page.locator(f'input[name="parts"][value="{part}"]').check()
    office.look("j4-whole-clone")
    office.press("Создать мероприятие")
    made = Event.objects.get(origin__source=source)
    assert made.first_day == CITY_DAY.day(last_city_day().year + 1, CALENDAR)

    # Steps fall back from the day in Russian working days, each after the one it hangs on.
    order, offers = Step.objects.filter(event=made).order_by("pk")
    assert order.due_on == CALENDAR.add(made.first_day, -60)
    assert offers.due_on == CALENDAR.add(order.due_on, 10)
    assert f"{order.due_on:%d.%m.%Y}" in office.page.inner_text("main")
    office.look("j4-whole-plan")

    # Last year's lesson stands in the checklist and asks for an answer.
    assert "ждёт ответа" in office.page.inner_text("main")
    office.press("Ответить", role="link")
    office.page.get_by_label("Что сделано").fill("Заказано двенадцать рамок")
    office.press("Ответить")
    assert LessonAnswer.objects.get(event=made).words == "Заказано двенадцать рамок"
    office.click(office.page.get_by_role("button", name="Сделано: Распоряжение об оргкомитете"))
    order.refresh_from_db()
    assert order.state == "done"
    office.look("j4-whole-done")

    # The document set appears by the size of the event; a paper goes from its draft to its number.
    the_set_of(office, made)

    # The day: the script that came along is run by the clock, what is late goes on to the items behind.
    the_day_comes(made)
    script = Script.objects.get(event=made)
    office.open(f"/scripts/{script.pk}/")
    office.look("j4-whole-script")
    office.open(f"/scripts/{script.pk}/live/")
    planned = [clock(begins + shift) for shift in (0, 5, 10)]
    assert starts(office.page)[0] > planned[0]  # half an hour is gone, and nothing begins before now
    first = office.page.locator(".live-item").first
    first.get_by_role("button", name="Начать").click()
    first.get_by_role("button", name="Закончить").click()
    office.page.get_by_text("Все отметки отправлены").wait_for()
    office.until(lambda: Mark.objects.count() == 2, "both marks are kept")
    finished = timezone.localtime(Mark.objects.get(verb=MarkVerb.FINISH).marked_at)
    office.page.reload()
    office.rest()
    after = starts(office.page)
    assert after != planned
    second = finished.hour * 60 + finished.minute
    assert after[1:] in [[clock(second + late), clock(second + late + 5)] for late in (0, 1)]
    office.look("j4-whole-day")
