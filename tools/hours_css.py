"""Writes the classes that place blocks in grids of hours and weeks: the page's policy allows no style on an element.

    python tools/hours_css.py          write orgplan/core/static/core/css/hours.css
    python tools/hours_css.py check    fail where the file is another

`s1`…`s288` the row of five minutes, `l1`…`l288` how many rows; `k1-3` the second of three columns; `x1`…`x96` and
`w1`…`w96` columns across (weekdays, quarters of an hour), `y1`…`y20` lanes; `lane-1`…`lane-16` which column a narrow
screen shows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).parents[1] / "orgplan" / "core" / "static" / "core" / "css" / "hours.css"
ROWS, ACROSS, LANES, COLUMNS, MOST_COLUMNS, HOURS = 288, 96, 20, 16, 6, 24
PARTS = 60  # of a column's width: a number that 1 to 6 divide


def rules() -> Iterator[str]:
    """Return the lines of the file."""
    yield "/* Written by tools/hours_css.py: places in grids, which the page's policy does not let elements say. */"
    yield from (f".s{n} {{ grid-row-start: {n} }}" for n in range(1, ROWS + 1))
    yield from (f".l{n} {{ grid-row-end: span {n} }}" for n in range(1, ROWS + 1))
    for columns in range(1, MOST_COLUMNS + 1):
        part = PARTS // columns
        yield from (f".k{n}-{columns} {{ grid-column: {n * part + 1} / span {part} }}" for n in range(columns))
    yield from (f".x{n} {{ grid-column-start: {n} }}" for n in range(1, ACROSS + 1))
    yield from (f".w{n} {{ grid-column-end: span {n} }}" for n in range(1, ACROSS + 1))
    yield from (f".y{n} {{ grid-row: {n} }}" for n in range(1, LANES + 1))
    yield from (f".hours-{n} {{ --hours: {n} }}" for n in range(1, HOURS + 1))
    yield from (f".lanes-{n} {{ --lanes: {n} }}" for n in range(1, COLUMNS + 1))
    yield "@media screen and (max-width: 52em) {"
    for n in range(1, COLUMNS + 1):
        chosen = f'  .calendar-view:has([data-lane="{n}"]:checked)'
        yield f"{chosen} .venue-table tbody tr:not(:has(.lane-{n} li)) {{ display: none }}"
        yield f'{chosen} :is(.lane, th, td)[class*="lane-"]:not(.lane-{n}) {{ display: none }}'
    yield "}"
    yield "@media print {"
    yield from (f"  .most-{n} li:nth-child(n + {n + 1}):not(.printed-more) {{ display: none }}" for n in range(1, 13))
    yield "}"


def main() -> int:
    """Write the file, or tell whether it is current."""
    text = "\n".join(rules()) + "\n"
    if "check" in sys.argv[1:]:
        return int(FILE.read_text(encoding="utf-8") != text)
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
