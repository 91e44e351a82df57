"""How much a past event is like a new one: by the meaning of its words, by kind, place and time of the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from orgplan.language.lemmas import lemma, lemmas
from orgplan.planning.rules.duplicates.meanings import SYNONYMS
from orgplan.planning.rules.duplicates.roots import root
from orgplan.preparation.rules.meanings import COMMON, FORMS, SUBJECTS

_WORDS, _KIND, _VENUE, _SEASON, _UNIT = 70, 12, 12, 10, 6
LIKE = 34
"""From so many points on an event is shown as similar."""
_NEAR_DAYS = 10
_YEAR = 365
_TELLING, _UNKNOWN, _DOING, _LITTLE = 4.0, 2.5, 2.0, 0.5
"""How much a word weighs: one that says what the event is about, one that no table knows, one that says what is done
there, one of every second title."""
_SAME_SUBJECT, _SAME_FORM, _OTHER_FORM, _OTHER_SUBJECT = 0.85, 0.8, 0.9, 0.65
_LONGEST_PHRASE = 3
_SHORTEST_WORD = 2


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of an event: `day` is its first one, keys are of the directory."""

    key: int
    title: str
    kind: str
    venue: int | None = None
    unit: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """A similar event: its key, points, and why in words."""

    key: int
    points: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a title: in dictionary form, its root, its weight, what it is about, what is done."""

    word: str
    root: str
    weight: float
    subjects: frozenset[str]
    forms: frozenset[str]


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return for each word or phrase of the tables, in dictionary form, what it is about and what is done."""
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for place, table in enumerate((SUBJECTS, FORMS)):
        for name, words in table.items():
            for word in words.split():
                found["-".join(lemmas(word)) or word][place].add(name)
    for name, *others in (row.split() for row in SYNONYMS.strip().splitlines()):
        for word in (name, *others):
            found["-".join(lemmas(word))][0].add(name)
    return {word: (frozenset(subjects), frozenset(forms)) for word, (subjects, forms) in found.items()}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(lemma(word) for word in COMMON.split())


@lru_cache(maxsize=16_384)
def terms_of(title: str) -> tuple[Term, ...]:
    """Return the words and phrases of a title, each once; numbers of years and jubilees do not count."""
    words, found, at = lemmas(title), {}, 0
    while at < len(words):
        size = next(
            (size for size in range(_LONGEST_PHRASE, 1, -1) if "-".join(words[at : at + size]) in _phrases()), 1
        )
        word = "-".join(words[at : at + size])
        if not word.isdigit():
            found[word] = _term(word)
        at += size
    return tuple(found.values())


@lru_cache(maxsize=1)
def _roots() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the same by the roots of single words, so that «блокадник» is about what «блокада» is."""
    found: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for word, (subjects, forms) in _phrases().items():
        if "-" not in word:
            known, done = found.get(root(word), (frozenset(), frozenset()))
            found[root(word)] = (known | subjects, done | forms)
    return found


def _term(word: str) -> Term:
    none: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    known = none if word in _common() else _roots().get(root(word), none)
    subjects, forms = _phrases().get(word, known)
    if word in _common():
        weight = _LITTLE
    elif subjects:
        weight = _TELLING
    else:
        weight = _DOING if forms else _UNKNOWN
    return Term(word, root(word), weight, subjects, forms)


def words_asked(title: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that titles like this one may hold, in dictionary form: those that tell, those of what is done.

    Of a phrase the longest word. A title that neither tells what it is about nor what is done gives its own words.
    """
    terms = terms_of(title)
    about = frozenset[str]().union(*(term.subjects for term in terms))
    done = frozenset[str]().union(*(term.forms for term in terms))
    telling = {word for word, (subjects, _forms) in _phrases().items() if subjects & about}
    doing = {word for word, (_subjects, forms) in _phrases().items() if forms & done}
    telling |= {term.word for term in terms if term.weight >= _UNKNOWN}
    if not telling and not doing:
        telling = {term.word for term in terms}
    return _single(telling), _single(doing - telling)


def _single(words: Iterable[str]) -> frozenset[str]:
    longest = (max(word.split("-"), key=len) for word in words)
    return frozenset(word for word in longest if word not in _common() and len(word) >= _SHORTEST_WORD)


