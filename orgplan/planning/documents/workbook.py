"""The plan as an Excel workbook that goes out, is edited and comes back (ADR 0016)."""

from __future__ import annotations

import io
from typing import Any

from orgplan.documents.word import plain_data
from orgplan.events.rules import EventState
from orgplan.planning.imports.workbook import SHEET, columns_of, sealed
from orgplan.planning.models import Plan
from orgplan.planning.queries.exchange import sent_of
from orgplan.planning.rules.exchange import Column, Sent
from orgplan.planning.rules.exchange.model import EDITION, KEY, NUMBER

_WIDTHS = {
    Column.SECTION: 24,
    Column.WHEN: 24,
    Column.TITLE: 60,
    Column.PLACE: 30,
    Column.RESPONSIBLE: 34,
    Column.STATE: 14,
}
_SPARE = 500  # rows below the plan in which new events are written


def plan_workbook(plan: Plan) -> bytes:
    """Return the .xlsx of the plan: head frozen, filters, text cells, hidden keys, a hidden sheet of what was sent."""
    from openpyxl import Workbook  # noqa: PLC0415 -- loads slowly, only exports need it

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "План"
    sent = sent_of(plan)
    columns = columns_of(plan)
    _head(sheet, columns)
    for number, row in enumerate(sent.rows, start=1):
        words = [row.values[column] for column in columns]
        _row(sheet, number + 1, [str(number), *words, str(row.key), str(row.edition)])
    _spare_rows(sheet, len(sent.rows) + 2, len(columns) + 1)
    hidden = book.create_sheet(SHEET)
    hidden.sheet_state = "hidden"
    sections = [section.title for section in plan.sections.all()]
    _fill_hidden(hidden, sent, sections)
    _offer_choices(sheet, columns, len(sent.rows) + _SPARE, len(sections))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Any, columns: tuple[Column, ...]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 -- the same
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- the same

    names = [NUMBER, *columns, KEY, EDITION]
    for at, name in enumerate(names, start=1):
        cell = sheet.cell(row=1, column=at, value=str(name))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EDF3")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = _WIDTHS.get(name, 6) if isinstance(name, Column) else 6
        sheet.column_dimensions[letter].hidden = name in {KEY, EDITION}
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns) + 1)}1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _row(sheet: Any, number: int, texts: list[str]) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415 -- the same

    for at, text in enumerate(texts, start=1):
        cell = sheet.cell(row=number, column=at, value=plain_data(text))
        cell.data_type = "s"  # a title that begins with «=» is no formula
        cell.number_format = "@"
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _spare_rows(sheet: Any, first: int, width: int) -> None:
    """Keep the cells of new rows texts: a date typed there stays as it was typed."""
    for number in range(first, first + 50):
        for at in range(1, width + 1):
            sheet.cell(row=number, column=at).number_format = "@"


def _fill_hidden(hidden: Any, sent: Sent, sections: list[str]) -> None:
    for number, line in enumerate(sealed(sent), start=1):
        cell = hidden.cell(row=number, column=1, value=line)
        cell.data_type = "s"
    for at, choices in ((3, sections), (4, [str(state.label) for state in EventState])):
        for number, text in enumerate(choices, start=1):
            hidden.cell(row=number, column=at, value=text).data_type = "s"


def _offer_choices(sheet: Any, columns: tuple[Column, ...], last: int, sections: int) -> None:
    """Offer sections and states as lists in their cells."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- the same
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 -- the same

    for column, place, count in ((Column.SECTION, "C", sections), (Column.STATE, "D", len(EventState))):
        if column in columns and count:
            offered = DataValidation("list", formula1=f"{SHEET}!${place}$1:${place}${count}", allow_blank=True)
            offered.errorTitle, offered.error = "Нет в списке", f"Выберите «{column}» из списка."
            letter = get_column_letter(columns.index(column) + 2)
            offered.add(f"{letter}2:{letter}{last + 1}")
            sheet.add_data_validation(offered)
