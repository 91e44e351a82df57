"""`orgplan decline`: names and posts in cases, line by line."""

import sys
from collections.abc import Iterable, Iterator
from typing import Final

import click

from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure
from orgplan.language.declension import Case, Gender, decline_name, decline_position
from orgplan.language.names import PersonName

COLUMNS: Final = ("фамилия", "имя", "отчество", "пол", "должность")


@click.command("decline", epilog=examples("decline --case genitive < список.tsv > список-в-родительном.tsv"))
@click.option("--case", "case_name", type=click.Choice([case.value for case in Case]), required=True, help="Падеж.")
def decline(case_name: str) -> None:
    """Склонить ФИО и должности.

    Читает со стандартного ввода строки TSV: фамилия, имя, отчество, пол (m, f или пусто — угадать), должность (может
    быть пустой); пишет те же столбцы в нужном падеже. Падежи: nominative — именительный, genitive — родительный,
    dative — дательный, accusative — винительный, instrumental — творительный, prepositional — предложный.
    """
    for line in declined_lines(sys.stdin.buffer, Case(case_name)):
        click.echo(line)


def declined_lines(source: Iterable[bytes], case: Case) -> Iterator[str]:
    """Yield each line of TSV declined; empty lines stay.

    Raises:
        Failure: a line is not UTF-8, has another number of columns or an unknown gender; the message names the line.
    """
    for number, raw in enumerate(source, start=1):
        line = _decoded(raw, number).rstrip("\r\n")
        yield _declined_line(line, number, case) if line.strip() else line


def _decoded(raw: bytes, number: int) -> str:
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise Failure(f"Строка {number}: текст не в кодировке UTF-8.") from None


def _declined_line(line: str, number: int, case: Case) -> str:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        wanted = ", ".join(COLUMNS)
        raise Failure(f"Строка {number}: столбцов {len(cells)}, нужно {len(COLUMNS)} ({wanted}), между ними табуляция.")
    surname, first_name, patronymic, gender, position = cells
    if gender.strip() not in ("", *Gender):
        raise Failure(f"Строка {number}: пол «{gender}» не понят: нужно m, f или пусто.")
    known = Gender(gender.strip()) if gender.strip() else None
    name = decline_name(PersonName(surname, first_name, patronymic), case, known)
    post = decline_position(position, case)
    return f"{name.surname}\t{name.first_name}\t{name.patronymic}\t{gender}\t{post}"
