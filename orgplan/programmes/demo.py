"""The demonstration city's programmes: «80 лет Победы» and the cultural capital, with sections, aims and events.

`programmes.csv` holds the tree, `aims.csv` its numbers, `events.csv` the events of the sections; a row of several days
(`|`) is as many events. What the city held anyway joins the sections by its kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import cycle
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from orgplan.audit.actions import Actor
from orgplan.core.demo_data import Row, rows_of, several
from orgplan.directory.models import Organisation, Person, Unit, Venue
from orgplan.directory.queries import leaders_on
from orgplan.events.actions import EventFacts, OutcomeFacts, Participant, create_events, report_held, report_outcome
from orgplan.events.actions.programmes import ProgrammeFacts, put_into_programme, write_programme
from orgplan.events.models import Event, Programme
from orgplan.events.rules import (
    Consent,
    EventKind,
    EventState,
    Level,
    OutcomeKind,
    ParticipationKind,
    TurnoutSource,
)
from orgplan.language.periods import Period
from orgplan.language.timing.model import Occurrence, Timing, TimingKind
from orgplan.programmes.actions import AimFacts, write_aim
from orgplan.programmes.rules.kinds import Measure

_DATA = Path(__file__).with_name("demo_data")
_BY_AGREEMENT = " (по согласованию)"
_LONG = timedelta(days=14)
_HOUR_LAST = 23
_WITH_TURNOUT = (EventKind.MASS_EVENT, EventKind.CULTURE)
_UNREPORTED_DAYS, _UNREPORTED_EACH = 30, 3
"""Of the last month each third event has no report yet."""
_LIKE_VICTORY = Q(title__icontains="Побед") | Q(title__icontains="ветеран")
_JOINING: tuple[tuple[str, int, Q], ...] = (
    ("Память: мемориалы, возложения, вахты", 2025, _LIKE_VICTORY & Q(kind=EventKind.WREATH_LAYING)),
    ("Забота о ветеранах", 2025, _LIKE_VICTORY & Q(kind=EventKind.OFFICIAL_RECEPTION)),
    ("Праздничные дни мая", 2025, _LIKE_VICTORY & Q(kind=EventKind.MASS_EVENT)),
    ("Концерты, выставки, кино", 2025, _LIKE_VICTORY & Q(kind=EventKind.CULTURE)),
    ("Библиотеки и литература", 2026, Q(kind=EventKind.CULTURE, owner__short_name="Омские муниципальные библиотеки")),
    ("Дети и молодёжь", 2026, Q(kind=EventKind.CULTURE, owner__short_name="Департамент образования")),
    ("Культура во дворах и парках", 2026, Q(kind=EventKind.CULTURE, level=Level.DISTRICT)),
    ("Музыка и театр", 2026, Q(kind=EventKind.CULTURE)),
)
"""Section, year, which events of that year that stand in no section yet belong to it."""


def build_programmes(by: Actor, password: str) -> None:  # noqa: ARG001 -- the shape of all parts of the city
    """Write the tree, put what the city holds anyway into it, then the events of its own."""
    today = timezone.localdate()
    tree = _tree(today, by)
    for row in rows_of(_DATA / "aims.csv"):
        aim = AimFacts(Measure(row["measure"]), int(row["target"]), row["note"])
        write_aim(tree[row["programme"]], facts=aim, by=by)
    _join(tree, by)
    made: defaultdict[str, list[EventFacts]] = defaultdict(list)
    names = _Names()
    for row in rows_of(_DATA / "events.csv"):
        made[row["section"]] += names.events(row, today)
    events = create_events(facts=[each for facts in made.values() for each in facts], by=by)
    rest = iter(events)
    for section, facts in made.items():
        put_into_programme(programme=tree[section], events=[next(rest) for _each in facts], by=by)
    _report(events, today, by)


def _tree(today: date, by: Actor) -> dict[str, Programme]:
    leaders: dict[int, Person] = {post.leader_order or 0: post.person for post in leaders_on(today)}
    units = {each.short_name: each for each in Unit.objects.all()}
    tree: dict[str, Programme] = {}
    for row in rows_of(_DATA / "programmes.csv"):
        parent = tree[row["parent"]] if row["parent"] else None
        years = several(row["years"]) or ([str(parent.first_year)] if parent else [])
        facts = ProgrammeFacts(
            name=row["name"],
            code=row["code"],
            first_year=int(years[0]),
            last_year=int(years[-1]),
            parent=parent,
            is_section=not row["code"],
            position=int(row["position"]),
            aim=row["aim"],
            curator=leaders.get(int(row["curator"])) if row["curator"] else None,
            units=tuple(units[name] for name in several(row["units"])),
        )
        tree[row["code"] or row["name"]] = tree[row["name"]] = write_programme(facts=facts, by=by)
    return tree


def _join(tree: dict[str, Programme], by: Actor) -> None:
    for name, year, belongs in _JOINING:
        section = tree[name]
        free = Event.objects.kept().filter(belongs, first_day__year=year, programmes=None)
        if events := list(free.order_by("moment", "pk")):
            put_into_programme(programme=section, events=events, by=by)


class _Names:
    """The directory by the names that the data files use."""

    def __init__(self) -> None:
        self.units = {each.short_name: each for each in Unit.objects.all()}
        self.venues = {each.name: each for each in Venue.objects.all()}
        self.organisations = {str(each): each for each in Organisation.objects.all()}

    def events(self, row: Row, today: date) -> Iterator[EventFacts]:
        """Return the events of a row, one for each of its days."""
        places = cycle(row["place"].split("|"))
        owners = cycle(several(row["owner"]))
        for day in several(row["when"]):
            place, timing = next(places).strip(), _timing(day)
            where = place or "место уточняется"
            last = max(each.end or each.start or today for each in timing.occurrences)
            yield EventFacts(
                title=row["title"].replace("{где}", where),
                owner=self.units[next(owners)],
                timing=timing,
                kind=EventKind(row["kind"]),
                level=Level(row["level"]),
                state=EventState.PLANNED,
                venue=self.venues.get(place),
                place="" if place in self.venues else place,
                participants=tuple(self._responsible(row, is_over=last < today)),
            )

    def _responsible(self, row: Row, *, is_over: bool) -> Iterator[Participant]:
        for words in several(row["responsible"]):
            name = words.removesuffix(_BY_AGREEMENT)
            asked = Consent.GIVEN if is_over else Consent.PENDING
            unit, organisation = self.units.get(name), self.organisations.get(name)
            wording = "" if unit or organisation else name
            consent = asked if name != words else Consent.NOT_NEEDED
            yield Participant(ParticipationKind.RESPONSIBLE, None, unit, organisation, wording, consent)


def _timing(words: str) -> Timing:
    """Read «2026-12», «2026-06-01/2026-08-31», «2026-12-15» and «2026-12-15 18:00»: an hour and a half."""
    day, _space, clock = words.partition(" ")
    period = Period.parse(day)
    if period.end - period.start > _LONG:
        return Timing(TimingKind.PERIOD if len(day) == len("2026-12") else TimingKind.DAYS, (_days(period),))
    if not clock:
        return Timing(TimingKind.DAYS, (_days(period),))
    start = time.fromisoformat(clock)
    minutes = start.hour * 60 + start.minute + 90
    end = time(min(minutes // 60, _HOUR_LAST), minutes % 60)
    return Timing(TimingKind.TIMED, (Occurrence(period.start, period.end, start, end),))


def _days(period: Period) -> Occurrence:
    return Occurrence(period.start, period.end)


def _report(events: list[Event], today: date, by: Actor) -> None:
    """Report what is over, with how many came to public events; the last month is not reported whole."""
    late = today - timedelta(days=_UNREPORTED_DAYS)
    gone = [each for each in events if each.last_day and each.last_day < today]
    told = [each for place, each in enumerate(gone) if _last(each) < late or place % _UNREPORTED_EACH]
    public = [each for each in told if each.kind in _WITH_TURNOUT and each.first_day == each.last_day]
    for place, event in enumerate(public):
        crowd = 1_200 if event.kind == EventKind.MASS_EVENT else 180
        facts = OutcomeFacts(
            OutcomeKind.HELD,
            event.first_day,
            event.last_day,
            turnout=crowd + place * 37 % crowd,
            turnout_source=TurnoutSource.ESTIMATE.value,
        )
        report_outcome(event, facts=facts, edition=0, today=today, by=by)
    done = {each.pk for each in public}
    report_held(events=[each for each in told if each.pk not in done], today=today, by=by)


def _last(event: Event) -> date:
    assert event.last_day is not None, "asked of what is over"
    return event.last_day
