"""Which units a plan's «ответственный» cell names, whatever their case, order and abbreviation.

Names and text are compared as sequences of lemmas. A name counts only where it stands alone between separators: the
«Департамент образования Омской области» is not the city's department of education.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from orgplan.language.lemmas import STOP_WORDS, lemma

_ABBREVIATIONS = (
    (re.compile(r"\bдеп(?:-т|арт|т)?\.", re.IGNORECASE), "департамент "),
    (re.compile(r"\bупр(?:авл)?\.|\bупр-(?:е|ние)\b", re.IGNORECASE), "управление "),
    (re.compile(r"\bадм(?:ин)?\.|\bадм-(?:я|ция)\b", re.IGNORECASE), "администрация "),
    (re.compile(r"\bотд\.", re.IGNORECASE), "отдел "),
    (re.compile(r"\bком(?:-т|ит)\.?(?=\s)", re.IGNORECASE), "комитет "),
    (re.compile(r"\bокр\.", re.IGNORECASE), "округ "),
    (re.compile(r"(?<=\s)АО\b"), "округ "),
    (re.compile(r"\bг\.\s?(?=[А-ЯЁ])"), "город "),
)
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PERSON = re.compile(rf"{_NAME}\s+[А-ЯЁA-Z]\.\s*(?:[А-ЯЁA-Z]\.)?|[А-ЯЁA-Z]\.\s*(?:[А-ЯЁA-Z]\.\s*)?{_NAME}")
_TOKEN = re.compile(r"(?P<word>\d+|[^\W\d_]+)|(?P<end>[,;:/()\n•–—]|(?<=\s)-(?=\s))")
_BETWEEN = frozenset(("и", "или", "совместно", "также"))
_POST_WORDS = """
    директор начальник глава руководитель заведовать заведующий председатель заместитель зам управлять специалист
    консультант советник главный ведущий первый исполнять обязанность
    """
_POSTS = frozenset(_POST_WORDS.split())
_HEAD_OF_TERRITORY = "администрация"
_TERRITORIES = frozenset(("округ", "район"))
_SAYS_NOTHING = frozenset(("административный",))  # «административный округ» is written with and without
_SHORTEST_ACRONYM = 3  # «ДК» is a house of culture sooner than a department

Pattern = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something with names to be found in texts; `key` comes back from `NameIndex.find`."""

    key: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    lemma: str
    starts: bool  # a name may begin here
    as_written: str


class NameIndex:
    """Finds units by their names; built once for many texts.

    Args:
        items: the units with their full and short names.
        own_words: lemmas of the administration's own name («администрация», «город», «омск»): at the end of a unit's
            name they say nothing.
    """

    def __init__(self, items: Iterable[Named], *, own_words: Collection[str] = ()) -> None:
        self._own = frozenset(own_words) | {"мэрия", "город"}
        found: dict[Pattern, set[int]] = {}
        for item in items:
            for pattern in {each for name in item.names for each in self._patterns(name)}:
                found.setdefault(pattern, set()).add(item.key)
        self._keys = {pattern: min(keys) for pattern, keys in found.items() if len(keys) == 1}
        self._longest = max((len(pattern) for pattern in self._keys), default=0)
        self._heads = frozenset(pattern[0] for pattern in self._keys)

    def find(self, text: str) -> tuple[int, ...]:
        """Return the keys of the units named in the text, each once, in the order of the text."""
        words = list(_words(_PERSON.sub(", ", text)))
        found: dict[int, None] = {}
        head, at = "", 0
        while at < len(words):
            length, key = self._longest_at(words, at, head) if words[at].starts else (0, None)
            if key is None:
                at += 1
                continue
            found.setdefault(key)
            if words[at].lemma in self._heads:
                head = words[at].lemma
            at += length
        return tuple(found)

    def _longest_at(self, words: list[_Word], at: int, head: str) -> tuple[int, int | None]:
        """Return the longest name at the place and its length in words; with `head` also one that leaves it out."""
        for length in range(min(self._longest, len(words) - at), 0, -1):
            if not self._ends(words, at + length):
                continue
            pattern = tuple(word.lemma for word in words[at : at + length])
            for tried in (pattern, (head, *pattern)) if head else (pattern,):
                if tried in self._keys:
                    return length, self._keys[tried]
        return 0, None

    def _ends(self, words: list[_Word], at: int) -> bool:
        """Tell whether a name may end before the place: at a separator, after the administration's own name."""
        while at < len(words) and not words[at].starts and words[at].lemma in self._own:
            at += 1
        return at >= len(words) or words[at].starts

    def _patterns(self, name: str) -> Iterator[Pattern]:
        words = list(_words(name))
        while len(words) > 1 and words[-1].lemma in self._own:
            words.pop()
        whole = tuple(word.lemma for word in words)
        if not whole:
            return
        yield whole
        letters = "".join(word.as_written[0] for word in words).lower()
        if len(letters) >= _SHORTEST_ACRONYM:
            yield (letters,)
        if whole[-1] in _TERRITORIES:
            yield from _of_territory(whole)


def _of_territory(whole: Pattern) -> Iterator[Pattern]:
    """Return the short ways to name a district administration: «Кировский округ», «КАО», «администрация Кировского»."""
    place = whole[1:] if whole[0] == _HEAD_OF_TERRITORY else whole
    yield place
    yield (_HEAD_OF_TERRITORY, *place)
    yield (_HEAD_OF_TERRITORY, *place[:-1])
    if place[-1] == "округ":
        yield ("".join(word[0] for word in place[:-1]) + "ао",)


def _words(text: str) -> Iterator[_Word]:
    """Return the words that mean something, each with whether a name may begin at it."""
    for pattern, full in _ABBREVIATIONS:
        text = pattern.sub(full, text)
    starts = True
    for token in _TOKEN.finditer(text):
        word = token["word"]
        if word is None or word.lower() in _BETWEEN:
            starts = True
            continue
        plain = lemma(word)
        if plain in STOP_WORDS or plain in _SAYS_NOTHING:
            continue
        yield _Word(plain, starts, word)
        starts = starts and plain in _POSTS
