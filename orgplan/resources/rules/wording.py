"""Days and shortages in Russian words."""

from __future__ import annotations

from datetime import date

from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.language.timing.writing import write_timing


def days_words(first: date, last: date) -> str:
    """Return «2–4 июня 2026 года»."""
    return write_timing(Timing(TimingKind.DAYS, (Occurrence(first, last),)))


def amount_words(amount: int, measure: str) -> str:
    """Return «120 секций»: the measure stands as people wrote it, declined words are theirs («шт.», «секций»)."""
    return f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}") + f"\N{NO-BREAK SPACE}{measure}"
