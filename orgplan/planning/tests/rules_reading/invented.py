"""An invented plan in a layout that Russian cities use, with the rows that a careful person reads in it.

All towns, people and bodies are invented. The notation is that of `notation.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Invented:
    name: str
    period: str
    paper: str
    rows: str
    title: str | None = None
    approved_on: str | None = None
