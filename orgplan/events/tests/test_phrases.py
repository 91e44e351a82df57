"""Sets of invented phrases: by `seen.txt` the grammar was written, `kept_apart.txt` it met when it was done.

`secretary.txt` came later: what a secretary types, right and wrong.
"""

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


CASES = list(chain(phrases("seen.txt"), phrases("kept_apart.txt"), phrases("secretary.txt")))


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _expected in CASES])
def test_phrase_fills_the_card(text: str, expected: tuple[str, str, str, str]) -> None:
    assert said(text) == expected


TOLD = (
    ("30 февраля совещание", "Даты «30 февраля» не бывает: слова остались в названии."),
    ("29.02 парад", "Даты «29.02» не бывает: слова остались в названии."),
    ("25:00 завтра совещание", "Времени «25:00» не бывает: слова остались в названии."),
    ("завтра 15:00-15:00 совещание", "«15:00-15:00» — начало и конец совпадают: слова остались в названии."),
    ("завтра с 15 до 14 совещание", "Кончается раньше, чем начинается: 14:00 понято как следующий день."),
    ("пн, ср 8:00 зарядка", "«пн, ср» понято как 23.11, 25.11, один раз; каждую неделю — «по понедельникам и средам»."),
    (
        "каждый 2-й вторник приём",
        "«каждый 2-й вторник» понято как день месяца; иначе — «раз в две недели по вторникам».",
    ),
    ("по пятницам в 9.00 планёрка", "Срок не назван: по 22.11.2027. Другой — «до 31 декабря»."),
)


@pytest.mark.parametrize(("text", "sentence"), TOLD, ids=[text for text, _sentence in TOLD])
def test_phrase_tells_what_was_chosen_or_cannot_be(text: str, sentence: str) -> None:
    assert sentence in [note.text for note in read(text).notes]


def test_rule_said_today_begins_today_and_not_in_the_past() -> None:
    (held,) = read("по пятницам в 9.00 планёрка").timing.occurrences
    assert (held.start, held.end) == (MONDAY, date(2027, 11, 22))


def test_several_weekdays_are_all_taken() -> None:
    stretches = read("пн, ср, пт 8:00 зарядка").timing.occurrences
    assert [each.start for each in stretches] == [date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 27)]
