"""A short notation for invented papers and the rows that a careful person reads in them.

Paper: blocks between blank lines. A block whose lines hold «|» is a table (first and last bar optional); `/` inside a
cell breaks the line, `<` is merged with the cell on its left, `^` with the one above; a line `#name` before a table names
its sheet; `*` before a cell makes it bold. Other lines are paragraphs, one each; `~` is an empty paragraph.

Rows: `title || timing || place || responsible; responsible*` with `*` for «по согласованию». Timing: `kind` then
occurrences `2018-04-03`, `2018-04-03..2018-04-05`, with ` 10:00-12:00`, joined by `, `; `..2018-05-01` for a due date;
a rule after ` R `; ` OR ` parts readings that are as good. `?` for a timing or place and `~` for the responsible: any;
`?` before a title: the row may be missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.planning.rules.reading.contract import timing_to_contract
from orgplan.planning.rules.reading.model import PlanReading, ReadRow
from orgplan.tables.model import Cell, Paper, Paragraph, Table


@dataclass(frozen=True)
class Expected:
    title: str
    timing: str
    place: str | None
    responsible: tuple[str, ...]


def paper(text: str, name: str = "план.docx") -> Paper:
    blocks: list[Paragraph | Table] = []
    for block in text.strip("\n").split("\n\n"):
        lines = [line.strip() for line in block.split("\n")]
        sheet = lines.pop(0)[1:] if lines[0].startswith("#") else None
        if any("|" in line for line in lines):
            blocks.append(table(lines, sheet))
        else:
            blocks.extend(
                Paragraph("" if line == "~" else line.removeprefix("*"), bold=line.startswith("*")) for line in lines
            )
            blocks.append(Paragraph(""))
    return Paper(name, tuple(blocks))


def table(lines: list[str], sheet: str | None = None) -> Table:
    grid = [[cell.strip() for cell in line.split("|")] for line in lines]
    width = max(map(len, grid))
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    rows: list[tuple[Cell, ...]] = []
    for r, cells in enumerate(grid):
        made: list[Cell] = []
        for c, text in enumerate(cells + [""] * (width - len(cells))):
            if text in {"<", "^"}:
                above = (r, c - 1) if text == "<" else (r - 1, c)
                origin = origins.get(above, above)
                origins[r, c] = origin
                source = made[origin[1]] if origin[0] == r else rows[origin[0]][origin[1]]
                made.append(Cell(source.text, source.value, origin, source.bold))
            else:
                made.append(Cell(text.removeprefix("*").replace(" / ", "\n"), bold=text.startswith("*")))
        rows.append(tuple(made))
    return Table(tuple(rows), sheet)


def expected(text: str) -> list[Expected]:
    rows = []
    for line in filter(None, map(str.strip, text.strip().split("\n"))):
        title, timing, place, people = (part.strip() for part in (line + " || || ||").split("||")[:4])
        rows.append(Expected(title, timing, place or None, tuple(p.strip() for p in people.split(";") if p.strip())))
    return rows


def shown_timing(row: ReadRow) -> str:
    plain = timing_to_contract(row.timing)
    parts = []
    for one in plain["occurrences"]:
        days = one["start"] or ""
        if one["end"] and one["end"] != one["start"]:
            days += f"..{one['end']}"
        clock = f" {one['start_time'] or ''}" if one["start_time"] or one["end_time"] else ""
        parts.append(days + clock + (f"-{one['end_time']}" if one["end_time"] else ""))
    return f"{plain['kind']} {', '.join(parts)}".strip() + (f" R {plain['rrule']}" if plain["rrule"] else "")


def shown(reading: PlanReading) -> list[Expected]:
    return [
        Expected(
            row.title,
            shown_timing(row),
            row.place,
            tuple(party.name + ("*" if party.by_agreement else "") for party in row.responsible),
        )
        for row in reading.rows
    ]
