"""`orgplan duplicates`: one JSON document, readable Russian, failures in one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from orgplan.cli.duplicates import duplicates

if TYPE_CHECKING:
    from pathlib import Path

LINES = [
    {"id": "A", "unit": "Департамент культуры", "title": "Открытие катка", "start": "2026-12-12", "end": "2026-12-12",
     "start_time": "14:00", "end_time": None, "place": "стадион «Труд»", "date_text": "12.12", "responsible": ""},
    {"id": "B", "unit": "Управление спорта", "title": "Торжественное открытие катка", "start": "2026-12-12",
     "end": "2026-12-12", "start_time": None, "end_time": None, "place": "ст. «Труд»"},
    {"id": "C", "unit": "Управление спорта", "title": "Турнир по шахматам", "start": "2026-12-12", "end": None},
]  # fmt: skip


def written(folder: Path, text: str) -> str:
    """Write a file and return its path."""
    path = folder / "lines.json"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_duplicates_prints_one_json_document(tmp_path: Path) -> None:
    source = written(tmp_path, json.dumps({"period": "2026-12", "lines": LINES}))
    result = CliRunner().invoke(duplicates, [source, "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"same": [["A", "B"]], "part_of": []}


def test_duplicates_reads_well_without_json(tmp_path: Path) -> None:
    source = written(tmp_path, json.dumps({"period": "2026-12", "lines": LINES}))
    assert CliRunner().invoke(duplicates, [source]).stdout == (
        "Одно и то же: 1\n\n"
        "Строка 1, Департамент культуры: Открытие катка\n"
        "похоже на строку 2, Управление спорта: Торжественное открытие катка\n"
        "  Совпадают день, место и слова «катка», «открытие».\n"
        "  Время указано только у одной.\n"
    )


def test_duplicates_says_when_there_is_nothing(tmp_path: Path) -> None:
    source = written(tmp_path, '{"period": "2026", "lines": []}')
    assert CliRunner().invoke(duplicates, [source]).stdout == "Повторов не найдено.\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "не JSON"),
        ("[]", "нет списка строк «lines»"),
        ('{"lines": [1]}', "Строка 1: нужен объект"),
        ('{"lines": [{"id": "A", "unit": "У"}]}', "Строка 1: поле «title» должно быть текстом."),
        ('{"lines": [{"id": "A", "unit": "У", "title": "Т", "start": "12.12"}]}', "«12.12» в поле «start» — не дата"),
        ('{"lines": [{"id": "A", "unit": "У", "title": "Т", "start_time": "25"}]}', "«25» в поле «start_time»"),
        ('{"lines": [{"id": "A", "unit": "У", "title": "Т", "place": 5}]}', "поле «place» должно быть текстом"),
        (json.dumps({"lines": [LINES[0], LINES[0]]}), "Строка 2: id «A» уже был у другой строки."),
    ],
)
def test_duplicates_explains_a_bad_file_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    result = CliRunner().invoke(duplicates, [written(tmp_path, text), "--json"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
