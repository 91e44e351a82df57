"""Places as units write them, and whether two of them can be one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Prefix

from orgplan.planning.rules.duplicates.reading import Word, words
from orgplan.planning.rules.duplicates.roots import root
from orgplan.planning.rules.duplicates.venues import (
    CITYWIDE,
    GROUNDS,
    OFFICES,
    PLACE_FILLERS,
    PLACE_HEADS,
    ROOMS,
    STREETS,
    VAGUE_HEADS,
)
from orgplan.planning.rules.duplicates.vocabulary import words_of

AREAS = "округ район"
"""Words of the parts of a city."""
ADJECTIVES = ("ий", "ый", "ой")
"""How the dictionary forms of adjectives end."""
_LONGEST_ABBREVIATION = 4
_CAPITALS = re.compile(r"(?<!\w)[А-ЯЁ]{3,6}(?!\w)")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_STEM = 4
_NOT_A_DISTRICT = frozenset(["административный", "муниципальный", "городской", "весь", "каждый"])


class PlaceMatch(Enum):
    """What two places say about two lines."""

    EQUAL = "equal"
    LIKELY = "likely"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Place:
    """A place taken apart.

    `heads` say what it is («стадион»), `names` which one, as roots («динам»), `numbers` are rooms and houses.
    `streets_only` is true for a bare address, `area` for a whole district, `citywide` for «город», «школы города»;
    `everywhere` says which places («школа») are meant by the latter. `capitals` are abbreviations («гдм»), `initials`
    the first letters of all words, among which the abbreviation of a place written in full is found. `stems` are how
    the names begin.
    """

    heads: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    streets_only: bool = False
    area: bool = False
    citywide: bool = False
    everywhere: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    initials: str = ""
    stems: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Return whether the place is one point of the city."""
        return bool((self.heads or self.names or self.numbers) and not self.citywide)

    @property
    def is_room(self) -> bool:
        """Return whether the place holds one event at a time: a hall, a room, a press centre."""
        return bool(self.heads & words_of(ROOMS))


@lru_cache(maxsize=32_768)
def district_of(text: str) -> str:
    """Return the root of the district that a text names («Ленинского округа»), or an empty string."""
    found = words(text)
    areas = words_of(AREAS)
    for before, word in pairwise(found):
        if word.form in areas and before.lemma.endswith(ADJECTIVES) and before.lemma not in _NOT_A_DISTRICT:
            return root(before.lemma)
    return ""


@lru_cache(maxsize=32_768)
def read_place(text: str, unit: str) -> Place:
    """Take a place apart as the unit that wrote it means it.

    «администрация округа» from a district is that district's own building, «зал департамента» the sender's own hall.
    """
    found = words(text)
    forms = frozenset(word.form for word in found)
    heads = frozenset(word.form for word in found if word.form in words_of(PLACE_HEADS) and not word.quoted)
    rooms, numbers = _numbers(found)
    area = _area(text, forms, unit)
    own = frozenset(root(word.lemma) for word in found if _names_a_place(word)) - _area_words()
    names = own | area
    if heads & words_of(OFFICES) and not names:
        names = _office(unit)
    citywide = not area and _is_citywide(text, forms, heads)
    return Place(
        heads=heads,
        names=names,
        quoted=frozenset(root(word.lemma) for word in found if word.quoted),
        rooms=rooms,
        numbers=numbers,
        streets_only=_is_street(found),
        citywide=citywide,
        everywhere=forms - words_of("город территория улица площадка район округ") if citywide else frozenset(),
        capitals=frozenset(capital.lower() for capital in _CAPITALS.findall(text)),
        stems=frozenset(name[:_STEM] for name in names if len(name) >= _STEM),
        initials="".join(word[0].lower() for word in _PLAIN_WORD.findall(text)),
        area=bool(area) and not (heads or numbers or rooms) and names == area,
    )


def _is_street(found: tuple[Word, ...]) -> bool:
    """Return whether a place begins as a street address: «ул. Старая роща», not «парк на ул. Лесной»."""
    first = next((word.form for word in found if word.form in words_of(PLACE_HEADS) and not word.quoted), "")
    return first in words_of(STREETS)


def abbreviates(first: Place, second: Place) -> bool:
    """Return whether one place is the abbreviation of the other: «ГДТ» of «Городской дворец творчества»."""
    return any(short in second.initials for short in first.capitals) or any(
        short in first.initials for short in second.capitals
    )


def _area_words() -> frozenset[str]:
    return frozenset(root(word) for word in words_of(AREAS))


def _area(text: str, forms: frozenset[str], unit: str) -> frozenset[str]:
    """Return the district that a place names; «округа» alone is the sender's own."""
    named = district_of(text) or (district_of(unit) if forms & words_of(AREAS) else "")
    return frozenset({named} - {""})


def _office(unit: str) -> frozenset[str]:
    """Return what names the sender: of «Департамент культуры» the root of «культура»."""
    offices = words_of(PLACE_HEADS) | words_of(PLACE_FILLERS)
    return frozenset(root(word.lemma) for word in words(unit) if word.form not in offices)


