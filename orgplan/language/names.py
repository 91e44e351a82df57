"""A person's name in its three parts: read from text, written in full and with initials."""

import re
from dataclasses import dataclass
from typing import Final

from orgplan.language.grammar import Gender

NO_BREAK_SPACE: Final = "\u00a0"

_PATRONYMIC: Final = re.compile(r".+(?:ич|вна|ична)", re.IGNORECASE)
_PATRONYMIC_TAIL: Final = frozenset(("оглы", "оглу", "кызы", "гызы", "улы", "уулу", "кизи"))
# Endings that surnames have and first names hardly ever.
_SURNAME: Final = re.compile(
    r".{2,}(?:[оеё]ва?|[сц]к(?:ий|ая|ой)|енко|чук|дзе|швили|[чкшл]ина?|[цсн]ын)", re.IGNORECASE
)
_INITIALS: Final = re.compile(r"(?P<first>[А-ЯЁA-Z])\.\s*(?:(?P<second>[А-ЯЁA-Z])\.)?")


@dataclass(frozen=True, slots=True)
class PersonName:
    """Surname, first name and patronymic as written; a part that is not known is empty.

    A part may be an initial («И.») where only initials are known.
    """

    surname: str = ""
    first_name: str = ""
    patronymic: str = ""

    def full(self) -> str:
        """Return «Иванов Иван Иванович»."""
        return " ".join(part for part in (self.surname, self.first_name, self.patronymic) if part)

    def initials(self) -> str:
        """Return «И. И.», the letters held together by a no-break space."""
        return NO_BREAK_SPACE.join(_initial(part) for part in (self.first_name, self.patronymic) if part)

    def surname_first(self) -> str:
        """Return «Иванов И. И.» with no-break spaces, as in lists."""
        return NO_BREAK_SPACE.join(part for part in (self.surname, self.initials()) if part)

    def initials_first(self) -> str:
        """Return «И. И. Иванов» with no-break spaces, as under a signature."""
        return NO_BREAK_SPACE.join(part for part in (self.initials(), self.surname) if part)

    def salutation(self, gender: Gender) -> str:
        """Return «Уважаемый Иван Иванович!»; by the surname where the first name is not known in full."""
        word = "Уважаемый" if gender is Gender.MALE else "Уважаемая"
        called = [part for part in (self.first_name, self.patronymic) if part and not part.endswith(".")]
        if not called and self.surname:
            called = ["господин" if gender is Gender.MALE else "госпожа", self.surname]
        return " ".join([word, *called]) + "!"


def parse_name(text: str) -> PersonName:
    """Read a name written in one line, in either order, in full or with initials.

    «Иванов Иван Иванович», «Иван Иванович Иванов», «И. И. Иванов», «Иванов И.И.», «Алиев Рашид Мамед оглы». Without a
    patronymic the surname is taken to stand first, as in lists, unless only the second word ends like one.
    """
    collapsed = " ".join(text.split())
    initials = _INITIALS.search(collapsed)
    if initials:
        surname = " ".join((collapsed[: initials.start()] + " " + collapsed[initials.end() :]).split())
        second = initials["second"]
        return PersonName(surname, initials["first"] + ".", second + "." if second else "")
    words = collapsed.split()
    tail = []
    if len(words) > 1 and words[-1].lower() in _PATRONYMIC_TAIL:
        tail = [words.pop()]
    return _by_order(words, tail)


def _by_order(words: list[str], tail: list[str]) -> PersonName:
    if len(words) < len(("surname", "first name")):
        return PersonName(surname=" ".join(words + tail))
    if (
        not tail
        and len(words) > len(("first name", "patronymic"))
        and _is_patronymic(words[1])
        and not _is_patronymic(words[-1])
    ):
        return PersonName(" ".join(words[2:]), words[0], words[1])
    if tail or _is_patronymic(words[-1]):
        if len(words) == len(("first name", "patronymic")) and not tail:
            return PersonName("", words[0], words[1])
        return PersonName(" ".join(words[:-2]), words[-2], " ".join([words[-1], *tail]))
    if len(words) == len(("surname", "first name")):
        surname_last = _SURNAME.fullmatch(words[1]) and not _SURNAME.fullmatch(words[0])
        return PersonName(words[1], words[0]) if surname_last else PersonName(words[0], words[1])
    return PersonName(words[0], words[1], " ".join(words[2:]))


def _is_patronymic(word: str) -> bool:
    return _PATRONYMIC.fullmatch(word) is not None


def _initial(part: str) -> str:
    return part if part.endswith(".") else part[0].upper() + "."
