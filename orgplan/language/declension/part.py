"""The three parts of a Russian name, by the library's names."""

from enum import StrEnum


class NamePart(StrEnum):
    """Which part of a name a word is: each declines by its own rules."""

    SURNAME = "LASTNAME"
    FIRST_NAME = "FIRSTNAME"
    PATRONYMIC = "MIDDLENAME"
