"""Deadline → send → remark → return → correct → send again → remind → the letter leaves once."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from threading import Event

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System
from orgplan.directory.tests import factories as directory
from orgplan.notices.jobs import send_due
from orgplan.notices.models import Message
from orgplan.planning.actions.deadlines import set_plan_deadline
from orgplan.planning.models import Plan, PlanLine
from orgplan.planning.tests import factories as planning
from tests.journeys.papers import MONTH, PERIOD, drop, word_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Nobody can tell by its words what the last column holds: the clerk names it.
HEAD = ("Дата и время", "Мероприятие", "Место", "Поручено")
ROWS = [
    ("32 числа", "Концерт духового оркестра", "Сад «Сибирь»", "Краснова А.А."),
    (f"12 {MONTH} 14-00 – 15-30", "Заседание комиссии по застройке", "?", "Примеров П.П."),
]


def correct(clerk, title: str, **cells: str) -> None:
    """Correct cells of a row on the page where it stands."""
    clerk.page.locator("tr", has_text=title).get_by_role("link", name="Исправить").click()
    form = clerk.page.locator("tr form", has=clerk.page.get_by_label("Когда"))
    for label, text in cells.items():
        form.get_by_label(label).fill(text)
    form.get_by_role("button", name="Сохранить").click()
    clerk.page.locator("tr", has_text=title).get_by_role("link", name="Исправить").wait_for(timeout=5000)


def clerk_sends(clerk, folder) -> None:
    clerk.open("/")
    clerk.look("j1-today")
    assert "осталось" in clerk.page.inner_text("main")
    drop(clerk, word_file(folder, ROWS, "культура.docx", HEAD))
    clerk.page.locator("summary", has_text="Столбцы файла").click()
    clerk.press("Назвать столбцы", role="link")
    clerk.page.get_by_label("Поручено").select_option("responsible")
    clerk.look("j1-columns")
    clerk.press("Прочитать заново и запомнить")
    correct(clerk, "Концерт духового оркестра", Когда=f"20 {MONTH}, 18:00")
    correct(clerk, "Заседание комиссии", Место="каб. 210")
    clerk.look("j1-review")
    clerk.press("Отправить 2 строки")
    clerk.look("j1-unit-plan")


def office_returns(office, city: Plan, unit_plan: Plan) -> None:
    office.open(f"/plans/{city.pk}/board/")
    office.look("j1-board")
    assert "1 из 2 подразделений" in office.page.inner_text("main")
    office.open(f"/plans/{unit_plan.pk}/")
    office.click(office.page.locator("tr", has_text="комиссии").get_by_role("link", name="Замечание"))
    office.page.get_by_label("Что исправить").fill("Укажите, какая комиссия")
    office.look("j1-remark")
    office.press("Записать замечание")
    office.open(f"/plans/{unit_plan.pk}/")
    office.page.locator("tr", has_text="комиссии").get_by_role("checkbox").check()
    office.page.get_by_label("Причина возврата").fill("Комиссий по застройке две")
    office.press("Вернуть отмеченные")
    office.look("j1-returned")


def clerk_answers(clerk) -> None:
    clerk.open("/")
    clerk.look("j1-today-returned")
    clerk.click(clerk.page.locator(".row", has_text="возвращён на доработку").get_by_role("link", name="Открыть"))
    assert "Комиссий по застройке две" in clerk.page.inner_text("main")
    clerk.page.get_by_label("Ответ подразделения").fill("Городская, исправлено")
    clerk.press("Ответить")
    clerk.click(clerk.page.locator("tr", has_text="комиссии").get_by_role("link", name="Исправить", exact=True))
    clerk.look("j1-correct")
    clerk.page.get_by_label("Мероприятие").fill("Заседание городской комиссии по застройке")
    clerk.press("Сохранить")
    clerk.look("j1-corrected")
    clerk.press("Отправить снова: 1 строка")


def office_reminds(office, city: Plan) -> None:
    office.open(f"/plans/{city.pk}/board/")
    office.look("j1-board-again")
    assert "прислан повторно" in office.page.inner_text("main")
    office.press("Напомнить 1 подразделению", role="link")
    office.look("j1-remind")
    assert "sport@omsk.example" in office.page.inner_text("main")
    office.press("Положить в исходящие: 1 письмо")
    office.open("/outbox/")
    office.look("j1-outbox")
    assert "sport@omsk.example" in office.page.inner_text("main")
    office.press("Задержать: 1 письмо")
    assert send_due(Event()) == 0, "nothing leaves from a draft"
    office.look("j1-outbox-held")
    office.press("Отправить сейчас: 1 письмо")


def letters_in(folder) -> list[str]:
    """Whom the letters that left were for."""
    return [message_from_bytes(each.read_bytes(), policy=policy.default)["To"] for each in folder.glob("*")]


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_unit_sends_by_the_deadline_corrects_and_the_late_one_is_reminded_once(walk, tmp_path, settings, size):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "почта"
    culture, sport = directory.unit("Департамент культуры"), directory.unit("Департамент спорта")
    city = planning.city_plan(PERIOD)
    due = timezone.now() + timedelta(days=3)
    set_plan_deadline(plan=city, due_at=due, basis="распоряжение", by=System("проверка"))
    directory.coordinator(sport, email="sport@omsk.example", name="Спортов С. С.")
    clerk = walk(directory.coordinator(culture), size)
    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)

    clerk_sends(clerk, tmp_path)
    unit_plan = Plan.objects.get(unit=culture)
    assert {line.responsible[0]["name"] for line in unit_plan.lines.all()} == {"Краснова А.А.", "Примеров П.П."}

    office_returns(office, city, unit_plan)
    assert list(unit_plan.lines.values_list("state", flat=True).order_by("number")) == ["submitted", "returned"]
    clerk_answers(clerk)
    assert PlanLine.objects.get(title="Заседание городской комиссии по застройке").state == "submitted"

    office_reminds(office, city)
    assert (send_due(Event()), send_due(Event())) == (1, 0)
    assert ["sport@omsk.example" in to for to in letters_in(tmp_path / "почта")] == [True]
    assert Message.objects.get().state == "sent"
    office.open("/outbox/?state=sent")
    office.look("j1-sent")
