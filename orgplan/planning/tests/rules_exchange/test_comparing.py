"""The comparison of a returned workbook, by properties: nothing edited is nothing changed, every edit is found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orgplan.language.periods import Period
from orgplan.planning.rules.exchange import CITY_COLUMNS, Column, Sent, SentRow, compare, read_sheet
from orgplan.planning.rules.exchange.sheet import tidy
from orgplan.tables.model import Cell, Table

AUGUST = Period.parse("2026-08")
WORDS = st.sampled_from(
    ["Концерт в саду", "Заседание комиссии", "2026", "=СУММА(1)", "День города — 2026", "Приём\nграждан", "Ёлка"]
)
WHENS = st.sampled_from(
    ["12 августа, 14:00", "5–7 августа", "в течение месяца", "18, 19 августа", "", "по вторникам, 10:00"]
)


def rows_strategy() -> st.SearchStrategy[list[SentRow]]:
    texts = {column: WHENS if column is Column.WHEN else WORDS for column in CITY_COLUMNS}
    one = st.fixed_dictionaries(texts)
    return st.lists(one, min_size=1, max_size=6).map(
        lambda found: [SentRow(number * 10, number, values) for number, values in enumerate(found, start=1)]
    )


def sheet(rows: list[SentRow], columns: Any = CITY_COLUMNS, *, keys: dict[int, str] | None = None) -> list[list[str]]:
    """Return the visible sheet as texts: the heading and the rows."""
    head = ["№", *map(str, columns), "Ключ", "Ред."]
    body = [
        [str(n), *(row.values[c] for c in columns), (keys or {}).get(row.key, str(row.key)), str(row.edition)]
        for n, row in enumerate(rows, start=1)
    ]
    return [head, *body]


def table(texts: list[list[str]]) -> Table:
    return Table(tuple(tuple(Cell(text) for text in row) for row in texts))


def found_in(
    texts: list[list[str]], rows: list[SentRow], now: list[SentRow] | None = None, *, grid: Table | None = None
):
    returned, faults = read_sheet(grid or table(texts), CITY_COLUMNS)
    current = {row.key: row for row in (rows if now is None else now)}
    return compare(Sent(1, "2026-08", "", tuple(rows)), returned, current, AUGUST), faults


@given(rows_strategy())
def test_what_comes_back_as_it_went_changes_nothing(rows):
    found, faults = found_in(sheet(rows), rows)
    assert (bool(found), found.faults, faults, found.unchanged) == (False, (), [], len(rows))


@given(rows_strategy(), st.randoms(use_true_random=False))
def test_sorted_rows_and_moved_columns_change_nothing(rows, random):
    texts = sheet(rows)
    order = list(range(len(texts[0])))
    random.shuffle(order)
    body = texts[1:]
    random.shuffle(body)
    moved = [[row[at] for at in order] for row in [texts[0], *body]]
    found, faults = found_in(moved, rows)
    assert (bool(found), found.faults, faults) == (False, (), [])


@given(rows_strategy(), st.data())
def test_mangled_spaces_and_line_breaks_change_nothing(rows, data):
    def mangled(text: str) -> str:
        return str(data.draw(st.sampled_from(["", " ", "\xa0"]))) + text.replace("\n", "\r\n").replace(" ", "  ") + " "

    texts = [sheet(rows)[0], *([mangled(text) for text in row] for row in sheet(rows)[1:])]
    found, _faults = found_in(texts, rows)
    assert not found


@given(rows_strategy(), st.data())
def test_every_edited_cell_comes_back_exactly(rows, data):
    texts = sheet(rows)
    edits: dict[tuple[int, Column], str] = {}
    for number, row in enumerate(rows):
        for at, column in enumerate(CITY_COLUMNS, start=1):
            if column is not Column.WHEN and data.draw(st.booleans()):
                new = data.draw(st.text("абв ёАБ-–«».,=1", min_size=1, max_size=12)) + "я"
                texts[number + 1][at] = new
                if tidy(new) != tidy(row.values[column]):
                    edits[row.key, column] = tidy(new)
    found, _faults = found_in(texts, rows)
    assert {(row.key, cell.column): cell.new for row in found.changed for cell in row.cells} == edits
    assert not found.added
    assert not found.missing


def plan(*titles: str) -> list[SentRow]:
    values = [
        dict.fromkeys(CITY_COLUMNS, "") | {Column.TITLE: title, Column.WHEN: "12 августа, 14:00"} for title in titles
    ]
    return [SentRow(number * 10, 1, each) for number, each in enumerate(values, start=1)]


def test_cell_address_and_both_values_are_told():
    rows = plan("Концерт")
    texts = sheet(rows)
    texts[1][3] = "Большой концерт"
    (row,) = found_in(texts, rows)[0].changed
    assert [(cell.address, cell.old, cell.new, cell.theirs) for cell in row.cells] == [
        ("D2", "Концерт", "Большой концерт", None)
    ]


def test_date_that_excel_made_a_day_of_its_own_is_the_same_day():
    rows = plan("Концерт")
    cells = [[Cell(text) for text in row] for row in sheet(rows)]
    cells[1][2] = Cell("46246,58", datetime(2026, 8, 12, 14, 0))  # noqa: DTZ001 -- a spreadsheet knows no zones
    found, _faults = found_in([], rows, grid=Table(tuple(map(tuple, cells))))
    assert not found
    cells[1][2] = Cell("13.08.2026", date(2026, 8, 13))
    found, _faults = found_in([], rows, grid=Table(tuple(map(tuple, cells))))
    assert [cell.new for row in found.changed for cell in row.cells] == ["13.08.2026"]


def test_number_of_excel_is_the_text_that_was_sent():
    rows = plan("2026")
    assert not found_in(sheet(rows, keys={10: "10.0"}), rows)[0]


def test_doubled_key_is_taken_once():
    rows = plan("Концерт")
    texts = sheet(rows)
    found, _faults = found_in([*texts, [*texts[1][:3], "Другое", *texts[1][4:]]], rows)
    assert not found
    assert [(each.place, "повторяет номер строки 2" in each.text) for each in found.faults] == [("строка 3", True)]


def test_unknown_and_absurd_keys_are_not_taken():
    rows = plan("Концерт", "Приём")
    found, _faults = found_in(sheet(rows, keys={10: "777", 20: "9" * 40}), rows)
    assert [each.place for each in found.faults] == ["строка 2", "строка 3"]
    assert (found.added, [row.key for row in found.missing]) == ((), [10, 20])


def test_row_whose_key_was_deleted_is_known_by_its_name():
    rows = plan("Концерт", "Приём")
    texts = sheet(rows, keys={10: "", 20: ""})
    texts[2][4] = "Дворец"
    found, _faults = found_in(texts, rows)
    assert [(row.key, row.cells[0].new) for row in found.changed] == [(20, "Дворец")]
    assert (found.added, found.missing, len(found.faults)) == ((), (), 2)


def test_row_without_a_key_and_with_a_new_name_is_new():
    rows = plan("Концерт")
    new = ["", "", "20 августа", "Ярмарка", "", "", "", "", ""]
    found, _faults = found_in([*sheet(rows), new], rows)
    assert [(row.number, row.title, row.values[Column.WHEN]) for row in found.added] == [(3, "Ярмарка", "20 августа")]


def test_date_that_is_not_understood_or_lies_outside_is_told_with_its_cell():
    rows = plan("Концерт")
    texts = sheet(rows)
    texts[1][2] = "когда-нибудь"
    new = ["", "", "20 ноября", "Ярмарка", "", "", "", "", ""]
    found, _faults = found_in([*texts, new], rows)
    assert [each.place for each in found.faults] == ["C2", "C3"]
    assert "Вне периода плана" in found.faults[1].text


def test_new_row_without_a_name_is_told():
    rows = plan("Концерт")
    found, _faults = found_in([*sheet(rows), ["", "", "20 августа", "", "", "", "", "", ""]], rows)
    assert [each.text for each in found.faults] == ["У новой строки нет наименования мероприятия: она не вносится."]


def test_row_that_is_missing_is_asked_about():
    rows = plan("Концерт", "Приём")
    found, _faults = found_in(sheet(rows[:1]), rows)
    assert [row.title for row in found.missing] == ["Приём"]


def test_cell_that_somebody_changed_meanwhile_shows_both():
    rows, now = plan("Концерт"), plan("Концерт в саду")
    texts = sheet(rows)
    texts[1][3] = "Большой концерт"
    (row,) = found_in(texts, rows, now)[0].changed
    assert (row.is_disputed, row.cells[0].theirs) == (True, "Концерт в саду")


def test_other_cell_changed_meanwhile_is_no_dispute_and_stays():
    rows = plan("Концерт")
    now = [SentRow(10, 5, {**rows[0].values, Column.PLACE: "Сад"})]
    texts = sheet(rows)
    texts[1][3] = "Большой концерт"
    (row,) = found_in(texts, rows, now)[0].changed
    assert (row.is_disputed, row.edition, len(row.cells)) == (False, 5, 1)


def test_edit_of_a_row_that_left_the_plan_is_told():
    rows = plan("Концерт")
    texts = sheet(rows)
    texts[1][3] = "Большой концерт"
    found, _faults = found_in(texts, rows, [])
    assert (found.changed, ["уже исключено" in each.text for each in found.faults]) == ((), [True])


def test_renamed_column_is_read_and_told():
    rows = plan("Концерт")
    texts = sheet(rows)
    texts[0][4], texts[1][4] = "Где проводится", "Сад"
    found, faults = found_in(texts, rows)
    assert [cell.new for row in found.changed for cell in row.cells] == ["Сад"]
    assert [(each.place, each.text) for each in faults] == [
        ("E1", "Столбец переименован: «Где проводится» прочитан как «Место».")
    ]


def test_deleted_column_leaves_its_values():
    rows = plan("Концерт")
    texts = [[text for at, text in enumerate(row) if at != 4] for row in sheet(rows)]
    found, faults = found_in(texts, rows)
    assert not found
    assert [each.text for each in faults] == ["Столбец «Место» удалён: его значения остаются, какими были."]


def test_deleted_column_of_keys_is_told_and_rows_are_known_by_name():
    rows = plan("Концерт", "Приём")
    texts = [row[:7] for row in sheet(rows)]
    found, faults = found_in(texts, rows)
    assert not found
    assert "Скрытый столбец" in faults[0].text


def test_empty_sheet_takes_nothing():
    rows = plan("Концерт")
    found, _faults = found_in([], rows, grid=Table(()))
    assert [row.title for row in found.missing] == ["Концерт"]
