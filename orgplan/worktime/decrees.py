"""Reading decrees from TOML: the bundled years and what an administrator adds; the form is in `decrees.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from orgplan.worktime.model import DeclaredDayOff, DecreeError, Move, YearDecree

_KEYS = {"basis", "moved", "days_off", "full", "proposed"}


def read_decrees(text: str) -> tuple[YearDecree, ...]:
    """Read the sections `[YYYY]` of a TOML text, in the order of years.

    Raises:
        DecreeError: not TOML, a section that is not a year, an unknown or misshapen key.
    """
    try:
        sections = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DecreeError(f"Производственный календарь: файл не читается как TOML ({error}).") from error
    return tuple(sorted((_decree(name, section) for name, section in sections.items()), key=lambda one: one.year))


@cache
def bundled_decrees() -> tuple[YearDecree, ...]:
    """The decrees that come with the product."""
    return read_decrees(files("orgplan.worktime").joinpath("decrees.toml").read_text(encoding="utf-8"))


def _decree(name: str, section: Any) -> YearDecree:
    if not (name.isdecimal() and len(name) == len("2025") and isinstance(section, Mapping)):
        raise DecreeError(f"Производственный календарь: «{name}» — не раздел года вида [2028].")
    unknown = sorted(set(section) - _KEYS)
    if unknown:
        raise DecreeError(f"Календарь {name} года: неизвестный ключ «{unknown[0]}».")
    proposed = section.get("proposed", False)
    if not isinstance(proposed, bool):
        raise DecreeError(f"Календарь {name} года: «proposed» — это true или false.")
    return YearDecree(
        year=int(name),
        moves=tuple(Move(_day(name, row, "from"), _day(name, row, "to")) for row in _rows(name, section, "moved")),
        days_off=tuple(
            DeclaredDayOff(_day(name, row, "day"), _basis(name, row)) for row in _rows(name, section, "days_off")
        ),
        full_days=frozenset(_dates(name, _list(name, section, "full"))),
        basis=_basis(name, section),
        confirmed=not proposed,
    )


def _basis(year: str, table: Mapping[str, Any]) -> str | None:
    basis = table.get("basis")
    if basis is not None and not isinstance(basis, str):
        raise DecreeError(f"Календарь {year} года: «basis» — это текст в кавычках.")
    return basis


def _list(year: str, section: Mapping[str, Any], key: str) -> list[Any]:
    values = section.get(key, [])
    if not isinstance(values, list):
        raise DecreeError(f"Календарь {year} года: «{key}» — это список в квадратных скобках.")
    return values


def _rows(year: str, section: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = _list(year, section, key)
    if not all(isinstance(row, Mapping) for row in rows):
        raise DecreeError(f"Календарь {year} года: «{key}» — это список строк вида {{ … }}.")
    return rows


def _day(year: str, row: Mapping[str, Any], key: str) -> date:
    (day,) = _dates(year, [row.get(key)])
    return day


def _dates(year: str, values: Iterable[Any]) -> list[date]:
    days: list[date] = []
    for value in values:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise DecreeError(f"Календарь {year} года: на месте даты вида {year}-05-02 стоит «{value}».")
        days.append(value)
    return days
