"""Names in cases: pytrovich's rules, and ours where they fall short."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Final

from orgplan.language.declension.corrections import corrected
from orgplan.language.declension.gender import guess_gender
from orgplan.language.declension.lettering import like
from orgplan.language.declension.part import NamePart
from orgplan.language.grammar import CASES, Case, Gender
from orgplan.language.names import PersonName

_INITIAL: Final = re.compile(r"\w{1,2}\.")
# Words inside names that never decline.
_PARTICLES: Final = frozenset(
    [
        "оглы",
        "оглу",
        "кызы",
        "гызы",
        "кизи",
        "улы",
        "уулу",
        "фон",
        "ван",
        "дер",
        "ден",
        "де",
        "да",
        "ди",
        "ду",
        "ла",
        "ле",
        "лос",
        "дель",
        "аль",
        "эль",
        "ас",
        "бен",
        "бин",
        "ибн",
        "тер",
        "мак",
        "сан",
        "сен",
        "сент",
        "заде",
    ]
)


def decline_name(
    name: PersonName,
    case: Case,
    gender: Gender | None = None,
    overrides: Mapping[str, Mapping[Case, str]] | None = None,
) -> PersonName:
    """Put a name into a case.

    Args:
        name: the parts in the nominative; initials and empty parts stay.
        case: the case wanted.
        gender: of the person; guessed from the parts where None, male where nothing tells.
        overrides: forms corrected by hand, by the exact text of a part; they win over the rules.
    """
    if case is Case.NOMINATIVE:
        return name
    known = gender or guess_gender(name.surname, name.first_name, name.patronymic) or Gender.MALE
    parts = (
        (name.surname, NamePart.SURNAME),
        (name.first_name, NamePart.FIRST_NAME),
        (name.patronymic, NamePart.PATRONYMIC),
    )
    surname, first_name, patronymic = (
        _stored(text, case, overrides) or _part(text, part, known, case) for text, part in parts
    )
    return PersonName(surname, first_name, patronymic)


def _stored(text: str, case: Case, overrides: Mapping[str, Mapping[Case, str]] | None) -> str | None:
    forms = overrides.get(text) if overrides else None
    return forms.get(case) if forms else None


@lru_cache(maxsize=32_768)
def _part(text: str, part: NamePart, gender: Gender, case: Case) -> str:
    pieces = re.split(r"([\s\-‐‑]+)", text)
    for at in range(0, len(pieces), 2):
        pieces[at] = _piece(pieces[at], part, gender, case)
    return "".join(pieces)


def _piece(word: str, part: NamePart, gender: Gender, case: Case) -> str:
    if _INITIAL.fullmatch(word) or word.lower() in _PARTICLES or not word.isalpha():
        return word
    own = corrected(word.lower(), part, gender)
    if own is not None:
        return like(word, own[CASES.index(case)])
    return like(word, _library_form(word.lower(), part, gender, case))


@cache
def _maker() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415 -- reads its rules, which the start would pay

    return PetrovichDeclinationMaker()


def _library_form(word: str, part: NamePart, gender: Gender, case: Case) -> str:
    from pytrovich import enums  # noqa: PLC0415 -- see _maker

    return str(
        _maker().make(
            enums.NamePart[part.value],
            enums.Gender.MALE if gender is Gender.MALE else enums.Gender.FEMALE,
            enums.Case[case.name],
            word,
        )
    )
