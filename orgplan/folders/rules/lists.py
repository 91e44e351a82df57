"""A list as people print it and as a workbook holds it; an archive of files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """A titled table of words; `widths` are shares of the page, one a column."""

    title: str
    sub: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Sequence[tuple[str, ...]]
    empty: str
    note: str = ""
    wide: bool = True


@dataclass(frozen=True, slots=True)
class Packed:
    """A finished archive: its bytes, and the names and sizes of what is inside."""

    content: bytes
    contents: list[tuple[str, int]]
