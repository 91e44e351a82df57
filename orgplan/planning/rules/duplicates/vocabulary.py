"""What municipal words mean when two lines are compared: phrases, synonyms, kinds of events, words of little weight.

Compiles the tables of `meanings`, `events` and `venues`, which hold words in any form, through the dictionary forms.
The tables hold the general language of city plans (holidays, bodies, ceremonies), never the names of one city.
"""

from __future__ import annotations

from functools import lru_cache

from orgplan.language.lemmas import lemma, lemmas
from orgplan.planning.rules.duplicates.events import (
    COMPATIBLE,
    CONTRASTS,
    GENERIC,
    KINDS,
    OCCASION_FILLERS,
)
from orgplan.planning.rules.duplicates.meanings import PHRASES, SYNONYMS
from orgplan.planning.rules.duplicates.roots import root


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in SYNONYMS.strip().splitlines():
        first, *others = (_form(word) for word in row.split())
        found.update({other: first for other in others if other not in found})
    return found


@lru_cache(maxsize=1)
def kinds_by_word() -> dict[str, frozenset[str]]:
    """Return for the lemma of each kind word the kinds that it names."""
    found: dict[str, set[str]] = {}
    for kind, words in KINDS.items():
        for word in words.split():
            found.setdefault(canonical(word), set()).add(kind)
            found.setdefault(_form(word), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@lru_cache(maxsize=1)
def weights_by_word() -> dict[str, float]:
    """Return the weight of each word of little weight; a word that is not here weighs 1."""
    found: dict[str, float] = {}
    for weight, words in GENERIC.items():
        for word in words.split():
            found.setdefault(canonical(word), weight)
            found.setdefault(_form(word), weight)
    return found


@lru_cache(maxsize=1)
def phrases_by_first_word() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """Return the phrases by their first lemma, longest first: (lemmas to find, words to put)."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for phrase, meaning in PHRASES.items():
        words = lemmas(phrase)
        found.setdefault(words[0], []).append((words, tuple(meaning.split())))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


@lru_cache(maxsize=1)
def contrast_rows() -> dict[str, frozenset[int]]:
    """Return for the root of each telling word the numbers of the contrast rows that it stands in."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(CONTRASTS.strip().splitlines()):
        for word in row.split():
            found.setdefault(root(canonical(word)), set()).add(number)
    return {word: frozenset(rows) for word, rows in found.items()}


@lru_cache(maxsize=1)
def compatible_kinds() -> frozenset[tuple[str, str]]:
    """Return all ordered pairs of kinds that units use for one and the same event."""
    rows = [row.split() for row in COMPATIBLE.strip().splitlines()]
    return frozenset((first, second) for row in rows for first in row for second in row)


@lru_cache(maxsize=64)
def words_of(table: str) -> frozenset[str]:
    """Return the words of a plain table, each as its canonical word and as its lemma."""
    return frozenset(form for word in table.split() for form in (canonical(word), _form(word)))


@lru_cache(maxsize=1)
def occasion_fillers() -> frozenset[str]:
    """Return the lemmas skipped between «день» and the word that names the day."""
    return frozenset(lemma(word) for word in OCCASION_FILLERS.split())


@lru_cache(maxsize=65_536)
def canonical(word: str) -> str:
    """Return the word that stands for a word in any form among its synonyms; its lemma when it has none."""
    return canonical_lemma(_form(word))


def _form(word: str) -> str:
    """Return the lemma of a word of the tables; the made-up words of PHRASES stay as they are."""
    return word if "-" in word or word in _made_up() else lemma(word)


@lru_cache(maxsize=1)
def _made_up() -> frozenset[str]:
    return frozenset(word for meaning in PHRASES.values() for word in meaning.split())


def canonical_lemma(form: str) -> str:
    """Return the word that stands for a lemma among its synonyms; itself when it has none."""
    return _synonyms().get(form, form)
