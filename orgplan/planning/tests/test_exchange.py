"""A plan's workbook: it goes out whole, comes back through the page, and is applied as a whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook

from orgplan.accounts.rules import Role
from orgplan.core.editing import RefusedError
from orgplan.directory.tests import factories as directory
from orgplan.events.actions import change_event, facts_of
from orgplan.events.models import Event
from orgplan.events.rules import Basis
from orgplan.language.periods import Period
from orgplan.planning.actions.exchange import (
    Choices,
    bring_back_workbook,
    comparison_of,
    mark_of,
    put_aside_workbook,
    take_in_workbook,
)
from orgplan.planning.actions.lines import accept_lines
from orgplan.planning.actions.plans import approve_plan
from orgplan.planning.documents.workbook import plan_workbook
from orgplan.planning.models import Plan, PlanLine, ReturnedWorkbook, ReturnState
from orgplan.planning.tests import factories
from orgplan.planning.tests.factories import BY

pytestmark = pytest.mark.django_db
Edit = Callable[..., None]


@pytest.fixture
def city() -> Plan:
    unit = directory.unit("Департамент культуры")
    plan, own = factories.city_plan(), factories.unit_plan(unit)
    lines = [
        factories.line(own, title="Концерт в саду", when="12 августа, 14:00"),
        factories.line(own, title="Приём граждан", when="13 августа, 10:00"),
        factories.line(own, title="=ЯРМАРКА(1)", when="в течение месяца"),
    ]
    accept_lines(plan=plan, lines=lines, by=BY)
    return plan


def edited(plan: Plan, edit: Edit | None = None) -> bytes:
    """Return the plan's workbook after somebody's edit of the visible sheet."""
    book = load_workbook(io.BytesIO(plan_workbook(plan)))
    if edit:
        edit(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(sheet, title: str) -> int:
    return next(int(row[0].row) for row in sheet.iter_rows(min_row=2) if row[3].value == title)


def put(title: str, **cells: object) -> Edit:
    def edit(sheet) -> None:
        row = row_of(sheet, title)
        for letter, value in cells.items():
            sheet[f"{letter}{row}"] = value

    return edit


def back(plan: Plan, content: bytes) -> ReturnedWorkbook:
    return bring_back_workbook(plan=plan, file_name="план.xlsx", content=content, by=BY)


def take(workbook: ReturnedWorkbook, **more) -> int:
    found = comparison_of(workbook)
    choices = {
        "rows": frozenset(row.key for row in found.changed),
        "new": frozenset(row.number for row in found.added),
        "out": frozenset(),
        "seen": mark_of(found),
    }
    return take_in_workbook(workbook, choices=Choices(**(choices | more)), by=BY)


def test_workbook_has_a_frozen_head_filters_lists_and_hidden_keys(city):
    book = load_workbook(io.BytesIO(plan_workbook(city)))
    sheet, hidden = book.worksheets
    assert [cell.value for cell in sheet[1]] == [
        "№",
        "Раздел",
        "Когда",
        "Мероприятие",
        "Место",
        "Ответственные",
        "Состояние",
        "Ключ",
        "Ред.",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, hidden.sheet_state) == ("A2", "A1:G1", "hidden")
    assert [sheet.column_dimensions[letter].hidden for letter in "AGHI"] == [False, False, True, True]
    assert len(sheet.data_validations.dataValidation) == 2
    assert {cell.number_format for cell in sheet[2]} == {"@"}


def test_title_that_begins_with_equals_is_no_formula(city):
    sheet = load_workbook(io.BytesIO(plan_workbook(city))).worksheets[0]
    assert sheet[f"D{row_of(sheet, '=ЯРМАРКА(1)')}"].data_type == "s"


def test_what_comes_back_as_it_went_changes_nothing(city):
    found = comparison_of(back(city, edited(city)))
    assert (bool(found), found.faults, found.unchanged) == (False, (), 3)


def test_edits_are_applied_through_events(city):
    edit = put(
        "Концерт в саду",
        C="14 августа, 16:00",
        D="Большой концерт",
        E="Дворец",
        F="Примеров П. П.\nТеатр (по согласованию)",
    )
    assert take(back(city, edited(city, edit))) == 1
    event = Event.objects.get(title="Большой концерт")
    assert (event.first_day, event.place, event.responsible) == (
        date(2026, 8, 14),
        "Дворец",
        "Примеров П. П.\nТеатр (по согласованию)",
    )


def test_section_and_state_are_chosen_from_lists(city):
    section = city.sections.create(title="Культура")
    take(back(city, edited(city, put("Концерт в саду", B="Культура", G="отменено"))))
    assert city.items.get(section=section).event.state == "cancelled"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"B": "Нет такого"}, "нет раздела «Нет такого»"),
        ({"G": "наверное"}, "нет состояния «наверное»"),
        ({"D": " "}, "нужно название"),
    ],
)
def test_cell_that_cannot_be_taken_stops_all_with_its_address(city, cells, words):
    def edit(sheet) -> None:
        put("Приём граждан", E="Дворец")(sheet)
        put("Концерт в саду", **cells)(sheet)

    workbook = back(city, edited(city, edit))
    with pytest.raises(RefusedError, match=words):
        take(workbook)
    assert not Event.objects.filter(place="Дворец").exists()
    workbook.refresh_from_db()
    assert workbook.state == ReturnState.WAITING


def test_new_row_becomes_an_event_of_the_plan(city):
    def edit(sheet) -> None:
        sheet.append(["", "", "20 августа, 11:00", "Ярмарка мёда", "Парк", "Департамент культуры", ""])

    assert take(back(city, edited(city, edit))) == 1
    event = city.items.get(event__title="Ярмарка мёда").event
    assert (event.owner.name, event.first_day) == ("Департамент культуры", date(2026, 8, 20))


def test_missing_row_stays_unless_it_is_ticked(city):
    def edit(sheet) -> None:
        sheet.delete_rows(row_of(sheet, "Приём граждан"))

    take(back(city, edited(city, edit)))
    assert city.items.count() == 3
    gone = Event.objects.get(title="Приём граждан")
    assert take(back(city, edited(city, edit)), out=frozenset({gone.pk})) == 1
    assert (city.items.count(), Event.objects.filter(pk=gone.pk).exists()) == (2, True)


def test_workbook_of_another_plan_is_refused_by_name(city):
    other = factories.city_plan(Period.parse("2026-09"))
    with pytest.raises(RefusedError, match=r"Книга другого плана: .*август 2026 года"):
        back(other, edited(city))


def test_workbook_that_is_not_ours_is_refused(city):
    with pytest.raises(RefusedError, match="нет скрытого листа"):
        back(city, edited(city, lambda sheet: sheet.parent.remove(sheet.parent["orgplan"])))
    with pytest.raises(RefusedError, match=r"план\.xlsx"):
        back(city, b"no workbook at all")


def test_hidden_sheet_that_was_edited_is_refused(city):
    def edit(sheet) -> None:
        sheet.parent["orgplan"]["A3"] = sheet.parent["orgplan"]["A4"].value

    with pytest.raises(RefusedError, match="Скрытый лист книги повреждён"):
        back(city, edited(city, edit))


def test_change_made_in_the_system_meanwhile_is_not_overwritten(city):
    content = edited(city, put("Концерт в саду", D="Большой концерт"))
    workbook = back(city, content)
    shown = mark_of(comparison_of(workbook))
    event = Event.objects.get(title="Концерт в саду")
    change_event(event, facts=replace(facts_of(event), title="Концерт на площади"), edition=event.edition, by=BY)
    with pytest.raises(RefusedError, match="тем временем"):
        take(workbook, seen=shown)
    (row,) = comparison_of(workbook).changed
    assert (row.is_disputed, row.cells[0].theirs) == (True, "Концерт на площади")
    take(workbook)
    assert Event.objects.get(pk=event.pk).title == "Большой концерт"


def test_approved_plan_asks_for_a_ground_once_for_all(city):
    approve_plan(plan=city, approved_on=date(2026, 7, 25), approver_name="О. О.", approver_post="Мэр", basis="", by=BY)
    workbook = back(city, edited(city, put("Концерт в саду", C="14 августа, 16:00")))
    with pytest.raises(RefusedError):
        take(workbook)
    take(workbook, reason="Просьба театра", basis=Basis("письмо театра"))
    assert Event.objects.get(title="Концерт в саду").first_day == date(2026, 8, 14)


def test_workbook_is_taken_in_once(city):
    workbook = back(city, edited(city, put("Концерт в саду", E="Дворец")))
    take(workbook)
    with pytest.raises(RefusedError, match="уже"):
        put_aside_workbook(workbook, by=BY)


def test_newer_workbook_puts_the_earlier_aside(city):
    first = back(city, edited(city))
    back(city, edited(city))
    first.refresh_from_db()
    assert first.state == ReturnState.PUT_ASIDE


def test_unit_edits_adds_and_withdraws_its_lines():
    unit = directory.unit("Департамент спорта")
    plan = factories.unit_plan(unit)
    factories.line(plan, title="Кросс", when="12 августа")
    gone = factories.line(plan, title="Турнир", when="13 августа")

    def edit(sheet) -> None:
        rows = {row[2].value: row[0].row for row in sheet.iter_rows(min_row=2)}
        sheet[f"B{rows['Кросс']}"] = "15 августа, 9:00"
        sheet.delete_rows(rows["Турнир"])
        sheet.append(["", "16 августа", "Заплыв", "Иртыш", ""])

    assert take(back(plan, edited(plan, edit)), out=frozenset({gone.pk})) == 3
    found = PlanLine.objects.filter(plan=plan).order_by("pk").values_list("title", "first_day", "state")
    assert list(found) == [
        ("Кросс", date(2026, 8, 15), "submitted"),
        ("Турнир", date(2026, 8, 13), "withdrawn"),
        ("Заплыв", date(2026, 8, 16), "submitted"),
    ]


def test_page_shows_every_cell_and_keeps_what_was_ticked_when_refused(city, client_of):
    client: Client = client_of(Role.DEPARTMENT)
    paper = io.BytesIO(edited(city, put("Концерт в саду", E="Дворец", G="наверное")))
    paper.name = "план.xlsx"
    answer = client.post(f"/plans/{city.pk}/bring-back/", {"paper": paper})
    page = client.get(answer["Location"]).content.decode()
    for words in ("Дворец", "наверное", "E", "Концерт в саду"):
        assert words in page
    workbook = ReturnedWorkbook.objects.get()
    found = comparison_of(workbook)
    sent = {"seen": mark_of(found), "row": [row.key for row in found.changed], "reason": "Просьба театра"}
    refused = client.post(f"/plans/workbooks/{workbook.pk}/take-in/", sent)
    assert (refused.status_code, "нет состояния" in refused.content.decode()) == (422, True)
    assert 'value="Просьба театра"' in refused.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_comparison_takes_a_fixed_number_of_queries(client_of, count, django_assert_num_queries):
    plan, own = factories.city_plan(), factories.unit_plan(directory.unit())
    accept_lines(plan=plan, lines=[factories.line(own, title=f"Концерт {n}") for n in range(count)], by=BY)
    workbook = back(plan, edited(plan))
    client = client_of(Role.DEPARTMENT)
    with django_assert_num_queries(9):
        client.get(f"/plans/workbooks/{workbook.pk}/")


# Workbooks that people rearranged


def key_column(sheet) -> int:
    return next(int(cell.column) for cell in sheet[2] if str(cell.value or "").isdigit() and cell.column > 1)


def every_row() -> range:
    return range(2, 5)


def write(cell, value) -> None:
    """Write as a person does who moves a cell: a text that begins with «=» stays a text."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def swap_columns(sheet, one: int, other: int) -> None:
    for row in range(1, sheet.max_row + 1):
        first, second = sheet.cell(row, one), sheet.cell(row, other)
        values = first.value, second.value
        write(first, values[1])
        write(second, values[0])


