"""A corrected paper against the lines sent before: which rows repeat, change, add and miss lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

_SAME_LINE = 72.0


@dataclass(frozen=True, slots=True)
class Known:
    """A line or row as far as matching needs it; `key` identifies it to the caller."""

    key: int
    fingerprint: str
    title: str
    date_text: str


@dataclass(frozen=True, slots=True)
class Matching:
    """`pairs` maps row keys to line keys (unchanged or changed), `gone` are lines that no row repeats."""

    pairs: dict[int, int]
    gone: tuple[int, ...]


def match_rows(rows: Sequence[Known], lines: Sequence[Known]) -> Matching:
    """Pair rows with lines: equal words first, then the most alike title; each line at most once.

    Equal words are paired in file order, so two identical rows keep their two lines. A changed row is one whose title
    is alike (token ratio ≥ 72) to a line left over; among equals the one with the same date wins.
    """
    free: dict[str, list[Known]] = defaultdict(list)
    for line in lines:
        free[line.fingerprint].append(line)
    pairs: dict[int, int] = {}
    rest: list[Known] = []
    for row in rows:
        same = free.get(row.fingerprint)
        if same:
            pairs[row.key] = same.pop(0).key
        else:
            rest.append(row)
    left = [line for group in free.values() for line in group]
    taken = set(pairs.values())
    for _score, row_key, line_key in sorted(_candidates(rest, left), reverse=True):
        if row_key not in pairs and line_key not in taken:
            pairs[row_key] = line_key
            taken.add(line_key)
    return Matching(pairs, tuple(line.key for line in lines if line.key not in taken))


def _candidates(rows: Sequence[Known], lines: Sequence[Known]) -> list[tuple[float, int, int]]:
    found = []
    for row in rows:
        for line in lines:
            score = fuzz.token_sort_ratio(row.title.casefold(), line.title.casefold())
            if score >= _SAME_LINE:
                found.append((score + 5.0 * (row.date_text == line.date_text), row.key, line.key))
    return found
