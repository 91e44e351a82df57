"""`orgplan clashes`: people, halls and the road between them, without a database."""

import gc
import json
import os
import sys
from collections.abc import Hashable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from types import NoneType
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from orgplan.clashes.rules.finding import Busy, Clash, ClashKind, find_clashes
from orgplan.clashes.rules.road import Point, Roads, Travel, WrongRoadError
from orgplan.cli.examples import examples
from orgplan.cli.failure import Failure

_NOTHING: Final = "Накладок не найдено."
_CITY_ZONE: Final = "Asia/Omsk"
_POLE, _HALF_TURN = 90.0, 180.0
_HEADINGS: Final = {
    ClashKind.PERSON: "Один человек в двух местах",
    ClashKind.VENUE: "Площадка занята дважды",
    ClashKind.TRAVEL: "Не хватает времени на дорогу",
}


@click.command("clashes", epilog=examples("clashes день.json --json"))
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="ФАЙЛ")
@click.option("--json", "as_json", is_flag=True, help="Вывести один документ JSON.")
def clashes(source: Path, *, as_json: bool) -> None:
    """Найти накладки: человек или площадка заняты дважды, между местами не хватает времени на дорогу.

    ФАЙЛ — JSON: {"venues": [{"id", "lat", "lon"}], "travel": {"speed_kmh", "detour", "overhead_min"}, "events":
    [{"id", "start", "end", "venue", "people"}]}. Время — местное, в виде 2026-08-01T10:00; со смещением — сравнивается
    по смещению. Дорога между площадками без координат не проверяется.
    """
    # A hundred thousand events are millions of objects that all live until the end: looking for garbage among them
    # takes a third of the whole run.
    gc.disable()
    document = _document(source)
    roads = read_roads(document)
    events = read_events(document)
    found = find_clashes(events, roads)
    if as_json:
        click.echo(_as_json(found))
    else:
        click.echo(_as_text(found))
        _tell_unplaced(events, roads)


def _document(source: Path) -> dict[str, Any]:
    try:
        document = json.loads(source.read_bytes())
    except json.JSONDecodeError as error:
        where = f"строка {error.lineno}, знак {error.colno}"
        raise Failure(f"Файл «{source}» — не JSON в UTF-8: не читается {where}.") from error
    except UnicodeDecodeError as error:
        raise Failure(f"Файл «{source}» — не JSON в UTF-8: не читается байт {error.start + 1}.") from error
    except RecursionError as error:
        raise Failure(f"Файл «{source}» — не JSON в UTF-8: слишком много скобок одна в другой.") from error
    except ValueError as error:  # Python reads no whole number of thousands of digits
        raise Failure(f"В файле «{source}» есть число, которое не прочитать: в нём тысячи цифр.") from error
    if not isinstance(document, dict):
        raise Failure(f"В файле «{source}» нужен объект с полями venues, travel, events.")
    return document


def _rows(document: Mapping[str, Any], name: str) -> list[Any]:
    rows = document.get(name, [] if name == "venues" else None)
    if not isinstance(rows, list):
        raise Failure(f"В файле нет списка «{name}».")
    return rows


# The road


def read_roads(document: Mapping[str, Any]) -> Roads:
    """Read places and speed; Failure names the place that cannot be."""
    travel = document.get("travel")
    if not isinstance(travel, dict) or not _is_number(travel.get("speed_kmh")):
        raise Failure("В файле нет «travel» с числом «speed_kmh» — скорости, км/ч.")
    figures = {name: travel.get(name, default) for name, default in (("detour", 1), ("overhead_min", 0))}
    for name, value in figures.items():
        if not _is_number(value):
            raise Failure(f"«{name}» в «travel» должно быть числом.")
    try:
        roads = Roads(Travel(travel["speed_kmh"], **figures), dict(_points(document)))
        roads.check()
    except WrongRoadError as error:
        raise Failure(str(error)) from error
    return roads


def _points(document: Mapping[str, Any]) -> Iterator[tuple[Hashable, Point]]:
    seen = set()
    for number, row in enumerate(_rows(document, "venues"), start=1):
        key = row.get("id") if isinstance(row, dict) else None
        if not _is_id(key):
            raise Failure(f"Площадка {number}: нужен объект с полем id — текстом или числом.")
        if key in seen:
            raise Failure(f"Площадка {number}: id «{key}» уже был у другой площадки.")
        seen.add(key)
        lat, lon = row.get("lat"), row.get("lon")
        if lat is None or lon is None:
            continue
        if not (_is_number(lat) and _is_number(lon) and abs(lat) <= _POLE and abs(lon) <= _HALF_TURN):
            raise Failure(f"Площадка «{key}»: lat — число от −90 до 90, lon — от −180 до 180, или null.")
        yield key, Point(lat, lon)


