"""The plan in Word: 2,000 lines in the official form, and the same table by python-docx cell by cell."""

import io
import time

from benchmarks.model import Benchmark, Better

_ROWS = 2000
_PLAIN_ROWS = 200


def _rows(count: int) -> list[dict[str, str | int]]:
    return [
        {
            "number": number,
            "section": "Городские мероприятия" if number == 1 else "",
            "when": f"{number % 28 + 1} августа, {number % 9 + 9:02}:00",
            "title": f"Торжественное открытие площадки № {number} с участием делегаций городов-партнёров",
            "place": f"Дворец культуры № {number % 17}",
            "responsible": "Департамент культуры\nПримеров П. П. (по согласованию)",
        }
        for number in range(1, count + 1)
    ]


def _ours() -> float:
    from orgplan.documents.word import fill_form, shipped_form  # noqa: PLC0415 -- only when this one is asked for

    data = {
        "draft": True,
        "heading": "План",
        "subject": "основных мероприятий на август 2026 года",
        "approver_post": "Мэр города",
        "approver_line": "____________ И. И. Образцов",
        "approved_line": "«___» ______________ 2026 г.",
        "rows": _rows(_ROWS),
        "signer_post": "Начальник отдела",
        "signer_name": "П. П. Примеров",
        "footer": "Проект",
    }
    start = time.perf_counter()
    fill_form(shipped_form("plan"), data)
    return time.perf_counter() - start


def _plain() -> float:
    """Write a tenth of the rows, and count that the work grows with their number."""
    from docx import Document  # noqa: PLC0415 -- only for the comparison

    start = time.perf_counter()
    word = Document()
    table = word.add_table(rows=0, cols=5)
    for row in _rows(_PLAIN_ROWS):
        cells = table.add_row().cells
        for cell, name in zip(cells, ("number", "when", "title", "place", "responsible"), strict=True):
            cell.text = str(row[name])
    word.save(io.BytesIO())
    return (time.perf_counter() - start) * (_ROWS / _PLAIN_ROWS)


BENCHMARKS = [
    Benchmark(
        name="plan.word",
        what=f"План в Word: {_ROWS} строк",
        unit="с",
        better=Better.LESS,
        target=5,
        run=_ours,
        baseline=_plain,
        baseline_is=f"python-docx, ячейка за ячейкой, {_PLAIN_ROWS} строк, пересчитано на {_ROWS} по числу строк",
    ),
]
