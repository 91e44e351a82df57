"""Which record answers best: rarity and number of the asked words, near each other, in the title, exact marks first.

The measure is BM25 over lemmas with a share for stems (kindred words), to which what stands near each other is added.
It is reckoned here and not by the database, so that SQLite and PostgreSQL answer in one order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from orgplan.language.lemmas import lemma
from orgplan.search.rules.asking import STEM, Wanted, is_long, stem
from orgplan.search.rules.words import split_names

_SATURATION: Final = 1.0
_LENGTH_SHARE: Final = 0.8
_STEM_SHARE: Final = 0.25
_PAIR: Final = 0.3
_NEAR: Final = 3
_WINDOW_SHARE: Final = 0.3
_WINDOW: Final = 24
_TITLE: Final = 0.15
_TITLE_SHARE: Final = 0.3
_TITLE_START: Final = 0.35
_TITLE_WHOLE: Final = 1.0
_ONLY_BEGUN: Final = 0.5
_PREPARING: Final = 0.75
_SHORT_QUESTION: Final = 4
_LOOKED_AT_CLOSELY: Final = 40
_WORTH_SHOWING: Final = 0.35
_NEARNESS: Final = 0.15
_LEAST: Final = 0.01
_MONTH: Final = 30.0
_GONE_BY: Final = 0.5

_PREPARATIONS: Final = frozenset(lemma(word) for word in ["репетиция", "прогон", "подготовка", "оргкомитет", "монтаж"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record of the index that may answer; the first `title_length` words are its title's, other names follow.

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
    """A record with its measure; `exact` is how many dates and numbers it holds, `held` how many asked words."""

    key: int
    score: float
    exact: int
    held: int = 0


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
    asked = _prepared(wanted, counts, average)
    scored = [(candidate, _score(asked, candidate)) for candidate in candidates]
    scored = [each for each in scored if each[1].score > 0]
    scored.sort(key=lambda each: _order(each[1]))
    close = [_closely(wanted, *each, counts) for each in scored[:_LOOKED_AT_CLOSELY]]
    ranked = sorted([*close, *(each for _candidate, each in scored[_LOOKED_AT_CLOSELY:])], key=_order)
    short = len(wanted) <= _SHORT_QUESTION
    return [each for each in ranked if _is_worth(each, ranked[0], short=short)]


def _order(ranked: Ranked) -> tuple[int, float, int]:
    return -ranked.exact, -round(ranked.score, 6), -ranked.key


def _is_worth(ranked: Ranked, best: Ranked, *, short: bool) -> bool:
    """Of a few words all are meant: beside a record that holds them, those that lack one are noise."""
    if ranked.exact != best.exact or (short and ranked.held < best.held):
        return False
    return ranked.score >= best.score * _WORTH_SHOWING


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question, prepared for a thousand records: what is looked for in each."""

    wanted: Sequence[Wanted]
    counts: Counts
    average: float
    words: frozenset[str]
    stems: frozenset[str]


def _prepared(wanted: Sequence[Wanted], counts: Counts, average: float) -> _Asked:
    words = frozenset(word for each in wanted for word in each.words)
    return _Asked(wanted, counts, average, words, frozenset(stem(word) for word in words if is_long(word)))


def _score(asked: _Asked, candidate: Candidate) -> Ranked:
    held = Counter([word for word in candidate.words if word in asked.words])
    stems = Counter([word[:STEM] for word in candidate.words if word[:STEM] in asked.stems])
    titles = [candidate.words[: candidate.title_length], *split_names(candidate.words)]
    long = len(candidate.words) / asked.average
    norm, title_norm = _norm(long), _norm(min(long, 1.0))
    score, exact, number = 0.0, 0, 0
    for each in asked.wanted:
        if each.exact:
            exact += any(word in held for word in each.words)
            continue
        in_title = any(_answers(each, word) for title in titles for word in title)
        begun = [word for word in candidate.words if word.startswith(each.begun)] if each.begun else []
        value = _word_value(each, (held, stems, len(begun)), asked.counts, title_norm if in_title else norm)
        number += bool(begun) or any(word in held for word in each.words)
        score += each.weight * value * (1 + _TITLE * in_title)
    score = (score or (_LEAST if exact else 0.0)) * (1 + max(_title_gain(asked.wanted, each) for each in titles))
    score *= _PREPARING if _only_prepares(asked, titles[0]) else 1.0
    return Ranked(candidate.key, score * (1 + _NEARNESS * candidate.nearness), exact, number)


def _only_prepares(asked: _Asked, title: Sequence[str]) -> bool:
    """Tell whether the record is named for preparing something: «Репетиция парада» stands behind the parade."""
    return bool(title) and title[0] in _PREPARATIONS and title[0] not in asked.words


def _norm(length: float) -> float:
    return _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)


def _answers(wanted: Wanted, word: str) -> bool:
    return word in wanted.words or bool(wanted.begun and word.startswith(wanted.begun))


def _wholly(wanted: Wanted, word: str) -> float:
    """Return 1 where the word itself is asked for, less where it only begins so: «мэр» is the Mayor before «мэрия»."""
    return 1.0 if word in wanted.words else _ONLY_BEGUN * _answers(wanted, word)


def _title_gain(wanted: Sequence[Wanted], title: Sequence[str]) -> float:
    """Return what a title gains that says little else than what is asked, that begins with it, or is nothing else."""
    asked = [each for each in wanted if not each.exact]
    if not title or not asked:
        return 0.0
    share = sum(max(_wholly(each, word) for each in asked) for word in title) / len(title)
    begins = min(map(_wholly, asked, title)) if len(title) >= len(asked) else 0.0
    whole = begins == 1.0 and len(title) == len(asked)
    return _TITLE_SHARE * share + _TITLE_START * begins + _TITLE_WHOLE * whole


def _word_value(wanted: Wanted, times: tuple[Counter[str], Counter[str], int], counts: Counts, norm: float) -> float:
    """Return the weight of one wanted word; `times` tells how often its words, stems and beginning are there."""
    held, stems, begun = times
    value = max(_value(word, held, stems, counts, norm) for word in wanted.words)
    if not begun:
        return value
    return max(value, _saturated(begun, norm) * counts.rarity(counts.beginnings.get(wanted.begun, 0)))


def _value(word: str, held: Counter[str], stems: Counter[str], counts: Counts, norm: float) -> float:
    own = _saturated(held[word], norm) * counts.rarity(counts.words.get(word, 0))
    if not is_long(word):
        return own
    kin = _saturated(stems[stem(word)], norm) * counts.rarity(counts.beginnings.get(stem(word), 0))
    return (1 - _STEM_SHARE) * own + _STEM_SHARE * kin


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
    return replace(ranked, score=score)


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
