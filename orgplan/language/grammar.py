"""The grammatical categories that names, posts and counted things share."""

from enum import StrEnum


class Case(StrEnum):
    """The six cases, by the names of the command line."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    PREPOSITIONAL = "prepositional"


class Gender(StrEnum):
    """Grammatical gender of a person's name, by the letters of the command line."""

    MALE = "m"
    FEMALE = "f"


CASES = tuple(Case)
OBLIQUE = CASES[1:]
