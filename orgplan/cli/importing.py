"""`orgplan import`: a unit's plan read from a file; with `--dry-run` it is only shown (contracts/cli.md)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from orgplan.language.periods import Period

if TYPE_CHECKING:
    from orgplan.planning.rules.reading.model import PlanReading, ReadRow

_EXAMPLE = """\b
Пример:
  orgplan import план.docx --period 2018-04 --dry-run --json
"""


class PeriodType(click.ParamType[Period]):
    """A period code as `Period.parse` reads it; anything else is wrong use (exit 2)."""

    name = "период"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Return the period of the code."""
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except ValueError as error:
            self.fail(_sentence(str(value), error), param, ctx)


def _sentence(code: str, error: ValueError) -> str:
    """Return a Russian sentence for a bad code; the calendar's own message is English."""
    text = str(error)
    return text if any("а" <= letter <= "я" for letter in text.lower()) else f"такого периода нет в календаре: «{code}»"


@click.command(name="import", epilog=_EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--period",
    type=PeriodType(),
    required=True,
    help="2018, 2018-Q2, 2018-04, 2018-W15, 2018-04-10 или 2018-04-10/2018-05-09.",
)
@click.option("--dry-run", is_flag=True, help="Только показать прочитанное, ничего не сохранять.")
@click.option("--json", "as_json", is_flag=True, help="Один документ JSON на стандартный вывод.")
def import_plan(file: Path, period: Period, dry_run: bool, as_json: bool) -> None:
    """Read a unit's plan from FILE (Word, Excel, OpenDocument, RTF, HTML, CSV, text)."""
    if not dry_run:
        raise click.UsageError("сохранение из командной строки пока не подключено: добавьте --dry-run")
    reading = _read(file, period)
    if as_json:
        from orgplan.planning.rules.reading.contract import to_contract  # noqa: PLC0415 -- see _read

        click.echo(json.dumps(to_contract(reading, file.name), ensure_ascii=False, indent=1))
        return
    click.echo(_shown(reading))


def _read(file: Path, period: Period) -> PlanReading:
    """Read the file as a plan; a file that cannot be read ends the command with its sentence (exit 1)."""
    from orgplan.planning.rules.reading.reading import read_plan  # noqa: PLC0415 -- keeps the start of other commands fast
    from orgplan.tables import UnreadableFile, read_file  # noqa: PLC0415 -- lxml and calamine are slow to import

    try:
        return read_plan(read_file(file), period)
    except UnreadableFile as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _shown(reading: PlanReading) -> str:
    """Return the reading as a table for people."""
    head = [reading.title or "(без заголовка)"]
    if reading.approved_on:
        head.append(f"Утверждён {reading.approved_on:%d.%m.%Y}")
    head.append(f"Прочитано строк: {len(reading.rows)}")
    return "\n".join([*head, "", *map(_line, reading.rows), *(f"! {notice}" for notice in reading.notices)])


def _line(row: ReadRow) -> str:
    """Return one row: number, date, title, then place, responsibles and problems below it."""
    who = ", ".join(party.name + (" (по согласованию)" if party.by_agreement else "") for party in row.responsible)
    below = [f"      {part}" for part in (row.place, who, *(f"! {problem}" for problem in row.problems)) if part]
    return "\n".join([f"{row.n:>4}  {row.date_text or '—':<28}  {row.title or '(без названия)'}", *below])
