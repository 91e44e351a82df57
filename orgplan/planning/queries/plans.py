"""The rows of a consolidated plan, as pages and documents print them and as a version freezes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from orgplan.directory.models import usual_name, whole_name
from orgplan.directory.queries import signatory_of
from orgplan.events.models import Event, Participation, worded
from orgplan.events.models import Occurrence as EventOccurrence
from orgplan.events.rules import EventState, ParticipationKind
from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.planning.models import Plan, PlanItem, PlanVersion
from orgplan.planning.rules.naming import when_in

_COLUMNS = (
    *("event", "section__title", "event__title", "event__timing_kind", "event__rrule", "event__wording"),
    *("event__first_day", "event__last_day", "event__place", "event__venue__name"),
    *("event__owner__short_name", "event__owner__name"),
)
_STRETCH = ("event_id", "start", "end", "start_time", "end_time")
_RESPONSIBLE = (
    *("event_id", "consent", "wording", "person__surname", "person__first_name", "person__patronymic"),
    *("unit__short_name", "unit__name", "organisation__short_name", "organisation__name"),
)

_NAMED = 500
_KEPT_VERSIONS = 8
"""So many versions a process holds, some 2 MB each of a plan of 2,000 rows."""
_LONGEST_WRITE = timedelta(minutes=1)  # it may have begun before the rows were frozen and ended behind them


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


FrozenRows = Mapping[int, PlanRow]
"""Rows as a version and a round of agreement keep them, by event, in print order."""


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
    return list(rows_in(plan, plan.items.exclude(event__state=EventState.CANCELLED)).values())


def rows_in(plan: Plan, items: QuerySet[PlanItem], *, known: Collection[int] = ()) -> dict[int, PlanRow]:
    """Return the rows of some of the plan's items by event, in print order; what lies in the basket is left out.

    `known`: the events of these items, where the caller has them. Four queries whatever their number. Columns are read
    instead of records: a plan of 2,000 rows is compared, counted and printed as a whole, and making the records would
    cost ten times as much.
    """
    events = known or items.order_by().values("event")
    days, shared, answering = _occurrences(events), _co_owners(events), _responsible(events)
    period, rows = plan.period, {}
    for each in ordered(items).values(*_COLUMNS):
        event = each["event"]
        rows[event] = PlanRow(
            event=event,
            section=each["section__title"] or "",
            title=each["event__title"],
            when=_when(each, days[event], period),
            place=each["event__place"] or each["event__venue__name"] or "",
            responsible=tuple(answering[event]),
            units=(usual_name(each["event__owner__short_name"], each["event__owner__name"]), *shared[event]),
        )
    return rows


def rows_at(plan: Plan, places: Iterable[Place]) -> dict[int, PlanRow]:
    """Return the rows of these places; of many, all rows of the plan, which costs less than naming each."""
    # By their events and not by their own keys: of some hundred keys SQLite would think it dearer to look rows up than
    # to walk through the events of every unit.
    keys = sorted({place.event for place in places})
    if len(keys) > _NAMED:
        return rows_in(plan, plan.items.all())
    return rows_in(plan, plan.items.filter(event__in=keys), known=keys)


def _when(facts: Mapping[str, Any], days: Sequence[Occurrence], period: Period) -> str:
    if facts["event__first_day"] or facts["event__last_day"]:
        kind, rrule = TimingKind(facts["event__timing_kind"]), facts["event__rrule"] or None
        return when_in(Timing(kind, tuple(days), rrule), period)
    wording: str = facts["event__wording"]
    return wording


def _occurrences(events: QuerySet[Any] | Collection[int]) -> dict[int, list[Occurrence]]:
    found: defaultdict[int, list[Occurrence]] = defaultdict(list)
    rows = EventOccurrence.objects.filter(event__in=events).order_by("start", "start_time", "pk")
    for event, start, end, start_time, end_time in rows.values_list(*_STRETCH):
        found[event].append(Occurrence(start, end, start_time, end_time))
    return found


def _co_owners(events: QuerySet[Any] | Collection[int]) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Event.co_owners.through.objects.filter(event__in=events).order_by("unit__position", "unit__name")
    for event, *names in rows.values_list("event_id", "unit__short_name", "unit__name"):
        found[event].append(usual_name(*names))
    return found


def _responsible(events: QuerySet[Any] | Collection[int]) -> dict[int, list[str]]:
    """Return who answers for each event, in the words of `Participation.as_worded`."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Participation.objects.filter(event__in=events, kind=ParticipationKind.RESPONSIBLE).order_by("position", "pk")
    for event, consent, wording, *names in rows.values_list(*_RESPONSIBLE):
        spoken = wording or whole_name(*(part or "" for part in names[:3])) or next(filter(None, names[3:]), "")
        found[event].append(worded(spoken, consent))
    return found


def frozen_rows(plan: Plan) -> list[dict[str, Any]]:
    """Return the rows as plain data for a version."""
    return [{**asdict(row), "responsible": list(row.responsible), "units": list(row.units)} for row in rows_of(plan)]


def version_rows(version: PlanVersion) -> list[PlanRow]:
    """Return the rows that were approved."""
    return list(frozen_in(version).values())