def _nearness(mine: Term, theirs: Term) -> float:
    """Return how near two terms are in meaning, 0 to 1."""
    if mine.word == theirs.word or mine.root == theirs.root:
        return 1.0
    if mine.subjects & theirs.subjects:
        return _SAME_SUBJECT
    return _SAME_FORM if mine.forms & theirs.forms else 0.0


def _met(mine: Iterable[Term], theirs: tuple[Term, ...]) -> float:
    """Return the weight of the terms that the other title has too, each as far as it is met there."""
    return sum(term.weight * max((_nearness(term, each) for each in theirs), default=0.0) for term in mine)


def _agreement(mine: tuple[Term, ...], theirs: tuple[Term, ...]) -> float:
    """Return 1; less where both say what is done and it is not the same, or the new one's subject is not met at all."""
    done, done_there = (frozenset[str]().union(*(term.forms for term in terms)) for terms in (mine, theirs))
    factor = _OTHER_FORM if done and done_there and not done & done_there else 1.0
    telling = [term for term in mine if term.weight >= _UNKNOWN]
    met = any(_nearness(term, each) for term in telling for each in theirs if each.weight >= _UNKNOWN)
    return factor if met or not telling else factor * _OTHER_SUBJECT


def nearness(new: str, past: str) -> float:
    """Return how near the meaning of two titles is, 0 to 1: half by all words of both, half by the shorter one's."""
    mine, theirs = terms_of(new), terms_of(past)
    of_mine, of_theirs = (sum(term.weight for term in terms) for terms in (mine, theirs))
    if not of_mine or not of_theirs:
        return 0.0
    met, met_there = _met(mine, theirs), _met(theirs, mine)
    of_all, of_one = (met + met_there) / (of_mine + of_theirs), max(met / of_mine, met_there / of_theirs)
    return _agreement(mine, theirs) * (of_all + of_one) / 2


def likeness(new: Traits, past: Traits) -> Likeness:
    """Return how much the past event is like the new one."""
    points, why = int(_WORDS * nearness(new.title, past.title)), _shared(terms_of(new.title), terms_of(past.title))
    same = (
        (_KIND, new.kind == past.kind and new.kind != "other", "тот же вид"),
        (_VENUE, new.venue is not None and new.venue == past.venue, "то же место"),
        (_UNIT, new.unit is not None and new.unit == past.unit, "то же подразделение"),
        (_SEASON, _same_season(new.day, past.day), "то же время года"),
    )
    for worth, is_same, words in same:
        if is_same:
            points += worth
            why.append(words)
    return Likeness(past.key, points, tuple(why))


def _shared(mine: tuple[Term, ...], theirs: tuple[Term, ...]) -> list[str]:
    """Return in words what both titles have: words, and what unlike words of both are about."""
    pairs = [(one, other) for one in mine for other in theirs]
    said = [one for one, other in pairs if _nearness(one, other) == 1]
    said = [term for term in said if term.weight > _LITTLE] or said
    subjects = sorted({name for one, other in pairs for name in one.subjects & other.subjects})
    forms = sorted({name for one, other in pairs for name in one.forms & other.forms})
    told = {name for term in said for name in (*term.subjects, *term.forms)} | {term.word for term in said}
    found = ["слова: " + ", ".join(term.word.replace("-", " ") for term in said[:4])] if said else []
    meant = [name for name in (*subjects, *forms) if name not in told]
    return [*found, "по смыслу: " + ", ".join(meant[:3])] if meant else found


def _same_season(one: date | None, other: date | None) -> bool:
    """Tell whether both days are within ten days of each other in the year."""
    if one is None or other is None:
        return False
    apart = abs(one.timetuple().tm_yday - other.timetuple().tm_yday)
    return min(apart, _YEAR - apart) <= _NEAR_DAYS


def similar(new: Traits, past: list[Traits], most: int = 5) -> list[Likeness]:
    """Return the past events that are like the new one, the likest first, of equal ones the latest.

    Of events that come back under one name, years and numbers aside, the likest alone: five staff meetings teach no
    more than one.
    """
    known = {each.key: each for each in past}
    found = [each for each in (likeness(new, one) for one in past if one.key != new.key) if each.points >= LIKE]
    found.sort(key=lambda each: (each.points, known[each.key].day or date.min, each.key), reverse=True)
    of_name: dict[frozenset[str], Likeness] = {}
    for each in found:
        of_name.setdefault(frozenset(term.word for term in terms_of(known[each.key].title)), each)
    return list(of_name.values())[:most]
