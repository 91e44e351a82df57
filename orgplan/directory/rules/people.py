"""Which person a text names: «Иванов И.И.», «И. И. Иванову», «Иванов Иван Иванович»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from orgplan.language.declension import decline_name
from orgplan.language.grammar import CASES, Gender
from orgplan.language.names import PersonName

_LOOKALIKES = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"(?P<{0}>[А-ЯЁ])\.\s*(?:(?P<{1}>[А-ЯЁ])\.?)?"
_SURNAME_FIRST = re.compile(rf"(?P<surname>{_NAME})\s+{_INITIALS.format('first', 'second')}(?![а-яё])")
_INITIALS_FIRST = re.compile(rf"{_INITIALS.format('first', 'second')}\s*(?P<surname>{_NAME})")
_LATIN_INITIAL = re.compile(r"(?<![A-Za-z])[ABCEHKMOPTXY](?=\.)")
_WORDS = re.compile(_NAME)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person to be found in texts."""

    key: int
    name: PersonName
    gender: Gender


class PeopleIndex:
    """Finds persons in texts, in any grammatical case; built once for many texts."""

    def __init__(self, people: Iterable[KnownPerson]) -> None:
        self._by_letter: dict[str, list[KnownPerson]] = {}
        for person in people:
            self._by_letter.setdefault(_plain(person.name.surname)[:1], []).append(person)
        self._forms: dict[int, tuple[set[str], set[str]]] = {}

    def find(self, text: str) -> int | None:
        """Return the key of the one person that the text names; None where there is none or more than one.

        A surname alone counts only where it is all the text says.
        """
        found = self.candidates(text)
        return next(iter(found)) if len(found) == 1 else None

    def candidates(self, text: str) -> set[int]:
        """Return the keys of all whom the text may mean, by the surest way in which it names anybody."""
        text = _LATIN_INITIAL.sub(lambda found: found[0].translate(_LOOKALIKES), text)
        return self._by_initials(text) or self._by_full_name(text) or self._by_surname_alone(text)

    def _by_initials(self, text: str) -> set[int]:
        found: set[int] = set()
        for pattern in (_SURNAME_FIRST, _INITIALS_FIRST):
            for match in pattern.finditer(text):
                for person in self._named(match["surname"]):
                    name = person.name
                    if _begins(name.first_name, match["first"]) and _begins(name.patronymic, match["second"]):
                        found.add(person.key)
        return found

    def _by_full_name(self, text: str) -> set[int]:
        words = [_plain(word) for word in _WORDS.findall(text)]
        beside, over_one = list(pairwise(words)), zip(words, words[2:], strict=False)
        # «Выдуманов Пётр», «Пётр Выдуманов», «Пётр Ильич Выдуманов»: the surname stands first or last
        pairs = {*beside, *((after, before) for before, after in [*beside, *over_one])}
        return {
            person.key
            for surname, first in pairs
            for person in self._named(surname)
            if first in self._declined(person)[1]
        }

    def _by_surname_alone(self, text: str) -> set[int]:
        return {person.key for person in self._named(text.strip(" .,;"))}

    def _named(self, surname: str) -> list[KnownPerson]:
        """Return the persons of this surname in any case; only those with its first letter are ever declined."""
        form = _plain(surname)
        return [each for each in self._by_letter.get(form[:1], []) if form in self._declined(each)[0]]

    def _declined(self, person: KnownPerson) -> tuple[set[str], set[str]]:
        """Return the forms of the surname and of the first name, made once a person."""
        if person.key not in self._forms:
            names = [decline_name(person.name, case, person.gender) for case in CASES]
            self._forms[person.key] = (
                {_plain(each.surname) for each in names},
                {_plain(each.first_name) for each in names},
            )
        return self._forms[person.key]


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


def _begins(name: str, initial: str | None) -> bool:
    """An initial that is not given, or a part of the name that is not known, does not contradict."""
    return not initial or not name or _plain(name)[0] == _plain(initial)
