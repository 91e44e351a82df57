"""`orgplan workdays`: arithmetic over the Russian working calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure
from orgplan.worktime import DecreeError, UnknownYearError, WorkingCalendar, read_decrees


class IsoDay(click.ParamType[date]):
    """A day as YYYY-MM-DD, given to the command as `date`."""

    name = "ГГГГ-ММ-ДД"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the text; a day that does not exist is wrong use."""
        try:
            # `fromisoformat` also takes week dates and dates without hyphens, which people here do not mean.
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 -- a calendar day has no zone
        except ValueError:
            self.fail(f"«{value}» — не дата; нужна существующая дата вида 2025-12-30.", param, ctx)


_DAY = IsoDay()


@click.group(
    epilog=examples(
        "workdays add 2025-12-30 5", "workdays between 2025-11-01 2025-12-01", "workdays kind 2025-11-01 2025-11-04"
    )
)
@click.option(
    "--decrees",
    "added",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="ФАЙЛ",
    help="Свои годы: TOML по образцу orgplan/worktime/decrees.toml.",
)
@click.pass_context
def workdays(ctx: click.Context, added: Path | None) -> None:
    """Рабочие дни по производственному календарю 2013–2026 годов.

    Сокращённый день — рабочий. 2027 год предложен библиотекой и не подтверждён.
    """
    with _explained():
        calendar = WorkingCalendar.bundled()
        ctx.obj = calendar if added is None else calendar.with_decrees(read_decrees(_text(added)))


# A negative number of days looks like an option to click.
@workdays.command(
    short_help="Дата через столько рабочих дней",
    epilog=examples("workdays add 2025-12-30 5", "workdays add 2025-11-05 -2"),
    context_settings={"ignore_unknown_options": True},
)
@click.argument("day", type=_DAY, metavar="ДАТА")
@click.argument("count", type=int, metavar="ДНЕЙ")
@click.pass_obj
def add(calendar: WorkingCalendar, day: date, count: int) -> None:
    """Дата через столько рабочих дней; со знаком минус — раньше.

    Счёт начинается со следующего дня, сама ДАТА не считается.
    """
    with _explained():
        result = calendar.add(day, count)
    _warn(calendar, day, result)
    click.echo(result.isoformat())


@workdays.command(
    short_help="Сколько рабочих дней между датами", epilog=examples("workdays between 2025-11-01 2025-12-01")
)
@click.argument("start", type=_DAY, metavar="С")
@click.argument("end", type=_DAY, metavar="ДО")
@click.pass_obj
def between(calendar: WorkingCalendar, start: date, end: date) -> None:
    """Сколько рабочих дней с первой даты (включая её) до второй (не включая).

    Если вторая дата раньше первой, число со знаком минус.
    """
    with _explained():
        result = calendar.between(start, end)
    _warn(calendar, *_counted(start, end))
    click.echo(result)


@workdays.command(
    short_help="Какой это день", epilog=examples("workdays kind 2025-11-01", "workdays kind 2025-11-01 2025-11-04")
)
@click.argument("start", type=_DAY, metavar="С")
@click.argument("end", type=_DAY, metavar="[ПО]", required=False)
@click.pass_obj
def kind(calendar: WorkingCalendar, start: date, end: date | None) -> None:
    """Какой это день: working — рабочий, shortened — сокращённый, off — выходной.

    С двумя датами — каждый день от первой до второй включительно.
    """
    last = end or start
    if last < start:
        raise click.UsageError(f"Конец {last} раньше начала {start}.")
    with _explained():
        days = (start + timedelta(days=offset) for offset in range((last - start).days + 1))
        lines = [f"{day.isoformat()}\t{calendar.kind(day)}" for day in days]
    _warn(calendar, start, last)
    click.echo("\n".join(lines))


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except UnknownYearError as error:
        raise Failure(f"{error} Свой файл: orgplan workdays --decrees ФАЙЛ …") from error
    except DecreeError as error:
        raise Failure(str(error)) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure(f"Файл «{path}»: нужна кодировка UTF-8.") from error


def _counted(start: date, end: date) -> tuple[date, date]:
    """The first and last day that a half-open range looks at."""
    first, stop = sorted((start, end))
    return first, max(first, stop - timedelta(days=1))


def _warn(calendar: WorkingCalendar, one: date, other: date) -> None:
    for year in calendar.unconfirmed_years(one, other):
        click.echo(f"{year} год не подтверждён: переносы предложены библиотекой, сверьте с постановлением.", err=True)
