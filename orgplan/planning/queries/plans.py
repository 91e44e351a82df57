"""The rows of a consolidated plan, as pages and documents print them and as a version freezes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet

from orgplan.directory.queries import signatory_of
from orgplan.events.models import Participation
from orgplan.events.rules import EventState, ParticipationKind
from orgplan.planning.models import Plan, PlanItem, PlanVersion
from orgplan.planning.rules.naming import when_in


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One printed row; `responsible` has a name a line, «(по согласованию)» until agreed; `units`: the owner first."""

    event: int
    section: str
    title: str
    when: str
    place: str
    responsible: tuple[str, ...]
    units: tuple[str, ...]


def items_of(plan: Plan) -> QuerySet[PlanItem]:
    """Return the plan's items in print order, with all that a row needs; five queries whatever their number.

    What lies in the basket is left out.
    """
    participants = Participation.objects.filter(kind=ParticipationKind.RESPONSIBLE).select_related(
        "person", "unit", "organisation"
    )
    return ordered(
        plan.items.select_related("section", "event__owner", "event__venue").prefetch_related(
            "event__occurrences",
            "event__co_owners",
            Prefetch("event__participations", queryset=participants, to_attr="answering"),
        )
    )


def ordered(items: QuerySet[PlanItem]) -> QuerySet[PlanItem]:
    """Return the items in print order, by section, day, hour and title; those in the basket are left out."""
    return items.filter(event__deleted_at__isnull=True).order_by(
        F("section__position").asc(nulls_last=True),
        F("event__first_day").asc(nulls_last=True),
        F("event__start_time").asc(nulls_first=True),
        "event__title",
        "pk",
    )


def in_plan() -> Count:
    """Return the annotation that counts the events standing in each plan; those in the basket are left out."""
    return Count("items", filter=Q(items__event__deleted_at__isnull=True))


def row_count(plan: Plan) -> int:
    """Return how many rows an approval would freeze: what lies in the basket or was cancelled is none; one query."""
    return ordered(plan.items.exclude(event__state=EventState.CANCELLED)).count()


def rows_of(plan: Plan) -> list[PlanRow]:
    """Return the plan's rows in print order, from the facts as they are now; a cancelled event is no row."""
    return [row_of(item) for item in items_of(plan).exclude(event__state=EventState.CANCELLED)]


def frozen_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return the rows as plain data for a version."""
    return [{**asdict(row), "responsible": list(row.responsible), "units": list(row.units)} for row in rows_of(plan)]


def version_rows(version: PlanVersion) -> list[PlanRow]:
    """Return the rows that were approved."""
    return [
        PlanRow(**{**row, "responsible": tuple(row["responsible"]), "units": tuple(row["units"])})
        for row in version.rows
    ]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the plan now differs from an approved version, by event."""

    added: tuple[PlanRow, ...]
    removed: tuple[PlanRow, ...]
    changed: tuple[tuple[PlanRow, PlanRow], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def difference(now: Iterable[PlanRow], then: Iterable[PlanRow]) -> Difference:
    """Compare the facts with a version: added, removed, and changed as (then, now)."""
    new, old = {row.event: row for row in now}, {row.event: row for row in then}
    return Difference(
        added=tuple(row for event, row in new.items() if event not in old),
        removed=tuple(row for event, row in old.items() if event not in new),
        changed=tuple(
            (old[event], row) for event, row in new.items() if event in old and _printed(old[event]) != _printed(row)
        ),
    )


def _printed(row: PlanRow) -> PlanRow:
    """Return the row without its units where the responsible are printed instead of them."""
    return replace(row, units=()) if row.responsible else row


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event stands in a plan, and when its facts were last written; light enough to read them all."""

    item: int
    event: int
    section: str
    changed_at: datetime
    is_cancelled: bool = False


def places_of(plan: Plan) -> list[Place]:
    """Return the places of all events in print order; one query."""
    found = ordered(plan.items.all()).values_list("pk", "event", "section__title", "event__changed_at", "event__state")
    return [
        Place(item, event, section or "", changed_at, state == EventState.CANCELLED)
        for item, event, section, changed_at, state in found
    ]


def places_written_since(version: PlanVersion, places: Iterable[Place]) -> list[Place]:
    """Return the places that may differ from the version.

    Every write to an event sets `changed_at`; what was not written since the version cannot differ from it. A unit or a
    venue that was renamed meanwhile is no change of the plan.
    """
    sections = {row["event"]: row["section"] for row in version.rows}
    return [
        place
        for place in places
        if place.changed_at >= version.created_at or sections.get(place.event) != place.section
    ]


def difference_from(version: PlanVersion, places: Sequence[Place], rows: Mapping[int, PlanRow]) -> Difference:
    """Compare the plan with its version; `rows` holds, by event, at least those of `places_written_since`."""
    then = {row.event: row for row in version_rows(version)}
    written = {place.event for place in places_written_since(version, places)}
    now = (
        rows[place.event] if place.event in written else then[place.event] for place in places if not place.is_cancelled
    )
    return difference(now, then.values())


def row_of(item: PlanItem) -> PlanRow:
    """Return the printed row of an item that came from `items_of`."""
    event = item.event
    return PlanRow(
        event=event.pk,
        section=item.section.title if item.section else "",
        title=event.title,
        when=when_in(event.timing, item.plan.period) if event.first_day or event.last_day else event.wording,
        place=event.where,
        responsible=tuple(each.as_worded for each in event.answering),  # type: ignore[attr-defined]  # by items_of
        units=(str(event.owner), *(str(unit) for unit in event.co_owners.all())),
    )


def signer_on(plan: Plan, day: date) -> tuple[str, str]:
    """Return post and name under the plan's document on the day: the signer's own, or those of whoever acts then."""
    signs = signatory_of(plan.signer_post, plan.signer_name, day)
    return (signs.post, signs.name) if signs and signs.is_acting else (plan.signer_post, plan.signer_name)
