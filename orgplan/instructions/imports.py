"""Answers of the document system taken in: bytes → answers, no writing."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from orgplan.core.editing import RefusedError
from orgplan.instructions.rules.answers import KEY, LINK, NUMBER, REGISTERED, STATUS, TEXT, Answer, read_answer
from orgplan.tables import read_bytes
from orgplan.tables.model import Table, UnreadableFile

MOST = 5_000
_NAMES = {TEXT: "text", KEY: "uid", NUMBER: "number", REGISTERED: "registered_on", LINK: "link", STATUS: "status"}


def read_answers(data: bytes, name: str) -> list[Answer]:
    """Return the answers of a file, in its order; RefusedError with one sentence for a file that is none of ours."""
    if name.lower().endswith(".json"):
        found = _of_json(data, name)
    elif name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".csv")):
        found = _of_workbook(data, name)
    else:
        raise RefusedError(_("“%s” is neither Excel nor JSON: send back the file that was sent out here.") % name)
    if len(found) > MOST:
        raise RefusedError(_("The file has more than %d rows: send it in parts.") % MOST)
    if not found:
        raise RefusedError(_("The file has no rows."))
    return found


def _of_json(data: bytes, name: str) -> list[Answer]:
    try:
        told: Any = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RefusedError(_("“%s” cannot be read: it is damaged or no JSON. Ask for it anew.") % name) from None
    rows = told.get("instructions") if isinstance(told, dict) else told
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RefusedError(
            _("“%s” is no file of ours: it has no list of instructions. Send out instructions anew.") % name
        )
    return [
        read_answer(f"№ {number}", {head: str(row.get(key) or "") for head, key in _NAMES.items()})
        for number, row in enumerate(rows, start=1)
    ]


def _of_workbook(data: bytes, name: str) -> list[Answer]:
    try:
        paper = read_bytes(data, name)
    except UnreadableFile as refusal:
        raise RefusedError(str(refusal)) from None
    for table in (block for block in paper.blocks if isinstance(block, Table)):
        heads = [cell.text.strip() for cell in table.rows[0]] if table.rows else []
        if KEY in heads:
            places = {each: heads.index(each) for each in _NAMES if each in heads}
            return [_of_row(number, row, places) for number, row in enumerate(table.rows[1:], start=2) if _filled(row)]
    raise RefusedError(_("“%s” is no file of ours: it has no column with keys. Send out instructions anew.") % name)


def _filled(row: Any) -> bool:
    return any(cell.text.strip() for cell in row)


def _of_row(number: int, row: Any, places: dict[str, int]) -> Answer:
    cells = {each: row[at].text if at < len(row) else "" for each, at in places.items()}
    return read_answer(f"строка {number}", cells)
