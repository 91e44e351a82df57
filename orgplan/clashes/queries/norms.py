"""All settings of the room as plain data, read once per state of them."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

from orgplan.clashes.models import ClashRule, KindTimes, LoadRule, NormsStamp, RoadPair, RoadRule, SearchHours
from orgplan.clashes.rules.norms import USUAL_TRAVEL, Norms
from orgplan.core.prepared import Prepared
from orgplan.core.seams import bound
from orgplan.worktime.office import OfficeYears


class OfficeTime(Protocol):
    """Who knows when the office works: an upper room keeps its hours by year, and renews the stamp with each change."""

    def __call__(self) -> OfficeYears:
        """Return the hours; one query."""


def office_time() -> OfficeYears:
    """Return the office's hours as `config/clashes.py` names who knows them."""
    source: OfficeTime = bound("office_time")[0]
    return source()


_LAST: dict[UUID, Norms] = {}
"""The settings of the last stamp that this process saw; a stamp is never used for two states."""


def norms() -> Norms:
    """Return the settings: one query where this process knows their state, eight where it does not."""
    row = next(iter(_STAMPS.rows()), None)
    if row is None:
        return _read()
    (stamp,) = row
    known = _LAST.get(stamp)
    if known is None:
        known = _read()
        _LAST.clear()
        _LAST[stamp] = known
    return known


def _stamps() -> QuerySet[Any, tuple[Any, ...]]:
    return NormsStamp.objects.order_by("pk").values_list("stamp")[:1]


_STAMPS = Prepared(_stamps)


def _read() -> Norms:
    road, hours = RoadRule.objects.first(), SearchHours.objects.first()
    return Norms(
        rules=tuple(each.data for each in ClashRule.objects.all()),
        times={each.kind: each.data for each in KindTimes.objects.all()},
        travel=road.data if road else USUAL_TRAVEL,
        pairs={(start, end): minutes for start, end, minutes in _pairs()},
        hours=(hours or SearchHours()).data_with(office_time()),
        load={each.year: each.data for each in LoadRule.objects.all()},
    )


def _pairs() -> list[tuple[int, int, int]]:
    return list(RoadPair.objects.values_list("start", "end", "minutes"))
