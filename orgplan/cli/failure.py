"""How a command fails: one Russian line on standard error and exit code 1, never a traceback."""

import click


class Failure(click.ClickException):
    """A failure that the command can explain; prints «Ошибка: …» in one line and exits with code 1.

    Wrong use of a command is `click.UsageError` (exit code 2) instead.
    """

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


def explained(error: Exception, command: str) -> Failure:
    """Say in words what an unforeseen exception means for the person who ran `command`."""
    if isinstance(error, OSError) and error.filename is not None:
        return Failure(f"Файл «{error.filename}»: {_reason(error)}.")
    kind = type(error).__name__
    return Failure(
        f"Внутренняя ошибка команды «{command}»: {kind}: {error}. "
        f"Место ошибки покажет «orgplan --traceback {command} …»; сообщите его разработчикам."
    )


def _reason(error: OSError) -> str:
    reasons: dict[type[OSError], str] = {
        FileNotFoundError: "такого файла нет",
        PermissionError: "нет прав на чтение или запись",
        IsADirectoryError: "это папка, а не файл",
        NotADirectoryError: "часть пути не папка",
        FileExistsError: "такой файл уже есть",
    }
    return reasons.get(type(error), f"система ответила «{error.strerror}»")
