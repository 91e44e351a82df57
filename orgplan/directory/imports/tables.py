"""A table of the directory out of a file: bytes → rows. Reads only; writing is `actions.intake`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from orgplan.directory.rules import IntakeKind, SheetCell, read_rows
from orgplan.directory.rules.intake import COLUMNS, REQUIRED, unread_columns
from orgplan.tables import Table, UnreadableFile, read_bytes

SAMPLE_HEADINGS = {
    IntakeKind.UNITS: {
        "name": "Полное наименование",
        "short_name": "Краткое наименование",
        "kind": "Вид",
        "parent": "Входит в",
        "phone": "Телефон",
        "email": "Электронная почта",
    },
    IntakeKind.PEOPLE: {
        "full_name": "Фамилия, имя, отчество",
        "gender": "Пол",
        "title": "Должность",
        "body": "Подразделение или организация",
        "starts_on": "Дата назначения",
        "phone": "Телефон",
        "email": "Электронная почта",
    },
    IntakeKind.ORGANISATIONS: {
        "name": "Полное наименование",
        "short_name": "Краткое наименование",
        "city": "Город",
        "address": "Адрес",
        "phone": "Телефон",
        "email": "Электронная почта",
        "founded_on": "Дата основания",
    },
    IntakeKind.VENUES: {
        "name": "Наименование",
        "address": "Адрес",
        "district": "Округ",
        "capacity": "Вместимость",
        "contact": "Контакт",
        "latitude": "Широта",
        "longitude": "Долгота",
        "aliases": "Другие названия",
    },
}
"""Headings of the sample file, by kind."""


def _about_columns(unread: list[str], kind: IntakeKind) -> list[str]:
    if not unread:
        return []
    known = ", ".join(f"«{heading}»" for heading in SAMPLE_HEADINGS[kind].values())
    return [f"Не прочитано из файла: столбцы {', '.join(unread)}. Если они нужны, назовите их по образцу: {known}."]


def read_table(data: bytes, name: str, kind: IntakeKind) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows as plain dicts (`rules.IntakeRow`) and sentences about the file; raises tables.UnreadableFile."""
    paper = read_bytes(data, name)
    for table in (block for block in paper.blocks if isinstance(block, Table)):
        grid = [[SheetCell(cell.text, cell.value) for cell in row] for row in table.rows]
        if rows := read_rows(grid, kind):
            return [asdict(each) for each in rows], [*paper.notices, *_about_columns(unread_columns(grid, kind), kind)]
    wanted = ", ".join(f"«{SAMPLE_HEADINGS[kind][each]}»" for each in SAMPLE_HEADINGS[kind] if each in COLUMNS[kind])
    needed = SAMPLE_HEADINGS[kind][next(each for each in REQUIRED[kind] if each in SAMPLE_HEADINGS[kind])]
    raise UnreadableFile(
        f"В файле «{name}» не найдена таблица с шапкой. Нужен столбец «{needed}» и хотя бы ещё один из столбцов: "
        f"{wanted}. Скачайте образец и перенесите в него данные."
    )
