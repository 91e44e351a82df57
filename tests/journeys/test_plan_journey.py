"""Send → read → submit → consolidate → approve → Word: the main job, as people walk it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.planning.models import Plan, PlanLine
from tests.journeys.papers import MONTH, PERIOD, drop, excel_file, word_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CULTURE_ROWS = [
    (f"5 {MONTH}, 11.30", "Открытие сквера на улице Лобкова", "ул. Лобкова, сквер", "Краснова А.А."),
    (f"12 {MONTH} 14-00 – 15-30", "Заседание комиссии по застройке", "каб. 210", "Примеров П.П. (по согласованию)"),
    ("32 числа", "Концерт духового оркестра", "Сад «Сибирь»", "Краснова А.А."),
]
SPORT_ROWS = [(f"5 {MONTH}, 11.30", "Торжественное открытие сквера, ул. Лобкова", "ул. Лобкова", "Спортов С.С.")]


def clerk_sends_three_rows_and_corrects_one(clerk, folder: Path) -> None:
    drop(clerk, word_file(folder, CULTURE_ROWS, "культура.docx"))
    clerk.look("review")
    doubted = clerk.page.locator("tr", has_text="Концерт духового оркестра")
    assert doubted.locator(".confidence").count() >= 1, "a cell that was not understood is marked"
    doubted.locator("summary", has_text="как в файле").click()
    assert "32 числа" in doubted.locator("details").inner_text(), "the original cell stands beside the value"
    clerk.page.locator("tr", has_text="Концерт духового оркестра").get_by_role("link", name="Исправить").click()
    clerk.page.get_by_label("Когда").fill(f"20 {MONTH}, 18:00")
    clerk.press("Сохранить")
    clerk.page.locator("tr", has_text=f"20 {MONTH}, 18:00").wait_for(timeout=5000)
    clerk.press("Отправить 3 строки")
    clerk.look("unit-plan")


def office_consolidates(office, plan: Plan) -> None:
    office.open(f"/plans/{plan.pk}/consolidation/")
    office.look("consolidation")
    office.press("То же")
    office.page.get_by_label("Выбрать все строки на экране").check()
    office.press("Принять")
    office.open(f"/plans/{plan.pk}/")
    office.look("city-plan")
    office.press("На утверждение")


def leader_approves(leader) -> bytes:
    leader.open("/")
    leader.look("today-leader")
    leader.press("Открыть", role="link")
    leader.press("Утвердить", role="link")
    leader.look("approve")
    leader.press("Утвердить")
    leader.look("version")
    with leader.page.expect_download() as download:
        leader.page.get_by_role("link", name="Word", exact=True).first.click()
    return Path(download.value.path()).read_bytes()


def assert_official_form(data: bytes) -> None:
    word = Document(io.BytesIO(data))
    stamp, table = word.tables[0].rows[0].cells[1].text, word.tables[1]
    assert "УТВЕРЖДАЮ" in stamp
    assert "И. И. Образцов" in stamp.replace("\xa0", " ")
    assert "ПРОЕКТ" not in stamp
    assert {len(row._tr.tc_lst) for row in table.rows} == {1, 5}
    printed = [[cell.text for cell in row.cells] for row in table.rows]
    assert sum("Лобкова" in row[2] for row in printed) == 1
    assert [row[1] for row in printed if "комиссии" in row[2]] == [f"12 {MONTH}, 14:00–15:30"]


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_units_papers_become_one_approved_plan(walk, tmp_path, size):
    culture, sport = directory.unit("Департамент культуры"), directory.unit("Департамент спорта")
    office_unit = directory.unit("Аппарат Мэра", submits_plans=False)
    mayor = directory.person("Образцов", "Илья", "Игоревич")
    directory.position(mayor, "Мэр города Омска", leader_order=1, unit=office_unit)

    clerk = walk(directory.coordinator(culture), size)
    clerk.open(f"/plans/send/?period={PERIOD.code}")
    clerk.look("send")
    clerk_sends_three_rows_and_corrects_one(clerk, tmp_path)
    assert PlanLine.objects.filter(plan__unit=culture).count() == 3

    other = walk(directory.coordinator(sport), size)
    drop(other, excel_file(tmp_path, SPORT_ROWS, "спорт.xlsx"))
    other.press("Отправить 1 строку")

    plan = Plan.objects.get(unit__isnull=True, period_code=PERIOD.code)
    office_consolidates(walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size), plan)
    assert plan.items.count() == 3
    shared = plan.items.get(event__title__contains="Лобкова").event
    assert {str(shared.owner), *map(str, shared.co_owners.all())} == {str(culture), str(sport)}

    assert_official_form(leader_approves(walk(accounts.user(Role.LEADER, name="Мэр"), size)))
