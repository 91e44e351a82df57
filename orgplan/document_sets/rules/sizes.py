"""The size of an event: the largest one of which a rule holds, with the words why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from orgplan.language.counts import counted, figures

_OUTDOORS = re.compile(
    r"\b(?:площад[ьи]|сквер|парк|бульвар|набережн|улиц|ул\.|стадион|сад\b|сада\b|аллея|аллее|пляж|мемориал|монумент"
    r"|двор|открыт)",
    re.IGNORECASE,
)
_INDOORS = re.compile(
    r"\b(?:зал|каб\.|кабинет|дворец|дворц|театр|библиотек|музе|школ|центр|ул\.\s*\S+,\s*д?\.?\s*\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the size depends on; `people` None: nobody said how many come."""

    people: int | None
    with_head: bool
    outdoors: bool
    kind: str
    kind_label: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition of a size: all that is named must hold; a rule that names nothing always holds."""

    size: int
    rank: int
    size_name: str
    kind: str = ""
    least_people: int | None = None
    with_head: bool = False
    outdoors: bool = False

    def holds(self, facts: Facts) -> bool:
        """Tell whether everything named is so."""
        return (
            (not self.kind or self.kind == facts.kind)
            and (self.least_people is None or (facts.people is not None and facts.people >= self.least_people))
            and (not self.with_head or facts.with_head)
            and (not self.outdoors or facts.outdoors)
        )


@dataclass(frozen=True, slots=True)
class Proposed:
    """A size that is proposed: its key, and why in words."""

    size: int
    why: str


def propose_size(rules: Iterable[Rule], facts: Facts) -> Proposed | None:
    """Return the size of the highest rank of which a rule holds; None where none does."""
    held = [each for each in rules if each.holds(facts)]
    if not held:
        return None
    # Of several rules of one size the one that names most says most.
    best = max(held, key=lambda each: (each.rank, len(_grounds(each, facts))))
    return Proposed(best.size, ", ".join(_grounds(best, facts)) or _nothing_said(facts))


def _grounds(rule: Rule, facts: Facts) -> list[str]:
    """Return what of the facts makes the rule hold: «5 000 человек (от 1 000)», «на открытой площадке»."""
    said = []
    if rule.kind:
        said.append(f"вид — {facts.kind_label.lower() or rule.kind}")
    if rule.least_people is not None and facts.people is not None:
        said.append(f"{people_words(facts.people)} (от {figures(rule.least_people)})")
    if rule.outdoors:
        said.append("на открытой площадке")
    if rule.with_head:
        said.append("с участием Мэра")
    return said


def _nothing_said(facts: Facts) -> str:
    if facts.people is None:
        return "ожидаемое число участников не указано"
    return f"ожидается {people_words(facts.people)}"


def people_words(count: int) -> str:
    """Return «5000 человек», «12 500 человек»."""
    return counted(count, "человек")


def sounds_outdoors(place: str) -> bool:
    """Tell whether the words of a place speak of the open air; people may say otherwise."""
    return bool(_OUTDOORS.search(place)) and not _INDOORS.search(place)
