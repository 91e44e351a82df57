"""How a plan differs from its approved version, in the words of an official act.

Points keep the numbers of the approved version; what comes in is numbered on from its last point. Applying the
amendments to the version gives the plan as it stands: that is tested for any two plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class AmendmentKind(StrEnum):
    """What is done with a point."""

    REWORD = "reword"
    EXCLUDE = "exclude"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Point:
    """One row as printed; `key` is the event's, stable whatever its words become."""

    key: int
    section: str
    title: str
    when: str
    place: str
    responsible: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """One passage of «Изменения к плану»: `before` is None for what comes in, `after` for what goes out."""

    kind: AmendmentKind
    number: int
    before: Point | None
    after: Point | None
    reason: str = ""
    basis: str = ""

    @property
    def key(self) -> int:
        """Return the key of the point."""
        point = self.after or self.before
        assert point is not None, "an amendment is of a point"
        return point.key

    @property
    def title(self) -> str:
        """Return what the point is called, as approved where it was."""
        point = self.before or self.after
        assert point is not None, "an amendment is of a point"
        return point.title

    @property
    def is_gap(self) -> bool:
        """Tell whether nobody said why."""
        return not self.reason

    @property
    def wording(self) -> str:
        """Return the passage as an act words it."""
        match self.kind:
            case AmendmentKind.EXCLUDE:
                return f"Пункт {self.number} исключить."
            case AmendmentKind.REWORD:
                return f"Пункт {self.number} изложить в следующей редакции:"
            case AmendmentKind.ADD:
                section = f" раздела «{self.after.section}»" if self.after and self.after.section else ""
                return f"Дополнить пунктом {self.number}{section} следующего содержания:"

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """Return what is otherwise in a reworded point: its name, before, after."""
        if self.before is None or self.after is None:
            return []
        pairs = [(name, getattr(self.before, field), getattr(self.after, field)) for field, name in _FIELDS]
        return [(name, old or "—", new or "—") for name, old, new in pairs if old != new]


_FIELDS = (
    ("title", "наименование"),
    ("when", "срок"),
    ("place", "место"),
    ("responsible", "ответственные"),
    ("section", "раздел"),
)


def numbered(points: Iterable[Point]) -> dict[int, Point]:
    """Return the points of a version, in its printed order, by number."""
    return dict(enumerate(points, start=1))


def amendments(then: Mapping[int, Point], now: Iterable[Point], *, last: int) -> list[Amendment]:
    """Return what has to be said to get from the version to the plan as it stands.

    `then` holds the version's points by number, `last` is the number of its last one. Points known to stand unchanged
    may be left out of both sides. First the points of the version by number, then what comes in, in the order of `now`.
    """
    standing = {point.key: point for point in now}
    known = {point.key for point in then.values()}
    found = []
    for number, point in sorted(then.items()):
        after = standing.get(point.key)
        if after is None:
            found.append(Amendment(AmendmentKind.EXCLUDE, number, point, None))
        elif after != point:
            found.append(Amendment(AmendmentKind.REWORD, number, point, after))
    new = (point for point in standing.values() if point.key not in known)
    found += [Amendment(AmendmentKind.ADD, number, None, point) for number, point in enumerate(new, start=last + 1)]
    return found


def applied(then: Sequence[Point], made: Iterable[Amendment]) -> dict[int, Point]:
    """Return the points that the version becomes by the amendments, by number; excluded numbers stay empty."""
    points = numbered(then)
    for each in made:
        if each.after is None:
            del points[each.number]
        else:
            points[each.number] = each.after
    return points


def grounded(made: Iterable[Amendment], grounds: Mapping[int, tuple[str, str]]) -> list[Amendment]:
    """Return the amendments with reason and basis, which `grounds` holds by the point's key."""
    return [
        replace(each, reason=grounds[each.key][0], basis=grounds[each.key][1]) if each.key in grounds else each
        for each in made
    ]
