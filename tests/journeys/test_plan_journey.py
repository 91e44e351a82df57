"""Send → read → submit → consolidate → approve → Word: the main job, as people walk it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.language.periods import Period
from orgplan.planning.models import Plan, PlanLine
from orgplan.planning.rules.naming import period_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()


def next_month() -> Period:
    today = date.today()
    return Period.month(today.year + today.month // 12, today.month % 12 + 1)


def word_file(folder: Path, rows: list[tuple[str, str, str, str]], name: str) -> Path:
    """A unit's table in Word, with a title above it."""
    word = Document()
    word.add_paragraph("УТВЕРЖДАЮ")
    word.add_paragraph("ПЛАН")
    word.add_paragraph(f"мероприятий на {period_words(next_month())}")
    table = word.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("Дата и время", "Мероприятие", "Место", "Ответственный"), strict=True):
        cell.text = text
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = folder / name
    word.save(str(path))
    return path


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_units_papers_become_one_approved_plan(walk, tmp_path, size):
    period = next_month()
    month = MONTHS[period.start.month - 1]
    culture, sport = directory.unit("Департамент культуры"), directory.unit("Департамент спорта")
    mayor = directory.person("Образцов", "Илья", "Игоревич")
    directory.position(
        mayor, "Мэр города Омска", leader_order=1, unit=directory.unit("Аппарат Мэра", submits_plans=False)
    )
    first = [
        (f"5 {month}, 11.30", "Открытие сквера на улице Лобкова", "ул. Лобкова, сквер", "Краснова А.А."),
        (
            f"12 {month} 14-00 – 15-30",
            "Заседание комиссии по землепользованию",
            "каб. 210",
            "Примеров П.П. (по согласованию)",
        ),
        ("32 числа", "Концерт духового оркестра", "Сад «Сибирь»", "Краснова А.А."),
    ]
    second = [(f"5 {month}, 11.30", "Торжественное открытие сквера, ул. Лобкова", "ул. Лобкова", "Спортов С.С.")]

    clerk = walk(directory.coordinator(culture), size)
    clerk.open(f"/plans/send/?period={period.code}")
    clerk.look("send")
    clerk.page.set_input_files("input[name=paper]", word_file(tmp_path, first, "культура.docx"))
    clerk.press("Прочитать")
    assert clerk.page.get_by_text("Концерт духового оркестра").count() >= 1
    clerk.look("review")
    row = clerk.page.locator("tr", has_text="Концерт духового оркестра")
    row.get_by_role("link", name="Исправить").click()
    clerk.page.get_by_label("Когда").fill(f"20 {month}, 18:00")
    clerk.press("Сохранить")
    clerk.page.locator("tr", has_text=f"20 {month}, 18:00").wait_for(timeout=5000)
    clerk.press("Отправить 3 строки")
    assert PlanLine.objects.filter(plan__unit=culture).count() == 3
    clerk.look("unit-plan")

    other = walk(directory.coordinator(sport), size)
    other.open(f"/plans/send/?period={period.code}")
    other.page.set_input_files("input[name=paper]", word_file(tmp_path, second, "спорт.docx"))
    other.press("Прочитать")
    other.press("Отправить 1 строку")

    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    city = Plan.objects.get(unit__isnull=True, period_code=period.code)
    office.open(f"/plans/{city.pk}/consolidation/")
    office.look("consolidation")
    office.press("То же")
    office.page.get_by_label("Выбрать все строки на экране").check()
    office.press("Принять")  # the bar stands above the rows
    office.open(f"/plans/{city.pk}/")
    office.look("city-plan")
    assert city.items.count() == 3
    shared = city.items.get(event__title__contains="Лобкова").event
    assert {str(shared.owner), *map(str, shared.co_owners.all())} == {"Департамент культуры", "Департамент спорта"}
    office.press("На утверждение")

    leader = walk(accounts.user(Role.LEADER, name="Мэр"), size)
    leader.open("/")
    leader.look("today-leader")
    leader.press("Открыть", role="link")
    leader.press("Утвердить", role="link")
    leader.look("approve")
    leader.press("Утвердить")
    leader.look("version")
    with leader.page.expect_download() as download:
        leader.page.get_by_role("link", name="Word", exact=True).click()
    word = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    table = word.tables[1]
    assert len({len(row._tr.tc_lst) for row in table.rows} - {1, 5}) == 0
    printed = [[cell.text for cell in row.cells] for row in table.rows]
    assert sum("Лобкова" in row[2] for row in printed) == 1
    assert [row[1] for row in printed if "комиссии" in row[2]] == [f"12 {month}, 14:00–15:30"]
    assert "УТВЕРЖДАЮ" in word.tables[0].rows[0].cells[1].text
    assert "ПРОЕКТ" not in word.tables[0].rows[0].cells[1].text
