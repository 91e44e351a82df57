"""Who goes instead of somebody who cannot come: the best first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_LAST = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of somebody who could go.

    `acts`: is named to act on the day. `replaced`: how often this one acted for the absent person. `same_body`: works
    in the same unit. `knows`: in how many events of that unit this one took part in a year. `rank`: place among
    leaders, the head 1. `busy`: why the time is not free; `tight`: what is short but possible.
    `takes_part`: is there already.
    """

    person: int
    name: str = ""
    acts: bool = False
    replaced: int = 0
    same_body: bool = False
    knows: int = 0
    rank: int | None = None
    busy: tuple[str, ...] = ()
    tight: tuple[str, ...] = ()
    takes_part: bool = False

    @property
    def is_free(self) -> bool:
        """Tell whether this one can be asked to go."""
        return not self.busy and not self.takes_part


def best_first(candidates: Iterable[Standing]) -> list[Standing]:
    """Return those who could go in the order in which one asks them.

    Free ones before busy ones; whoever acts on the day before all others; then those with time for the road, those who
    usually replace the person, the own unit, those who know the matter, the order of precedence.
    """
    return sorted(candidates, key=_order)


def _order(each: Standing) -> tuple[object, ...]:
    return (
        each.takes_part,
        bool(each.busy),
        not each.acts,
        bool(each.tight),
        -each.replaced,
        not each.same_body,
        -each.knows,
        each.rank or _LAST,
        each.name,
        each.person,
    )
