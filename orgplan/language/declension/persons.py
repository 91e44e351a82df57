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

_PATRONYMIC: Final = re.compile(r".*(?:ич|на)")
_SON_OR_DAUGHTER: Final = frozenset(("оглы", "оглу", "кызы", "гызы", "кизи", "улы", "уулу"))
# Parts that stay when another follows: noble and ethnic particles, first parts that are no surnames of their own.
_NEVER_BEFORE_ANOTHER: Final = frozenset(
    [
        *("фон", "ван", "дер", "ден", "де", "да", "ди", "ду", "ла", "ле", "лос", "дель", "аль", "эль", "ас", "эс"),
        *("бен", "бин", "бинт", "ибн", "тер", "мак", "сан", "санта", "сен", "сент", "о", "д", "л", "кара", "тян"),
        *("абу", "абд", "абдул", "дон"),
    ]
)
# «Жан-Жака», «Касым-Жомарта»; first parts of double surnames that are no surnames of their own.
_NEVER_BEFORE_HYPHEN: Final = frozenset(
    [
        *("жан", "касым", "нур", "абдель", "ага", "демут", "грум", "бонч", "шолом", "призван", "гасан", "вар"),
        *("корвин", "мелик", "белиц", "дюссар", "дюмон", "книппер"),
    ]
)
# Titles behind a name keep it as it is: «Ахмед-хана».
_TITLES: Final = frozenset(("хан", "бек", "бей", "гирей", "оол", "шах", "паша", "мирза", "ханум", "заде"))


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
    pieces = re.split(r"([\s\-‐‑’'ʼ`]+)", text)
    last = max((at for at in range(0, len(pieces), 2) if pieces[at]), default=0)
    if part is NamePart.PATRONYMIC and not _PATRONYMIC.fullmatch(text.strip().lower()):
        # «Мамед оглы», «Ганс Христиан»: a name without the suffix of patronymics declines as a first name.
        part = NamePart.FIRST_NAME
    for at in range(0, last + 1, 2):
        if at == last or not _stays_before(pieces[at].lower(), pieces[at + 1], pieces[at + 2].lower()):
            pieces[at] = _piece(pieces[at], part, gender, case, last=at == last)
    return "".join(pieces)


def _stays_before(small: str, joint: str, following: str) -> bool:
    """Tell whether a part of a compound name stays as it is before the part that follows."""
    hyphened = bool(joint.strip())
    return small in _NEVER_BEFORE_ANOTHER or (hyphened and (small in _NEVER_BEFORE_HYPHEN or following in _TITLES))


def _piece(word: str, part: NamePart, gender: Gender, case: Case, *, last: bool) -> str:
    if len(word) == 1 or word.lower() in _SON_OR_DAUGHTER or not word.isalpha():
        return word
    own = corrected(word.lower(), part, gender)
    if own is not None:
        return like(word, own[CASES.index(case)])
    return like(word, _library_form(word.lower(), part, gender, case, last=last))


@cache
def _maker() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415 -- reads its rules, which the start would pay

    return PetrovichDeclinationMaker()


def _library_form(word: str, part: NamePart, gender: Gender, case: Case, *, last: bool) -> str:
    from pytrovich import enums  # noqa: PLC0415 -- see _maker

    return str(
        _maker().make(
            enums.NamePart[part.value],
            enums.Gender.MALE if gender is Gender.MALE else enums.Gender.FEMALE,
            enums.Case[case.name],
            word,
            # As the library itself does for hyphened names: its «Бонч», «Шолом», «Тер» stay before another part.
            known_gender=last,
        )
    )
