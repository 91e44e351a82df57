"""A line as the comparison sees it: weighed words, kinds, occasions, names, numbers, day, hour, place, district."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from orgplan.language.lemmas import lemma, lemmas
from orgplan.planning.rules.duplicates.events import FAIR_WORDS, IMPLIED, OCCASIONS, OFFICIALS
from orgplan.planning.rules.duplicates.places import ADJECTIVES, AREAS, Place, district_of, read_place
from orgplan.planning.rules.duplicates.reading import Word, quoted_names, words
from orgplan.planning.rules.duplicates.roots import root
from orgplan.planning.rules.duplicates.venues import CITYWIDE, PLACE_HEADS
from orgplan.planning.rules.duplicates.vocabulary import (
    canonical_lemma,
    contrast_rows,
    kinds_by_word,
    occasion_fillers,
    weights_by_word,
    words_of,
)

if TYPE_CHECKING:
    from datetime import time

    from orgplan.planning.rules.duplicates.model import Line

_QUOTED_WEIGHT = 1.3
_BRACKETED_WEIGHT = 0.5
_KIND_WEIGHT = 0.5
_TELLING_WEIGHT = 0.4
_FAIR_WEIGHT = 0.2
_TELLING = 0.65
_SHORTEST_FUZZY = 5
_MINUTES_A_DAY = 24 * 60
_ANNIVERSARY = re.compile(
    r"\b\d{2,3}\s*-?\s*лет(?:и[еяюм]\w?|н\w+)(?:\s+юбиле\w+)?|\b\d{2,3}\s+лет(?=\s+город)", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"[-–—]?\s*\b\d{2,3}\b\s*!")
_BEFORE_AN_OCCASION = frozenset(["день", "юбилей", "годовщина"])
_YEAR = re.compile(r"(?:\b(?:19|20)\d\d\b\s*[-–/—]\s*)?\b(?:19|20)\d\d\b(?:\s*(?:годы|года|год|гг?\.))?")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_ORDINALS = {"первый": "1", "второй": "2", "третий": "3", "четвертый": "4"}
_STAGES = "этап тур чтение смена поток очередь полугодие квартал"
_TAKES_PART = (
    re.compile(r"\((?:при\s+|с\s+)?участи[ея]м?\b[^)]*\)", re.IGNORECASE),
    re.compile(r"^\s*(?:об\s+)?участие\b(?:(?!\s+в\b|\s+во\b).)+\s+(?:в|во)\s+", re.IGNORECASE),
    re.compile(r"[,;]?\s*\b(?:с|при)\s+участием\b[^,;()]*", re.IGNORECASE),
    re.compile(r"[,;]\s*участие\b[^,;()]*$", re.IGNORECASE),
)
_NUMBERED = re.compile(r"(?:№|\bN)\s*(\d+)|(?<=[а-яё])\s?-\s?(\d{1,2})(?![\d.])", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_AGE = re.compile(r"\bдо\s+(\d{1,2})(?:-ти)?\s+лет|(\d{1,2})\s*\+", re.IGNORECASE)
_HYPHENED = re.compile(r"([^\W\d_]+)-([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Profile:
    """What one line says. `weights` maps each root to its own weight (0 to 1.3), before rarity in the file.

    Days are ordinals, times minutes after midnight; None where the line is silent. `days` is the length, 0 when no day
    is known.
    """

    line: Line
    weights: dict[str, float]
    labels: dict[str, str]
    forms: frozenset[str]
    contrasts: dict[int, frozenset[str]]
    officials: frozenset[str]
    kinds: frozenset[str]
    all_kinds: frozenset[str]
    occasions: frozenset[str]
    implied: frozenset[str]
    names: tuple[str, ...]
    name_roots: tuple[frozenset[str], ...]
    numbers: frozenset[str]
    stages: frozenset[str]
    ages: frozenset[str]
    first_day: int | None
    last_day: int | None
    days: int
    begins: int | None
    ends: int | None
    place: Place
    district: str
    own_district: str
    within: bool
    essence: frozenset[str]
    bracketed: frozenset[str]
    no_content: frozenset[str]
    fuzzy: tuple[str, ...]
    telling: frozenset[str]
    place_words: frozenset[str]
    umbrella: bool


def _minutes(value: time | None) -> int | None:
    return None if value is None else value.hour * 60 + value.minute


def _main_text(title: str) -> str:
    """Return the title without who takes part in it: «Участие школ в параде» is the parade."""
    text = title
    for pattern in _TAKES_PART:
        shorter = pattern.sub(" ", text)
        if lemmas(shorter):
            text = shorter
    return text


def _numbers(title: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the numbers that name (№ 415) and the numbers of stages in a title."""
    numbers = frozenset(number for match in _NUMBERED.finditer(title) for number in match.groups() if number)
    stages: set[str] = set()
    stage_words = words_of(_STAGES)
    found = [word.form for word in words(title)]
    for before, after in pairwise(found):
        for value, neighbour in ((before, after), (after, before)):
            number = _ROMAN.get(value) or _ORDINALS.get(value) or (value if value.isdigit() else "")
            if number and neighbour in stage_words:
                stages.add(number)
    return numbers, frozenset(stages)


