"""The gender of a person, guessed from the name.

The patronymic decides, then a first name that the dictionary lists, then a surname that only one gender bears, then the
shape of the first name, then the shape of the surname; at last a first name in -а or -я that is in no list.
"""

import re
from functools import cache, lru_cache
from typing import Any, Final

from orgplan.language.declension.dictionary import first_name_genders
from orgplan.language.grammar import Gender

_MALE_PATRONYMIC: Final = re.compile(r".*ич|.*[\s-](?:оглы|оглу|улы|уулу)|.+(?:оглы|улы|уулу)")
_FEMALE_PATRONYMIC: Final = re.compile(r".*(?:вна|ична)|.*[\s-](?:кызы|гызы|кизи)|.+(?:кызы|гызы)")
_MALE_SURNAME: Final = re.compile(r".{2,}(?:[оеё]в|[сцн]ский|[сц]кий|[сц]кой)")
_FEMALE_SURNAME: Final = re.compile(r".{2,}(?:[оеё]ва|[иы]на|ская|цкая)")
_MALE_SHAPE: Final = re.compile(r".*(?:[оеё]в|[иы]н|[ыо]й|[бгдзкмнпрстфх]ий)")
# «Ходжа», «мирза», «бек», «шах», «улла» at the end of an Eastern name make it a man's.
_MALE_ENDING: Final = re.compile(r".+(?:х[уо]д?жа|мирза|мурза|бек|шах|улла)")
_EITHER: Final = frozenset(("саша", "женя", "валя", "шура", "слава", "сима"))
_FEMALE_SHAPE: Final = re.compile(r".*(?:[оеё]ва|[иы]на|ая|яя)")


@lru_cache(maxsize=16_384)
def guess_gender(surname: str = "", first_name: str = "", patronymic: str = "") -> Gender | None:
    """Return the gender that the name tells, None where it tells none («Осипчук Саша»)."""
    return (
        _by_shape(patronymic, _MALE_PATRONYMIC, _FEMALE_PATRONYMIC)
        or _by_dictionary(first_name)
        or _by_shape(surname, _MALE_SURNAME, _FEMALE_SURNAME)
        or _by_library(first_name)
        or _by_shape(surname, _MALE_SHAPE, _FEMALE_SHAPE)
        or _by_first_name_shape(first_name)
    )


def _by_shape(text: str, male: re.Pattern[str], female: re.Pattern[str]) -> Gender | None:
    small = text.strip().lower()
    if female.fullmatch(small):
        return Gender.FEMALE
    return Gender.MALE if male.fullmatch(small) else None


def _by_dictionary(first_name: str) -> Gender | None:
    genders = first_name_genders(first_name.strip().lower())
    return Gender(min(genders)) if len(genders) == 1 else None


def _by_library(first_name: str) -> Gender | None:
    if not first_name.strip() or first_name.endswith("."):
        return None
    found = _detector().detect(firstname=first_name.strip()).name
    return Gender[found] if found in Gender.__members__ else None


def _by_first_name_shape(first_name: str) -> Gender | None:
    """An Eastern man's ending decides; else a first name in -а or -я that nobody lists is a woman's."""
    small = first_name.strip().lower()
    if _MALE_ENDING.fullmatch(small):
        return Gender.MALE
    unlisted = small.endswith(("а", "я")) and not first_name_genders(small) and small not in _EITHER
    return Gender.FEMALE if unlisted else None


@cache
def _detector() -> Any:
    from pytrovich.detector import PetrovichGenderDetector  # noqa: PLC0415 -- reads its rules at the first question

    return PetrovichGenderDetector()
