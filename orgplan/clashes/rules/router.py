"""What a routing server is asked and what it answers: the table of times between places (OSRM, `table/v1`)."""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from orgplan.clashes.rules.road import Point

MOST_PLACES = 90
"""So many places are asked about at once: servers take a hundred unless they are told otherwise."""
_LONGEST = 24 * 60
_MINUTE = 60
_NO_TABLE = "Сервер маршрутов ответил не таблицей времени: проверьте его адрес."


class UnreadableTableError(ValueError):
    """An answer that is no table of times; the message is a Russian sentence."""


def batches(pairs: Collection[tuple[int, int]], most: int = MOST_PLACES) -> Iterator[list[tuple[int, int]]]:
    """Yield the pairs in rows that name so many places at most."""
    row: list[tuple[int, int]] = []
    places: set[int] = set()
    for pair in sorted(pairs):
        if row and len(places | set(pair)) > most:
            yield row
            row, places = [], set()
        row.append(pair)
        places.update(pair)
    if row:
        yield row


def table_path(points: Sequence[Point]) -> str:
    """Return what is asked behind the server's address; the server wants longitude first."""
    places = ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in points)
    return f"/table/v1/driving/{places}?annotations=duration"


def read_table(content: bytes, places: Sequence[Hashable]) -> dict[tuple[Hashable, Hashable], float]:
    """Return seconds from place to place; pairs without a way are left out.

    Raises:
        UnreadableTableError: it is no table of these places.
    """
    try:
        document: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableTableError(_NO_TABLE) from error
    if not isinstance(document, Mapping):
        raise UnreadableTableError(_NO_TABLE)
    if document.get("code") != "Ok":
        said = str(document.get("message") or document.get("code") or "без объяснения")[:120]
        raise UnreadableTableError(f"Сервер маршрутов отказал: {said}.")
    rows: Any = document.get("durations")
    if not _is_square(rows, len(places)):
        raise UnreadableTableError("В ответе сервера маршрутов не хватает строк или столбцов.")
    found = {
        (start, end): seconds
        for start, row in zip(places, rows, strict=True)
        for end, seconds in zip(places, row, strict=True)
        if start != end and seconds is not None
    }
    if not all(_is_duration(seconds) for seconds in found.values()):
        raise UnreadableTableError("Сервер маршрутов назвал время, которого не бывает.")
    return found


def whole_minutes(seconds: float, overhead: int) -> int:
    """Return the road with getting in and out, rounded up, a day at most."""
    return min(_LONGEST, ceil(seconds / _MINUTE) + overhead)


def _is_square(rows: object, size: int) -> bool:
    return isinstance(rows, list) and len(rows) == size and all(isinstance(r, list) and len(r) == size for r in rows)


def _is_duration(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")
