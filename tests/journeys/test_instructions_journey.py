"""Journey of an instruction: minutes → instructions → another term → report → accepted, wide and on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from orgplan.accounts.rules import Role
from orgplan.accounts.tests import factories as accounts
from orgplan.directory.tests import factories as directory
from orgplan.instructions.models import Instruction
from orgplan.instructions.tests.factories import term_rule

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_sizes = pytest.mark.parametrize("size", ["wide", "phone"])

TEXT = """РЕШИЛИ:
1. Департаменту культуры (Выдуманову П.П.) подготовить афишу в течение 10 рабочих дней.
2. Неизвестному центру представить сводку."""


@both_sizes
def test_minutes_become_instructions_that_are_extended_reported_and_accepted(walk, size):
    unit = directory.unit("Департамент культуры")
    directory.position(directory.person("Выдуманов", "Пётр", "Петрович"), "директор департамента", unit=unit)
    term_rule("без срока", kind="months", count=1, counted_from="signing", measure="calendar", is_default=True)
    office = walk(accounts.user(Role.DEPARTMENT, name="Организационный отдел"), size)
    office.open("/minutes/new/")
    page = office.page
    page.get_by_label("Что проведено").fill("Планёрка")
    page.get_by_label("Номер протокола").fill("7")
    page.get_by_label("Текст протокола").fill(TEXT)
    office.press("Прочитать пункты")
    office.look("minutes-points")
    assert "Исполнитель не найден в справочнике" in page.locator("main").inner_text()
    office.press("Поставить на контроль: 1 пункт")
    made = Instruction.objects.get()
    assert made.unit == unit

    performer = walk(directory.coordinator(unit, name="Исполнитель"), size)
    performer.open(f"/instructions/{made.pk}/extension/")
    later = max(made.due_on, timezone.localdate()) + timedelta(days=20)
    performer.page.get_by_label("Просим продлить до").fill(later.isoformat())
    performer.page.get_by_label("Почему нужно продлить").fill("Нет сведений")
    performer.press("Направить просьбу")
    performer.look("instruction-asked")

    office.open(f"/instructions/{made.pk}/")
    office.press("Продлить срок")
    office.look("instruction-extended")

    performer.open(f"/instructions/{made.pk}/report/")
    performer.page.get_by_label("Что сделано").fill("Афиша размещена.")
    performer.press("Представить отчёт")
    performer.look("instruction-reported")

    office.open(f"/instructions/{made.pk}/")
    office.press("Принять и снять с контроля")
    office.look("instruction-removed")
    made.refresh_from_db()
    assert (made.state, made.extended_times, made.due_on) == ("removed", 1, later)
