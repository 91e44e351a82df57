"""Slips of the hand: which words of the index a misspelt word may stand for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from orgplan.search.rules.keyboard import is_slip

_SHORTEST: Final = 3
_ONE_UNTIL: Final = 5
_MOST: Final = 3
_SAME_START, _SLIP = 0.25, 0.5


def farthest(word: str) -> int:
    """Return how many letters may be wrong: none up to two letters, one up to five, two in longer words."""
    if len(word) < _SHORTEST or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) <= _ONE_UNTIL else 2


def corrections(word: str, vocabulary: Collection[str], *, begun: bool = False) -> tuple[str, ...]:
    """Return the words that may be meant, the nearest only, at most three; none where nothing is near enough.

    A letter lost, added, changed or exchanged with its neighbour is one mistake. Among equally near words those win
    that begin alike and whose other letter stands beside on the keyboard. `begun`: the word may go on.
    """
    most = farthest(word)
    if not most:
        return ()
    near: dict[str, float] = {}
    short = len(word) < _ONE_UNTIL
    known = list(vocabulary)
    choices = [each[: len(word)] for each in known] if begun else known
    for meant, distance, place in process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None):
        if distance and not (short and _is_other_word(word, meant)):
            near[known[place]] = distance - _likeness(word, meant)
    if not near:
        return ()
    best = min(near.values())
    return tuple(sorted((known for known, cost in near.items() if cost == best), key=lambda each: (len(each), each)))[
        :_MOST
    ]


def _is_other_word(typed: str, meant: str) -> bool:
    """Of three or four letters another one makes another word, unless it is a slip: «лейн» is not «лейк»."""
    other = [pair for pair in zip(typed, meant, strict=False) if pair[0] != pair[1]]
    return len(typed) == len(meant) and len(other) == 1 and not is_slip(*other[0])


def _likeness(typed: str, meant: str) -> float:
    bonus = _SAME_START if typed[0] == meant[0] else 0.0
    if len(typed) == len(meant):
        other = [(first, second) for first, second in zip(typed, meant, strict=True) if first != second]
        if other and all(is_slip(first, second) for first, second in other):
            bonus += _SLIP
    return bonus