def _without_years(title: str) -> str:
    """Return the title without years and «310!»; «250-летие» is an anniversary whatever the number."""
    return _BARE_NUMBER.sub(" ", _ANNIVERSARY.sub(" юбилей ", _YEAR.sub(" ", title)))


def _winter_means_heating(word: Word) -> Word:
    """«Подготовка ЖКХ к зиме» is for the heating season; «Проводы зимы» are not."""
    return replace(word, form="отопсезон") if word.form == "зима" else word


class _Reader:
    """Walks the words of one title and sorts them."""

    def __init__(self, title: str) -> None:
        found = words(title)
        preparing = any(word.form == "подготовка" for word in found)
        self.found = tuple(_winter_means_heating(word) for word in found) if preparing else found
        self.hyphened = {(lemma(first), lemma(second)) for first, second in _HYPHENED.findall(title)}
        self.weights: dict[str, float] = {}
        self.labels: dict[str, str] = {}
        self.heads: list[tuple[int, frozenset[str]]] = []
        self.all_kinds: set[str] = set()
        self.occasions: set[str] = set()
        self.first_occasion = len(found)
        self.essence: set[str] = set()
        self.bracketed: set[str] = set()

    def read(self) -> None:
        """Sort every word: occasion, kind, or ordinary."""
        at = 0
        while at < len(self.found):
            at = self._occasion(at) or self._word(at)
        if "ярмарка" in self.all_kinds:
            for key in {root(word) for word in words_of(FAIR_WORDS)} & self.weights.keys():
                self.weights[key] *= _FAIR_WEIGHT
                self.essence.discard(key)

    def _occasion(self, at: int) -> int:
        """Read «День … физкультурника» or «Масленица» at this word; return where to go on, 0 when it is none."""
        word = self.found[at]
        before = len(self.occasions)
        end = self._occasion_end(at, word)
        if len(self.occasions) > before:
            self.first_occasion = min(self.first_occasion, at)
        return end

    def _occasion_end(self, at: int, word: Word) -> int:
        if word.form in _BEFORE_AN_OCCASION:
            last = at + 1
            while last < len(self.found) and self.found[last].form in occasion_fillers():
                last += 1
            described = ""
            if last + 1 < len(self.found) and self._describes(self.found[last]):
                described = root(self.found[last].form) + " "
                last += 1
            if last < len(self.found) and self._is_occasion(word, self.found[last]):
                self._add_occasion(
                    described + root(self.found[last].form), " ".join(part.text for part in self.found[at : last + 1])
                )
                return last + 1
        elif word.form in words_of(OCCASIONS) and not self._names_a_place(at):
            self._add_occasion(root(word.form), word.text)
            return at + 1
        return 0

    @staticmethod
    def _describes(word: Word) -> bool:
        """Return whether a word only describes the next one, as in «День народного единства»."""
        return word.form == word.lemma and word.lemma.endswith(ADJECTIVES) and not word.form.isdigit()

    @staticmethod
    def _is_occasion(first: Word, named: Word) -> bool:
        """Any day has a name; of anniversaries only the city's is an occasion for others."""
        return not named.form.isdigit() and (first.form == "день" or named.form == "город")

    def _names_a_place(self, at: int) -> bool:
        return at > 0 and self.found[at - 1].form in words_of(PLACE_HEADS)

    def _add_occasion(self, key: str, label: str) -> None:
        self.occasions.add(key)
        self.add(f"@{key}", 1.0, label)

    def add(self, key: str, weight: float, label: str) -> None:
        """Note a word with its weight; of two equal words the heavier counts."""
        self.weights[key] = max(weight, self.weights.get(key, 0.0))
        self.labels.setdefault(key, label)

    def _word(self, at: int) -> int:
        word = self.found[at]
        kinds = kinds_by_word().get(word.form, frozenset()) | kinds_by_word().get(word.lemma, frozenset())
        self.all_kinds |= kinds
        if kinds and not word.quoted:
            self.heads.append((at, kinds))
            self.add("#" + min(kinds), min(_KIND_WEIGHT, self._own_weight(word)), word.text)
        elif not (len(word.form) == 1 or word.form.isdigit() or word.form in _ROMAN or self._is_district(at)):
            self._ordinary(word)
        return at + 1

    def _ordinary(self, word: Word) -> None:
        weight = self._own_weight(word)
        if word.quoted:
            weight = max(weight, 0.5) * _QUOTED_WEIGHT
        if word.bracketed:
            weight *= _BRACKETED_WEIGHT
        if weight > 0:
            key = root(word.form)
            self.add(key, weight, word.text)
            if weight >= _TELLING_WEIGHT:
                self.essence.add(key)
            if word.bracketed:
                self.bracketed.add(key)

    def _is_district(self, at: int) -> bool:
        following = self.found[at + 1].form if at + 1 < len(self.found) else ""
        return following in words_of(AREAS) and self.found[at].lemma.endswith(ADJECTIVES)

    @staticmethod
    def _own_weight(word: Word) -> float:
        table = weights_by_word()
        return min(table.get(word.form, 1.0), table.get(word.lemma, 1.0))

    def head_kinds(self) -> frozenset[str]:
        """Return the kinds of the event itself: of the first kind word and of its equals («митинг-концерт»).

        «праздник» is the vaguest kind and gives way to any other; kinds of later words are what the event is about. A
        title that begins with its day («День флага: автопробег») is a celebration as well.
        """
        told = [(at, kinds) for at, kinds in self.heads if not self.found[at].bracketed]
        firm = [(at, kinds) for at, kinds in told if kinds != {"праздник"}] or told
        if not firm:
            return frozenset({"праздник"}) if self.occasions else frozenset()
        last, found = firm[0]
        if self.occasions and self.first_occasion < last:
            found |= {"праздник"}
        if len(firm) > 1 and firm[1][0] == last + 1 and self._is_joined(last):
            return found | firm[1][1]
        return found

    def _is_joined(self, at: int) -> bool:
        """Return whether this kind word and the next are one: by a hyphen, or «выездное совещание»."""
        first, second = self.found[at], self.found[at + 1]
        return (first.lemma, second.lemma) in self.hyphened or first.lemma == "выездной"


