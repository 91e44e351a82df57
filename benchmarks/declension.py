"""Declension by `orgplan decline` on the public sets of names; `python -m benchmarks.declension` lists the misses.

What the files hold (morphos without a header, petrovich-eval with one and with cases as им рд дт вн тв пр):

* `morphos/FirstNamesInflecion.tsv`: first name and its five oblique cases, no gender. The command takes the gender as
  input, so for a name that does not end in а or я it is read off the accusative: a woman's equals the nominative.
* `morphos/LastNamesInflection.tsv`: surname, gender, five cases; `MiddleNamesInflection.tsv`: patronymics likewise.
* `morphos/Functions.tsv`: «surname name patronymic» (or the first two; one word alone is a first name), gender, five
  cases.
* `petrovich-eval/{surnames,firstnames,midnames}.misc.tsv`: lemma, one form, grammemes (gender, number, case).
* `petrovich-eval/people.tsv`: surname, name, patronymic (any may be empty), their three forms, grammemes.

Not scored: geographical names and common nouns (neither names of people nor posts), `people.gender.tsv` (no forms),
and gold that breaks Russian spelling («Манижы»). No file here holds posts.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.model import Benchmark, Better
from benchmarks.programs import ORGPLAN, data, output_of

_CASES = {
    "рд": "genitive",
    "дт": "dative",
    "вн": "accusative",
    "тв": "instrumental",
    "пр": "prepositional",
    "им": "nominative",
}
_OBLIQUE = tuple(_CASES.values())[:5]
_ACCUSATIVE = 3  # its place in a row of nominative and five oblique cases
_GRAMMEMES = dict(zip(_CASES.values(), ("gent", "datv", "accs", "ablt", "loct", "nomn"), strict=True))
_GENDERS = {"мр": "m", "жр": "f"}
_MISSPELT = ("жы", "шы")

Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """Surname, name and patronymic (any may be empty), gender (`m`, `f` or empty), a case and the right form."""

    name: Name
    gender: str
    case: str
    expected: Name


@cache
def examples() -> tuple[Example, ...]:
    """Every example of the files that spells its form right."""
    found = [*_first_names(), *_whole_names(), *_single_parts(), *_petrovich_parts(), *_petrovich_people()]
    return tuple(one for one in found if not any(part.endswith(_MISSPELT) for part in one.expected))


def _rows(path: str) -> list[list[str]]:
    with data(f"declension/{path}").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if any(row)]


def _placed(place: int, text: str) -> Name:
    surname, name, patronymic = (text if place == part else "" for part in range(3))
    return surname, name, patronymic


def _first_names() -> Iterator[Example]:
    for row in _rows("morphos/FirstNamesInflecion.tsv"):
        gender = "" if row[0][-1] in "ая" else "f" if row[_ACCUSATIVE] == row[0] else "m"
        for case, form in zip(_OBLIQUE, row[1:], strict=True):
            yield Example(_placed(1, row[0]), gender, case, _placed(1, form))


def _single_parts() -> Iterator[Example]:
    for place, path in ((0, "morphos/LastNamesInflection.tsv"), (2, "morphos/MiddleNamesInflection.tsv")):
        for lemma, gender, *forms in _rows(path):
            for case, form in zip(_OBLIQUE, forms, strict=True):
                yield Example(_placed(place, lemma), gender, case, _placed(place, form))


def _whole_names() -> Iterator[Example]:
    for lemma, gender, *forms in _rows("morphos/Functions.tsv"):
        for case, form in zip(_OBLIQUE, forms, strict=True):
            yield Example(_split(lemma), gender, case, _split(form))


def _split(name: str) -> Name:
    parts = name.split()
    if len(parts) == 1:
        return "", parts[0], ""
    surname, first, patronymic = (*parts, "")[:3]
    return surname, first, patronymic


def _petrovich_parts() -> Iterator[Example]:
    for place, file in enumerate(("surnames", "firstnames", "midnames")):
        for lemma, form, grammemes in _rows(f"petrovich-eval/{file}.misc.tsv")[1:]:
            gender, _, case = grammemes.split(",")
            yield Example(_placed(place, lemma), _GENDERS[gender], _CASES[case], _placed(place, form))


def _petrovich_people() -> Iterator[Example]:
    for row in _rows("petrovich-eval/people.tsv")[1:]:
        gender, _, case = row[6].split(",")
        yield Example((row[0], row[1], row[2]), _GENDERS[gender], _CASES[case], (row[3], row[4], row[5]))


def declined(chosen: Iterable[Example]) -> dict[Example, Name]:
    """What the command answers; it runs once for each case."""
    by_case: defaultdict[str, list[Example]] = defaultdict(list)
    for one in chosen:
        by_case[one.case].append(one)
    answers: dict[Example, Name] = {}
    for case, group in by_case.items():
        lines = "".join("\t".join((*one.name, one.gender, "")) + "\n" for one in group)
        output = output_of([*ORGPLAN, "decline", "--case", case], text=lines).splitlines()
        for one, line in zip(group, output, strict=True):
            surname, name, patronymic = line.split("\t")[:3]
            answers[one] = (surname, name, patronymic)
    return answers


def _plainly_declined(chosen: Iterable[Example]) -> dict[Example, Name]:
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 -- its dictionary, only for the comparison

    morph = MorphAnalyzer()

    def form(word: str, case: str) -> str:
        inflected = morph.parse(word)[0].inflect({_GRAMMEMES[case]}) if word else None
        return inflected.word.capitalize() if inflected else word

    answers = {}
    for one in chosen:
        surname, name, patronymic = (form(part, one.case) for part in one.name)
        answers[one] = (surname, name, patronymic)
    return answers


def _per_cent_right(decline: Callable[[Iterable[Example]], dict[Example, Name]]) -> float:
    answers = decline(examples())
    return 100 * sum(one.expected == answers[one] for one in examples()) / len(examples())


@cache
def _posts() -> tuple[tuple[str, ...], ...]:
    """Our own lists, each post with its six cases: the shared data holds none."""
    lists = sorted((Path(__file__).parent.parent / "orgplan/language/tests/data").glob("posts*.tsv"))
    rows = (line.split("\t") for path in lists for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(tuple(row[:6]) for row in rows if len(row) >= 6)


def _per_cent_of_posts(decline: Callable[[str, str], str]) -> float:
    """A post is right when all its five oblique cases are."""
    posts = _posts()
    right = sum(
        all(decline(post[0], case) == form for case, form in zip(_OBLIQUE, post[1:], strict=True)) for post in posts
    )
    return 100 * right / len(posts)


def _ours(post: str, case: str) -> str:
    from orgplan.language.declension import decline_position  # noqa: PLC0415 -- only when this one is asked for
    from orgplan.language.grammar import Case  # noqa: PLC0415 -- the same

    return decline_position(post, Case(case))


@cache
def _morph() -> Any:
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 -- its dictionary, only for the comparison

    return MorphAnalyzer()


def _first_word(post: str, case: str) -> str:
    """The plain way: the first word by the library, the rest as it stands."""
    word, _space, rest = post.partition(" ")
    form = _morph().parse(word)[0].inflect({_GRAMMEMES[case]})
    return " ".join(filter(None, [form.word if form else word, rest]))


BENCHMARKS = [
    Benchmark(
        name="declension.names",
        what="Склонение: имена верны",
        unit="%",
        better=Better.MORE,
        target=99.9,
        run=lambda: _per_cent_right(declined),
        baseline=lambda: _per_cent_right(_plainly_declined),
        baseline_is="первый разбор pymorphy3 для каждого слова",
    ),
    Benchmark(
        name="declension.posts",
        what="Склонение: должности верны",
        unit="%",
        better=Better.MORE,
        target=97,
        run=lambda: _per_cent_of_posts(_ours),
        baseline=lambda: _per_cent_of_posts(_first_word),
        baseline_is="первое слово должности по pymorphy3; список должностей свой, в shared/data их нет",
    ),
]


if __name__ == "__main__":
    for example, answer in declined(examples()).items():
        if answer != example.expected:
            print(example.case, example.gender, *filter(None, example.name), "→", *filter(None, answer), "≠", end=" ")
            print(*filter(None, example.expected))
