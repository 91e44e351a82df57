"""What became of instructions due in a period: kinds that are never merged, and the share of execution with its ground.

Ко = n / N × 100 %: N — instructions due in the period, n — those of them done (Рязанская область, № 522-р 2008). An
extended term is told apart from one that was kept, and an instruction whose term was carried out of the period is
counted beside the others, so that nobody's figure grows by extensions alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from orgplan.instructions.rules.states import OPEN, InstructionState

_TENTH = Decimal("0.1")


class Outcome(TextChoices):
    """What became of an instruction due in the period; each has exactly one."""

    IN_TIME = "in_time", _("done in time")
    IN_EXTENDED = "in_extended", _("done by the extended term")
    LATE = "late", _("done late")
    AWAITING = "awaiting", _("reported, not yet accepted")
    OVERDUE = "overdue", _("overdue now")
    EXTENDED = "extended", _("extended, the term is ahead")
    AHEAD = "ahead", _("the term is ahead")


DONE = (Outcome.IN_TIME, Outcome.IN_EXTENDED, Outcome.LATE)
"""Outcomes that count as done: a report was accepted and the instruction removed from control."""


def outcome_of(state: str, *, due_on: date, done_on: date | None, is_extended: bool, today: date) -> Outcome | None:
    """Return what became of an instruction, None for a cancelled one.

    `done_on` is the day on which the accepted report was submitted: acceptance that takes its time blames nobody.
    """
    if state == InstructionState.CANCELLED:
        return None
    if state == InstructionState.REPORTED:
        return Outcome.AWAITING
    if state in OPEN:
        running = Outcome.EXTENDED if is_extended else Outcome.AHEAD
        return Outcome.OVERDUE if due_on < today else running
    if done_on is None or done_on > due_on:
        return Outcome.LATE
    return Outcome.IN_EXTENDED if is_extended else Outcome.IN_TIME


@dataclass(frozen=True, slots=True)
class Tally:
    """How many instructions ended how. `carried_out` are those whose term was moved behind the period: beside N."""

    counts: Mapping[Outcome, int] = field(default_factory=dict)
    carried_out: int = 0

    def of(self, outcome: Outcome) -> int:
        """Return how many ended so."""
        return self.counts.get(outcome, 0)

    @property
    def total(self) -> int:
        """Return N: all that were due in the period."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Return n: those that are done, in time or not."""
        return sum(self.of(each) for each in DONE)

    @property
    def share(self) -> Decimal | None:
        """Return Ко, in per cent with one digit; None where nothing was due."""
        return _percent(self.done, self.total)

    @property
    def timely_share(self) -> Decimal | None:
        """Return the share done by the term that was set first, of all due; None where nothing was due."""
        return _percent(self.of(Outcome.IN_TIME), self.total)

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        counts = {each: self.of(each) + other.of(each) for each in Outcome}
        return Tally(counts, self.carried_out + other.carried_out)


def formula(done: int, total: int, name: str = "Ко") -> str:
    """Return «Ко = 40 / 50 × 100 % = 80,0 %»; a sentence where nothing was due."""
    share = _percent(done, total)
    if share is None:
        return f"{name} не считается: поручений со сроком в этом периоде нет."
    return f"{name} = {done} / {total} × 100 % = {percent_words(share)}"


def percent_words(share: Decimal | None) -> str:
    """Return «80,0 %», a dash where nothing was due."""
    return "—" if share is None else f"{share} %".replace(".", ",")


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) * 100 / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None
