"""What the city's routing server says of the roads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from orgplan.audit.actions import Actor, audited, nothing_changed, record_many
from orgplan.clashes.actions.norms import renew_norms
from orgplan.clashes.models import RoadPair, RoadRule
from orgplan.clashes.rules.kinds import PairSource


@audited
def take_roads(*, roads: Mapping[tuple[int, int], int], asked_on: date, by: Actor) -> int:
    """Write the roads that a routing server answered, by pairs of venues; what people wrote stays. Return how many."""
    told = RoadPair.objects.filter(source=PairSource.ROUTER, start__in={start for start, _end in roads})
    known = {(each.start_id, each.end_id): each for each in RoadPair.objects.all()}
    new: list[RoadPair] = []
    changed: list[tuple[RoadPair, int]] = []
    for (start, end), minutes in roads.items():
        pair = known.get((start, end))
        if pair is None:
            new.append(
                RoadPair(start_id=start, end_id=end, minutes=minutes, source=PairSource.ROUTER, asked_on=asked_on)
            )
        elif not pair.by_person and pair.minutes != minutes:
            changed.append((pair, pair.minutes))
            pair.minutes, pair.edition = minutes, pair.edition + 1
    same = [known[pair].pk for pair in roads if pair in known and not known[pair].by_person]
    told.filter(pk__in=same).update(asked_on=asked_on)
    RoadPair.objects.bulk_create(new, batch_size=300)
    RoadPair.objects.bulk_update([pair for pair, _old in changed], ["minutes", "edition"], batch_size=300)
    rows: list[tuple[RoadPair, dict[str, int], dict[str, int]]] = [
        (pair, {}, {"minutes": pair.minutes}) for pair in new
    ]
    record_many([*rows, *((pair, {"minutes": old}, {"minutes": pair.minutes}) for pair, old in changed)])
    if new or changed:
        renew_norms()
    else:
        nothing_changed()
    return len(new) + len(changed)


def note_router(rule: RoadRule, *, problem: str, now: datetime) -> None:
    """Write when the server was asked and what stood in the way; told by no history: it comes back every hour."""
    RoadRule.objects.filter(pk=rule.pk).update(router_asked_at=now, router_problem=problem[:300])
