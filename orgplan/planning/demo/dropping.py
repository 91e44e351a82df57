"""Ready papers of units that have not sent a plan yet, for whoever tries the city to drop."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, time
from io import StringIO
from pathlib import Path

from orgplan.core.demo_data import Row, rows_of
from orgplan.language.periods import Period
from orgplan.planning.demo.days import fill
from orgplan.planning.demo.papers import as_docx, lay_out
from orgplan.planning.demo.workbook import Cell, workbook
from orgplan.planning.rules.naming import period_words

DATA = Path(__file__).resolve().parent.parent / "demo_data"

_SPORT = "Департамент спорта"
_CORRECTED = "Департамент спорта, уточнённый план"
_EDUCATION = "Департамент образования"
_DISTRICT = "Ленинский округ"
_WHAT = {
    _SPORT: "Word: разделы, строка номеров столбцов, несуществующее число, конец раньше начала",
    _CORRECTED: "тот же план снова: две даты исправлены, одной строки нет",
    _EDUCATION: "Excel: два листа, настоящие даты в ячейках",
    _DISTRICT: "CSV в кодировке Windows",
}
_HEADER = ("Дата", "Время", "Наименование мероприятия", "Место проведения", "Ответственный")
_GONE = "убрать"
_STAMP = ("УТВЕРЖДАЮ", "Директор департамента", "____________ А. В. Рекордов")


@dataclass(frozen=True, slots=True)
class DroppedFile:
    """A ready file, whose it is and what it shows."""

    path: Path
    what: str


def files_to_drop(folder: Path) -> list[DroppedFile]:
    """Return the ready files of the folder in the order in which to try them."""
    found = sorted(folder.glob("*")) if folder.is_dir() else []
    return [DroppedFile(path, what) for unit, what in _WHAT.items() for path in found if _unit_of(path) == unit]


def write_files(folder: Path, month: Period) -> None:
    """Write the files for the month; those of another month are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in files_to_drop(folder):
        old.path.unlink()
    words = period_words(month)
    rows = rows_of(DATA / "demo_file_sport.csv")
    for unit, corrected in ((_SPORT, False), (_CORRECTED, True)):
        (folder / f"{unit} — {words}.docx").write_bytes(_sport(rows, month, corrected=corrected))
    (folder / f"{_EDUCATION} — {words}.xlsx").write_bytes(_education(month))
    (folder / f"{_DISTRICT} — {words}.csv").write_bytes(_district(month))


def _unit_of(path: Path) -> str:
    return path.stem.split(" — ")[0]


def _sport(rows: list[Row], month: Period, *, corrected: bool) -> bytes:
    if corrected:
        kept = [row for row in rows if row["corrected"] != _GONE]
        rows = [row | {"when": row["corrected"] or row["when"]} for row in kept]
    heading = (
        "П Л А Н\nмероприятий департамента по делам молодёжи, физической культуры и спорта "
        f"Администрации города Омска на {period_words(month)}"
    )
    return as_docx(lay_out(rows, heading=heading, layout="сроки", month=month), stamp=_STAMP)


def _education(month: Period) -> bytes:
    sheets: dict[str, list[tuple[Cell, ...]]] = {}
    for row in rows_of(DATA / "demo_file_education.csv"):
        rows = sheets.setdefault(row["sheet"], [(f"План департамента образования на {period_words(month)}",), _HEADER])
        clock = time.fromisoformat(row["time"]) if row["time"] else None
        rows.append((_excel_day(row, month), clock, row["title"], row["place"], row["responsible"]))
    return workbook(sheets)


def _excel_day(row: Row, month: Period) -> date | str:
    words = fill(row["when"], month)
    return words if words == row["when"] else date.fromisoformat(words)


def _district(month: Period) -> bytes:
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Дата", "Время", "Мероприятие", "Место", "Ответственный"])
    for row in rows_of(DATA / "demo_file_district.csv"):
        writer.writerow([fill(row["when"], month), row["time"], row["title"], row["place"], row["responsible"]])
    return stream.getvalue().encode("cp1251")