def _implied(found: tuple[Word, ...]) -> frozenset[str]:
    """Return the occasions that the words belong to without naming them."""
    forms = [word.form for word in found]
    text = f" {' '.join(forms)} "
    return frozenset(root(occasion) for words_, occasion in IMPLIED.items() if f" {words_} " in text)


def _district_in(main: str, line: Line) -> str:
    """Return the district that the line limits itself to: a named one, or the sender's own for «окружной»."""
    own = district_of(line.unit)
    named = district_of(main) or district_of(line.place or "")
    if named or not own:
        return named
    forms = {word.lemma for word in words(main)} | {word.lemma for word in words(line.place or "")}
    return own if forms & {"округ", "район", "окружной", "районный"} else ""


def read_line(line: Line) -> Profile:
    """Return the profile of a line. Never fails: what is not understood is an ordinary word."""
    whole = _main_text(line.title)
    main = _without_years(whole)
    reader = _Reader(main)
    reader.read()
    numbers, stages = _numbers(main)
    for number in numbers:
        reader.add(f"№{number}", 1.0, f"№ {number}")
    place = read_place(line.place or "", line.unit)
    forms = frozenset(form for word in reader.found for form in (word.form, word.lemma))
    names = tuple(name for text in quoted_names(_BRACKETS.sub(" ", main)) if (name := lemmas(text)))
    first, last = line.start or line.end, line.end or line.start
    return Profile(
        line=line,
        weights=reader.weights,
        labels=reader.labels,
        forms=forms,
        contrasts=_contrasts(forms),
        officials=forms & words_of(OFFICIALS),
        kinds=reader.head_kinds(),
        all_kinds=frozenset(reader.all_kinds),
        occasions=frozenset(reader.occasions),
        implied=_implied(reader.found),
        names=tuple(" ".join(name) for name in names),
        name_roots=tuple(frozenset(root(canonical_lemma(word)) for word in name) for name in names),
        numbers=numbers,
        stages=stages,
        ages=frozenset(age for match in _AGE.finditer(whole) for age in match.groups() if age),
        first_day=first.toordinal() if first else None,
        last_day=max(first, last).toordinal() if first and last else None,
        days=max(0, (last - first).days) + 1 if first and last else 0,
        begins=_minutes(line.start_time),
        ends=_minutes(line.end_time),
        place=place,
        district=_district_in(main, line),
        own_district=district_of(line.unit),
        within="рамка" in lemmas(main),
        essence=frozenset(reader.essence),
        bracketed=frozenset(reader.bracketed),
        no_content=_no_content(reader, place),
        fuzzy=tuple(key for key in reader.weights if len(key) >= _SHORTEST_FUZZY and key[0] not in "#№"),
        telling=frozenset(key for key, weight in reader.weights.items() if weight >= _TELLING and key[0] not in "#@"),
        place_words=place.names | {root(head) for head in place.heads},
        umbrella=_is_umbrella(reader, place),
    )


def _no_content(reader: _Reader, place: Place) -> frozenset[str]:
    """Return the words that are no content of their own: kinds, occasions, brackets, what the place is."""
    marks = {key for key in reader.weights if key[0] in "#@"}
    return frozenset(marks | reader.bracketed | {root(head) for head in place.heads})


def _is_umbrella(reader: _Reader, place: Place) -> bool:
    """Return whether a line names an occasion and nothing else, for the whole city: «День города»."""
    return (
        bool(reader.occasions)
        and reader.head_kinds() <= {"праздник"}
        and not place.known
        and not reader.essence - {root(word) for word in words_of(CITYWIDE)}
    )


def _contrasts(forms: frozenset[str]) -> dict[int, frozenset[str]]:
    """Return the telling words of a title by the contrast rows that they stand in."""
    rows: dict[int, set[str]] = {}
    for form in forms:
        for row in contrast_rows().get(root(form), ()):
            rows.setdefault(row, set()).add(root(form))
    return {row: frozenset(found) for row, found in rows.items()}
