"""Plain data of a phrase: what the line says of an event, and who knows people and venues."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from orgplan.language.problems import Problem
from orgplan.language.timing.model import Timing


class Part(StrEnum):
    """How somebody named in the line takes part; the words of `events.rules.ParticipationKind`."""

    HOSTS = "hosts"
    SPEAKS = "speaks"
    ATTENDS = "attends"
    DESIRED = "desired"
    RESPONSIBLE = "responsible"


class Known(Protocol):
    """Who knows the names: the directory, or a table in a test."""

    def venue(self, text: str) -> int | None:
        """Return the key of the one venue that the words name."""

    def people(self, text: str) -> tuple[int, ...]:
        """Return the keys of the people whom the words name by post or by name; several where it is not clear who."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody who takes part: the words of the line, and those of the directory whom they may mean (none: nobody)."""

    part: Part
    words: str
    keys: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the line says. What no rule took stays in `title`; `notes` are the choices made for the reader, in words."""

    title: str
    timing: Timing
    place: str = ""
    venue: int | None = None
    people: tuple[Taking, ...] = ()
    notes: tuple[Problem, ...] = ()
