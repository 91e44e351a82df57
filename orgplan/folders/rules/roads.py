"""When to leave for the next event: the road of the city's settings, in words of the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Place, Taken, points_of
from orgplan.clashes.rules.road import Roads
from orgplan.clashes.rules.words import minutes_words
from orgplan.folders.rules.folder import Road

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Way:
    """The road to an event, and what is wrong with the time before it."""

    road: Road | None = None
    warning: str = ""


def ways_of(taken: Sequence[Taken], norms: Norms, start: Place | None) -> dict[int, Way]:
    """Return by event how the leader gets there: from the event before, to the first one from where the day begins.

    `taken` are the leader's own stretches of one day.
    """
    own = sorted(taken, key=lambda each: (each.start, each.end))
    points = points_of(own)
    if start is not None and start.point is not None:
        points[start.key] = start.point
    roads = Roads(norms.travel, points, norms.pairs)
    found: dict[int, Way] = {}
    for number, each in enumerate(own):
        before = max(own[:number], key=lambda one: one.end) if number else None
        if before is not None and before.end > each.start:
            found.setdefault(each.event, Way(warning=_overlap(before, each)))
            continue
        place = before.place if before is not None else start
        found.setdefault(each.event, _way(before, place, each, roads, norms))
    return found


def _overlap(before: Taken, each: Taken) -> str:
    missing = (before.end - each.start) // _MINUTE
    still = f"«{before.title}» кончается в {before.end:%H:%M}"
    return f"Начинается до конца предыдущего: {still}, пересечение {minutes_words(missing)}."


def _way(before: Taken | None, place: Place | None, each: Taken, roads: Roads, norms: Norms) -> Way:
    if place is None or each.place is None or place.key == each.place.key:
        return Way()
    arrives = each.start - norms.times_of(each.kind).arrival * _MINUTE
    leaves = before.end + norms.times_of(before.kind).exit * _MINUTE if before is not None else arrives
    road = roads.minutes(place.key, each.place.key, leaves.hour)
    if not road:
        return Way()
    latest = arrives - road * _MINUTE
    spare = (latest - leaves) // _MINUTE if before is not None else None
    return Way(_road(place, road, latest, spare), _missing(each, spare))


def _road(place: Place, road: int, latest: datetime, spare: int | None) -> Road:
    said = f"дорога {minutes_words(road)}"
    if spare is not None:
        said += f", запас {minutes_words(spare)}" if spare > 0 else ", запаса нет"
    return Road(f"{latest:%H:%M}", place.name, said, is_short=spare is not None and spare < 0)


def _missing(each: Taken, spare: int | None) -> str:
    if spare is None or spare >= 0:
        return ""
    return f"К {each.start:%H:%M} не успеть: не хватает {minutes_words(-spare)}."
