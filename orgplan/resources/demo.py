"""The demonstration city's resources: what it has, what the events of the coming weeks ask for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of
from orgplan.directory.models import Unit
from orgplan.events.models import Event
from orgplan.events.rules import EventState
from orgplan.resources.actions import (
    NeedFacts,
    ResourceFacts,
    add_stock,
    promise_need,
    refuse_need,
    write_need,
    write_resource,
)
from orgplan.resources.models import Need, Resource
from orgplan.resources.rules.kinds import Use

_DATA = Path(__file__).with_name("demo_data")
_BEFORE, _AHEAD = timedelta(days=14), timedelta(days=56)


def build_resources(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Write the list with its stock, then the needs of the events around today, most of them answered."""
    units = {unit.name: unit for unit in Unit.objects.all()} | {unit.short_name: unit for unit in Unit.objects.all()}
    resources = {row["name"]: _resource(row, units, by) for row in rows_of(_DATA / "resources.csv")}
    today = timezone.localdate()
    barriers = resources["Барьеры металлические, секция 2 м"]
    repair = today + timedelta(days=10)
    add_stock(barriers, amount=-60, since=repair, until=repair + timedelta(days=20), words="ремонт и окраска", by=by)
    wanted: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of(_DATA / "needs.csv"):
        wanted[row["kind"]].append(row)
    events = Event.objects.kept().filter(
        kind__in=wanted, state=EventState.PLANNED, first_day__range=(today - _BEFORE, today + _AHEAD)
    )
    for number, event in enumerate(events.select_related("owner").order_by("first_day", "pk")):
        for row in wanted[event.kind]:
            need = write_need(event, facts=_facts(row, resources), by=by)
            _answer(need, number, by)


def _resource(row: Row, units: dict[str, Unit], by: Actor) -> Resource:
    facts = ResourceFacts(
        row["name"], row["measure"], Use(row["use"]), units[row["keeper"]], int(row["lead"]), row["note"]
    )
    made = write_resource(facts=facts, by=by)
    if int(row["amount"]):
        add_stock(made, amount=int(row["amount"]), since=date(2023, 1, 1), words="инвентаризация", by=by)
    return made


def _facts(row: Row, resources: dict[str, Resource]) -> NeedFacts:
    amount, before, after = (int(row[name]) for name in ("amount", "before", "after"))
    return NeedFacts(resources[row["resource"]], amount, before, after, row["note"])


def _answer(need: Need, number: int, by: Actor) -> None:
    """Answer as it comes: one event in four waits for its answers, one in seven is refused transport."""
    if number % 4 == 3:  # noqa: PLR2004 -- said above
        return
    if number % 7 == 2 and need.resource.name.startswith("Автобус"):  # noqa: PLR2004 -- said above
        refuse_need(need, answer="автобусы заняты на подвозе к другому мероприятию", edition=need.edition, by=by)
        return
    promise_need(need, promised=need.amount, edition=need.edition, by=by)
