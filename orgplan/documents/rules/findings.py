"""What the check of a template finds, said in Russian with its place (ADR 0003)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters: an error keeps the template out of use, a remark does not."""

    ERROR = "error"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: «таблица 1, строка 2» and what is wrong there; `place` is empty for the whole template."""

    level: Level
    place: str
    text: str

    @property
    def is_error(self) -> bool:
        """Tell whether it keeps the template out of use."""
        return self.level is Level.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A paragraph of a template: where it stands, and its text with the runs joined."""

    place: str
    text: str


def error(place: str, text: str) -> Finding:
    """Return a finding that keeps the template out of use."""
    return Finding(Level.ERROR, place, text)


def remark(place: str, text: str) -> Finding:
    """Return a finding that is only told."""
    return Finding(Level.REMARK, place, text)
