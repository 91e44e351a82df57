"""What must hold for every paper: no error, blank rows change nothing, the order of columns changes nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.contract import to_contract
from orgplan.planning.rules.reading.model import PlanReading, Role
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.tables.model import Cell, Paper, Paragraph, Table

YEAR = Period.year(2018)
WORDS = st.sampled_from(
    [
        "",
        "-",
        "1",
        "2.",
        "1.1",
        "Дата",
        "Время",
        "Мероприятие",
        "Место проведения",
        "Ответственный",
        "I квартал",
        "Январь",
        "3 апреля",
        "31 апреля",
        "10.00",
        "с 9.00 до 11.00",
        "10.00 Открытие\n12.00 Закрытие",
        "Итого",
        "* примечание",
        "Понедельник, 2 апреля",
        "Концерт «Весна»",
        "концерт",
        "-//-",
        "площадь Мира",
        "Отдел культуры, Кедров И.И.",
        "до 1 мая",
        "Раздел I. Спорт",
        "УТВЕРЖДАЮ",
        "=1+1",
        "Глава города ____ И.И. Кедров",
        "№ п/п",
        "\x01",
        "(((",
        '«"',
    ]
)
EVENTS = st.tuples(
    st.sampled_from(["Концерт «Весна»", "Субботник", "Кросс «Дружба»", "Выставка цветов", "Ярмарка мастеров"]),
    st.sampled_from(["3 апреля", "5.05.2018 12:00", "июнь", "до 1 мая", "в течение года", "10-12 июля"]),
    st.sampled_from(["площадь Мира", "парк «Липки»", "ДК «Луч»", ""]),
    st.sampled_from(["Отдел культуры", "Кедров И.И.", "МБУ «Центр» (по согласованию)\nПихтин П.П.", ""]),
)
HEADER = ("Наименование мероприятия", "Срок проведения", "Место проведения", "Ответственный")


def grid(rows: list[tuple[str, ...]]) -> Table:
    width = max((len(row) for row in rows), default=0)
    return Table(tuple(tuple(Cell(text) for text in (*row, *[""] * (width - len(row)))) for row in rows))


def read(*blocks: Table | Paragraph) -> PlanReading:
    return read_plan(Paper("план.docx", blocks), YEAR)


def facts(reading: PlanReading) -> list[object]:
    return [(row.title, row.date_text, row.timing, row.place, row.responsible, row.fingerprint) for row in reading.rows]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=5).map(tuple), max_size=8), st.lists(WORDS, max_size=4))
def test_any_grid_reads_without_an_error(rows: list[tuple[str, ...]], lines: list[str]) -> None:
    reading = read(*(Paragraph(line) for line in lines), grid(rows))
    assert [row["n"] for row in to_contract(reading, "план.docx")["rows"]] == list(range(1, len(reading.rows) + 1))


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, max_size=8))
def test_any_lines_read_without_an_error(lines: list[str]) -> None:
    read(*(Paragraph(line) for line in lines))


@settings(max_examples=50, deadline=None)
@given(st.lists(EVENTS, min_size=1, max_size=6), st.data())
def test_blank_rows_change_nothing(events: list[tuple[str, ...]], data: st.DataObject) -> None:
    plain = [HEADER, *events]
    blanks = list(plain)
    for _ in range(data.draw(st.integers(1, 4))):
        blanks.insert(data.draw(st.integers(1, len(blanks))), ("", "", "", ""))
    assert facts(read(grid(blanks))) == facts(read(grid(plain)))


@settings(max_examples=50, deadline=None)
@given(st.lists(EVENTS, min_size=1, max_size=6), st.permutations(range(4)))
def test_order_of_columns_changes_nothing(events: list[tuple[str, ...]], order: list[int]) -> None:
    plain = [HEADER, *events]
    moved = [tuple(row[column] for column in order) for row in plain]
    assert facts(read(grid(moved))) == facts(read(grid(plain)))


@settings(max_examples=50, deadline=None)
@given(st.lists(EVENTS, min_size=1, max_size=6))
def test_every_event_becomes_one_row(events: list[tuple[str, ...]]) -> None:
    reading = read(grid([HEADER, *events]))
    assert [row.title for row in reading.rows] == [title for title, *_ in events]
    assert len({row.fingerprint for row in reading.rows}) == len(events)


@settings(max_examples=30, deadline=None)
@given(st.lists(EVENTS, min_size=2, max_size=6, unique=True), st.data())
def test_a_changed_line_changes_only_its_own_fingerprint(events: list[tuple[str, ...]], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(events) - 1))
    corrected = [*events]
    corrected[index] = ("Исправленное название", *events[index][1:])
    before = [row.fingerprint for row in read(grid([HEADER, *events])).rows]
    after = [row.fingerprint for row in read(grid([HEADER, *corrected])).rows]
    assert [number for number, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]] == [index]


def test_remembered_mapping_overrules_the_header() -> None:
    table = grid([HEADER, ("Концерт", "3 апреля", "Кедров И.И.", "парк «Липки»")])
    mapping = {0: Role.TITLE, 1: Role.DATE, 2: Role.RESPONSIBLE, 3: Role.PLACE}
    reading = read_plan(Paper("план.docx", (table,)), YEAR, mapping=mapping)
    assert [(row.title, row.place, [party.name for party in row.responsible]) for row in reading.rows] == [
        ("Концерт", "парк «Липки»", ["Кедров И.И."])
    ]
    assert reading.mappings == {1: mapping}


def test_merged_cells_do_not_double_events() -> None:
    table = grid([HEADER, ("Концерт", "3 апреля", "парк", "")])
    rows = [list(row) for row in table.rows]
    rows.append([replace(cell, merged=(1, column)) for column, cell in enumerate(rows[1])])
    assert len(read(Table(tuple(map(tuple, rows)))).rows) == 1
