"""The frame of the command line: exit codes, Russian messages, late loading, failures in one line."""

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from orgplan.cli.failure import Failure
from orgplan.cli.lazy import Entry, LazyGroup
from orgplan.cli.main import COMMANDS, cli
from orgplan.cli.russian import _MODULES, MESSAGES, PLURAL_MESSAGES


def test_help_lists_every_command_in_russian() -> None:
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.split("Команды:\n")[1].splitlines()] == list(COMMANDS)
    assert "Использование: " in result.output
    assert "Показать эту справку и выйти." in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_command_help_shows_an_example(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"], prog_name="orgplan")
    assert result.exit_code == 0
    assert "Пример" in result.output
    assert f"orgplan {name}" in result.output.split("Пример")[1]
    assert not re.search(r"\\b\s|\[OPTIONS\]|\bINTEGER\b|\bTEXT\b", result.output)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["wrokdays"], "Ошибка: Нет команды «wrokdays». Возможно, имелось в виду: 'workdays'?"),
        (["--jsn"], "Ошибка: Нет параметра «--jsn»."),
        (["workdays", "add", "2025-12-30"], "Ошибка: Не указан аргумент 'ДНЕЙ'."),
        (["workdays", "add", "2025-12-30", "пять"], "Ошибка: Неверное значение 'ДНЕЙ': «пять» — не число."),
        (["workdays", "add", "2025-12-30", "5", "6"], "Ошибка: Лишнее: 6"),
        (["workdays", "--decrees"], "Ошибка: Параметру «--decrees» нужно значение."),
        (
            ["workdays", "--decrees", "нет.toml"],
            "Ошибка: Неверное значение '--decrees': Файл «нет.toml» не существует.",
        ),
    ],
)
def test_wrong_use_is_explained_in_russian_with_code_2(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(cli, arguments, prog_name="orgplan")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == message


def test_every_message_of_click_has_its_russian_twin() -> None:
    singular, plural = set(), set()
    for module in _MODULES:
        source = Path(str(import_module(module).__file__)).read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and isinstance(node.args[:1], list):
                texts = [argument.value for argument in node.args[:1] if isinstance(argument, ast.Constant)]
                singular.update(texts if node.func.id == "_" else [])
                plural.update(texts if node.func.id == "ngettext" else [])
    # `Context.extra["required"]` is passed by variable, so the reader of the source cannot see it.
    assert set(MESSAGES) - {"required"} == singular
    assert set(PLURAL_MESSAGES) == plural


def test_no_module_of_click_with_messages_is_left_out() -> None:
    folder = Path(click.__file__).parent
    speaking = {
        f"click.{file.stem}" for file in folder.glob("*.py") if "from gettext import" in file.read_text("utf-8")
    }
    # The console of Windows only reports errors of the system itself and can be imported only there.
    assert speaking - {"click._winconsole"} == set(_MODULES)


@click.command()
@click.argument("kind")
def failing(kind: str) -> None:
    errors: dict[str, Exception] = {
        "known": Failure("Файл пуст:\n  нечего читать."),
        "bug": KeyError("row"),
        "missing": FileNotFoundError(2, "No such file", "plan.docx"),
        "full": OSError(28, "No space left on device", "plan.docx"),
    }
    raise errors[kind]


def _group() -> LazyGroup:
    traceback = click.Option(["--traceback"], is_flag=True)
    entries = {
        "fail": Entry(f"{__name__}:failing", "Не получиться"),
        "absent": Entry("orgplan.cli.absent:absent", "Не загрузиться"),
    }
    return LazyGroup(entries=entries, help="", params=[traceback])


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("known", "Ошибка: Файл пуст: нечего читать."),
        ("missing", "Ошибка: Файл «plan.docx»: такого файла нет."),
        ("full", "Ошибка: Файл «plan.docx»: система ответила «No space left on device»."),
        (
            "bug",
            (
                "Ошибка: Внутренняя ошибка команды «fail»: KeyError: 'row'. Место ошибки покажет "
                "«orgplan --traceback fail …»; сообщите его разработчикам."
            ),
        ),
    ],
)
def test_failure_is_one_line_with_code_1(kind: str, line: str) -> None:
    result = CliRunner().invoke(_group(), ["fail", kind])
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", line + "\n")


def test_command_that_does_not_load_is_named_in_one_line() -> None:
    result = CliRunner().invoke(_group(), ["absent"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert result.stderr.startswith("Ошибка: Внутренняя ошибка команды «absent»: ModuleNotFoundError")


def test_traceback_option_lets_a_bug_through() -> None:
    result = CliRunner().invoke(_group(), ["--traceback", "fail", "bug"])
    assert isinstance(result.exception, KeyError)


def test_workdays_loads_neither_django_nor_the_dictionaries() -> None:
    program = (
        "import sys; from orgplan.cli.main import cli; cli.main(['workdays', 'kind', '2025-01-01'], standalone_mode=False);"
        "sys.exit(','.join(sorted({'django', 'pymorphy3', 'holidays', 'lxml', 'docx'} & set(sys.modules))) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, "2025-01-01\toff\n", "")
