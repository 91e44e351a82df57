"""The command `orgplan`: a table of commands, each loaded when it is called.

Exit codes: 0 done, 2 wrong use, 1 a failure explained in one line on standard error.
"""

import io
import sys

import click

from orgplan.cli.lazy import Entry, LazyGroup
from orgplan.cli.russian import speak_russian

COMMANDS = {
    "import": Entry("orgplan.cli.importing:import_plan", "Прочитать план подразделения из файла Word, Excel и других"),
    "duplicates": Entry("orgplan.cli.duplicates:duplicates", "Найти в строках плана одни и те же мероприятия"),
    "clashes": Entry("orgplan.cli.clashing:clashes", "Найти накладки: люди, площадки, дорога между ними"),
    "workdays": Entry("orgplan.cli.workdays:workdays", "Считать рабочие дни по производственному календарю"),
    "decline": Entry("orgplan.cli.declining:decline", "Склонять фамилии, имена, отчества и должности"),
    "demo": Entry("orgplan.cli.serving:demo", "Открыть показательный город: база, данные и сервер"),
    "serve": Entry("orgplan.cli.serving:serve", "Запустить сервер"),
    "user": Entry("orgplan.cli.users:user", "Завести пользователя, открыть аварийный вход"),
    "worker": Entry("orgplan.cli.working:worker", "Запустить исполнителя заданий: письма, напоминания, повторы"),
    "doctor": Entry("orgplan.cli.examining:doctor", "Проверить установку: база, место, почта, исполнитель заданий"),
    "migrate": Entry("orgplan.cli.serving:migrate", "Привести базу данных к этой версии"),
}

_HELP = """Оргплан: планы и мероприятия города из одной записи.

Справка по команде: orgplan КОМАНДА --help. Выход 0 — сделано, 2 — неверный вызов, 1 — не получилось.

\b
Пример:
  orgplan workdays add 2025-12-30 5
"""

speak_russian()

cli = LazyGroup(
    entries=COMMANDS,
    help=_HELP,
    params=[
        click.Option(["--traceback"], is_flag=True, help="При внутренней ошибке показать её место (для разработчика)."),
    ],
)
click.version_option(package_name="orgplan", prog_name="orgplan")(cli)


def main() -> None:
    """Run the command line; the console script and `python -m orgplan` enter here."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A Windows console or pipe would otherwise use a code page that lacks half of our letters.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    cli.main(prog_name="orgplan")
