"""Click's own messages in Russian, in one place.

Click passes every message through `gettext`, which chooses the catalogue by the environment of the process; the
language of this product does not depend on it. A test compares this table with all messages in click's source, so an
upgrade that adds one cannot slip through in English.
"""

from collections.abc import Callable
from importlib import import_module

_MODULES = (
    "click._termui_impl", "click.core", "click.decorators", "click.exceptions", "click.formatting", "click.parser",
    "click.shell_completion", "click.termui", "click.types", "click.utils",
)  # fmt: skip

# Number and parameter types come as English words: the Russian sentences do without them.
MESSAGES = {
    "Aborted!": "Прервано.",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.": "У аргумента одно имя: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.": "Один флаг «{decl}» для «да» и «нет».",
    "Choose from:\n\t{choices}": "Возможные значения:\n\t{choices}",
    "Commands": "Команды",
    "Confirm the action without prompting.": "Подтвердить действие без вопроса.",
    "Could not determine name for option with declarations {decls!r}": "У параметра нет имени: {decls!r}",
    "Could not open file {filename!r}: {message}": "Не удалось открыть файл «{filename}»: {message}",
    "Couldn't detect Bash version, shell completion is not supported.": "Версия Bash неизвестна: подсказок не будет.",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}": (
        "Команда «{name}» устарела.{extra_message}"
    ),
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}": (
        "Параметр «{name}» устарел.{extra_message}"
    ),
    "Do you want to continue?": "Продолжить?",
    "Error: The two entered values do not match.": "Ошибка: введённые значения не совпадают.",
    "Error: invalid input": "Ошибка: такой ответ не подходит",
    "Error: {message}": "Ошибка: {message}",
    "Invalid start character for option ({option})": "Параметр не может так начинаться ({option})",
    "Invalid value for {param_hint}: {message}": "Неверное значение {param_hint}: {message}",
    "Invalid value: {message}": "Неверное значение: {message}",
    "Missing argument": "Не указан аргумент",
    "Missing command.": "Не указана команда.",
    "Missing option": "Не указан параметр",
    "Missing parameter": "Не указан параметр",
    "Missing parameter: {param_name}": "Не указан параметр: {param_name}",
    "Missing {param_type}": "Не указан параметр",
    "Name '{name}' defined twice": "Имя «{name}» задано дважды",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? "
    "Did you mean to pass '--{name}'?": "Имя без параметра ({name}): нужен аргумент или «--{name}»?",
    "No such command {name!r}.": "Нет команды «{name}».",
    "No such option {name!r}.": "Нет параметра «{name}».",
    "Option {name!r} does not take a value.": "Параметру «{name}» значение не нужно.",
    "Options": "Параметры",
    "Argument {name!r} takes {nargs} values.": "Аргументу «{name}» нужно значений: {nargs}.",
    "Positional arguments": "Аргументы",
    "Press any key to continue...": "Нажмите любую клавишу…",
    "Repeat for confirmation": "Повторите для подтверждения",
    "Shell completion is not supported for Bash versions older than 4.4.": "Подсказки работают с Bash 4.4 и новее.",
    "Show the version and exit.": "Показать версию и выйти.",
    "Show this message and exit.": "Показать эту справку и выйти.",
    "Try '{command} {option}' for help.": "Справка: {command} {option}",
    "Unknown color {colour!r}": "Неизвестный цвет {colour!r}",
    "Unknown standard stream '{name}'": "Неизвестный поток «{name}»",
    "Usage:": "Использование:",
    "Value must be an iterable.": "Нужно несколько значений.",
    "d": "д",
    "default: {default}": "по умолчанию: {default}",
    "deprecated": "устарело",
    "directory": "Папка",
    "env var: {var}": "переменная окружения: {var}",
    "file": "Файл",
    "path": "Путь",
    "required": "обязательно",
    "unknown error": "неизвестная ошибка",
    "(dynamic)": "(вычисляется)",
    "%(prog)s, version %(version)s": "%(prog)s, версия %(version)s",
    "Choice({choices})": "Одно из ({choices})",
    "{editor}: Editing failed": "{editor}: правка не удалась",
    "{editor}: Editing failed: {e}": "{editor}: правка не удалась: {e}",
    "{name} {filename!r} does not exist.": "{name} «{filename}» не существует.",
    "{name} {filename!r} is a directory.": "«{filename}» — это папка.",
    "{name} {filename!r} is a file.": "«{filename}» — это файл.",
    "{name} {filename!r} is not executable.": "{name} «{filename}» нельзя запустить.",
    "{name} {filename!r} is not readable.": "{name} «{filename}» нельзя прочитать.",
    "{name} {filename!r} is not writable.": "{name} «{filename}» нельзя записать.",
    "{value!r} is not a valid UUID.": "«{value}» — не UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "«{value}» — не «да» и не «нет» ({states}).",
    "{value!r} is not a valid {number_type}.": "«{value}» — не число.",
    "{value} is not in the range {range}.": "{value} вне пределов {range}.",
}

# Keyed by the singular; one Russian sentence that fits any number.
PLURAL_MESSAGES = {
    "Did you mean {possibility}?": "Возможно, имелось в виду: {possibilities}?",
    "Got unexpected extra argument ({args})": "Лишнее: {args}",
    "Option {name!r} requires an argument.": "Параметру «{name}» нужно значение.",
    "Takes {nargs} values but 1 was given.": "Нужно значений: {nargs}, указано: {len}.",
    "{len_type} values are required, but {len_value} was given.": "Нужно значений: {len_type}, указано: {len_value}.",
    "{value!r} does not match the format {format}.": "«{value}» — не по образцу {formats}.",
    "{value!r} is not {choice}.": "«{value}» — не одно из: {choices}.",
}


def speak_russian() -> None:
    """Give click's modules our translations instead of `gettext`'s. Calling it again changes nothing."""
    translations: dict[str, Callable[..., str]] = {"_": _message, "ngettext": _plural_message}
    for name in _MODULES:
        module = import_module(name)
        for attribute, translation in translations.items():
            if hasattr(module, attribute):
                setattr(module, attribute, translation)


def _message(text: str) -> str:
    return MESSAGES.get(text, text)


def _plural_message(singular: str, plural: str, count: int) -> str:
    return PLURAL_MESSAGES.get(singular, singular if count == 1 else plural)
