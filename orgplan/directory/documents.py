"""Files that the directory gives out: samples of the tables that it takes in."""

from __future__ import annotations

import io
from typing import Any

from orgplan.directory.imports.tables import SAMPLE_HEADINGS
from orgplan.directory.rules import IntakeKind

_EXAMPLES: dict[IntakeKind, list[tuple[object, ...]]] = {
    IntakeKind.UNITS: [
        ("Департамент показательных дел Администрации города", "Департамент показательных дел", "Департамент", "",
         "78-00-99", "pokaz@omsk.example"),
        ("Отдел образцов Департамента показательных дел", "Отдел образцов", "Отдел", "", "78-00-98", ""),
    ],
    IntakeKind.PEOPLE: [
        ("Выдуманов Пётр Пробович", "м", "начальник отдела", "Отдел организационной работы", "01.09.2026", "78-00-97",
         ""),
        ("Примерная Анна Ильинична", "ж", "консультант отдела", "Отдел организационной работы", "", "", ""),
    ],
    IntakeKind.ORGANISATIONS: [
        ("Общество с ограниченной ответственностью «Образец»", "ООО «Образец»", "Омск", "ул. Пробная, 1", "78-00-96",
         "", "01.03.2010"),
    ],
    IntakeKind.VENUES: [
        ("Показательный зал", "ул. Пробная, 2", "Центральный", 120, "78-00-95", "54.98", "73.37", "Зал-образец"),
    ],
}  # fmt: skip
_WIDTHS = {"A": 52, "B": 30}


def sample_workbook(kind: IntakeKind) -> io.BytesIO:
    """Return an .xlsx with the headings of the kind and invented rows, ready to be filled and brought back."""
    from openpyxl import Workbook  # noqa: PLC0415 -- loads slowly, only a download needs it
    from openpyxl.styles import Font  # noqa: PLC0415 -- as above

    book = Workbook()
    sheet: Any = book.active
    sheet.append(list(SAMPLE_HEADINGS[kind].values()))
    for row in _EXAMPLES[kind]:
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number in range(1, len(SAMPLE_HEADINGS[kind]) + 1):
        letter = sheet.cell(1, number).column_letter
        sheet.column_dimensions[letter].width = _WIDTHS.get(letter, 22)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out
