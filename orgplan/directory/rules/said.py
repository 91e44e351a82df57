"""Whom a few words of a quick note mean: «мэр», «первый зам», «зам по строительству», «Иванов», «Иванову Л.С.»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from orgplan.directory.rules.people import PeopleIndex
from orgplan.directory.rules.places import PlaceIndex
from orgplan.language.lemmas import STOP_WORDS, lemma, lemmas

_SPOKEN = (
    (re.compile(r"\bзам\.?\s*(?=мэр|глав)|\bзаммэра", re.IGNORECASE), "заместитель "),
    (re.compile(r"\bзам(?:ы|а|у|ом|е)?\b\.?", re.IGNORECASE), "заместитель "),
    (re.compile(r"\bсоц(?:иалке|политик\w*)\b", re.IGNORECASE), "социальной политике"),
    (re.compile(r"\bупр(?:ав)?делами\b", re.IGNORECASE), "управляющий делами"),
    (re.compile(r"\bфинансист\w*\b", re.IGNORECASE), "директор департамента финансов"),
)
_SAYS_NOTHING = frozenset(("вопрос", "город", "администрация"))
_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.?)?"
_NAME = re.compile(
    rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,2}}|{_NAME_WORD}\s+{_INITIALS}|{_INITIALS}\s*{_NAME_WORD}|[а-яё-]{{3,}}"
)


class TitleIndex:
    """Finds who holds the post that a few words mean; built once for many texts.

    Args:
        titles: keys of people with the titles of their posts.
        own_words: lemmas of the city's name, which say nothing inside it.
    """

    def __init__(self, titles: Iterable[tuple[int, str]], *, own_words: Collection[str] = ()) -> None:
        self._own = _SAYS_NOTHING | frozenset(own_words)
        self._posts = [(key, words) for key, title in titles for words in self._parts(title)]

    def find(self, text: str) -> tuple[int, ...]:
        """Return the keys of those whose post begins with the first word and holds all others; several: not clear."""
        asked = self._read(text)
        if not asked or re.search(r"\d", text):
            return ()
        fitting = [(key, words) for key, words in self._posts if words[0] == asked[0] and set(asked) <= set(words)]
        exact = [(key, words) for key, words in fitting if words == asked]
        return tuple(dict.fromkeys(key for key, _words in exact or fitting))

    def _parts(self, title: str) -> list[tuple[str, ...]]:
        """«заместитель Мэра, директор департамента»: either half names the post."""
        return [words for words in (self._read(part) for part in title.split(",")) if words]

    def _read(self, text: str) -> tuple[str, ...]:
        for pattern, full in _SPOKEN:
            text = pattern.sub(full, text)
        words = (lemma(each) for each in _WORD.findall(text))
        return tuple(each for each in words if each not in STOP_WORDS and each not in self._own)


class SaidNames:
    """Who and where are named in a line: posts of leaders first, then names of people; venues."""

    def __init__(
        self, titles: TitleIndex, people: PeopleIndex, places: PlaceIndex, *, venues: Iterable[tuple[int, str]] = ()
    ) -> None:
        self._titles, self._people, self._places = titles, people, places
        self._venues = [(key, frozenset(lemmas(name))) for key, name in venues]

    def people(self, text: str) -> tuple[int, ...]:
        """Return the keys of those whom the words name and nothing but name; several where it is not clear who."""
        text = text.strip(" .") + ("." if re.search(r"\b[А-ЯЁ]\.?$", text.strip()) else "")
        if found := self._titles.find(text):
            return found
        return tuple(sorted(self._people.candidates(text))) if _NAME.fullmatch(text) else ()

    def venue(self, text: str) -> int | None:
        """Return the key of the one venue that the words name; two words of a name do where no other has them."""
        if (found := self._places.find(text)) is not None:
            return found
        words = set(lemmas(text))
        holding = [key for key, name in self._venues if words <= name] if len(words) > 1 else []
        return holding[0] if len(holding) == 1 else None
