"""A city of 200,000 events and 20,000 plan lines, by a seeded generator, in a database of its own.

    python -m benchmarks.city         build it, if it is not there (build/bench-city)

Written past the actions in bulk; the rows are as the actions write them. ORGPLAN_BENCH_DATABASE names a PostgreSQL
database instead of the SQLite file. Everybody here is invented.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import office
from benchmarks.invented import title

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "bench-city"
EVENTS, UNITS, LEADERS, VENUES = 200_000, 40, 9, 120
FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)
#: The month whose 2,000 lines wait for a decision, and the month whose plan of 2,000 events is approved.
WAITING, APPROVED = "2026-10", "2026-09"
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 11))
LINES_A_MONTH = 2_000
LOGIN = "bench-department"
#: The variable that names a PostgreSQL database to build the city in, instead of the SQLite file.
DATABASE = "ORGPLAN_BENCH_DATABASE"
_BATCH = 2_000
_PARTS = 0.05  # the share of events that are part of another


def environment() -> dict[str, str]:
    """Return the environment in which the product works on this city."""
    return os.environ | {"ORGPLAN_DATA": str(FOLDER), "ORGPLAN_DATABASE": os.environ.get(DATABASE, "")}


def ready() -> None:
    """Start the framework on the city's database and build the city where it is missing or of another make."""
    os.environ.update(environment())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orgplan.config.settings")
    import django  # noqa: PLC0415 -- settings are read when it starts

    django.setup()
    database = hashlib.sha256(os.environ["ORGPLAN_DATABASE"].encode()).hexdigest()[:8]
    mark = FOLDER / f"built-{database}-{_make()}"
    if mark.exists():
        return
    from django.core.management import call_command  # noqa: PLC0415 -- after setup

    from orgplan.audit.actions import System  # noqa: PLC0415 -- after setup
    from orgplan.clashes.actions import lay_usual_norms  # noqa: PLC0415 -- after setup
    from orgplan.core.statistics import refresh_statistics  # noqa: PLC0415 -- after setup

    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"built-{database}-*"):
        old.unlink()
    if not os.environ["ORGPLAN_DATABASE"]:
        for old in FOLDER.glob("orgplan.sqlite3*"):
            old.unlink()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("flush", verbosity=0, interactive=False)
    lay_usual_norms(by=System("benchmark"))  # as in every city: the stamp of the migration went with the flush
    print("строю город: 200 000 мероприятий", file=sys.stderr)
    _build(random.Random(1716))
    _fill_search()
    refresh_statistics()
    mark.touch()


