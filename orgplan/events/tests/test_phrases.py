"""Two sets of invented phrases: by `seen.txt` the grammar was written, `kept_apart.txt` it met when it was done."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from orgplan.directory.rules import KnownPerson, KnownPlace, PeopleIndex, PlaceIndex, SaidNames, TitleIndex
from orgplan.language.grammar import Gender
from orgplan.language.lemmas import lemmas
from orgplan.language.names import PersonName
from orgplan.language.phrase.model import Phrase
from orgplan.language.phrase.reading import read_phrase
from orgplan.language.timing.model import Timing, TimingKind
from orgplan.search.rules.keyboard import line_in_russian_layout

MONDAY = date(2026, 11, 23)
FOLDER = Path(__file__).parent / "phrases"
DATA = Path(__file__).parents[2] / "directory" / "demo_data"
SHORT = {
    "Образцов": "мэр",
    "Примеров": "первый",
    "Зодчев": "строй",
    "Добронравина": "соц",
    "Расчётов": "фин",
    "Распорядов": "апп",
    "Бумажкина": "упр",
}
MARKS = {"hosts": "h:", "speaks": "s:", "responsible": "r:", "attends": "", "desired": "d:"}


@cache
def people() -> list[dict[str, str]]:
    """Return the invented people, two of them Ivanovs."""
    with (DATA / "people.csv").open(encoding="utf-8") as rows:
        found = [row for row in csv.DictReader(rows, delimiter=";") if not row["ends_on"]]
    ivanov = {"surname": "Иванов", "patronymic": "Саввич", "gender": "m", "title": "", "leader_order": ""}
    return [*found, ivanov | {"first_name": "Лев"}, ivanov | {"first_name": "Марк"}]


@cache
def venues() -> list[dict[str, str]]:
    with (DATA / "venues.csv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows, delimiter=";"))


@cache
def known() -> SaidNames:
    named = list(enumerate(people()))
    titles = TitleIndex([(key, row["title"]) for key, row in named if row["leader_order"]], own_words=lemmas("Омск"))
    index = PeopleIndex(
        KnownPerson(
            key,
            PersonName(surname=row["surname"], first_name=row["first_name"], patronymic=row["patronymic"]),
            Gender(row["gender"]),
        )
        for key, row in named
    )
    places = (
        KnownPlace(key, (row["name"], *filter(None, row["aliases"].split("|"))), row["address"])
        for key, row in enumerate(venues())
    )
    named_venues = [(key, row["name"]) for key, row in enumerate(venues())]
    return SaidNames(titles, index, PlaceIndex(places, city=lemmas("Омск")), venues=named_venues)


def read(text: str) -> Phrase:
    return read_phrase(line_in_russian_layout(text), MONDAY, known())


def when(timing: Timing) -> str:
    """Write the timing as the files do."""
    if timing.kind is TimingKind.UNSCHEDULED:
        return ""
    one = timing.occurrences[0]
    clock = f" {one.start_time:%H:%M}" if one.start_time else ""
    clock += f"-{one.end_time:%H:%M}" if one.end_time else ""
    if timing.rrule:
        return f"r {timing.rrule.removeprefix('FREQ=')}{clock}"
    if timing.kind is TimingKind.DUE:
        return f"due {one.end:%d.%m}"
    days = f"{one.start:%d.%m}" + (f"-{one.end:%d.%m}" if one.end != one.start and not clock else "")
    return ("p " if timing.kind is TimingKind.PERIOD else "") + days + clock


def said(text: str) -> tuple[str, str, str, str]:
    phrase = read(text)
    who = []
    for each in phrase.people:
        rows = [people()[key] for key in each.keys]
        if len(rows) == 1:
            name = SHORT.get(rows[0]["surname"], rows[0]["surname"])
            name += " " + rows[0]["first_name"] if name == "Иванов" else ""
        else:
            name = ("?" if rows else "") + each.words
        who.append(MARKS[each.part] + name)
    place = f"@{venues()[phrase.venue]['name']}" if phrase.venue is not None else phrase.place
    return when(phrase.timing), phrase.title, place, ", ".join(who)


def phrases(name: str) -> list[tuple[str, tuple[str, str, str, str]]]:
    found = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, time, title, place, who = (part.strip() for part in f"{line} ".split(" |"))
            found.append((text, (time, title, place, who)))
    return found


CASES = list(chain(phrases("seen.txt"), phrases("kept_apart.txt")))


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _expected in CASES])
def test_phrase_fills_the_card(text: str, expected: tuple[str, str, str, str]) -> None:
    assert said(text) == expected
