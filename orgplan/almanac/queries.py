"""Reads of the almanac: what is on the days ahead, the scheme of meetings, jubilees of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.almanac.models import (
    AlmanacTerms,
    CycleException,
    Jubilee,
    JubileeRule,
    LaidJubilee,
    LaidMeeting,
    MeetingCycle,
    MemorialDate,
)
from orgplan.almanac.policy import can_see_people
from orgplan.almanac.rules.cycles import (
    Deviation,
    ExceptionKind,
    OffDayChoice,
    Rule,
    Slot,
    scheme_places,
    slots,
)
from orgplan.almanac.rules.jubilees import AgeRule, JubileeKind, holding_in, jubilee_in
from orgplan.clashes.queries import closed_to, norms
from orgplan.clashes.queries.occupation import PLACE, place_from
from orgplan.clashes.rules.norms import Norms
from orgplan.clashes.rules.occupation import Taken, Taking, stretches
from orgplan.clashes.rules.offers import Forbidden
from orgplan.core.prepared import Prepared
from orgplan.directory.models import Organisation, usual_name
from orgplan.events.models import Event
from orgplan.events.rules import ParticipationKind
from orgplan.language.names import PersonName
from orgplan.worktime import WorkingCalendar

USUAL_RULES: dict[JubileeKind, tuple[AgeRule, int]] = {
    JubileeKind.ORGANISATION: (AgeRule((10, 20, 30, 40, 50, 60, 70, 75, 80), 10), 60),
    JubileeKind.PERSON: (AgeRule((50, 60, 70), 5), 30),
    JubileeKind.CITY: (AgeRule((10,), 5), 90),
    JubileeKind.EVENT: (AgeRule((5,), 5), 60),
}
"""What holds where the office has set no rule: ages, and how many days ahead they are shown."""


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date on a day."""

    day: date
    date: MemorialDate


@dataclass(frozen=True, slots=True)
class JubileeRow:
    """A jubilee on a day: whose, how many years."""

    day: date
    age: int
    title: str
    kind: JubileeKind
    url: str = ""
    organisation: int | None = None
    jubilee: int | None = None
    event: Event | None = None


def dates_between(user: User, since: date, until: date) -> list[DateRow]:
    """Return the memorial dates of the days, both inclusive, in order; one query."""
    rows = [
        DateRow(day, each)
        for each in MemorialDate.objects.visible_to(user).select_related("event_unit")
        for year in range(since.year, until.year + 1)
        if (day := each.in_year(year)) is not None and since <= day <= until
    ]
    return sorted(rows, key=lambda row: (row.day, row.date.title))


Rules = Mapping[JubileeKind, Sequence[tuple[int, JubileeRule]]]
"""By kind, pairs: the year from which it holds, the rule."""


def age_rules() -> Rules:
    """Return the rules of jubilees by kind; the usual one stands before a kind's first year. One query."""
    found = {kind: {0: usual_rule(kind)} for kind in JubileeKind}
    for row in JubileeRule.objects.select_related("event_unit"):
        found[JubileeKind(row.kind)][row.from_year] = row
    return {kind: tuple(rows.items()) for kind, rows in found.items()}


def usual_rule(kind: JubileeKind) -> JubileeRule:
    """Return the rule that holds where the office has set none; not saved."""
    usual, days = USUAL_RULES[kind]
    return JubileeRule(kind=kind, ages=", ".join(map(str, usual.ages)), then_every=usual.then_every, days_ahead=days)


def rule_in(rules: Rules, kind: JubileeKind, year: int) -> JubileeRule:
    """Return the rule of the kind that holds in the year."""
    held = holding_in(rules[kind], year)
    assert held is not None, "the usual rule holds always"
    return held


def jubilees_of(user: User, *years: int) -> list[JubileeRow]:
    """Return the jubilees of the years in order; people's only for those who congratulate. Two queries."""
    return _jubilees(*_begun(user), years, age_rules())


def jubilees_to_lay(first: date, last: date, rules: Rules) -> list[JubileeRow]:
    """Return the jubilees of the days, both inclusive, whose rule lays an event; people's too, named or not."""
    founded = Organisation.objects.filter(is_active=True)
    years = range(first.year, last.year + 1)
    rows = _jubilees(founded, Jubilee.objects.all(), years, rules) if _lays(rules) else []
    return [row for row in rows if first <= row.day <= last and rule_in(rules, row.kind, row.day.year).event_unit]


def _lays(rules: Rules) -> bool:
    return any(row.event_unit_id for rows in rules.values() for _since, row in rows)


def _begun(user: User) -> tuple[QuerySet[Organisation], QuerySet[Jubilee]]:
    kept = Jubilee.objects.visible_to(user)
    if not can_see_people(user):
        kept = kept.exclude(kind=JubileeKind.PERSON)
    return Organisation.objects.visible_to(user).filter(is_active=True), kept


