"""An approved event moves: reason → what it touches → applied → «Изменения к плану» → a proposal → reports → percentage."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.events.models import Event
from orgplan.language.months import MONTHS_GENITIVE
from orgplan.language.periods import Period
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.tests import factories as planning

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAST_DAY = timezone.localdate().replace(day=1) - timedelta(days=1)
PERIOD = Period.month(LAST_DAY.year, LAST_DAY.month)
MONTH = MONTHS_GENITIVE[PERIOD.start.month - 1]
TITLES = ("Заседание комиссии по застройке", "Турнир по шахматам", "Открытие сквера")


def approved_plan(unit):
    """The city's plan of last month with three events of the unit, approved."""
    city, own = planning.city_plan(PERIOD), planning.unit_plan(unit, PERIOD)
    days = (12, 15, 20)
    lines = [
        planning.line(own, when=f"{day} {MONTH}, 14:00", title=title, place="каб. 210")
        for day, title in zip(days, TITLES, strict=True)
    ]
    accept_lines(plan=city, lines=lines, by=planning.BY)
    approve_plan(
        plan=city,
        approved_on=PERIOD.start,
        approver_name="И. И. Образцов",
        approver_post="Мэр",
        basis="",
        by=planning.BY,
    )
    return city


def saved_file(walker, name: str, nth: int = 0) -> bytes:
    with walker.page.expect_download() as download:
        walker.page.get_by_role("link", name=name, exact=True).nth(nth).click()
    return Path(download.value.path()).read_bytes()


def begin(walker, title: str, verb: str) -> None:
    walker.open(f"/events/{Event.objects.get(title=title).pk}/")
    walker.press(verb, role="link")


def office_moves(office) -> None:
    begin(office, TITLES[0], "Перенести")
    office.page.get_by_label("Новый срок").fill(f"18 {MONTH} {PERIOD.start.year} года, 15:00")
    office.until_told("понято как")
    office.press("Далее: что затронуто")
    office.look("j3-touches")
    office.click(office.page.locator("button[value=apply]"))
    office.look("j3-ground-asked")
    assert not Event.objects.get(title=TITLES[0]).changes.exists()
    office.page.get_by_label("Причина изменения").fill("Зал занят")
    office.page.get_by_label("Основание").fill("служебная записка")
    office.page.locator("select[name^=one-]").last.select_option("leave")
    office.click(office.page.locator("button[value=apply]"))
    office.look("j3-applied")


def office_undoes(office, city) -> None:
    """A change is made, its plan's registered paper made anew, then taken back with its letter."""
    version = city.versions.get()
    office.page.request.get(f"{office.base}/plans/versions/{version.pk}/document.docx")
    begin(office, TITLES[2], "Перенести")
    office.page.get_by_label("Новый срок").fill(f"21 {MONTH} {PERIOD.start.year} года, 15:00")
    office.page.get_by_label("Причина изменения").fill("Дождь")
    office.page.get_by_label("Основание").fill("служебная записка")
    office.press("Далее: что затронуто")
    office.page.locator("select[name^='one-planning.papers-']").select_option("update")
    office.page.locator("select[name^='one-events.participants-']").select_option("notify")
    office.click(office.page.locator("button[value=apply]"))
    address = office.page.url
    office.look("j3-papers-follow")
    office.open("/documents/")
    office.look("j3-register")
    assert "проект" in office.page.locator("main table").first.inner_text()
    office.page.goto(address)
    office.press("Отменить изменение")
    office.look("j3-taken-back")
    assert "взято назад" in office.page.locator("main").first.inner_text()


def unit_proposes(clerk) -> None:
    begin(clerk, TITLES[1], "Отменить")
    clerk.page.get_by_label("Причина изменения").fill("Нет заявок")
    clerk.page.get_by_label("Основание").fill("письмо организатора")
    clerk.press("Далее: что затронуто")
    clerk.look("j3-proposal")
    clerk.press("Предложить отделу")


def office_accepts(office) -> None:
    office.open("/changes/")
    office.look("j3-changes")
    office.press("Рассмотреть", role="link")
    office.click(office.page.locator("button[value=apply]"))
    assert Event.objects.get(title=TITLES[1]).state == "cancelled"


def difference(office, city) -> str:
    office.open(f"/plans/{city.pk}/")
    office.look("j3-difference")
    office.press("Изменения к плану", role="link")
    office.look("j3-plan-changes")
    word = Document(io.BytesIO(saved_file(office, "Word")))
    assert saved_file(office, "PDF").startswith(b"%PDF")
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in word.paragraphs), *cells])


def unit_reports(clerk, city) -> None:
    clerk.open(f"/plans/{city.pk}/execution/")
    clerk.look("j3-to-report")
    for title, day in ((TITLES[0], 18), (TITLES[2], 20)):
        clerk.click(clerk.page.locator("tr", has_text=title).get_by_role("link", name="Отчитаться"))
        clerk.page.get_by_label("Проведено", exact=True).fill(f"{PERIOD.start:%Y-%m}-{day:02}")
        clerk.page.get_by_label("Явка, человек").fill("30")
        clerk.look("j3-report")
        clerk.press("Сохранить отчёт")
        clerk.open(f"/plans/{city.pk}/execution/")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_approved_event_moves_and_execution_counts_against_the_version(walk, size):
    culture = directory.unit("Департамент культуры", email="kultura@example.org")
    city = approved_plan(culture)
    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    clerk = walk(directory.coordinator(culture), size)

    office_moves(office)
    office_undoes(office, city)
    unit_proposes(clerk)
    office_accepts(office)
    paper = difference(office, city)
    assert "Зал занят" in paper
    assert "Нет заявок" in paper

    unit_reports(clerk, city)
    office.open(f"/plans/{city.pk}/execution/")
    office.look("j3-execution")
    held = office.page.locator("tr", has_text="проведено в срок").first.inner_text()
    assert "1" in held
    paper = Document(io.BytesIO(saved_file(office, "Word")))
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    assert [sum(title in cells for cells in rows) for title in TITLES] == [1, 1, 1]
