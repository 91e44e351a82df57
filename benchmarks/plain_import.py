"""The plain way to read a plan, for comparison: `python -m benchmarks.plain_import FILE --period P`.

The first table of a .docx by python-docx cells or the first sheet of an .xlsx by openpyxl, columns found by words in
the heading, one expression for dates and one for times. It answers in the form of `orgplan import --json`.
"""

import argparse
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

_MONTHS = ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"]
_DATE = re.compile(r"(\d{1,2})(?:\.(\d{1,2})(?:\.(\d{4}))?|\s+([а-я]{3})[а-я]*)")
_TIME = re.compile(r"\b(\d{1,2})[:.-](\d\d)\b")
_HEADINGS = {"title": ("мероприят", "наименован", "содержан"), "date": ("дата", "срок", "время", "период"),
             "place": ("место",), "responsible": ("ответств", "исполнит", "организатор")}  # fmt: skip


def main() -> None:
    """Print one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--period", required=True)
    options = parser.parse_args()
    rows = list(_cells(options.file))
    heading = next((place for place, row in enumerate(rows) if len(_columns(row)) > 1), 0)
    columns = _columns(rows[heading]) if rows else {}
    year = int(options.period[:4])
    read = [_row(number, row, columns, year) for number, row in enumerate(rows[heading + 1 :], 1)]
    answer = {"file": options.file.name, "title": None, "approved_on": None, "rows": read}
    print(json.dumps(answer, ensure_ascii=False))


def _cells(file: Path) -> Iterator[list[str]]:
    if file.suffix == ".docx":
        from docx import Document  # noqa: PLC0415 -- one of the two libraries is enough

        for table in Document(str(file)).tables[:1]:
            for row in table.rows:
                yield [cell.text for cell in row.cells]
    elif file.suffix == ".xlsx":
        from openpyxl import load_workbook  # noqa: PLC0415 -- one of the two libraries is enough

        for values in load_workbook(file).worksheets[0].iter_rows(values_only=True):
            yield [_text(value) for value in values]


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def _columns(heading: list[str]) -> dict[str, int]:
    found = {}
    for name, words in _HEADINGS.items():
        places = [place for place, cell in enumerate(heading) if any(word in cell.lower() for word in words)]
        if places:
            found[name] = places[0]
    return found


def _row(number: int, cells: list[str], columns: dict[str, int], year: int) -> dict[str, Any]:
    def cell(name: str) -> str:
        return cells[columns[name]].strip() if name in columns and columns[name] < len(cells) else ""

    names = [name.strip() for name in re.split(r"[,;\n]", cell("responsible")) if name.strip()]
    return {
        "n": number,
        "section": None,
        "title": cell("title"),
        "date_text": " ".join(cell("date").split()),
        "timing": _timing(cell("date"), year),
        "place": cell("place") or None,
        "responsible": [{"name": name, "by_agreement": False} for name in names],
        "problems": [],
    }


def _timing(text: str, year: int) -> dict[str, Any]:
    days = [day for found in _DATE.finditer(text.lower()) if (day := _day(found, year))]
    rest = _DATE.sub(lambda found: " " if _day(found, year) else found[0], text.lower())
    times = [f"{int(hour):02}:{minute}" for hour, minute in _TIME.findall(rest)]
    start, end = (*times, None, None)[:2]
    occurrences = [{"start": day, "end": day, "start_time": start, "end_time": end} for day in days]
    kind = "unscheduled" if not days else "timed" if times else "days"
    return {"kind": kind, "occurrences": occurrences, "rrule": None}


def _day(found: re.Match[str], year: int) -> str | None:
    number, month, own_year, word = found.groups()
    if word is not None and word not in _MONTHS:
        return None
    try:
        return date(int(own_year or year), int(month or _MONTHS.index(word or "") + 1), int(number)).isoformat()
    except ValueError:
        return None


if __name__ == "__main__":
    main()
