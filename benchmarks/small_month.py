"""The month of a small town: 500 events in it and none beside, by a seeded generator, in a database of its own.

    python -m benchmarks.small_month     prints JSON: median and p95 in milliseconds, queries, kilobytes

The plain way beside it: every occurrence of the month with its event, venue and participants, row by row, into a table.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from benchmarks import city
from benchmarks.pages import client, percentiles, time_page

EVENTS = 500
MONTH = date(2026, 9, 1)


def _build() -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- after setup

    from orgplan.core.statistics import refresh_statistics  # noqa: PLC0415 -- after setup
    from orgplan.events.models import Event, Occurrence, Participation  # noqa: PLC0415 -- after setup

    call_command("migrate", verbosity=0, interactive=False)
    chance = random.Random(500)
    units, people, venues = city.directory(chance)
    days = (MONTH.replace(day=chance.randrange(1, 31)) for _ in range(EVENTS))
    events = Event.objects.bulk_create([city.event_of(chance, units, venues, day) for day in days])
    Occurrence.objects.bulk_create(
        Occurrence(event=each, start=each.first_day, end=each.last_day, start_time=each.start_time) for each in events
    )
    Participation.objects.bulk_create(list(city.participations(chance, events, people)))
    refresh_statistics()


def _plain() -> Callable[[], object]:
    from django.template import engines  # noqa: PLC0415 -- after setup

    from orgplan.events.models import Occurrence  # noqa: PLC0415 -- after setup

    table = engines["django"].from_string(
        "{% for o in rows %}<tr><td>{{ o.start }}</td><td>{{ o.event.title }}</td><td>{{ o.event.venue }}</td>"
        "<td>{% for p in o.event.participations.all %}{{ p.person }}{% endfor %}</td></tr>{% endfor %}"
    )
    return lambda: table.render({"rows": Occurrence.objects.filter(start__year=2026, start__month=9)})


def measured() -> dict[str, Any]:
    """Build the town in a folder that goes away, and ask for its month."""
    with tempfile.TemporaryDirectory(prefix="orgplan-month-") as folder:
        os.environ.update(city.environment() | {"ORGPLAN_DATA": folder, "ORGPLAN_DATABASE": ""})
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "orgplan.config.settings")
        import django  # noqa: PLC0415 -- settings are read when it starts

        django.setup()
        _build()
        from django.conf import settings  # noqa: PLC0415 -- after setup

        from orgplan.config import wsgi  # noqa: PLC0415 -- after setup

        assert wsgi.application, "loading it settles the process as the server's own is settled"
        settings.ALLOWED_HOSTS = ["localhost"]
        timing = time_page(client(), f"/calendar/month/{MONTH.isoformat()}/")
        return asdict(timing) | {"plain": percentiles(_plain())[0]}


if __name__ == "__main__":
    print(json.dumps(measured()))
