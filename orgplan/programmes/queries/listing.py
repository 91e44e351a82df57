"""The list of programmes: each with what lies in it, how many events, how many of them ready."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from orgplan.accounts.models import User
from orgplan.events.models import Event, Programme
from orgplan.events.queries.programmes import in_order
from orgplan.programmes.queries.gaps import COUNTED, active_gaps, with_gaps
from orgplan.programmes.rules.readiness import Readiness, readiness


@dataclass(frozen=True, slots=True)
class ListedProgramme:
    """A programme with its place in the tree and how ready it is."""

    programme: Programme
    depth: int
    sections: int
    readiness: Readiness


def listed_programmes(user: User, today: date) -> list[ListedProgramme]:
    """Return the programmes without their sections, in order; four queries and those of the gaps."""
    rows = list(Programme.objects.visible_to(user).select_related("curator"))
    if not rows:
        return []
    gaps = active_gaps()
    joined = list(Programme.events.through.objects.values_list("programme", "event"))
    above = {each.pk: [*each.keys_above(), each.pk] for each in rows}
    of_programme: defaultdict[int, set[int]] = defaultdict(set)
    for key, event in joined:
        for each in above.get(key, ()):
            of_programme[each].add(event)
    inside = Programme.events.through.objects.values("event")
    events = Event.objects.visible_to(user).filter(pk__in=inside, state__in=COUNTED)
    flags = [f"gap_{number}" for number in range(len(gaps))]
    lacks = {
        key: [name for name, flag in zip(flags, found, strict=True) if flag]
        for key, *found in with_gaps(events, gaps, user, today).order_by().values_list("pk", *flags)
    }
    sections = defaultdict[int, int](int)
    for each in rows:
        for key in each.keys_above() if each.is_section else ():
            sections[key] += 1
    return [
        ListedProgramme(
            each,
            depth,
            sections[each.pk],
            readiness(lacks[key] for key in of_programme[each.pk] if key in lacks),
        )
        for each, depth in in_order(row for row in rows if not row.is_section)
    ]