def test_moved_columns_and_sorted_rows_of_a_real_workbook_change_nothing_but_the_edit(city):
    def edit(sheet) -> None:
        put("Приём граждан", E="Дворец")(sheet)
        swap_columns(sheet, 3, 5)
        rows = [[cell.value for cell in sheet[row]] for row in every_row()]
        for row, values in zip(every_row(), reversed(rows), strict=True):
            for column, value in enumerate(values, 1):
                write(sheet.cell(row, column), value)

    assert take(back(city, edited(city, edit))) == 1
    assert sorted(Event.objects.values_list("title", "place")) == [
        ("=ЯРМАРКА(1)", ""),
        ("Концерт в саду", ""),
        ("Приём граждан", "Дворец"),
    ]


def test_rows_of_a_real_workbook_without_their_keys_are_known_by_name_and_none_is_lost(city):
    def edit(sheet) -> None:
        put("Приём граждан", E="Дворец")(sheet)
        column = key_column(sheet)
        for row in every_row():
            sheet.cell(row, column).value = None

    workbook = back(city, edited(city, edit))
    found = comparison_of(workbook)
    assert (len(found.added), len(found.missing), len(found.faults)) == (0, 0, 3)
    assert take(workbook) == 1
    assert (Event.objects.get(title="Приём граждан").place, city.items.count()) == ("Дворец", 3)


def test_row_copied_in_a_real_workbook_is_told_with_its_place_and_not_taken_twice(city):
    def edit(sheet) -> None:
        for cell in list(sheet[row_of(sheet, "Концерт в саду")]):
            write(sheet.cell(5, cell.column), cell.value)
        write(sheet.cell(5, 5), "Другой зал")

    workbook = back(city, edited(city, edit))
    found = comparison_of(workbook)
    assert [(each.place, "повторяет номер" in each.text) for each in found.faults] == [("строка 5", True)]
    take(workbook)
    assert (Event.objects.filter(place="Другой зал").count(), city.items.count()) == (0, 3)
