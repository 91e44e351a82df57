"""`orgplan import`: a unit's plan read from a file; with `--dry-run` it is only shown (contracts/cli.md)."""

import json
import re
from pathlib import Path
from typing import Final

import click

from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure
from orgplan.language.periods import Period
from orgplan.planning.rules.reading.contract import to_contract
from orgplan.planning.rules.reading.model import PlanReading, ReadRow
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.tables import UnreadableFile, read_file

_PERIODS: Final = "2018, 2018-Q2, 2018-04, 2018-W15, 2018-04-10 или 2018-04-10/2018-05-09"
_NO_UNIT: Final = "назовите подразделение: --unit «Департамент культуры», или добавьте --dry-run: только посмотреть"
_DATE_WIDTH: Final = 28


class PeriodType(click.ParamType[Period]):
    """A period code as `Period.parse` reads it; anything else is wrong use (exit 2)."""

    name = "ПЕРИОД"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        """Return the period of the code."""
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except ValueError as error:
            self.fail(_in_russian(str(value), error), param, ctx)


def _in_russian(code: str, error: ValueError) -> str:
    """Return a Russian sentence for a bad code: the calendar's own messages («month must be in 1..12») are English."""
    message = str(error)
    return message if re.search("[а-яё]", message) else f"такого периода в календаре нет: «{code}»; примеры: {_PERIODS}"


@click.command("import", epilog=examples("import план.docx --period 2018-04 --dry-run --json"))
@click.argument("file", type=click.Path(path_type=Path), metavar="ФАЙЛ")
@click.option("--period", type=PeriodType(), required=True, metavar="ПЕРИОД", help=f"Период плана: {_PERIODS}.")
@click.option("--dry-run", is_flag=True, help="Только показать прочитанное, ничего не сохранять.")
@click.option("--unit", default="", metavar="НАЗВАНИЕ", help="Чей это план: полное или краткое название.")
@click.option("--json", "as_json", is_flag=True, help="Вывести один документ JSON.")
def import_plan(file: Path, period: Period, *, dry_run: bool, unit: str, as_json: bool) -> None:
    """Прочитать план подразделения: мероприятия, сроки, места, ответственных.

    ФАЙЛ — Word, Excel, OpenDocument, RTF, HTML, CSV или текст. Что прочитать не удалось, остаётся строкой с пояснением.
    """
    if not dry_run and not unit:
        raise click.UsageError(_NO_UNIT)
    try:
        reading = read_plan(read_file(file), period)
    except UnreadableFile as error:
        raise Failure(str(error)) from error
    if not dry_run:
        from orgplan.cli.storing import store  # noqa: PLC0415 -- the pure command never loads Django

        click.echo(store(reading, file, period, unit), err=True)
    click.echo(json.dumps(to_contract(reading, file.name), ensure_ascii=False) if as_json else as_text(reading))


def as_text(reading: PlanReading) -> str:
    """Return the reading as a table for people: a heading, the rows, what was left out."""
    head = [reading.title or "(без заголовка)"]
    if reading.approved_on:
        head.append(f"Утверждён {reading.approved_on:%d.%m.%Y}")
    head.append(f"Прочитано строк: {len(reading.rows)}")
    return "\n".join([*head, "", *map(_row, reading.rows), *(f"! {notice}" for notice in reading.notices)])


def _row(row: ReadRow) -> str:
    """Return one row: number, date, title; below it the place, the responsibles and the problems."""
    who = ", ".join(party.name + (" (по согласованию)" if party.by_agreement else "") for party in row.responsible)
    below = [f"      {part}" for part in (row.place, who, *(f"! {problem}" for problem in row.problems)) if part]
    return "\n".join([f"{row.n:>4}  {row.date_text or '—':<{_DATE_WIDTH}}  {row.title or '(без названия)'}", *below])
