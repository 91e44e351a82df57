"""The file of instructions for the document system: a workbook or JSON, with keys by which the answers come back."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

from orgplan.documents.word import plain_data
from orgplan.instructions.models import Instruction
from orgplan.instructions.rules.answers import COLUMNS, KEY

_WIDTHS = (60, 34, 34, 12, 34, 12, 16, 14, 30, 18)


def exchange_workbook(rows: Sequence[Instruction]) -> bytes:
    """Return the .xlsx: head frozen, text cells, the key in a hidden last column."""
    from openpyxl import Workbook  # noqa: PLC0415 -- loads slowly, only exports need it
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- the same
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- the same

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Поручения"
    for at, name in enumerate((*COLUMNS, KEY), start=1):
        sheet.cell(row=1, column=at, value=name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS[at - 1] if at <= len(_WIDTHS) else 38
    sheet.column_dimensions[get_column_letter(len(COLUMNS) + 1)].hidden = True
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=2):
        for at, text in enumerate((*_cells(row), str(row.uid)), start=1):
            cell = sheet.cell(row=number, column=at, value=plain_data(text))
            cell.data_type, cell.number_format = "s", "@"  # a text that begins with «=» is no formula
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def exchange_json(rows: Sequence[Instruction]) -> bytes:
    """Return the same as JSON: a list under `instructions`, each with `uid`; answers come back in the same shape."""
    told = [
        {
            "uid": str(row.uid),
            "text": row.text,
            "responsible": str(row.unit),
            "co_performers": [str(each) for each in row.co_performers.all()],
            "due_on": row.due_on.isoformat(),
            "source": row.source_label,
            "point": row.source_point,
            "signed_on": row.signed_on.isoformat(),
            "number": row.registered_number,
            "registered_on": row.registered_on.isoformat() if row.registered_on else "",
            "link": row.registered_link,
            "status": "",
        }
        for row in rows
    ]
    return json.dumps({"instructions": told}, ensure_ascii=False, indent=1).encode()


def _cells(row: Instruction) -> tuple[str, ...]:
    point = f", п. {row.source_point}" if row.source_point else ""
    return (
        row.text,
        f"{row.unit} ({row.person.full_name.surname_first()})" if row.person else str(row.unit),
        "; ".join(str(each) for each in row.co_performers.all()),
        f"{row.due_on:%d.%m.%Y}",
        f"{row.source_label}{point}",
        f"{row.signed_on:%d.%m.%Y}",
        row.registered_number,
        f"{row.registered_on:%d.%m.%Y}" if row.registered_on else "",
        row.registered_link,
        "",
    )
