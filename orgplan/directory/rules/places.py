"""Which venue a plan's place cell names: by name, by another name, by street and house."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from orgplan.language.lemmas import STOP_WORDS, lemma

Words = tuple[str, ...]

_LEGAL_WORDS = """
    мбу мбук мбоу мбудо мбдоу мау маук маоу маудо му мук моу муп мп бу бук боу боудо бдоу бпоу гбу гбук гбоу гау гаук ау
    аук аудо ку кук кау фгбу фгбоу ооо оао пао зао ано нко муниципальный бюджетный автономный казенный учреждение
    """
_LEGAL_FORMS = frozenset(_LEGAL_WORDS.split())
_SHORT = {
    "пл": "площадь",
    "ул": "улица",
    "просп": "проспект",
    "бул": "бульвар",
    "пер": "переулок",
    "наб": "набережная",
    "сош": "школа",
    "каб": "кабинет",
    "гдк": "дк",
    "рдк": "дк",
    "пкио": "парк",
}
_TOGETHER: tuple[tuple[Words, str], ...] = (
    (("дворец", "культура"), "дк"),
    (("дом", "культура"), "дк"),
    (("средний", "общеобразовательный", "школа"), "школа"),
    (("общеобразовательный", "школа"), "школа"),
    (("средний", "школа"), "школа"),
    (("детский", "школа", "искусство"), "дши"),
    (("парк", "культура", "отдых"), "парк"),
    (("пр", "т"), "проспект"),
    (("пр", "кт"), "проспект"),
)
_SAYS_NOTHING = frozenset(("имя", "им", "город", "г", "дом", "д", "стр", "строение", "корпус", "корп", "к"))
_STREET_WORDS = "улица проспект пр бульвар переулок набережная площадь шоссе тракт микрорайон проезд"
_STREET_KINDS = frozenset(_STREET_WORDS.split())
_GENERIC_WORDS = """
    зал площадь парк школа сквер стадион дк театр музей библиотека аллея набережная кабинет лицей гимназия дши клуб
    центр территория площадка малый большой актовый концертный конференц городской детский улица администрация здание
    """
_GENERIC = frozenset(_GENERIC_WORDS.split())
"""Words that make no name by one or two: «концертный зал» names no place unless it is all the cell says."""

_ENOUGH = 3  # words that together name a place even if each is generic: «администрация, малый зал»

_WORD = re.compile(r"\d+(?:-летия)?(?:[а-яё](?![а-яё]))?(?:/\d+[а-яё]?)?|[^\W\d_]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A venue: its names, the main one first, and its address."""

    key: int
    names: tuple[str, ...]
    address: str = ""


class PlaceIndex:
    """Finds venues in texts; built once for many texts.

    Args:
        places: the venues.
        city: lemmas of the city's name, which say nothing inside it.
    """

    def __init__(self, places: Iterable[KnownPlace], *, city: Collection[str] = ()) -> None:
        self._silent = _SAYS_NOTHING | frozenset(city)
        self._names: dict[Words, set[int]] = {}
        self._addresses: dict[Words, set[int]] = {}
        for place in places:
            for name in place.names:
                if words := self._read(name):
                    self._names.setdefault(_unordered(words), set()).add(place.key)
            if address := self._address(self._read(place.address)):
                self._addresses.setdefault(address, set()).add(place.key)
        self._longest = max((len(words) for words in self._names), default=0)

    def find(self, text: str) -> int | None:
        """Return the key of the one venue that the text names, None where there is none or more than one.

        The longest name found decides; between equals, and without a name, the street and house.
        """
        words = self._read(text)
        by_address = self._by_address(words)
        by_name = self._by_name(words)
        chosen = (by_name & by_address or by_name) if by_name else by_address
        return next(iter(chosen)) if len(chosen) == 1 else None

    def _by_name(self, words: Words) -> set[int]:
        for length in range(min(self._longest, len(words)), 0, -1):
            windows = (words[start : start + length] for start in range(len(words) - length + 1))
            found: set[int] = set()
            for window in windows:
                if length >= min(len(words), _ENOUGH) or not _GENERIC.issuperset(window):
                    found |= self._names.get(_unordered(window), set())
            if found:
                return found
        return set()

    def _by_address(self, words: Words) -> set[int]:
        found: set[int] = set()
        bare = tuple(word for word in words if word not in _STREET_KINDS)
        for address, keys in self._addresses.items():
            size = len(address)
            if any(bare[start : start + size] == address for start in range(len(bare) - size + 1)):
                found |= keys
        return found

    def _address(self, words: Words) -> Words:
        """Return street and house of an address, without the kind of street; empty where there is no house."""
        bare = [word for word in words if word not in _STREET_KINDS]
        house = next((place for place, word in enumerate(bare) if place and word[0].isdigit()), 0)
        return tuple(bare[: house + 1]) if house else ()

    def _read(self, text: str) -> Words:
        """Return the words in their canonical form: lemmas, one word for «дворец культуры», no legal forms."""
        words = []
        for token in _WORD.findall(text):
            plain = token.lower() if token[0].isdigit() else lemma(token)
            plain = _SHORT.get(plain, plain)
            if plain not in self._silent and plain not in _LEGAL_FORMS and plain not in STOP_WORDS:
                words.append(plain)
        return _joined(tuple(words))


def _joined(words: Words) -> Words:
    for sequence, one in _TOGETHER:
        size = len(sequence)
        start = 0
        while start <= len(words) - size:
            if words[start : start + size] == sequence:
                words = (*words[:start], one, *words[start + size :])
            start += 1
    return words


def _unordered(words: Words) -> Words:
    """«Соборная площадь» and «площадь Соборная» are one name."""
    return tuple(sorted(words))
