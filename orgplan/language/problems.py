"""A problem found while reading: a stable code for programs and one Russian sentence for people.

The pure rooms read Russian papers without settings or a catalogue, so their sentences are Russian (ADR 0003).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, said once: `code` is stable, `text` is a whole Russian sentence naming the place where known."""

    code: str
    text: str

    def __str__(self) -> str:
        """Return the sentence."""
        return self.text
