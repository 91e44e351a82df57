"""Taking in a unit's paper: bytes or clipboard → cells → rows. Reads only; writing is `actions.submissions`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.language.periods import Period
from orgplan.planning.rules.reading.model import PlanReading, Role
from orgplan.planning.rules.reading.reading import read_plan
from orgplan.tables import read_bytes, read_clipboard


@dataclass(frozen=True, slots=True)
class Source:
    """What was dropped: a file's name and bytes, or a piece of clipboard."""

    name: str
    data: bytes = b""
    text: str = ""
    html: str = ""

    @property
    def is_file(self) -> bool:
        """Tell a file from a piece of clipboard."""
        return bool(self.data) or not (self.text or self.html)


def read_source(
    source: Source, period: Period, remembered: Mapping[str, Mapping[int, Role]] | None = None
) -> PlanReading:
    """Read the source for the period; raises tables.UnreadableFile with one sentence.

    `remembered` holds the roles of columns that the unit has told before, by the header's fingerprint.
    """
    paper = read_bytes(source.data, source.name) if source.is_file else read_clipboard(source.text, source.html)
    return read_plan(paper, period, remembered=remembered)
