"""How much a clash matters: the first rule whose conditions hold says it, in words that people wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from orgplan.clashes.rules.kinds import ClashLevel, Subject, Together


class WordlessRuleError(ValueError):
    """A rule that does not say why; the message is a Russian sentence."""


def says_why(words: str) -> bool:
    """Tell whether somebody could read a reason: blanks, signs that are not seen, and dots are none."""
    return any(sign.isalpha() for sign in words)


@dataclass(frozen=True, slots=True)
class Case:
    """A clash as rules look at it.

    `kinds`, `takings`, `consents`, `units` hold what stands on either of the two events; `rank` is the leader's place
    in the order of leaders, the Mayor 1, None for others and for venues; `minutes` how much is short.
    """

    subject: Subject
    minutes: int
    kinds: frozenset[str] = frozenset()
    takings: frozenset[str] = frozenset()
    consents: frozenset[str] = frozenset()
    units: frozenset[int] = frozenset()
    rank: int | None = None
    same_programme: bool = False
    year: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; an empty condition holds always. It must say why: a rule without words is refused."""

    key: int
    level: ClashLevel
    words: str
    subject: Subject | None = None
    kind: str = ""
    taking: str = ""
    consent: str = ""
    rank_up_to: int | None = None
    minutes_up_to: int | None = None
    together: Together = Together.ANY
    unit: int | None = None
    since_year: int | None = None
    until_year: int | None = None

    def __post_init__(self) -> None:
        if not says_why(self.words):
            raise WordlessRuleError("Правило без слов не действует: напишите, почему так.")

    def holds(self, case: Case) -> bool:
        """Tell whether all conditions hold."""
        return (
            (self.subject is None or self.subject == case.subject)
            and (not self.kind or self.kind in case.kinds)
            and (not self.taking or self.taking in case.takings)
            and (not self.consent or self.consent in case.consents)
            and (self.unit is None or self.unit in case.units)
            and self._holds_by_measure(case)
        )

    def _holds_by_measure(self, case: Case) -> bool:
        return (
            (self.rank_up_to is None or (case.rank is not None and case.rank <= self.rank_up_to))
            and (self.minutes_up_to is None or case.minutes <= self.minutes_up_to)
            and (self.together == Together.ANY or case.same_programme == (self.together == Together.SAME))
            and (self.since_year or case.year) <= case.year <= (self.until_year or case.year)
        )


@dataclass(frozen=True, slots=True)
class Ruling:
    """How much a clash matters and why; `rule` is None where no rule holds."""

    level: ClashLevel
    words: str
    rule: int | None = None


NO_RULE = Ruling(ClashLevel.WARN, "")
"""Nobody said anything about such clashes: they are shown."""


def ruling_of(case: Case, rules: Iterable[Rule]) -> Ruling:
    """Return what the first rule that holds says; a clash that no rule names is a warning."""
    return next((Ruling(each.level, each.words, each.key) for each in rules if each.holds(case)), NO_RULE)