def _fill_search() -> None:
    """Enter everything into the search: rows written in bulk tell nobody."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup

    from orgplan.search.actions import compare_all  # noqa: PLC0415 -- after setup

    print("заполняю поиск", file=sys.stderr)
    compare_all(now=timezone.now())


def _make() -> str:
    """Return a mark of this module and the migrations: another one means another city."""
    sources = [Path(__file__), Path(office.__file__), *sorted((ROOT / "orgplan").glob("*/migrations/0*.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def _build(chance: random.Random) -> None:
    from django.db import connection, transaction  # noqa: PLC0415 -- after setup

    with transaction.atomic():
        units, people, venues = directory(chance)
        events = _events(chance, units, people, venues)
        _plans(chance, units, events)
        office.furnish(chance, units, events)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def directory(chance: random.Random) -> tuple[list[Any], list[Any], list[Any]]:
    """Write the units, leaders and venues of the city."""
    from orgplan.accounts.models import User  # noqa: PLC0415 -- after setup
    from orgplan.directory.models import Person, Position, Unit, Venue  # noqa: PLC0415 -- after setup

    User.objects.create(login=LOGIN, name="Пробный Сотрудник", role="department", is_demo=True)
    units = Unit.objects.bulk_create(
        Unit(name=f"Департамент пробных дел № {n}", short_name=f"Пробных дел № {n}", position=n)
        for n in range(1, UNITS + 1)
    )
    people = Person.objects.bulk_create(
        Person(surname=f"Выдуманов{n}", first_name="Пётр", patronymic="Пробович", gender="m", is_invented=True)
        for n in range(1, LEADERS + 1)
    )
    Position.objects.bulk_create(
        Position(person=each, unit=units[0], title=f"заместитель Мэра города, {n}", leader_order=n)
        for n, each in enumerate(people, start=1)
    )
    venues = Venue.objects.bulk_create(
        Venue(
            name=f"Пробный зал № {n}",
            district=f"Округ {n % 5 + 1}",
            latitude=round(54.9 + chance.random() / 5, 5),
            longitude=round(73.2 + chance.random() / 3, 5),
        )
        for n in range(1, VENUES + 1)
    )
    return units, people, venues


def event_of(chance: random.Random, units: list[Any], venues: list[Any], day: date) -> Any:
    """Return an event of the day, not yet saved."""
    from orgplan.events.models import Event  # noqa: PLC0415 -- after setup

    known = chance.random()
    kind = "timed" if known < 0.7 else "days" if known < 0.9 else "period"
    last = day if kind == "timed" else day + timedelta(days=chance.randrange(3) if kind == "days" else 20)
    event = Event(
        title=title(chance),
        kind=chance.choice(("meeting", "session", "culture", "sport", "conference", "mass_event", "other")),
        level=chance.choice(("district", "city", "city", "city", "regional")),
        state="held" if day < date(2026, 8, 1) else "planned",
        owner=chance.choice(units),
        timing_kind=kind,
        first_day=day,
        last_day=last,
        start_time=time(chance.randrange(8, 20), chance.choice((0, 0, 30))) if kind == "timed" else None,
        venue=chance.choice(venues) if chance.random() < 0.8 else None,
        place="" if chance.random() < 0.5 else f"ул. Пробная, {chance.randrange(1, 90)}",
    )
    event.put_keys()
    return event


def _events(chance: random.Random, units: list[Any], people: list[Any], venues: list[Any]) -> list[Any]:
    from orgplan.audit.models import Entry  # noqa: PLC0415 -- after setup
    from orgplan.events.models import Event, Occurrence, Participation  # noqa: PLC0415 -- after setup

    span = (LAST - FIRST).days + 1
    # The approved and the waiting month are busy ones, so that a plan of 2,000 events has that many.
    days = [FIRST + timedelta(days=chance.randrange(span)) for _ in range(EVENTS - LINES_A_MONTH)]
    days += [date(2026, 9, chance.randrange(1, 31)) for _ in range(LINES_A_MONTH)]
    made: list[Any] = []
    for part in _chunks(event_of(chance, units, venues, day) for day in days):
        for each in part if made else ():
            each.part_of = chance.choice(made) if chance.random() < _PARTS else None
        events = Event.objects.bulk_create(part)
        Occurrence.objects.bulk_create(
            Occurrence(event=each, start=each.first_day, end=each.last_day, start_time=each.start_time)
            for each in events
        )
        Participation.objects.bulk_create(list(participations(chance, events, people)))
        Entry.objects.bulk_create(
            Entry(
                actor="Пробный Сотрудник",
                verb="events.create_event",
                object_kind="events.event",
                object_key=str(each.pk),
                object_label=each.title[:300],
                after={"title": each.title},
            )
            for each in events
        )
        made += events
    return made


def participations(chance: random.Random, events: list[Any], people: list[Any]) -> Iterator[Any]:
    """Return who takes part in the events, not yet saved."""
    from orgplan.events.models import Participation  # noqa: PLC0415 -- after setup

    for each in events:
        yield Participation(event=each, kind="responsible", unit=each.owner)
        if chance.random() < 0.3:
            yield Participation(event=each, kind=chance.choice(("hosts", "attends")), person=chance.choice(people))


def _plans(chance: random.Random, units: list[Any], events: list[Any]) -> None:
    from orgplan.language.periods import Period  # noqa: PLC0415 -- after setup
    from orgplan.planning.models import Plan, PlanItem, PlanSection  # noqa: PLC0415 -- after setup

    for code in MONTHS:
        period = Period.parse(code)
        dated = {"kind": "month", "period_code": code, "starts_on": period.start, "ends_on": period.end}
        city = Plan.objects.create(title=f"План на {code}", state="draft", **dated)
        sections = PlanSection.objects.bulk_create(
            PlanSection(plan=city, title=f"Раздел {n}", position=n) for n in range(6)
        )
        of_units = Plan.objects.bulk_create(Plan(unit=unit, title=f"План на {code}", **dated) for unit in units)
        lines = _lines(chance, of_units, sections, decided=code != WAITING)
        if code == WAITING:
            _suggestions(chance, city, lines)
        inside = [each for each in events if period.start <= each.first_day <= period.end][:LINES_A_MONTH]
        if code != WAITING:
            PlanItem.objects.bulk_create(
                [PlanItem(plan=city, event=each, section=chance.choice(sections)) for each in inside],
                batch_size=_BATCH,
            )
        if code == APPROVED:
            _approve(city)


def _lines(chance: random.Random, plans: list[Any], sections: list[Any], *, decided: bool) -> list[Any]:
    from orgplan.planning.models import PlanLine  # noqa: PLC0415 -- after setup

    lines = []
    for number in range(LINES_A_MONTH):
        plan = plans[number % len(plans)]
        day = plan.starts_on + timedelta(days=chance.randrange((plan.ends_on - plan.starts_on).days + 1))
        line = PlanLine(
            plan=plan,
            number=number // len(plans) + 1,
            title=title(chance),
            date_text=f"{day:%d.%m.%Y} в 14.00",
            timing_kind="timed",
            occurrences=[[day.isoformat(), day.isoformat(), "14:00:00", None]],
            first_day=day,
            last_day=day,
            start_time=time(14),
            place=f"Пробный зал № {chance.randrange(1, VENUES)}",
            responsible=[{"name": "Примеров П. П.", "by_agreement": chance.random() < 0.2}],
            confidence={"title": 1.0, "timing": 1.0, "place": 1.0, "responsible": 1.0},
            cells=[["Дата", f"{day:%d.%m.%Y} в 14.00"], ["Мероприятие", "как в файле"]],
            problems=[] if chance.random() < 0.9 else [{"code": "no_place", "text": "Место не указано."}],
            section=chance.choice(sections) if chance.random() < 0.8 else None,
            fingerprint=f"{plan.pk}-{number}",
            state="accepted" if decided else "submitted",
            decided_by="Пробный Сотрудник" if decided else "",
            decided_at=datetime(2026, 8, 1, tzinfo=UTC) if decided else None,
        )
        lines.append(line)
    return list(PlanLine.objects.bulk_create(lines, batch_size=_BATCH))


def _suggestions(chance: random.Random, city: Any, lines: list[Any]) -> None:
    """Three hundred pairs that may be one event, a hundred of them already decided."""
    from orgplan.planning.models import PairSuggestion, PairVerdict  # noqa: PLC0415 -- after setup

    pairs = [tuple(sorted(chance.sample(lines, 2), key=lambda each: each.pk)) for _ in range(300)]
    unique = {(one.pk, other.pk): (one, other) for one, other in pairs}
    PairSuggestion.objects.bulk_create(
        PairSuggestion(plan=city, first=one, second=other, is_part=False, certainty=0.9, reasons=["тот же день"])
        for one, other in unique.values()
    )
    PairVerdict.objects.bulk_create(
        PairVerdict(first=one, second=other, verdict="different", decided_by="Пробный Сотрудник")
        for one, other in islice(unique.values(), 100)
    )


def _approve(city: Any) -> None:
    """Freeze a version that lacks some rows and words some otherwise, so that there is a difference to show."""
    from orgplan.events.models import Event  # noqa: PLC0415 -- after setup
    from orgplan.planning.models import PlanVersion, VersionPoint  # noqa: PLC0415 -- after setup
    from orgplan.planning.queries.plans import frozen_rows  # noqa: PLC0415 -- after setup

    rows = frozen_rows(city)[20:]
    for row in rows[::50]:
        row["when"] = "в течение месяца"
    # Most events were recorded before the approval; those that differ, and every seventh besides, were written after.
    before = datetime(2026, 8, 20, 9, tzinfo=UTC)
    written = {row["event"] for row in rows[::50]} | {row["event"] for row in rows[::7]}
    approved = [row["event"] for row in rows if row["event"] not in written]
    Event.objects.filter(pk__in=approved).update(changed_at=before)
    version = PlanVersion.objects.create(
        plan=city,
        number=1,
        title=city.title,
        approved_on=date(2026, 8, 25),
        approver_name="П. П. Выдуманов",
        approver_post="Мэр города",
        rows=rows,
        created_by="Пробный Сотрудник",
    )
    VersionPoint.objects.bulk_create(
        VersionPoint(version=version, event_id=row["event"], number=number) for number, row in enumerate(rows, start=1)
    )
    city.state = "approved"
    city.save(update_fields=["state"])


def _chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, _BATCH)):
        yield chunk


if __name__ == "__main__":
    ready()