def _numbers(found: tuple[Word, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the numbers of rooms («каб. 401», «401 каб.») and the other numbers of a place."""
    forms = ["", *(word.form for word in found), ""]
    rooms = {
        form for before, form, after in zip(forms, forms[1:], forms[2:], strict=False) if "кабинет" in {before, after}
    }
    numbers = frozenset(form for form in forms if form.isdigit())
    return numbers & rooms, numbers - rooms


def _names_a_place(word: Word) -> bool:
    if word.quoted:
        return True
    if word.text.isupper() and len(word.text) <= _LONGEST_ABBREVIATION:
        return False  # an abbreviation that is not in the tables («НС-3») says nothing
    plain = words_of(PLACE_HEADS) | words_of(PLACE_FILLERS)
    return not word.form.isdigit() and len(word.form) > 1 and word.form not in plain


def _is_citywide(text: str, forms: frozenset[str], heads: frozenset[str]) -> bool:
    if not forms & words_of(CITYWIDE) or not forms <= words_of(CITYWIDE) | words_of(PLACE_FILLERS):
        return False
    return not forms <= words_of(AREAS) and (
        len(heads) != 1 or "город" in forms or text.rstrip().endswith(("ы", "и", "я"))
    )


def _by_names(first: Place, second: Place) -> PlaceMatch:
    if first.numbers and second.numbers and first.numbers.isdisjoint(second.numbers):
        return PlaceMatch.DIFFERENT
    if first.quoted & second.quoted or first.names <= second.names or second.names <= first.names:
        return PlaceMatch.EQUAL
    if first.names & second.names:
        if first.heads & second.heads and ((first.quoted - second.names) or (second.quoted - first.names)):
            return PlaceMatch.DIFFERENT
        return PlaceMatch.LIKELY
    return _by_other_names(first, second)


def _by_other_names(first: Place, second: Place) -> PlaceMatch:
    """Compare two places without a name in common."""
    if _stems_meet(first, second) or _one_number(first, second):
        return PlaceMatch.LIKELY
    heads = first.heads | second.heads
    if first.streets_only != second.streets_only or (heads and heads <= words_of(VAGUE_HEADS)):
        return PlaceMatch.UNKNOWN
    return PlaceMatch.DIFFERENT


def _one_number(first: Place, second: Place) -> bool:
    """Return whether both are the same establishment of one number: «трамвайное депо № 1», «депо № 1, ул. Садовая»."""
    if first.numbers.isdisjoint(second.numbers) or first.streets_only or second.streets_only:
        return False
    kinds = (first.heads & second.heads) - words_of(VAGUE_HEADS) - words_of(STREETS)
    return bool(kinds) or not first.stems.isdisjoint(second.stems)


def _stems_meet(first: Place, second: Place) -> bool:
    """Return whether a name of one place begins like one of the other: «драматический», «театр драмы»."""
    if first.stems.isdisjoint(second.stems):
        return False
    return any(
        Prefix.similarity(one, other) >= max(_STEM, min(len(one), len(other)) - 1)
        for one in first.names
        for other in second.names
    )


def compare_places(first: Place, second: Place) -> PlaceMatch:
    """Return whether two places can be one; unknown or citywide places say nothing."""
    if first.everywhere & second.everywhere:
        return PlaceMatch.LIKELY
    if (first.capitals or second.capitals) and abbreviates(first, second):
        return PlaceMatch.EQUAL
    if not first.known or not second.known or first.area != second.area:
        return PlaceMatch.UNKNOWN
    if first.rooms and second.rooms:
        return PlaceMatch.EQUAL if first.rooms & second.rooms else PlaceMatch.DIFFERENT
    if first.names and second.names:
        return _by_names(first, second)
    return _by_heads(first, second)


def _room_and_hall(room: Place, hall: Place) -> bool:
    """Return whether one is a numbered room and the other a hall without a number."""
    return bool(room.rooms) and "зал" not in room.heads and "зал" in hall.heads and not hall.rooms


def _by_heads(first: Place, second: Place) -> PlaceMatch:
    """Compare two places of which one at least has no name: «Драмтеатр», «большой зал»."""
    common = first.heads & second.heads
    other_number = first.numbers and second.numbers and first.numbers.isdisjoint(second.numbers) and common
    if other_number or _room_and_hall(first, second) or _room_and_hall(second, first):
        return PlaceMatch.DIFFERENT
    if first.names or second.names:
        grounds = words_of(GROUNDS)
        if first.heads & grounds and second.heads & grounds and not common & grounds:
            return PlaceMatch.DIFFERENT
        return PlaceMatch.LIKELY if common - words_of(VAGUE_HEADS) else PlaceMatch.UNKNOWN
    sizes = words_of("малый большой")
    if first.heads & sizes and second.heads & sizes and not common & sizes:
        return PlaceMatch.UNKNOWN
    if common - words_of(VAGUE_HEADS):
        return PlaceMatch.EQUAL
    return PlaceMatch.LIKELY if common & words_of("администрация") else PlaceMatch.UNKNOWN
