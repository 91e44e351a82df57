"""Words of a Russian text in their dictionary form, so that «школ», «школы» and «ШКОЛАМ» are one word.

Used wherever two texts are compared: duplicates, search, column headers. Every distinct word is analysed once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pymorphy3

_STOP_WORDS = """
    а б бы в во вне да для до же за и из или им ими их к как ко ли либо на над не ни но о об обо он она они оно от ото
    между перед по под подо после при про с со среди так также то тоже у через что чтобы это этот г гг
    """
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that carry no meaning of their own: prepositions, conjunctions, particles, pronouns, «г.» of a year."""

_HOMONYMS = {
    "парке": "парк",  # the dictionary prefers the coat «парка»
    "парки": "парк",
    "парках": "парк",
    "паркам": "парк",
    "парками": "парк",
    "лучший": "лучший",  # not «хороший»: «Лучший двор» is not «Хороший двор»
    "лучшая": "лучший",
    "лучшее": "лучший",
    "лучшие": "лучший",
    "лучшего": "лучший",
    "лучшей": "лучший",
    "лучших": "лучший",
    "лучшую": "лучший",
    "мини": "мини",  # not the fish «минь»
    "медиа": "медиа",
    "тос": "тос",
    "тоса": "тос",
    "тосов": "тос",
}
"""Word forms whose likeliest reading in the papers of a city is not the dictionary's."""

_WORD = re.compile(r"\d+|[^\W\d_]+", re.UNICODE)
_ORDINAL_ENDING = re.compile(
    r"(?<=\d)-?(?:ый|ий|ой|ая|яя|ое|ые|го|му|ом|ым|ми|ых|й|я|е|х|м)(?![^\W\d_])",
    re.IGNORECASE,
)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_LONGEST_ABBREVIATION = 5
_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF"})


@lru_cache(maxsize=1)
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=131_072)
def lemma(word: str) -> str:
    """Return the dictionary form of one word: lower case, «ё» as «е».

    Latin letters that only look Cyrillic («Cалют» with a Latin C) are read as Cyrillic. A short word in capitals that
    the dictionary does not know («КДН») is an abbreviation and stays as it is. Any string is accepted; what is not a
    Russian word comes back in lower case.
    """
    if _CYRILLIC.search(word) and _LATIN.search(word):
        word = word.translate(_LOOKALIKES)
    lower = word.lower()
    if lower in _HOMONYMS:
        return _HOMONYMS[lower]
    plain = lower.replace("ё", "е")
    if len(plain) == 1 or not _is_analysable(plain):
        return plain
    if word.isupper() and len(word) <= _LONGEST_ABBREVIATION and not _analyzer().word_is_known(lower):
        return plain
    return _likeliest_form(lower).replace("ё", "е")


def _is_analysable(word: str) -> bool:
    """Tell whether the analyser takes the word: it has Cyrillic letters and none without a name in Unicode's tables."""
    return bool(_CYRILLIC.search(word)) and all(unicodedata.name(letter, "") for letter in word)


@lru_cache(maxsize=65_536)
def is_known(word: str) -> bool:
    """Return whether the dictionary has this word form; a guessed word («турслёт») is not known."""
    return bool(_analyzer().word_is_known(word.lower()))


def _likeliest_form(word: str) -> str:
    """Return the normal form whose readings together are the likeliest; between equals the analyser's first.

    A word that the dictionary does not know is a name far more often than a verb («Прииртышья»).
    """
    scores: dict[str, float] = {}
    parses = _analyzer().parse(word)
    if not is_known(word):
        parses = [parse for parse in parses if parse.tag.POS in _NOMINAL] or parses
    for parse in parses:
        scores[parse.normal_form] = scores.get(parse.normal_form, 0.0) + parse.score
    return max(scores, key=lambda form: scores[form]) if scores else word


@lru_cache(maxsize=16_384)
def lemmas(text: str) -> tuple[str, ...]:
    """Return the lemmas of a text in its order, without stop words; numbers stay as digits.

    Hyphens, quotes and other marks divide words («блиц-турнир» is two), the ending of an ordinal is dropped («3-я» is
    «3»). Any string is accepted; a text without words gives an empty tuple.
    """
    found = (lemma(word) for word in _WORD.findall(_ORDINAL_ENDING.sub(" ", text)))
    return tuple(word for word in found if word not in STOP_WORDS)


@lru_cache(maxsize=4_096)
def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Return, for each lemma of a text in its order, every form that its word may have, the lemma first.

    «Теслы» may be of «тесла» and of «тесло». For what is asked, not for what is kept: a question may be read in more
    ways than one.
    """
    found = (_word_readings(word) for word in _WORD.findall(_ORDINAL_ENDING.sub(" ", text)))
    return tuple(each for each in found if each[0] not in STOP_WORDS)


def _word_readings(word: str) -> tuple[str, ...]:
    first = lemma(word)
    if len(word) == 1 or not _is_analysable(word):
        return (first,)
    forms = [parse.normal_form.replace("ё", "е") for parse in _analyzer().parse(word.lower())]
    return tuple(dict.fromkeys((first, *forms)))
