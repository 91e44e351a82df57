"""Queries that are put together once and asked again with other values.

Putting a statement together costs several times what a small answer does. What is asked at every step of a hand (which
clashes would this bring, where may it not begin) is kept as the database reads it, one for each number of keys.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Value = date | int | Collection[int] | None
"""A day, an aware moment, a number; keys, of which the order and doubles do not count; None, which `build` is told."""
_MOST_KEYS = 64
"""With more keys the statement is put together each time: reading them costs more than that."""
_MOST_STATEMENTS = 512
"""Of one query, for different keys; with more they are put together anew."""
_DAY, _MOMENT, _NUMBER = date(1801, 1, 1), datetime(1701, 1, 1, tzinfo=UTC), 2_001_000_000
"""Where the values begin that stand for others while a statement is put together: no row has them."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement with its parameters, where a value takes the place of which, and how rows are converted."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str, int | None], ...]
    convert: Callable[[list[Any]], Iterator[Any]] | None


class _Unknown:
    """Stands for a statement that nobody has asked for yet; None is one that finds nothing."""


_UNKNOWN = _Unknown()


class Prepared:
    """A query by `build`, a function of named values that returns rows of values (`values_list`).

    `build` only hands the values on to lookups: what is reckoned from one is a value of its own. What is `given`
    besides makes the statement another one: `settled` says all of it on which the statement depends, who reads too.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._build = build
        self._known: dict[tuple[Any, ...], _Statement | None] = {}

    def rows(
        self, *, settled: Hashable | None = (), given: Mapping[str, Any] = MappingProxyType({}), **values: Value
    ) -> list[tuple[Any, ...]]:
        """Return the rows for these values; one query, none where nothing can be found.

        With None as `settled` the statement is put together each time.
        """
        asked: dict[str, Any] = {name: _keys(each) for name, each in values.items()}
        if settled is None or any(isinstance(each, list) and len(each) > _MOST_KEYS for each in asked.values()):
            return list(self._build(**given, **asked))
        shape = (connection.vendor, settled, *((name, _size(each)) for name, each in asked.items()))
        statement = self._known.get(shape, _UNKNOWN)
        if isinstance(statement, _Unknown):
            statement = self._put_together(given, asked)
            if len(self._known) >= _MOST_STATEMENTS:
                self._known.clear()
            self._known[shape] = statement
        return [] if statement is None else _asked(statement, asked)

    def _put_together(self, given: Mapping[str, Any], asked: Mapping[str, Any]) -> _Statement | None:
        stand_ins = {name: _stand_in(each, number) for number, (name, each) in enumerate(asked.items(), 1)}
        compiler = self._build(**given, **stand_ins).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        known = dict(_adapted(stand_ins))
        places = tuple((number, *known[each]) for number, each in enumerate(params) if _is_known(each, known))
        assert {name for _number, name, _index in places} == {name for name, _index in known.values()}, "a value lost"
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        convert = (lambda rows: compiler.apply_converters(rows, converters)) if converters else None
        return _Statement(sql, tuple(params), places, convert)


def _asked(statement: _Statement, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    params = list(statement.params)
    for number, name, index in statement.places:
        value = given[name]
        params[number] = _adapt(value if index is None else value[min(index, len(value) - 1)])
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, params)
        rows = cursor.fetchall()
    return rows if statement.convert is None else [tuple(each) for each in statement.convert(rows)]


def _keys(value: Value) -> Any:
    return value if value is None or isinstance(value, date | int) else sorted(set(value))


def _size(value: Any) -> Any:
    """Return what of the value is part of the statement: of keys the next power of two, the last one fills it up."""
    if isinstance(value, list):
        return 1 << (len(value) - 1).bit_length() if value else 0
    return type(value)


def _stand_in(value: Any, number: int) -> Any:
    if isinstance(value, list):
        return [_NUMBER + 1000 * number + each for each in range(_size(value))]
    if isinstance(value, datetime):
        return _MOMENT + timedelta(days=number)
    if isinstance(value, date):
        return _DAY + timedelta(days=number)
    return value if value is None else _NUMBER + number


def _adapted(stand_ins: Mapping[str, Any]) -> Iterator[tuple[Any, tuple[str, int | None]]]:
    for name, value in stand_ins.items():
        if isinstance(value, list):
            yield from ((each, (name, index)) for index, each in enumerate(value))
        elif value is not None:
            yield _adapt(value), (name, None)


def _adapt(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _is_known(param: Any, known: Mapping[Any, Any]) -> bool:
    return isinstance(param, str | int | date) and param in known
