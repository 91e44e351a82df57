"""Words without their endings of derivation, so that «шахматный» and «шахматы» meet."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from orgplan.language.lemmas import is_known, lemma
from orgplan.planning.rules.duplicates.events import GENERIC, KINDS
from orgplan.planning.rules.duplicates.meanings import COMPOUNDS

_OF_ADJECTIVES = """
    ический ческий ский ской овый евый овой евой ичный альный ельный енный анный ный ной
    ний вый ый ий ой"""
_ADJECTIVE_ENDINGS = sorted(_OF_ADJECTIVES.split(), key=len, reverse=True)
_OF_NOUNS = "изация изировать ирование ировать ость ство ние ция ия ие ка ок ик а я о е ь ы и й"
_NOUN_ENDINGS = sorted(_OF_NOUNS.split(), key=len, reverse=True)
_SHORTEST_ROOT = 4
_SHORTEST_BEFORE_LONG_ENDING = 3
_LONG_ENDING = 4
_SHORTEST_SECOND_PART = 4
_ALWAYS_APART = ("ретро", "фото")
_SHORTEST_MISSPELT = 7
_SAME_SPELLING = 82.0
_SAME_BEGINNING = 3


@lru_cache(maxsize=65_536)
def root(word: str) -> str:
    """Return the lemma without its ending of derivation; a short word or a number as it is."""
    for ending in _ADJECTIVE_ENDINGS:
        shortest = _SHORTEST_BEFORE_LONG_ENDING if len(ending) >= _LONG_ENDING else _SHORTEST_ROOT
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word.removesuffix(ending).removesuffix("ь").removesuffix("й")
    for ending in _NOUN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=65_536)
def parts(word: str) -> tuple[str, ...]:
    """Return the lemmas of the parts of a compound word that the dictionary does not know; else its own lemma."""
    lower = word.lower().replace("ё", "е")
    if not is_known(lower) or lower.startswith(_ALWAYS_APART):
        for first, meaning in COMPOUNDS.items():
            second = lower.removeprefix(first)
            if second != lower and len(second) >= _SHORTEST_SECOND_PART and is_known(second):
                return lemma(meaning), lemma(second)
    if not is_known(lower):
        return (_spelt_right(lower),)
    return (lemma(word),)


def _spelt_right(word: str) -> str:
    """Return the lemma of the common word that an unknown word was meant to be; else its own lemma."""
    if len(word) >= _SHORTEST_MISSPELT:
        for form in (word, lemma(word)):
            meant = process.extractOne(form, _spellings(), scorer=fuzz.ratio, score_cutoff=_SAME_SPELLING)
            if meant and meant[0][:_SAME_BEGINNING] == word[:_SAME_BEGINNING]:
                return lemma(meant[0])
    return lemma(word)


@lru_cache(maxsize=1)
def _spellings() -> tuple[str, ...]:
    """Return the commonest words of plans, in which a misprint is recognised («Награжедние»)."""
    rows = (*KINDS.values(), *GENERIC.values())
    return tuple(word for row in rows for word in row.split() if len(word) >= _SHORTEST_MISSPELT)
