"""Places as units write them, and whether two of them can be one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from orgplan.planning.rules.duplicates.reading import words
from orgplan.planning.rules.duplicates.roots import root
from orgplan.planning.rules.duplicates.vocabulary import (
    CITYWIDE,
    GROUNDS,
    PLACE_FILLERS,
    PLACE_HEADS,
    ROOMS,
    STREETS,
    VAGUE_HEADS,
    words_of,
)


AREAS = "округ район"
"""Words of the parts of a city."""
ADJECTIVES = ("ий", "ый", "ой")
"""How the dictionary forms of adjectives end."""
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
    `streets_only` is true for a bare address, `room` for a place that holds one event at a time, `citywide` for
    «город», «школы города».
    """

    heads: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    streets_only: bool = False
    area: bool = False
    citywide: bool = False

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
    for before, word in zip(found, found[1:], strict=False):
        if word.form in areas and before.lemma.endswith(ADJECTIVES) and before.lemma not in _NOT_A_DISTRICT:
            return root(before.lemma)
    return ""


@lru_cache(maxsize=32_768)
def read_place(text: str, district: str) -> Place:
    """Take a place apart; `district` is the root of the sending unit's own district, empty when it has none.

    «администрация округа» from a district means that district's own building.
    """
    found = words(text)
    heads_known, streets, fillers = words_of(PLACE_HEADS), words_of(STREETS), words_of(PLACE_FILLERS)
    areas = words_of(AREAS)
    heads: set[str] = set()
    names: set[str] = set()
    quoted: set[str] = set()
    rooms: set[str] = set()
    numbers: set[str] = set()
    previous = following = ""
    if named := district_of(text):
        names.add(named)
    for at, word in enumerate(found):
        following = found[at + 1].form if at + 1 < len(found) else ""
        if word.form.isdigit():
            is_room = "кабинет" in (previous, following)
            (rooms if is_room else numbers).add(word.form)
        elif word.form in areas:
            if district and not names:
                names.add(district)
        elif word.form in heads_known and not word.quoted:
            heads.add(word.form)
        elif (word.form not in fillers and len(word.form) > 1) or word.quoted:
            names.add(root(word.lemma))
            if word.quoted:
                quoted.add(root(word.lemma))
        previous = word.form
    citywide = _is_citywide(text, frozenset(word.form for word in found), heads) and not (names & {district, named})
    streets_only = bool(heads) and heads <= streets
    return Place(
        heads=frozenset(heads),
        names=frozenset(names),
        quoted=frozenset(quoted),
        rooms=frozenset(rooms),
        numbers=frozenset(numbers),
        streets_only=streets_only,
        citywide=citywide,
        area=bool(found) and not heads and not numbers and not rooms and bool(names) and names <= {district, named},
    )


def _is_citywide(text: str, forms: frozenset[str], heads: set[str]) -> bool:
    if not forms or not forms <= words_of(CITYWIDE):
        return False
    return not forms <= words_of(AREAS) and (
        len(heads) != 1 or "город" in forms or text.rstrip().endswith(("ы", "и", "я"))
    )


def _by_names(first: Place, second: Place) -> PlaceMatch:
    if first.quoted & second.quoted or first.names <= second.names or second.names <= first.names:
        return PlaceMatch.EQUAL
    if first.names & second.names:
        if first.heads & second.heads and ((first.quoted - second.names) or (second.quoted - first.names)):
            return PlaceMatch.DIFFERENT
        return PlaceMatch.LIKELY
    if first.streets_only != second.streets_only or first.heads | second.heads <= words_of(VAGUE_HEADS):
        return PlaceMatch.UNKNOWN
    return PlaceMatch.DIFFERENT


@lru_cache(maxsize=65_536)
def compare_places(first: Place, second: Place) -> PlaceMatch:
    """Return whether two places can be one; unknown or citywide places say nothing."""
    grounds = words_of(GROUNDS)
    if not first.known or not second.known:
        return PlaceMatch.UNKNOWN
    if first.area or second.area:
        return PlaceMatch.EQUAL if first.area and second.area and first.names & second.names else PlaceMatch.UNKNOWN
    if first.rooms and second.rooms and not first.rooms & second.rooms:
        return PlaceMatch.DIFFERENT
    if first.rooms & second.rooms:
        return PlaceMatch.EQUAL
    if first.names and second.names:
        return _by_names(first, second)
    if first.numbers and second.numbers and not first.numbers & second.numbers and first.heads & second.heads:
        return PlaceMatch.DIFFERENT
    if first.names or second.names:
        if first.heads & grounds and second.heads & grounds and not first.heads & second.heads & grounds:
            return PlaceMatch.DIFFERENT
        return PlaceMatch.LIKELY if (first.heads & second.heads) - words_of(VAGUE_HEADS) else PlaceMatch.UNKNOWN
    return PlaceMatch.EQUAL if _share_head(first, second) else PlaceMatch.UNKNOWN


def _share_head(first: Place, second: Place) -> bool:
    telling = words_of("малый большой")
    vague = words_of(VAGUE_HEADS)
    if (first.heads & telling) and (second.heads & telling) and not (first.heads & second.heads & telling):
        return False
    return bool((first.heads & second.heads) - vague)
