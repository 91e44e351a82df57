"""Names contracted to the beginnings of their words: «дептранс», «депкультуры», «минспорт», «орготдел».

The words of a name stand in it one behind the other, some may be left out («минспорт» is the ministry of physical
culture *and sport*), two neighbours may change places («орготдел»: «отдел организационной работы»). Only the last part
may be a whole word in a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from orgplan.language.lemmas import lemma
from orgplan.search.rules.asking import Wanted

SHORTEST: Final = 6
"""So many letters a contracted name has at least: two beginnings of three."""
PART: Final = 3
"""So many letters of a word are taken at least: «деп», «мин», «гор», «обл», «орг»."""
_LONGEST: Final = 30

Parts = tuple[int, ...]


def is_contractible(written: str) -> bool:
    """Tell whether the word may be such a name by its letters alone."""
    return SHORTEST <= len(written) <= _LONGEST and written.isalpha()


def contracted_from(written: str, names: Iterable[Sequence[str]]) -> tuple[Wanted, ...]:
    """Return the words of the names that people contract so, one for each part; nothing where no name fits.

    `names` are lemmas in their order. Those that leave out the fewest words are meant; names with as many parts answer
    together («депобр»: education, and public relations).
    """
    fitting: dict[tuple[str, ...], int] = {}
    for name in names:
        for parts in _fits(written, name):
            words = tuple(name[place] for place in parts)
            fitting[words] = min(fitting.get(words, len(name)), _left_out(parts))
    if not fitting:
        return ()
    least = min(fitting.values())
    best = sorted((words for words, left in fitting.items() if left == least), key=lambda each: (len(each), each))
    alike = [words for words in best if len(words) == len(best[0])]
    return tuple(Wanted(tuple(dict.fromkeys(column))) for column in zip(*alike, strict=True))


def _fits(written: str, name: Sequence[str]) -> list[Parts]:
    """Return the places of the words whose beginnings make up the written one: two at least."""
    found = _ways_on(written, name, 0)
    for place in range(len(name) - 1):
        for cut in range(PART, len(written) - PART + 1):
            if _begins(name[place + 1], written[:cut]) and _ends(name[place], written[cut:]):
                found.append((place + 1, place))
    return [parts for parts in found if len(parts) > 1]


def _ways_on(rest: str, name: Sequence[str], start: int) -> list[Parts]:
    found: list[Parts] = []
    for place in range(start, len(name)):
        if not _begins(name[place], rest[:PART]):
            continue
        if _ends(name[place], rest):
            found.append((place,))
        for cut in range(PART, len(rest) - PART + 1):
            if not _begins(name[place], rest[:cut]):
                break
            found += [(place, *more) for more in _ways_on(rest[cut:], name, place + 1)]
    return found


def _begins(word: str, part: str) -> bool:
    return word.startswith(part)


def _ends(word: str, part: str) -> bool:
    return word.startswith(part) or word == lemma(part)


def _left_out(parts: Parts) -> int:
    return max(parts) - min(parts) + 1 - len(parts)
