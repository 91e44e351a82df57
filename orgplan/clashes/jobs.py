"""Recurring work of the room: roads from the city's own routing server."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from orgplan.audit.actions import System
from orgplan.clashes import wire
from orgplan.clashes.actions.roads import note_router, take_roads
from orgplan.clashes.models import RoadRule
from orgplan.clashes.queries.roads import roads_to_ask
from orgplan.clashes.rules.road import Point
from orgplan.clashes.rules.router import UnreadableTableError, batches, read_table, table_path, whole_minutes
from orgplan.jobs.jobs import JobContext

ASKER = System("Сервер маршрутов")
_DAYS_AHEAD = 62


def ask_roads(context: JobContext) -> None:
    """Recurring: ask for the roads of the coming two months that nobody knows; without a server nothing is done."""
    rule = RoadRule.objects.exclude(router="").first()
    if rule is None:
        return
    today = timezone.localdate()
    wanted, points = roads_to_ask(today, today + timedelta(days=_DAYS_AHEAD))
    problem = ""
    for pairs in batches(wanted):
        context.check_stopped()
        try:
            roads = _roads(rule, pairs, points)
        except (wire.UnreachedError, UnreadableTableError) as error:
            problem = str(error)
            break
        take_roads(roads=roads, asked_on=today, by=ASKER)
    note_router(rule, problem=problem, now=timezone.now())


def _roads(rule: RoadRule, pairs: list[tuple[int, int]], points: dict[int, Point]) -> dict[tuple[int, int], int]:
    places = sorted({key for pair in pairs for key in pair})
    address = rule.router.rstrip("/") + table_path([points[key] for key in places])
    found = read_table(wire.ask(address), places)
    return {pair: whole_minutes(found[pair], rule.overhead_min) for pair in pairs if pair in found}
