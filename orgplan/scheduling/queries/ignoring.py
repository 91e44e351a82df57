"""Which events a person's time joins, where rules of the city ignore some clashes.

The search knows people as tags that two events share or not. Where no rule ignores anything, a person is one tag. Where
some pairs are ignored, a person becomes several: two events share one exactly where their clash counts.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import combinations

from orgplan.clashes.rules.judging import case_of
from orgplan.clashes.rules.kinds import ClashLevel, Subject
from orgplan.clashes.rules.levels import Rule, ruling_of
from orgplan.clashes.rules.occupation import Taken

WHOLLY = 24 * 60
"""How much is short where one event stands across another: a rule for few minutes does not hold."""
_OF_PEOPLE = (Subject.PERSON, Subject.TRAVEL)
Tags = dict[Hashable, frozenset[Hashable]]
"""By key of an event under which tags a person is there."""


def is_ignored(one: Taken, other: Taken, person: int, ranks: Mapping[int, int], rules: Sequence[Rule]) -> bool:
    """Tell whether the city ignores it wherever the person has to be at both, however much is short."""
    pair = (one, other) if one.start <= other.start else (other, one)
    cases = (case_of(subject, person, pair, WHOLLY, ranks) for subject in _OF_PEOPLE)
    return all(ruling_of(case, rules).level == ClashLevel.IGNORE for case in cases)


def tags_of(person: int, rows: Mapping[Hashable, Taken], ranks: Mapping[int, int], rules: Sequence[Rule]) -> Tags:
    """Return the tags of a person at these events; an event that meets no other one has a tag of its own."""
    may = any(rule.level == ClashLevel.IGNORE and rule.minutes_up_to is None for rule in rules)
    apart = {
        frozenset((one, other))
        for one, other in (combinations(rows, 2) if may else ())
        if is_ignored(rows[one], rows[other], person, ranks, rules)
    }
    if not apart:
        return dict.fromkeys(rows, frozenset((person,)))
    found: dict[Hashable, set[Hashable]] = {key: set() for key in rows}
    for number, group in enumerate(_groups(list(rows), apart)):
        for key in group:
            found[key].add((person, number) if number else person)
    return {key: frozenset(tags or {(person, key)}) for key, tags in found.items()}


def _groups(keys: Sequence[Hashable], apart: Collection[frozenset[Hashable]]) -> list[list[Hashable]]:
    """Cover every pair that counts by groups within which all pairs do, the largest first."""
    open_ = [(one, other) for one, other in combinations(keys, 2) if frozenset((one, other)) not in apart]
    done: set[frozenset[Hashable]] = set()
    groups = []
    for pair in open_:
        if frozenset(pair) in done:
            continue
        group = list(pair)
        for key in keys:
            if key not in group and all(frozenset((key, each)) not in apart for each in group):
                group.append(key)
        done.update(frozenset(each) for each in combinations(group, 2))
        groups.append(group)
    return sorted(groups, key=len, reverse=True)
