"""Answers of the document system taken in: bytes → answers, no writing."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from orgplan.core.editing import RefusedError
from orgplan.instructions.rules.answers import KEY, LINK, NUMBER, REGISTERED, STATUS, Answer, read_answer
from orgplan.tables import read_bytes
from orgplan.tables.model import Table, UnreadableFile

MOST = 5_000
_NAMES = {KEY: "uid", NUMBER: "number", REGISTERED: "registered_on", LINK: "link", STATUS: "status"}


def read_answers(data: bytes, name: str) -> list[Answer]:
    """Return the answers of a file, in its order; RefusedError with one sentence for a file that is none of ours."""
    found = _of_json(data) if name.lower().endswith(".json") else _of_workbook(data, name)
    if len(found) > MOST:
        raise RefusedError(_("The file has more than %d rows: send it in parts.") % MOST)
    if not found:
        raise RefusedError(_("The file has no rows."))
    return found


def _of_json(data: bytes) -> list[Answer]:
    try:
        told: Any = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        raise RefusedError(_("This is no JSON: the file is damaged or of another kind.")) from None
    rows = told.get("instructions") if isinstance(told, dict) else told
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RefusedError(_("The file has no list “instructions” with objects in it."))
    return [
        read_answer(f"№ {number}", {name: str(row.get(key) or "") for name, key in _NAMES.items()})
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