_FOUNDED = ""  # stands for the kind of those that the directory knows


def _jubilees(
    founded: QuerySet[Organisation], kept: QuerySet[Jubilee], years: Sequence[int], rules: Rules
) -> list[JubileeRow]:
    founded = founded.exclude(founded_on=None).order_by()
    begun = founded.values_list("pk", "name", "short_name", Value(_FOUNDED), "founded_on").union(
        kept.order_by().values_list("pk", "title", Value(""), "kind", "began_on"), all=True
    )
    found = []
    held = {(kind, year): rule_in(rules, kind, year).rule for kind in JubileeKind for year in years}
    for key, name, short_name, word, day in begun:
        kind = JubileeKind(word or JubileeKind.ORGANISATION)
        whose = {"jubilee": key} if word else {"organisation": key}
        hits = (jubilee_in(day, year, held[kind, year]) for year in years)
        found += [JubileeRow(*hit, usual_name(short_name, name), kind, **whose) for hit in hits if hit]
    return sorted(found, key=lambda row: (row.day, row.title))


def laid_jubilees(user: User, rows: Sequence[JubileeRow], year: int) -> list[JubileeRow]:
    """Return the rows of the year with the events that were laid of them, those the user may see; one query."""
    laid = LaidJubilee.objects.visible_to(user).filter(year=year, event__in=Event.objects.visible_to(user))
    events = {(each.jubilee_id, each.organisation_id): each.event for each in laid.select_related("event")}
    return [replace(row, event=events.get((row.jubilee, row.organisation))) for row in rows]