_frozen: dict[tuple[int, datetime], FrozenRows] = {}


def frozen_in(version: PlanVersion) -> FrozenRows:
    """Return the rows that were approved, by event; one query the first time where they were deferred, none later.

    A version is never rewritten, so that what a process has read of it holds. Reading half a megabyte anew and making
    rows of it took a tenth of the time of every page of an approved plan.
    """
    # The moment tells a version from one that was taken back with its transaction and left its key to another.
    key = (version.pk, version.created_at)
    found = _frozen.get(key)
    if found is None:
        found = frozen_of(version.rows)
        if len(_frozen) >= _KEPT_VERSIONS:
            _frozen.clear()
        _frozen[key] = found
    return found


def frozen_of(kept: Iterable[Mapping[str, Any]]) -> FrozenRows:
    """Return the rows out of the plain data that a version or a round of agreement keeps."""
    return MappingProxyType({row["event"]: plan_row(row) for row in kept})


def plan_row(kept: Mapping[str, Any]) -> PlanRow:
    """Return a row out of the plain data that a version or a round of agreement keeps."""
    return PlanRow(**{**kept, "responsible": tuple(kept["responsible"]), "units": tuple(kept["units"])})


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
        changed=tuple((old[event], row) for event, row in new.items() if event in old and _differ(old[event], row)),
    )


def _differ(one: PlanRow, other: PlanRow) -> bool:
    return one != other and _printed(one) != _printed(other)


def _printed(row: PlanRow) -> PlanRow:
    """Return the row without its units where the responsible are printed instead of them."""
    return replace(row, units=()) if row.responsible else row


class Place(NamedTuple):
    """Where an event stands in a plan and whether its facts were written since the plan's version.

    Light enough to read them all.
    """

    item: int
    event: int
    section: str
    state: str
    is_written: bool = False

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the event was called off: it stands in the plan and is no row."""
        return self.state == EventState.CANCELLED

    @property
    def state_words(self) -> str:
        """Return the event's state as a mark shows it."""
        return str(EventState(self.state).label)


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row of the plan's page: its number, the facts, and the state in words where the event was called off.

    `taken_out_of`: the plan out of which a page of its own takes the `item`; nought where none does.
    """

    number: int
    event: int
    facts: PlanRow | None
    cancelled: str
    taken_out_of: int = 0
    item: int = 0


def numbered(
    places: Iterable[Place], rows: Mapping[int, PlanRow], first: int, *, taken_out_of: int = 0
) -> list[tuple[Place, NumberedRow]]:
    """Return the places of a window with their rows; `first`: the number of the first of them."""
    shown = []
    for number, each in enumerate(places, start=first):
        words = each.state_words if each.is_cancelled else ""
        item = each.item if taken_out_of else 0
        shown.append((each, NumberedRow(number, each.event, rows.get(each.event), words, taken_out_of, item)))
    return shown


def places_of(plan: Plan, since: datetime | None = None) -> list[Place]:
    """Return the places of all events in print order; one query. `since`: when the rows to compare with were frozen."""
    written = Q(event__changed_at__gte=since - _LONGEST_WRITE) if since else Q(pk__in=())
    found = ordered(plan.items.all()).annotate(is_written=ExpressionWrapper(written, output_field=BooleanField()))
    columns = found.values_list("pk", "event", "section__title", "event__state", "is_written")
    return [Place(item, event, section or "", *others) for item, event, section, *others in columns]


def places_written_since(frozen: FrozenRows, places: Iterable[Place]) -> list[Place]:
    """Return the places that may differ from the frozen rows.

    Every write to an event sets `changed_at`; what was not written since cannot differ. A unit or a venue that was
    renamed meanwhile is no change of the plan.
    """
    return [
        place
        for place in places
        if place.is_written or (then := frozen.get(place.event)) is None or then.section != place.section
    ]


def difference_from(frozen: FrozenRows, places: Sequence[Place], rows: Mapping[int, PlanRow]) -> Difference:
    """Compare the plan with frozen rows; `rows` holds, by event, at least those of `places_written_since`."""
    standing = {place.event for place in places if not place.is_cancelled}
    written = [place.event for place in places_written_since(frozen, places) if not place.is_cancelled]
    return Difference(
        added=tuple(rows[event] for event in written if event not in frozen),
        removed=tuple(row for event, row in frozen.items() if event not in standing),
        changed=tuple(
            (frozen[event], rows[event]) for event in written if event in frozen and _differ(frozen[event], rows[event])
        ),
    )


def difference_now(plan: Plan, frozen: FrozenRows, since: datetime) -> Difference:
    """Compare the plan as it stands with rows frozen at a moment; five queries, only what was written since is read."""
    places = places_of(plan, since)
    return difference_from(frozen, places, rows_at(plan, places_written_since(frozen, places)))


def signer_on(plan: Plan, day: date) -> tuple[str, str]:
    """Return post and name under the plan's document on the day: the signer's own, or those of whoever acts then."""
    signs = signatory_of(plan.signer_post, plan.signer_name, day)
    return (signs.post, signs.name) if signs and signs.is_acting else (plan.signer_post, plan.signer_name)
