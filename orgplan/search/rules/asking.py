"""A question word by word: what was typed, every way to read it, and the way that the index knows.

Two steps with the index between them: `read_question` gives all readings, whose words the index counts; `choose` takes
for each piece of the question the first reading that is known, and corrects what nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from orgplan.language.lemmas import is_known, lemma, lemmas, readings
from orgplan.search.rules.keyboard import by_sound, in_latin_layout, in_russian_layout
from orgplan.search.rules.slips import corrections, farthest
from orgplan.search.rules.words import companions, find_exact

LONGEST_QUESTION: Final = 300
MOST_PIECES: Final = 24
SHORTEST_BEGUN: Final = 2
_LONG_BEGUN: Final = 5
STEM: Final = 5
_FAINT_WEIGHT: Final = 0.3
_LATIN: Final = re.compile("[a-z]", re.IGNORECASE)
_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_JOINS: Final = re.compile(r"[-–/()«»\"]")  # «IT-класс» is two words, each of its own letters
#: Words of questions: they say what kind of answer is expected, seldom what it is about.
_FAINT: Final = frozenset(
    lemma(word)
    for word in [
        "кто",
        "кого",
        "кому",
        "кем",
        "ком",
        "что",
        "чего",
        "чему",
        "чем",
        "какой",
        "который",
        "чей",
        "сколько",
        "когда",
        "где",
        "куда",
        "откуда",
        "как",
        "каким",
        "почему",
        "зачем",
        "отчего",
        "насколько",
        "каков",
        "такой",
        "быть",
        "являться",
        "мочь",
        "этот",
        "тот",
        "весь",
        "свой",
        "сам",
        "самый",
        "другой",
        "они",
        "себя",
        "вы",
        "мы",
        "я",
        "ты",
        "называть",
        "называться",
        "находиться",
        "звать",
        "назвать",
        "много",
        "год",
        "другой",
        "если",
        "нет",
        "найти",
        "показать",
    ]
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word that is asked for; any of `words` answers. `begun` is its written beginning while it is typed.

    `exact`: a date or a number, which stands above everything else.
    """

    words: tuple[str, ...]
    begun: str = ""
    weight: float = 1.0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the question between spaces, with its readings: as written first, then as other keys and sounds.

    `texts` are the readings as people read them.
    """

    written: str
    readings: tuple[tuple[Wanted, ...], ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The question as it is asked of the index. `read_as` are words that stand for others that were written."""

    wanted: tuple[Wanted, ...]
    read_as: tuple[tuple[str, str], ...] = ()


def stem(word: str) -> str:
    """Return the beginning that kindred words share: «протест» and «протестовать»."""
    return word[:STEM]


def is_long(word: str) -> bool:
    """Tell whether a word has a stem of its own; numbers and marks have none."""
    return len(word) > STEM and word.isalpha()


def read_question(text: str, *, today: date | None = None) -> tuple[Piece, ...]:
    """Return the pieces of the question with their readings. Any string is accepted; the end of a long one is left."""
    found = find_exact(text[:LONGEST_QUESTION].replace("\0", " "), today=today)
    exact = [Piece(written, _exact_readings(mark, written), (written,) * 2) for mark, written in found.exact]
    chunks = found.rest.split()
    typing = bool(chunks) and found.rest == found.rest.rstrip()
    pieces = [
        Piece(chunk, tuple(found_readings.values()), tuple(found_readings))
        for place, chunk in enumerate(chunks)
        if (found_readings := _readings(chunk, typing=typing and place == len(chunks) - 1))
    ]
    return (*exact, *pieces)[:MOST_PIECES]


def _exact_readings(mark: str, written: str) -> tuple[tuple[Wanted, ...], ...]:
    return ((Wanted((mark,), exact=True),), _words(written, typing=False))


def _readings(chunk: str, *, typing: bool) -> dict[str, tuple[Wanted, ...]]:
    """Return the ways to read one piece by their texts; a way that gives no word or repeats another is left out."""
    found: dict[str, tuple[Wanted, ...]] = {}
    for text in _ways(chunk):
        words = _words(text, typing=typing)
        if words and words not in found.values():
            found[text] = words
        elif not words and not found and _CYRILLIC.search(text):
            break  # «и» is a small word, not «b» in the other layout
    return found


def _ways(chunk: str) -> list[str]:
    if any(_CYRILLIC.search(part) and _LATIN.search(part) for part in _JOINS.split(chunk)):
        # The layout was switched in the middle of a word: «vэр». Nobody means it as it stands.
        return [in_russian_layout(chunk), in_latin_layout(chunk), chunk]
    if _CYRILLIC.search(chunk):
        return [chunk, in_latin_layout(chunk)]
    if _LATIN.search(chunk):
        return [chunk, in_russian_layout(chunk), by_sound(chunk)]
    return [chunk] if _WORD.search(chunk) else [chunk, in_russian_layout(chunk)]