def jubilees_ahead(user: User, today: date) -> list[JubileeRow]:
    """Return the jubilees from today on, each as long ahead as its rule of this year says; two queries."""
    rules = age_rules()
    days = {kind: rule_in(rules, kind, today.year).days_ahead for kind in JubileeKind}
    years = {today.year, (today + timedelta(days=max(days.values()))).year}
    return [
        row
        for row in _jubilees(*_begun(user), sorted(years), rules)
        if today <= row.day <= today + timedelta(days=days[row.kind])
    ]


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle and its next meeting."""

    cycle: MeetingCycle
    coming: Slot | None


def cycles_with_next(user: User, today: date) -> list[CycleRow]:
    """Return the cycles that hold today or later, each with its next meeting; two queries."""
    cycles = MeetingCycle.objects.visible_to(user).exclude(ends_on__lt=today)
    cycles = cycles.select_related("owner", "chair", "venue").prefetch_related("exceptions")
    return [CycleRow(cycle, next(iter(meetings_of(cycle, today, 1)), None)) for cycle in cycles]


def meetings_of(cycle: MeetingCycle, since: date, count: int) -> list[Slot]:
    """Return the next meetings that take place, at most so many, within a year and a half."""
    until = since + timedelta(days=550)
    found = slots(cycle.rule, cycle.deviations, since, until, WorkingCalendar.bundled())
    return [slot for slot in found if not slot.is_cancelled][:count]


@dataclass(frozen=True, slots=True)
class Scheme:
    """The printed scheme: rows are the weeks of a month, cells the weekdays Monday to Saturday; the rest as a list."""

    weeks: list[list[list[MeetingCycle]]]
    others: list[MeetingCycle]


def scheme_of(rows: list[CycleRow]) -> Scheme:
    """Return the scheme of the cycles: those of every week stand in every row, in order of the hour."""
    weeks: list[list[list[MeetingCycle]]] = [[[] for _day in range(7)] for _week in range(5)]
    others = []
    for row in sorted(rows, key=lambda row: (row.cycle.start_time or time(), row.cycle.title)):
        places = scheme_places(row.cycle.rrule)
        if places is None:
            others.append(row.cycle)
            continue
        for week, weekday in places:
            weeks[week - 1][weekday].append(row.cycle)
    return Scheme(weeks, others)


def almanac_terms() -> AlmanacTerms:
    """Return how far the almanac looks: the stored row, else one with the defaults, not saved; one query."""
    return AlmanacTerms.objects.first() or AlmanacTerms()


# What the scheme of meetings keeps


def meetings_keep(
    first: date, last: date, settings: Norms, /, *, people: Collection[int] | None, venues: Collection[int] | None
) -> list[Taken]:
    """Return what meetings by rule keep on the days as long as no event was made of them, for the seam of clashes.

    Who chairs a meeting is kept, and its hall where the exception names no other place. Of days gone by only what is
    on record counts, and a meeting whose event somebody took away keeps nobody. Three queries, one where none is meant.
    """
    since = max(first, timezone.localdate())
    if last < since:
        return []
    near, far = since - _FAR, last + _FAR
    cycles = [_Keeping(*row) for row in _CYCLES.rows(near=near, far=far, people=people, venues=venues)]
    if not cycles:
        return []
    keys = [each.key for each in cycles]
    changed = defaultdict(list)
    for key, kind, *rest in _EXCEPTIONS.rows(cycles=keys):
        changed[key].append(Deviation(ExceptionKind(kind), *rest))
    laid = set(_LAID.rows(cycles=keys, near=near))
    calendar = WorkingCalendar.bundled()
    return [
        each
        for cycle in cycles
        for slot in slots(cycle.rule, changed[cycle.key], since, last, calendar)
        if not slot.is_cancelled and (cycle.key, slot.day) not in laid
        for each in _kept(cycle, slot, settings)
        if people is None or venues is None or _is_asked(each, people, venues)
    ]


_FAR = timedelta(days=400)
"""No meeting is moved further from its day by the rule."""


class _Keeping(NamedTuple):
    """A cycle as far as it keeps anybody, in the order of its columns: the chair by name, the venue by `PLACE`."""

    key: int
    title: str
    kind: str
    owner: int
    rrule: str
    starts_on: date
    ends_on: date | None
    start_time: time | None
    end_time: time | None
    off_day: str
    chair: int | None
    surname: str
    first_name: str
    patronymic: str
    venue: int | None
    venue_name: str
    latitude: Any
    longitude: Any
    set_up: int
    leaving: int
    district: str

    @property
    def rule(self) -> Rule:
        """Return when the meetings are."""
        return Rule(*self[4:9], OffDayChoice(self.off_day))


_KEEPING = (
    *("pk", "title", "kind", "owner", "rrule", "starts_on", "ends_on", "start_time", "end_time", "off_day"),
    *("chair", "chair__surname", "chair__first_name", "chair__patronymic"),
    *(f"venue__{name}" for name in PLACE),
)


def _cycles(
    *, near: date, far: date, people: Collection[int] | None, venues: Collection[int] | None
) -> QuerySet[Any, tuple[Any, ...]]:
    meant = Q(chair__in=people or ()) | Q(venue__in=venues or ())
    if people is None and venues is None:
        meant = Q(chair__isnull=False) | Q(venue__isnull=False)
    rows = MeetingCycle.objects.filter(meant, Q(ends_on__isnull=True) | Q(ends_on__gte=near), starts_on__lte=far)
    return rows.order_by().values_list(*_KEEPING)


def _exceptions(*, cycles: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    rows = CycleException.objects.filter(cycle__in=cycles).order_by("day")
    return rows.values_list("cycle", "kind", "day", "reason", "new_day", "start_time", "end_time", "place", "basis")


def _laid(*, cycles: Collection[int], near: date) -> QuerySet[Any, tuple[Any, ...]]:
    return LaidMeeting.objects.filter(cycle__in=cycles, slot__gte=near).order_by().values_list("cycle", "slot")


_CYCLES, _EXCEPTIONS, _LAID = Prepared(_cycles), Prepared(_exceptions), Prepared(_laid)


def _is_asked(taken: Taken, people: Collection[int], venues: Collection[int]) -> bool:
    return any(key in people for key in taken.people) or (taken.place is not None and taken.place.key in venues)


def _kept(cycle: _Keeping, slot: Slot, settings: Norms) -> Iterator[Taken]:
    title = _("%(meeting)s (by the scheme of meetings)") % {"meeting": cycle.title}
    found: Any = cycle[-len(PLACE) :]
    place = place_from(*found) if cycle.venue and not slot.place else None
    people = {}
    if cycle.chair:
        name = PersonName(cycle.surname, cycle.first_name, cycle.patronymic).surname_first()
        people[cycle.chair] = Taking(name, ParticipationKind.HOSTS)
    usual = settings.times_of(cycle.kind).usual
    source = f"meeting-{cycle.key}-{slot.day:%y%m%d}"
    for start, end in stretches((slot.on, slot.on), (slot.start_time, slot.end_time), usual):
        yield Taken(0, title, cycle.kind, start, end, place, people, cycle.owner, source=source)


def closed_to_meeting(user: User, cycle: MeetingCycle, slot: Slot, first: date, last: date) -> list[Forbidden]:
    """Return where the meeting may not begin on the days, both inclusive; nothing without hours, or once it is laid."""
    source = f"meeting-{cycle.pk}-{slot.day:%y%m%d}"
    people = [cycle.chair_id] if cycle.chair_id else []
    venues = [cycle.venue_id] if cycle.venue_id else []
    kept = meetings_keep(slot.on, slot.on, norms(), people=people, venues=venues)
    own = [each for each in kept if each.source == source]
    return closed_to(user, own, first, last) if own else []
