"""A click group that knows its commands by name and loads each only when it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import click

from orgplan.cli.failure import Failure, explained

_OPTIONS = "[ПАРАМЕТРЫ]"
_SUBCOMMAND = "КОМАНДА [АРГУМЕНТЫ]…"
_FILES = {"file": "ФАЙЛ", "filename": "ФАЙЛ", "path": "ПУТЬ", "directory": "ПАПКА"}
_TYPES = {"text": "ТЕКСТ", "integer": "ЧИСЛО", "float": "ЧИСЛО"} | _FILES


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives ("module:attribute") and its line in the list of commands."""

    target: str
    summary: str

    def load(self) -> click.Command:
        """Import the module and return the command."""
        module, _, attribute = self.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return _with_readable_help(command)


class LazyGroup(click.Group):
    """A group over a table of entries: listing imports nothing, running imports one module.

    `orgplan workdays` must not pay for Django or the dictionaries of Russian.
    """

    def __init__(self, *, entries: Mapping[str, Entry], help: str, params: list[click.Parameter]) -> None:  # noqa: A002 -- click's own name
        super().__init__(
            help=help, params=params, options_metavar=_OPTIONS, subcommand_metavar=_SUBCOMMAND, callback=_no_action
        )
        self.entries = dict(entries)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Names in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        """Load the command of this name; None where there is none (click then suggests near names)."""
        entry = self.entries.get(cmd_name)
        return entry.load() if entry else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a misspelt name is answered with the near ones of the table."""
        ctx.invoked_subcommand = args[0]  # click sets it only once the command is loaded, and loading may fail
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=self.entries, ctx=ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's signature
        """Write one line per command from the table, without importing the commands."""
        with formatter.section("Команды"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.entries.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what nobody foresaw becomes one line, or a traceback with `--traceback`."""
        try:
            result: object = super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            if ctx.params.get("traceback"):
                raise
            failure: Failure = explained(error, ctx.invoked_subcommand or "")
            raise failure from error
        return result


def _no_action(**_options: object) -> None:
    """The group itself does nothing; its options are read by `invoke` and by the commands."""


def _with_readable_help(command: click.Command) -> click.Command:
    """Mend what click prints as it is: English metavars («[OPTIONS]», «INTEGER»), raw docstrings; groups in depth."""
    command.options_metavar = _OPTIONS
    if command.help:
        # Raw docstrings (ruff asks for them where a backslash stands) spell click's control character in two letters.
        command.help = command.help.replace("\\b\n", "\b\n")
    for parameter in command.params:
        wants_word = isinstance(parameter, click.Option) and not parameter.is_flag
        if parameter.metavar is None and (wants_word or parameter.type.name in _FILES):
            parameter.metavar = _TYPES.get(parameter.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _SUBCOMMAND
        for child in command.commands.values():
            _with_readable_help(child)
    return command
