"""Which record answers best: rarity and number of the asked words, near each other, in the title, exact marks first.

The measure is BM25 over lemmas with a share for stems (kindred words), to which what stands near each other is added.
It is reckoned here and not by the database, so that SQLite and PostgreSQL answer in one order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from orgplan.search.rules.asking import Wanted, is_long, stem

_SATURATION: Final = 1.0
_LENGTH_SHARE: Final = 0.7
_STEM_SHARE: Final = 0.35
_PAIR: Final = 0.3
_NEAR: Final = 3
_WINDOW_SHARE: Final = 0.3
_WINDOW: Final = 24
_TITLE: Final = 0.15
_LOOKED_AT_CLOSELY: Final = 40
_WORTH_SHOWING: Final = 0.35
_NEARNESS: Final = 0.15
_LEAST: Final = 0.01
_MONTH: Final = 30.0
_GONE_BY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the index that may answer; the first `title_length` words are its title's.

    `nearness`, 0 to 1, tells how near its day is (`nearness_of`).
    """

    key: int
    words: Sequence[str]
    title_length: int = 0
    nearness: float = 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records there are, and how many hold a word or a beginning."""

    total: int
    words: Mapping[str, int]
    beginnings: Mapping[str, int]

    def rarity(self, count: int) -> float:
        """Return the weight of a word that so many records hold: never negative."""
        known = min(count, self.total)
        return math.log(1 + (self.total - known + 0.5) / (known + 0.5))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A record with its measure; `exact` is how many dates and numbers it holds exactly."""

    key: int
    score: float
    exact: int


def nearness_of(day: date | None, today: date) -> float:
    """Return 1 for today, less for what is far: half in a month; what has gone by counts half as near."""
    if day is None:
        return 0.0
    days = (day - today).days
    near = 1 / (1 + abs(days) / _MONTH)
    return near if days >= 0 else near * _GONE_BY


def rank(wanted: Sequence[Wanted], candidates: Sequence[Candidate], counts: Counts) -> list[Ranked]:
    """Return the candidates that answer, best first; those far behind the best are left out.

    Equal ones stand by their key, the youngest record first.
    """
    if not candidates:
        return []
    average = sum(len(each.words) for each in candidates) / len(candidates) or 1.0
    scored = [(candidate, _score(wanted, candidate, counts, average)) for candidate in candidates]
    scored = [each for each in scored if each[1].score > 0]
    scored.sort(key=lambda each: _order(each[1]))
    close = [_closely(wanted, *each, counts) for each in scored[:_LOOKED_AT_CLOSELY]]
    ranked = sorted([*close, *(each for _candidate, each in scored[_LOOKED_AT_CLOSELY:])], key=_order)
    return [each for each in ranked if _is_worth(each, ranked[0])]


def _order(ranked: Ranked) -> tuple[int, float, int]:
    return -ranked.exact, -round(ranked.score, 6), -ranked.key


def _is_worth(ranked: Ranked, best: Ranked) -> bool:
    return ranked.exact == best.exact and ranked.score >= best.score * _WORTH_SHOWING


def _score(wanted: Sequence[Wanted], candidate: Candidate, counts: Counts, average: float) -> Ranked:
    held = Counter(candidate.words)
    stems: Counter[str] = Counter()
    for word, times in held.items():
        stems[stem(word)] += times
    title = set(candidate.words[: candidate.title_length])
    norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * len(candidate.words) / average)
    score, exact = 0.0, 0
    for each in wanted:
        if each.exact:
            exact += any(word in held for word in each.words)
            continue
        value = max(_value(word, held, stems, counts, norm) for word in each.words)
        if each.begun:
            value = max(value, _begun_value(each.begun, held, counts, norm))
        if title.intersection(each.words):
            value *= 1 + _TITLE
        score += each.weight * value
    if exact and not score:
        score = _LEAST
    return Ranked(candidate.key, score * (1 + _NEARNESS * candidate.nearness), exact)


def _value(word: str, held: Counter[str], stems: Counter[str], counts: Counts, norm: float) -> float:
    own = _saturated(held[word], norm) * counts.rarity(counts.words.get(word, 0))
    if not is_long(word):
        return own
    kin = _saturated(stems[stem(word)], norm) * counts.rarity(counts.beginnings.get(stem(word), 0))
    return (1 - _STEM_SHARE) * own + _STEM_SHARE * kin


def _begun_value(begun: str, held: Counter[str], counts: Counts, norm: float) -> float:
    times = sum(number for word, number in held.items() if word.startswith(begun))
    return _saturated(times, norm) * counts.rarity(counts.beginnings.get(begun, 0))


def _saturated(times: int, norm: float) -> float:
    return times * (_SATURATION + 1) / (times + norm) if times else 0.0


def _closely(wanted: Sequence[Wanted], candidate: Candidate, ranked: Ranked, counts: Counts) -> Ranked:
    """Add what stands near each other: neighbours of the question, and the richest stretch of the record."""
    asked = [each for each in wanted if not each.exact]
    rarity = [each.weight * counts.rarity(counts.words.get(each.words[0], 0)) for each in asked]
    places = [_places(each, candidate.words) for each in asked]
    pairs = sum(
        min(asked[n].weight, asked[n + 1].weight)
        * (rarity[n] / asked[n].weight + rarity[n + 1] / asked[n + 1].weight)
        / 2
        for n in range(len(asked) - 1)
        if _stand_near(places[n], places[n + 1])
    )
    score = ranked.score + _PAIR * pairs + _WINDOW_SHARE * _richest(places, rarity)
    return Ranked(ranked.key, score, ranked.exact)


def _places(wanted: Wanted, words: Sequence[str]) -> list[int]:
    stems = {stem(word) for word in wanted.words if is_long(word)}
    return [
        place
        for place, word in enumerate(words)
        if word in wanted.words
        or (is_long(word) and stem(word) in stems)
        or (wanted.begun and word.startswith(wanted.begun))
    ]


def _stand_near(first: Sequence[int], second: Sequence[int]) -> bool:
    return any(0 < abs(one - other) <= _NEAR for one in first for other in second)


def _richest(places: Sequence[Sequence[int]], rarity: Sequence[float]) -> float:
    """Return the greatest sum of rarities that one window of the record holds."""
    marked = sorted((place, number) for number, each in enumerate(places) for place in each)
    best = 0.0
    for start, (place, _number) in enumerate(marked):
        inside: set[int] = set()
        for other, number in marked[start:]:
            if other - place >= _WINDOW:
                break
            inside.add(number)
        best = max(best, sum(rarity[number] for number in inside))
    return best
