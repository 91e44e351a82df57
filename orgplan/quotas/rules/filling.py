"""How far a quota is filled: asked, promised, came, and who has not answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orgplan.language.counts import counted_living


class Answer(StrEnum):
    """How a body stands with its share."""

    UNASKED = "unasked"
    WAITING = "waiting"
    LATE = "late"
    PROMISED = "promised"
    LESS = "less"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Share:
    """What one body was asked for, what it promised (None: no answer), how many came (None: not counted)."""

    asked: int
    promised: int | None = None
    came: int | None = None


@dataclass(frozen=True, slots=True)
class Fill:
    """The sums of a quota; `promised` counts no more than was asked of each, so one body's surplus hides no shortage.

    `came` is None until anybody was counted.
    """

    asked: int
    promised: int
    surplus: int
    came: int | None
    unanswered: int
    bodies: int

    @property
    def short(self) -> int:
        """Return how many of those asked for nobody has promised yet."""
        return self.asked - self.promised


def fill_of(shares: Iterable[Share]) -> Fill:
    """Return the sums of these shares."""
    rows = list(shares)
    counted = [each.came for each in rows if each.came is not None]
    return Fill(
        asked=sum(each.asked for each in rows),
        promised=sum(min(each.promised or 0, each.asked) for each in rows),
        surplus=sum(max((each.promised or 0) - each.asked, 0) for each in rows),
        came=sum(counted) if counted else None,
        unanswered=sum(each.promised is None and each.asked > 0 for each in rows),
        bodies=len(rows),
    )


def answer_of(share: Share, *, is_asked: bool, due_on: date, today: date) -> Answer:
    """Return how the body stands on the day: the day by which it answers is its last day in time."""
    if share.promised is None:
        if not is_asked:
            return Answer.UNASKED
        return Answer.LATE if today > due_on else Answer.WAITING
    if not share.promised:
        return Answer.REFUSED
    return Answer.LESS if share.promised < share.asked else Answer.PROMISED


def names_in(text: str) -> list[str]:
    """Return the names that were typed or pasted, a line each, without numbers before them and empty lines."""
    lines = (line.strip() for line in text.splitlines())
    return [found for line in lines if (found := line.lstrip("0123456789").lstrip(".) \t").strip())]


def people_words(count: int) -> str:
    """Return whom one is asked to send: «130 человек», «21 человека»."""
    return counted_living(count, "человек")
