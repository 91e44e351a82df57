"""`orgplan workdays` by its contract."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from orgplan.cli.main import cli


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["workdays", *arguments], prog_name="orgplan")


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["add", "2025-12-30", "5"], "2026-01-16\n"),
        (["add", "2026-01-16", "-5"], "2025-12-30\n"),
        (["add", "2025-11-02", "0"], "2025-11-02\n"),
        (["add", "2025-11-02", "1"], "2025-11-05\n"),
        (["between", "2025-11-01", "2025-11-06"], "2\n"),
        (["between", "2025-11-06", "2025-11-01"], "-2\n"),
        (["between", "2025-11-05", "2025-11-05"], "0\n"),
        (["between", "2026-01-01", "2027-01-01"], "247\n"),
        (["kind", "2025-11-01"], "2025-11-01\tshortened\n"),
        (["kind", "2025-11-03", "2025-11-05"], "2025-11-03\toff\n2025-11-04\toff\n2025-11-05\tworking\n"),
    ],
)
def test_workdays_answers_by_the_contract(arguments: list[str], output: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (0, output, "")


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["add", "2026-12-30", "1"], "2027-01-11\n"),
        (["between", "2026-12-01", "2027-01-12"], "23\n"),
        (["kind", "2027-02-20"], "2027-02-20\tshortened\n"),
    ],
)
def test_unconfirmed_year_is_marked_on_standard_error_only(arguments: list[str], output: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (0, output)
    assert result.stderr.startswith("2027 год не подтверждён")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [["add", "2027-12-30", "1"], ["add", "2025-01-01", "9" * 30], ["kind", "2028-01-01"], ["between", "2025-01-01", "2028-02-01"]],
)  # fmt: skip
def test_unknown_year_is_one_line_that_says_how_to_add_it(arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("Ошибка: 2028 год не внесён в производственный календарь")
    assert "внесите раздел [2028]" in result.stderr


@pytest.mark.parametrize("text", ["2025-02-30", "30.12.2025", "20251230", "2025-W01-1", "завтра", ""])
def test_text_that_is_no_day_is_wrong_use(text: str) -> None:
    result = run("kind", text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"«{text}» — не дата" in result.stderr


def test_end_before_start_is_wrong_use_of_kind() -> None:
    result = run("kind", "2025-11-04", "2025-11-01")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == "Ошибка: Конец 2025-11-01 раньше начала 2025-11-04."


def test_own_file_adds_a_year(tmp_path: Path) -> None:
    decrees = tmp_path / "2028.toml"
    decrees.write_text("[2028]\nmoved = [{ from = 2028-01-01, to = 2028-03-10 }]\n", encoding="utf-8")
    result = run("--decrees", str(decrees), "kind", "2028-03-09", "2028-03-10")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2028-03-09\tworking\n2028-03-10\toff\n", "")


def test_bad_own_file_is_explained_in_one_line(tmp_path: Path) -> None:
    decrees = tmp_path / "2028.toml"
    decrees.write_bytes("[2028]\nbasis = 'Указ'".encode("cp1251"))
    result = run("--decrees", str(decrees), "kind", "2028-03-10")
    assert (result.exit_code, result.stderr) == (1, f"Ошибка: Файл «{decrees}»: нужна кодировка UTF-8.\n")


def test_impossible_own_year_is_explained_in_one_line(tmp_path: Path) -> None:
    decrees = tmp_path / "2028.toml"
    decrees.write_text("[2028]\nmoved = [{ from = 2028-03-01, to = 2028-03-10 }]\n", encoding="utf-8")
    result = run("--decrees", str(decrees), "kind", "2028-03-10")
    message = "Ошибка: Календарь 2028 года: перенос с 01.03.2028, но это и так рабочий день.\n"
    assert (result.exit_code, result.stderr) == (1, message)
