"""`orgplan decline`: TSV in, the same columns declined out."""

import pytest
from click.testing import CliRunner, Result

from orgplan.cli.main import cli


def run(lines: str, case: str = "genitive") -> Result:
    return CliRunner().invoke(cli, ["decline", "--case", case], input=lines)


def test_decline_writes_the_same_columns() -> None:
    result = run(
        "Лисицына\tАнна\tПетровна\tf\tзаведующая отделом\nЗаяц\tПётр\tКузьмич\t\tи. о. директора\n", "instrumental"
    )
    assert (result.exit_code, result.output) == (
        0,
        "Лисицыной\tАнной\tПетровной\tf\tзаведующей отделом\nЗайцем\tПетром\tКузьмичом\t\tи. о. директора\n",
    )


def test_decline_keeps_empty_cells_and_lines() -> None:
    result = run("\tАнна\t\t\t\n\n\t\t\t\tсудья\n")
    assert (result.exit_code, result.output) == (0, "\tАнны\t\t\t\n\n\t\t\t\tсудьи\n")


def test_decline_reads_windows_line_ends_and_the_mark_of_utf_8() -> None:
    assert run("\ufeffЛис\tАнна\t\tf\t\r\n").output == "Лис\tАнны\t\tf\t\n"


def test_decline_in_the_nominative_changes_nothing() -> None:
    line = "Лисицын\tИван\tИванович\tm\tслесарь-ремонтник\n"
    assert run(line, "nominative").output == line


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "Лис\tАнна",
            "Ошибка: Строка 2: столбцов 2, нужно 5 (фамилия, имя, отчество, пол, должность), между ними табуляция.\n",
        ),
        ("Лис\tАнна\t\tж\t", "Ошибка: Строка 2: пол «ж» не понят: нужно m, f или пусто.\n"),
    ],
)
def test_decline_names_the_line_that_it_cannot_read(line: str, message: str) -> None:
    result = run(f"Лис\tАнна\t\tf\t\n{line}\n")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "Лис\tАнны\t\tf\t\n", message)


def test_decline_refuses_bytes_that_are_not_utf_8() -> None:
    result = CliRunner().invoke(cli, ["decline", "--case", "dative"], input="Лис\tАнна\t\tf\t\n".encode("cp1251"))
    assert result.exit_code == 1
    assert result.stderr == "Ошибка: Строка 1: текст не в кодировке UTF-8.\n"


def test_decline_refuses_an_unknown_case() -> None:
    assert run("", "vocative").exit_code == 2
