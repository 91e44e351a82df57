"""Calendars for other programs: how long one reading of a feed takes, beside the usual package that writes them.

A feed is read in a process that serves already, so addresses and templates are loaded before; the memory of what was
told is empty at the first reading (cold). Time of the processor: what else the machine does is not counted.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from benchmarks.invented import title
from benchmarks.model import Benchmark, Better, RunError
from benchmarks.programs import output_of

SMALL, LARGE, A_BASELINE_OF = 500, 10_000, 1_000


def _measured(count: int, what: str) -> float:
    """Milliseconds in a process and a database of its own."""
    return float(output_of([sys.executable, "-m", "benchmarks.feeds", str(count), what]).splitlines()[-1])


def _baseline(count: int) -> float:
    """Milliseconds of the usual package for as many events, read from the same rows."""
    asked = min(count, A_BASELINE_OF)
    return _measured(asked, "package") * count / asked


def _serve(count: int, what: str) -> None:
    """Build a database of so many events, measure, print milliseconds."""
    with tempfile.TemporaryDirectory(prefix="orgplan-bench-") as folder:
        os.environ |= {
            "ORGPLAN_DATA": folder,
            "ORGPLAN_DATABASE": "",
            "DJANGO_SETTINGS_MODULE": "orgplan.config.settings",
        }
        import django  # noqa: PLC0415 -- settings are read when it starts

        django.setup()
        print(_milliseconds(count, what))


def _milliseconds(count: int, what: str) -> float:
    from django.core.management import call_command  # noqa: PLC0415 -- after setup
    from django.test import Client  # noqa: PLC0415 -- the same
    from django.urls import reverse  # noqa: PLC0415 -- the same

    from orgplan.feeds.models import Feed, FeedMemory  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0, interactive=False)
    secret = _build(count)
    client, address = Client(SERVER_NAME="localhost"), reverse("feeds:read", args=[secret])
    client.get(reverse("feeds:read", args=["opf_none"]), headers={"accept-encoding": ""})
    if what == "package":
        return min(_timed(partial(_by_package, Feed.objects.select_related("user").get())) for _ in range(3))
    if what == "unchanged":
        headers = {"If-None-Match": client.get(address)["ETag"]}
        Feed.objects.update(fresh_since=Feed.objects.get().fresh_since + timedelta(minutes=16))
        return min(_timed(partial(client.get, address, headers=headers)) for _ in range(20))
    found = []
    for _ in range(5):
        FeedMemory.objects.all().delete()
        found.append(_timed(partial(client.get, address)))
    if client.get(address).content.count(b"BEGIN:VEVENT") != count:
        raise RunError("прочитано не всё")
    return min(found)


def _timed(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return (time.process_time() - start) * 1000


def _build(count: int) -> str:
    """Write so many events of the coming two years, and a feed of all; return its secret."""
    from datetime import time as clock  # noqa: PLC0415 -- the name is taken above

    from django.utils import timezone  # noqa: PLC0415 -- after setup

    from orgplan.accounts.models import User  # noqa: PLC0415 -- after setup
    from orgplan.directory.models import Unit, Venue  # noqa: PLC0415 -- after setup
    from orgplan.events.models import Event, Occurrence  # noqa: PLC0415 -- after setup
    from orgplan.feeds.actions.feeds import Options, Source, subscribe_to_calendar  # noqa: PLC0415 -- after setup

    chance, today = random.Random(1716), timezone.localdate()
    user = User.objects.create(login="bench", name="Пробный Сотрудник", role="department")
    units = [Unit.objects.create(name=f"Департамент пробных дел № {n}") for n in range(1, 41)]
    venues = [Venue.objects.create(name=f"Пробный зал № {n}", address=f"ул. Пробная, {n}") for n in range(1, 121)]
    events = []
    for _ in range(count):
        day, facts = today + timedelta(days=chance.randrange(730)), {"kind": "meeting", "timing_kind": "timed"}
        facts |= {"owner": chance.choice(units), "venue": chance.choice(venues), "state": "planned"}
        events.append(Event(title=title(chance), first_day=day, last_day=day, start_time=clock(10), **facts))
        events[-1].put_keys()
    Event.objects.bulk_create(events, batch_size=500)
    hours = {"start_time": clock(10), "end_time": clock(11, 30)}
    rows = (Occurrence(event=each, start=each.first_day, end=each.last_day, **hours) for each in events)
    Occurrence.objects.bulk_create(rows, batch_size=500)
    made = subscribe_to_calendar(user=user, name="Всё", source=Source(), options=Options(), by=user)
    return made.secret


def _by_package(feed: object) -> bytes:
    """Write the same notes by the `icalendar` package."""
    from datetime import datetime  # noqa: PLC0415 -- the way of the baseline alone
    from typing import Any, cast  # noqa: PLC0415 -- the same
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- the same

    try:
        import icalendar  # noqa: PLC0415 -- a dependency of tests alone
    except ImportError as error:
        raise RunError("нет пакета icalendar: он ставится с тестами") from error
    from django.utils import timezone  # noqa: PLC0415 -- after setup

    from orgplan.feeds.queries.notes import notes_of_feed  # noqa: PLC0415 -- after setup

    zone, calendar = ZoneInfo("Asia/Omsk"), icalendar.Calendar()
    for note in notes_of_feed(cast("Any", feed), timezone.localdate()).notes:
        event = icalendar.Event()
        for name in ("uid", "sequence", "summary", "status", "location", "description", "url"):
            event.add(name, getattr(note, name))
        event.add("dtstamp", note.changed_at)
        event.add("last-modified", note.changed_at)
        event.add("categories", note.categories.split(","))
        event.add("dtstart", datetime.combine(note.first, cast("Any", note.start), zone))
        event.add("dtend", datetime.combine(note.last, cast("Any", note.end), zone))
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _benchmark(name: str, what: str, count: int, target: float, *, unchanged: bool = False) -> Benchmark:
    scaled = f"{count} мероприятий пакетом icalendar" + (f", счёт по {A_BASELINE_OF}" if count > A_BASELINE_OF else "")
    return Benchmark(
        name=name,
        what=what,
        unit="мс",
        better=Better.LESS,
        target=target,
        run=partial(_measured, count, "unchanged" if unchanged else "cold"),
        baseline=partial(_baseline, count),
        baseline_is=scaled,
    )


BENCHMARKS = [
    _benchmark("feeds.500", "ICS: 500 мероприятий, первое чтение", SMALL, 50),
    _benchmark("feeds.10000", "ICS: 10 000 мероприятий, первое чтение", LARGE, 500),
    _benchmark("feeds.unchanged", "ICS: ничего не изменилось (304), 10 000 мероприятий", LARGE, 10, unchanged=True),
]

if __name__ == "__main__":
    _serve(int(sys.argv[1]), sys.argv[2])