def _words(text: str, *, typing: bool) -> tuple[Wanted, ...]:
    written = _WORD.findall(text)
    spoken = {lemma(word): word.lower().replace("ё", "е") for word in written if word.isalpha()}
    wanted = [_wanted(forms, spoken.get(forms[0], forms[0])) for forms in readings(text)]
    begun = written[-1].lower().replace("ё", "е") if typing and written else ""
    if len(begun) >= SHORTEST_BEGUN:
        last = lemmas(written[-1])
        if last and wanted:
            wanted[-1] = replace(wanted[-1], begun=begun, weight=1.0)
        elif not last:
            wanted.append(Wanted((begun,), begun=begun))  # «во» may go on as «вокзал»
    return tuple(wanted)


def _wanted(forms: tuple[str, ...], written: str) -> Wanted:
    """Return the word in all its readings and as it is written: so a record keeps the cases of a surname."""
    words = tuple(dict.fromkeys((*forms, written)))
    return Wanted(words, weight=_FAINT_WEIGHT if forms[0] in _FAINT else 1.0)


def asked_words(pieces: Collection[Piece]) -> tuple[frozenset[str], frozenset[str]]:
    """Return every word of all readings and every beginning, for the index to count."""
    every = [wanted for piece in pieces for reading in piece.readings for wanted in reading]
    words = frozenset(word for wanted in every for word in wanted.words)
    beginnings = frozenset(wanted.begun for wanted in every if wanted.begun)
    return words, beginnings | frozenset(stem(word) for word in words if is_long(word))


def choose(
    pieces: Collection[Piece],
    words: Mapping[str, int],
    beginnings: Mapping[str, int],
    vocabulary: Callable[[int, int], Collection[str]],
    called: Callable[[str], tuple[Wanted, ...]] = lambda _written: (),
) -> Chosen:
    """Return the reading of every piece that the index knows; words known to nobody are corrected.

    `words` and `beginnings` count the records that hold them, `vocabulary(shortest, longest)` gives words of the index
    by their length, `called(word)` the words of the names that people contract so («дептранс»); both are asked only for
    what nobody holds.
    """
    wanted: list[Wanted] = []
    read_as: list[tuple[str, str]] = []
    for piece in pieces:
        reading = _known_reading(piece, words, beginnings)
        unknown = [each for each in reading if not each.exact and not _is_found(each, words, beginnings)]
        whole = {each: called(each.begun or each.words[-1]) for each in unknown}
        found = [_corrected(each, words, beginnings, vocabulary) for each in reading if not whole.get(each)]
        wanted += [*(part for parts in whole.values() for part in parts), *found]
        if found != [each for each in reading if not whole.get(each)]:
            read_as.append((piece.written, " ".join(each.words[0] for each in found)))
        elif (text := piece.texts[piece.readings.index(reading)]) != piece.written:
            read_as.append((piece.written, text))
    return Chosen(tuple(dict.fromkeys(wanted)), tuple(read_as))


def _known_reading(piece: Piece, words: Mapping[str, int], beginnings: Mapping[str, int]) -> tuple[Wanted, ...]:
    for reading in piece.readings:
        if all(_is_found(each, words, beginnings) for each in reading):
            return reading
    first, *others = piece.readings
    if not any(_is_found(each, words, beginnings) for each in first) and not _CYRILLIC.search(piece.written):
        for reading in others:
            if _CYRILLIC.search("".join(each.words[0] for each in reading)):
                return reading
    return first


def _is_found(wanted: Wanted, words: Mapping[str, int], beginnings: Mapping[str, int]) -> bool:
    return any(words.get(word) for word in wanted.words) or bool(wanted.begun and beginnings.get(wanted.begun))


def _corrected(
    wanted: Wanted,
    words: Mapping[str, int],
    beginnings: Mapping[str, int],
    vocabulary: Callable[[int, int], Collection[str]],
) -> Wanted:
    if wanted.exact or _is_found(wanted, words, beginnings):
        return wanted
    typed = wanted.begun or wanted.words[0]
    most = farthest(typed)
    if not most or is_known(typed):
        return wanted
    whole = vocabulary(len(typed) - most, len(typed) + most)
    meant = corrections(wanted.words[0], whole) or corrections(typed, whole)
    if not meant and wanted.begun and len(typed) >= _LONG_BEGUN:
        meant = corrections(typed, vocabulary(len(typed), 3 * len(typed)), begun=True)
    return replace(wanted, words=meant, begun="") if meant else wanted


def with_companions(wanted: Collection[Wanted]) -> frozenset[str]:
    """Return the abbreviations that the asked words written out would stand for, together."""
    return frozenset(companions([each.words[0] for each in wanted]))
