"""`orgplan clashes`: the contract and bad input."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from orgplan.cli.main import cli

DAY: dict[str, Any] = {
    "venues": [
        {"id": "v1", "lat": 54.9848, "lon": 73.3674},
        {"id": 2, "lat": 54.9, "lon": 73.4},
        {"id": "v3", "lat": None, "lon": None},
    ],
    "travel": {"speed_kmh": 30, "detour": 1.4, "overhead_min": 10},
    "events": [
        {"id": "e1", "start": "2026-08-05T14:00", "end": "2026-08-05T15:30", "venue": "v1", "people": ["мэр", "мэр"]},
        {"id": "e2", "start": "2026-08-05T15:45:00", "end": "2026-08-05T17:00", "venue": 2, "people": ["мэр"]},
        {"id": 3, "start": "2026-08-05T15:00", "end": "2026-08-05T16:00", "venue": "v1", "people": []},
        {"id": "e4", "start": "2026-08-05T17:00", "end": "2026-08-05T18:00", "venue": "v3", "people": ["мэр"]},
    ],
}


@pytest.fixture
def run(tmp_path):
    def call(document, *options):
        file = tmp_path / "день.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return CliRunner().invoke(cli, ["clashes", str(file), *options])

    return call


def test_clashes_are_printed_by_the_contract(run):
    result = run(DAY, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "clashes": [
            {"kind": "venue", "events": ["e1", 3], "resource": "v1", "short_by_min": 30},
            {"kind": "travel", "events": ["e1", "e2"], "resource": "мэр", "short_by_min": 23},
        ]
    }


def test_clashes_are_said_in_words_with_the_places_that_could_not_be_checked(run):
    result = run(DAY)
    assert (
        "Не хватает времени на дорогу: 1\n  мэр: e1 05.08.2026 14:00–15:30, e2 05.08.2026 15:45–17:00: не хватает 23 мин"
        in result.stdout
    )
    assert result.stderr == "Без координат, дорога до них не проверена: v3.\n"


def test_times_with_offsets_are_compared_by_them(run):
    events = [
        {"id": 1, "start": "2026-08-05T14:00+03:00", "end": "2026-08-05T15:00+03:00", "venue": "v1", "people": ["а"]},
        {"id": 2, "start": "2026-08-05T17:30", "end": "2026-08-05T19:00", "venue": "v1", "people": ["а"]},
    ]
    rows = json.loads(run(DAY | {"events": events}, "--json").stdout)["clashes"]
    assert [(row["kind"], row["short_by_min"]) for row in rows] == [("person", 30), ("venue", 30)]


def with_event(**fields):
    return DAY | {"events": [DAY["events"][0] | fields]}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("[]", "нужен объект с полями venues, travel, events"),
        ("{", "не JSON в UTF-8: не читается строка 1, знак 2"),
        ("[" * 100_000, "не JSON в UTF-8: слишком много скобок"),
        ('{"travel": {"speed_kmh": ' + "9" * 5_000 + "}}", "число, которое не прочитать"),
        ('{"travel": {"speed_kmh": ' + "9" * 400 + "}}", "нет «travel» с числом «speed_kmh»"),
        ({"events": []}, "нет «travel»"),
        (DAY | {"travel": {"speed_kmh": 0}}, "Скорость должна быть числом больше нуля"),
        (DAY | {"travel": {"speed_kmh": 1e-300}}, "дорога длиннее любого срока: проверьте скорость"),
        (DAY | {"travel": {"speed_kmh": 30, "overhead_min": 1e300}}, "дорога длиннее любого срока"),
        (DAY | {"travel": {"speed_kmh": 30, "detour": "1"}}, "«detour» в «travel» должно быть числом"),
        (DAY | {"events": None}, "нет списка «events»"),
        (DAY | {"venues": [{"lat": 1}]}, "Площадка 1: нужен объект с полем id"),
        (DAY | {"venues": DAY["venues"] * 2}, "Площадка 4: id «v1» уже был"),
        (DAY | {"venues": [{"id": 1, "lat": 540, "lon": 73}]}, "Площадка «1»: lat — число от −90 до 90"),
        (DAY | {"events": [7]}, "Мероприятие 1: нужен объект с полем id"),
        (DAY | {"events": DAY["events"] * 2}, "Мероприятие 5, id «e1»: такой id уже был"),
        (with_event(start="вчера"), "Мероприятие 1, id «e1»: «вчера» в поле «start» — не время"),
        (with_event(end=None), "в поле «end» нет времени вида 2026-08-01T10:00"),
        (with_event(end="2026-08-05T13:00"), "окончание 2026-08-05T13:00 раньше начала 2026-08-05T14:00"),
        (with_event(venue=[1]), "поле «venue» — id площадки или null"),
        (with_event(people="мэр"), "поле «people» — список id"),
        (with_event(people=[["мэр"]]), "поле «people» — список id"),
        (with_event(start="0001-01-01T00:00+14:00"), "в поле «start» — не время"),
    ],
)
def test_bad_input_is_named_in_one_line(run, document, words):
    result = run(document, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_example_of_the_help_is_there(run):
    assert "orgplan clashes день.json --json" in CliRunner().invoke(cli, ["clashes", "--help"]).stdout
