"""`orgplan duplicates`: lines of many units that report one event, and lines that are parts of others."""

import json
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Final

import click

from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure
from orgplan.planning.rules.duplicates import Duplicates, Line, Suggestion, find_duplicates

_REQUIRED: Final = ("id", "unit", "title")
_NOTHING: Final = "Повторов не найдено."


@click.command("duplicates", epilog=examples("duplicates строки.json --json"))
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="ФАЙЛ")
@click.option("--json", "as_json", is_flag=True, help="Вывести один документ JSON с номерами строк.")
def duplicates(source: Path, *, as_json: bool) -> None:
    """Найти в строках подразделений одни и те же мероприятия и части больших.

    ФАЙЛ — JSON: {"period": "2026-08", "lines": [{"id", "unit", "title", "date_text", "start", "end", "start_time",
    "end_time", "place", "responsible"}]}. Самые уверенные предложения первыми; решает человек.
    """
    lines = read_lines(source)
    found = find_duplicates(lines)
    click.echo(json.dumps(as_pairs(found), ensure_ascii=False) if as_json else as_text(found, lines))


def read_lines(source: Path) -> list[Line]:
    """Read the lines of a JSON file of the contract.

    Raises:
        Failure: the file is not such a document; the message names the line and the field.
    """
    try:
        document = json.loads(source.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Failure(f"Файл «{source}» — не JSON в UTF-8: {error}.") from error
    rows = document.get("lines") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise Failure(f"В файле «{source}» нет списка строк «lines».")
    lines = [_line(row, number) for number, row in enumerate(rows, start=1)]
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if line.id in seen:
            raise Failure(f"Строка {number}: id «{line.id}» уже был у другой строки.")
        seen.add(line.id)
    return lines


def _line(row: object, number: int) -> Line:
    if not isinstance(row, dict):
        raise Failure(f"Строка {number}: нужен объект с полями id, unit, title.")
    for field in _REQUIRED:
        if not isinstance(row.get(field), str):
            raise Failure(f"Строка {number}: поле «{field}» должно быть текстом.")
    return Line(
        id=row["id"],
        unit=row["unit"],
        title=row["title"],
        date_text=_text(row, "date_text", number) or "",
        start=_day(row, "start", number),
        end=_day(row, "end", number),
        start_time=_time(row, "start_time", number),
        end_time=_time(row, "end_time", number),
        place=_text(row, "place", number),
        responsible=_text(row, "responsible", number),
    )


def _text(row: Mapping[str, object], field: str, number: int) -> str | None:
    value = row.get(field)
    if value is None or isinstance(value, str):
        return value
    raise Failure(f"Строка {number}: поле «{field}» должно быть текстом или null.")


def _day(row: Mapping[str, object], field: str, number: int) -> date | None:
    value = _text(row, field, number)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Failure(f"Строка {number}: «{value}» в поле «{field}» — не дата вида 2026-08-01.") from None


def _time(row: Mapping[str, object], field: str, number: int) -> time | None:
    value = _text(row, field, number)
    try:
        return time.fromisoformat(value) if value else None
    except ValueError:
        raise Failure(f"Строка {number}: «{value}» в поле «{field}» — не время вида 09:30.") from None


def as_pairs(found: Duplicates) -> dict[str, list[list[str]]]:
    """Return the document of the contract: pairs of ids, most certain first; for `part_of` the child comes first."""
    return {
        "same": [[one.first.id, one.second.id] for one in found.same],
        "part_of": [[one.first.id, one.second.id] for one in found.part_of],
    }


def as_text(found: Duplicates, lines: list[Line]) -> str:
    """Return the suggestions for reading, with the numbers of the lines in the file."""
    if not found.same and not found.part_of:
        return _NOTHING
    numbers = {line.id: number for number, line in enumerate(lines, start=1)}
    blocks = []
    for heading, link, suggestions in (
        ("Одно и то же", "похоже на", found.same),
        ("Часть другого", "входит в", found.part_of),
    ):
        if suggestions:
            entries = (_entry(one, link, numbers) for one in suggestions)
            blocks.append("\n\n".join((f"{heading}: {len(suggestions)}", *entries)))
    return "\n\n".join(blocks)


def _entry(suggestion: Suggestion, link: str, numbers: Mapping[str, int]) -> str:
    first, second = suggestion.first, suggestion.second
    reasons = "".join(f"\n  {reason}." for reason in suggestion.reasons)
    return (
        f"Строка {numbers[first.id]}, {first.unit}: {first.title}\n"
        f"{link} строку {numbers[second.id]}, {second.unit}: {second.title}{reasons}"
    )
