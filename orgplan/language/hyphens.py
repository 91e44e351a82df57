"""Where Russian words may be parted: narrow columns on screen and paper break them there and not between any letters.

Rules of Russian orthography (Правила русской орфографии и пунктуации, 1956, § 117–122): by syllables, no single letter
left alone, none of «ъ», «ь», «й» carried over. What browsers do by themselves depends on dictionaries they may lack.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

SOFT_HYPHEN: Final = "\u00ad"
LONG: Final = 13
"""Letters from which a word is parted where a column is as wide as a leader's of seven: shorter ones fit."""

_VOWELS: Final = frozenset("аеёиоуыэюяАЕЁИОУЫЭЮЯ")
_NEVER_FIRST: Final = frozenset("ъьйЪЬЙыЫ")
_STOPS: Final = frozenset("бвгдкптфБВГДКПТФ")
"""With «р» or «л» behind them they begin a syllable together: «пред-при-ни-ма-тель»."""
_BEFORE, _BEHIND = 3, 2
"""So many letters stay at least: «Встре-ча» beats «Встреч-а», «Ра-бочая» wins nothing over «Рабо-чая»."""
_WORD: Final = re.compile(r"[А-Яа-яЁё]{5,}")


def parted(word: str) -> list[str]:
    """Return the pieces of a Russian word that may stand on different lines: «Опе», «ра», «тив», «ное»."""
    cuts = [0]
    for at in range(_BEFORE, len(word) - _BEHIND + 1):
        if _may_part(word, at) and not _VOWELS.isdisjoint(word[cuts[-1] : at]):
            cuts.append(at)
    return [word[start:end] for start, end in pairwise([*cuts, len(word)])]


def _may_part(word: str, at: int) -> bool:
    before, after = word[:at], word[at:]
    if after[0] in _NEVER_FIRST or _VOWELS.isdisjoint(before) or _VOWELS.isdisjoint(after):
        return False
    if after[0] in _VOWELS:
        return before[-1] in _VOWELS and before[-2] not in _VOWELS
    if before[-1] in "ьйЬЙ":
        return True
    if before[-1] in _STOPS and after[0] in "рлРЛ":
        return False
    return after[1] in _VOWELS or (after[0] in _STOPS and after[1] in "рлРЛ" and after[2] in _VOWELS)


@lru_cache(maxsize=4096)
def hyphenated(text: str, letters: int = LONG) -> str:
    """Return the text with soft hyphens in words of so many letters or more; without them it is the text again.

    Fewer in a narrower place. What needs none is left as it is, so that people find it by its letters.
    """
    return _WORD.sub(lambda found: found[0] if len(found[0]) < letters else SOFT_HYPHEN.join(parted(found[0])), text)