def _is_number(value: object) -> bool:
    """Tell whether it is a number that a float can hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, float) or abs(value) <= sys.float_info.max


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


# Events


def read_events(document: Mapping[str, Any]) -> list[Busy]:
    """Read the events, on one clock; Failure names the event and the field."""
    rows = _rows(document, "events")
    read = datetime.fromisoformat
    try:
        # The straight way for a good file; what goes wrong is looked for and named afterwards.
        events = [
            Busy(row["id"], read(row["start"]), read(row["end"]), row.get("venue"), row["people"]) for row in rows
        ]
        return _on_one_clock(events)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        seen: set[object] = set()
        for number, row in enumerate(rows, start=1):
            _explain(row, number, seen)
        raise


def _on_one_clock(events: list[Busy]) -> list[Busy]:
    """Return the events checked, with naive times of one clock; ValueError where one ends before it begins."""
    if any(each.start.tzinfo or each.end.tzinfo for each in events):
        zone = _city_zone()
        events = [each._replace(start=_universal(each.start, zone), end=_universal(each.end, zone)) for each in events]
    for number, (_key, start, end, _venue, people) in enumerate(events):
        if start > end or type(people) is not list:
            raise ValueError
        if len(people) > 1 and len(set(people)) < len(people):
            events[number] = events[number]._replace(people=list(dict.fromkeys(people)))
    # By their types, not one by one: `True` is an int, and 1 to a set.
    kinds = {type(event[0]) for event in events} | set(map(type, chain.from_iterable(event[4] for event in events)))
    kinds |= {type(event[3]) for event in events} - {NoneType}
    if not kinds <= {str, int} or len({event[0] for event in events}) < len(events):
        raise ValueError
    return events


def _universal(moment: datetime, zone: ZoneInfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC).replace(tzinfo=None)


def _city_zone() -> ZoneInfo:
    name = os.environ.get("ORGPLAN_TIME_ZONE") or _CITY_ZONE
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Failure(f"Часовой пояс «{name}» неизвестен: проверьте ORGPLAN_TIME_ZONE.") from error


def _explain(row: object, number: int, seen: set[object]) -> None:
    """Raise a Failure where the event cannot be read; `seen` gathers the keys."""
    if not isinstance(row, dict) or not _is_id(row.get("id")):
        raise Failure(f"Мероприятие {number}: нужен объект с полем id — текстом или числом.")
    name = f"Мероприятие {number}, id «{row['id']}»"
    if row["id"] in seen:
        raise Failure(f"{name}: такой id уже был.")
    seen.add(row["id"])
    start, end = (_moment(row, field, name) for field in ("start", "end"))
    if end < start:
        raise Failure(f"{name}: окончание {row['end']} раньше начала {row['start']}.")
    if row.get("venue") is not None and not _is_id(row["venue"]):
        raise Failure(f"{name}: поле «venue» — id площадки или null.")
    people = row.get("people")
    if not isinstance(people, list) or not all(map(_is_id, people)):
        raise Failure(f"{name}: поле «people» — список id, пустой, если людей нет.")


def _moment(row: Mapping[str, Any], field: str, name: str) -> datetime:
    value: Any = row.get(field)
    if value is None:
        raise Failure(f"{name}: в поле «{field}» нет времени вида 2026-08-01T10:00.")
    try:
        return _universal(datetime.fromisoformat(value), _city_zone())
    except (TypeError, ValueError, OverflowError):
        raise Failure(f"{name}: «{value}» в поле «{field}» — не время вида 2026-08-01T10:00.") from None


# What is said


def _as_json(found: list[Clash]) -> str:
    rows: list[dict[str, object]] = [
        {
            "kind": clash.kind,
            "events": [clash.first.key, clash.second.key],
            "resource": clash.resource,
            "short_by_min": clash.short_by,
        }
        for clash in found
    ]
    return json.dumps({"clashes": rows}, ensure_ascii=False)


def _as_text(found: list[Clash]) -> str:
    blocks = []
    for kind, heading in _HEADINGS.items():
        entries = [_entry(each) for each in found if each.kind == kind]
        if entries:
            blocks.append("\n".join((f"{heading}: {len(entries)}", *entries)))
    return "\n\n".join(blocks) or _NOTHING


def _entry(clash: Clash) -> str:
    first, second = clash.first, clash.second
    short = "не хватает" if clash.kind == ClashKind.TRAVEL else "одновременно"
    return (
        f"  {clash.resource}: {first.key} {first.start:%d.%m.%Y %H:%M}–{first.end:%H:%M}, "
        f"{second.key} {second.start:%d.%m.%Y %H:%M}–{second.end:%H:%M}: {short} {clash.short_by} мин"
    )


def _tell_unplaced(events: list[Busy], roads: Roads) -> None:
    unplaced = sorted({str(each.venue) for each in events if each.venue is not None and each.venue not in roads.points})
    if unplaced:
        click.echo(f"Без координат, дорога до них не проверена: {', '.join(unplaced)}.", err=True)
