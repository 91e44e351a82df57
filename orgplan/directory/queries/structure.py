"""The tree of units, and the names that units bore on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from orgplan.core.lookups import has_words
from orgplan.directory.models import DirectoryQuerySet, FormerName, Person, Position, Unit
from orgplan.directory.queries.absences import ActingIndex
from orgplan.directory.queries.posts import positions_on
from orgplan.directory.rules import is_head


@dataclass(slots=True)
class Branch:
    """A unit in the tree: who heads it on the day (and who acts for an absent head), how many work there and below.

    `below` counts the units under it, at any depth.
    """

    unit: Unit
    head: Position | None
    acting: Person | None
    people: int
    children: list[Branch] = field(default_factory=list)

    @property
    def below(self) -> int:
        """Return how many units stand under it."""
        return sum(1 + each.below for each in self.children)


def unit_forest(rows: DirectoryQuerySet, *, text: str = "", active: bool = True, day: date) -> list[Branch]:
    """Return the units at the top with those under them; four queries.

    With words in `text`, a unit found brings those above it along, so that its place is seen.
    """
    units: list[Unit] = list(rows.filter(is_active=active))
    found = units
    if text:
        named = set(rows.filter(has_words(text, "name", "short_name", "phone", "email")).values_list("pk", flat=True))
        above = {unit.pk: unit.parent_id for unit in units}
        wanted = {key for each in named & set(above) for key in _way_up(each, above)}
        found = [unit for unit in units if unit.pk in wanted]
    heads, counts = _heads(day), _people(day)
    index = ActingIndex(day)
    known = {unit.pk for unit in found}
    under: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in found:
        under[unit.parent_id if unit.parent_id in known else None].append(unit)

    def grown(unit: Unit) -> Branch:
        head = heads.get(unit.pk)
        acting = index.acting_for(head.person, day) if head else None
        is_away = head is not None and (acting is None or acting.pk != head.person_id)
        children = [grown(each) for each in under[unit.pk]]
        return Branch(unit, head, acting if is_away else None, counts.get(unit.pk, 0), children)

    return [grown(unit) for unit in under[None]]


def _way_up(key: int, above: dict[int, int | None]) -> list[int]:
    way: list[int] = []
    at: int | None = key
    while at is not None and at in above and at not in way:
        way.append(at)
        at = above[at]
    return way


def _heads(day: date) -> dict[int, Position]:
    heads: dict[int, Position] = {}
    for post in positions_on(day).filter(unit__isnull=False):
        if is_head(post.title):
            heads.setdefault(post.unit_id, post)
    return heads


def _people(day: date) -> dict[int, int]:
    counted = positions_on(day).filter(unit__isnull=False).order_by().values_list("unit")
    return dict(counted.annotate(count=Count("person", distinct=True)))


def former_names_on(day: date) -> dict[int, FormerName]:
    """Return the names that units bore on the day where they bear others now, by the unit's key; one query."""
    found: dict[int, FormerName] = {}
    for each in FormerName.objects.filter(borne_until__gte=day).order_by("borne_until"):
        found.setdefault(each.unit_id, each)
    return found


def name_on(unit: Unit, day: date) -> str:
    """Return the full name that the unit bore on the day; one query."""
    former = unit.former_names.filter(borne_until__gte=day).first()
    return former.title if former else unit.name
