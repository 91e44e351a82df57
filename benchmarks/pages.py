"""Times pages of the city of 200,000 events through the whole stack of middleware, in a process of its own.

    python -m benchmarks.pages                one table of all pages
    python -m benchmarks.pages --json NAME…   what `benchmarks.page_speed` reads
    python -m benchmarks.pages --cold NAME…   as a process that has drawn none of the rows yet
    python -m benchmarks.pages --database postgresql://… NAME…   the same on PostgreSQL

A page is asked for as its reader asks: with a session, compressed. Figures: p95 of the server's time over 40 requests
after three to warm up (fewer of a page so slow that they would take more than eight seconds), queries of one request,
and the bytes that travel.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from benchmarks import city, office, programme

_TIMES, _WARM, _PATIENCE = 40, 3, 8.0
_HEADERS = {"HTTP_ACCEPT_ENCODING": "gzip", "HTTP_HOST": "localhost"}


@dataclass(frozen=True, slots=True)
class Timing:
    """What one page costs: milliseconds, number of queries, kilobytes as they travel."""

    p50_ms: float
    p95_ms: float
    queries: int
    kilobytes: float


def addresses() -> dict[str, str]:
    """Return the measured pages by name."""
    from django.urls import reverse  # noqa: PLC0415 -- after setup

    from orgplan.events.models import Event  # noqa: PLC0415 -- after setup
    from orgplan.planning.models import Plan  # noqa: PLC0415 -- after setup

    change = office.touched()
    waiting = Plan.objects.get(unit=None, period_code=city.WAITING)
    approved = Plan.objects.get(unit=None, period_code=city.APPROVED)
    of_unit = Plan.objects.filter(unit__isnull=False, period_code=city.WAITING).first()
    event = Event.objects.filter(plan_items__plan=approved).first()
    assert of_unit, "the city has plans of units"
    assert event, "and events in them"
    events, plan = reverse("events:list"), reverse("planning:plan", args=[approved.pk])
    consolidation = reverse("planning:consolidation", args=[waiting.pk])
    return {
        "events": events,
        "events.all_years": f"{events}?since=",
        "events.words": f"{events}?since=&q=концерт+ветеранов",
        "events.leader": f"{events}?since=&leader=3",
        "events.unit": f"{events}?since=&unit=5",
        "events.last": f"{events}?since=&page=2000",
        "event": reverse("events:event", args=[event.pk]),
        "plan": plan,
        "plan.last": f"{plan}?page=20",
        "plan.jump": f"{plan}?row=1234",
        "consolidation": consolidation,
        "consolidation.words": f"{consolidation}?q=концерт",
        "consolidation.paired": f"{consolidation}?paired=1",
        "unit_plan": reverse("planning:plan", args=[of_unit.pk]),
        "board": reverse("planning:board", args=[waiting.pk]),
        "execution": reverse("planning:execution", args=[approved.pk]),
        "difference": reverse("planning:changes", args=[approved.pk]),
        "agreement": reverse("planning:round", args=[approved.rounds.get().pk]),
        "outbox": reverse("notices:outbox"),
        "documents": reverse("documents:list"),
        "basket": reverse("events:basket"),
        "change": reverse("changes:change", args=[change.pk]),
        "today": reverse("home:today"),
        "today.ahead": reverse("home:ahead"),
        "search": f"{reverse('search:search')}?q=концерт+ветеранов",
        "palette.common": f"{reverse('search:palette')}?q=совещани",
        "palette.rare": f"{reverse('search:palette')}?q=выдуманов7",
        "palette.slip": f"{reverse('search:palette')}?q=празник+ветиранов",
        "palette.layout": f"{reverse('search:palette')}?q=rjywthn",
        "palette.date": f"{reverse('search:palette')}?q=концерт+12.09",
        "palette.letter": f"{reverse('search:palette')}?q=ко",
        **programme_addresses(),
        **calendar_addresses(),
    }


def programme_addresses() -> dict[str, str]:
    """Return the pages of a programme of 1,000 events, and the list behind one of its numbers."""
    from django.urls import reverse  # noqa: PLC0415 -- after setup

    whole = programme.measured()
    pages = {"": "programme", ".coverage": "coverage", ".timeline": "timeline", ".map": "map"}
    shown = {f"programme{name}": reverse(f"programmes:{page}", args=[whole.pk]) for name, page in pages.items()}
    return shown | {"programme.gap": f"{reverse('events:list')}?since=&programme={whole.pk}&gap=any"}


def calendar_addresses() -> dict[str, str]:
    """Return the views of the calendar over its busiest month, some with a filter."""
    from django.urls import reverse  # noqa: PLC0415 -- after setup

    views = ("day", "week", "hours", "month", "quarter", "year", "list", "venues", "venue-week")
    shown = {f"calendar.{view}": reverse("calendar:page", args=[view, "2026-09-16"]) for view in views}
    month = shown["calendar.month"]
    return shown | {
        "calendar.month.past": reverse("calendar:page", args=["month", "2018-03-14"]),
        "calendar.month.leader": f"{month}?leader=3",
        "calendar.year.unit": f"{shown['calendar.year']}?unit=5",
    }


def client() -> Any:
    """Return a client signed in as the department."""
    from django.test import Client  # noqa: PLC0415 -- after setup

    from orgplan.accounts.models import User  # noqa: PLC0415 -- after setup
    from orgplan.clashes.models import NormsStamp  # noqa: PLC0415 -- after setup

    NormsStamp.objects.get_or_create(pk=1)  # a migration writes it; emptying the tables took it away
    signed_in = Client(**_HEADERS)
    signed_in.force_login(User.objects.get(login=city.LOGIN))
    return signed_in


def time_page(signed_in: Any, address: str, *, cold: bool = False) -> Timing:
    """Ask for the page many times; AssertionError where it does not answer with 200."""
    from django.db import connection  # noqa: PLC0415 -- after setup
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- after setup

    from orgplan.core.drawing import forget_drawn  # noqa: PLC0415 -- after setup

    def ask() -> None:
        if cold:
            forget_drawn()
        signed_in.get(address)

    answer = signed_in.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    with CaptureQueriesContext(connection) as captured:
        signed_in.get(address)
    queries = len(captured)  # now: the next request empties the log
    p50, p95 = percentiles(ask)
    return Timing(p50, p95, queries, len(answer.content) / 1024)


def plain_pages() -> dict[str, Callable[[], object]]:
    """Return the same lists as a straightforward page shows them: no windows, relations read row by row."""
    from django.core.paginator import Paginator  # noqa: PLC0415 -- after setup
    from django.template import engines  # noqa: PLC0415 -- after setup

    from orgplan.events.models import Event  # noqa: PLC0415 -- after setup
    from orgplan.planning.models import Plan, PlanLine  # noqa: PLC0415 -- after setup

    cells = "{% for e in rows %}<tr><td>{{ e.when }}</td><td>{{ e.title }}</td><td>{{ e.place }}</td>"
    event_table = engines["django"].from_string(
        f"{cells}<td>{{{{ e.owner }}}}</td><td>{{{{ e.venue }}}}</td></tr>{{% endfor %}}"
    )
    line_table = engines["django"].from_string(
        f"{cells}<td>{{{{ e.plan.unit }}}}</td><td>{{{{ e.section }}}}</td></tr>{{% endfor %}}"
    )
    approved = Plan.objects.get(unit=None, period_code=city.APPROVED)
    since = date(2026, 11, 1)
    parts = Event.objects.filter(part_of=office.touched().event)
    return {
        "change": lambda: event_table.render({"rows": parts}),
        "events": lambda: event_table.render(
            {"rows": Paginator(Event.objects.filter(last_day__gte=since), 100).page(1).object_list}
        ),
        "plan": lambda: event_table.render({"rows": Event.objects.filter(plan_items__plan=approved)}),
        "consolidation": lambda: line_table.render(
            {"rows": PlanLine.objects.filter(plan__period_code=city.WAITING, state="submitted")}
        ),
    }


def percentiles(ask: Callable[[], object], times: int = _TIMES) -> tuple[float, float]:
    """Return the median and the 95th percentile in milliseconds."""
    taken: list[float] = []
    while len(taken) < _WARM + times and sum(taken) < _PATIENCE * 1000:
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
    warm = sorted(taken[_WARM:] or taken)
    return warm[len(warm) // 2], warm[-(len(warm) // 20) - 1]


def main() -> None:
    """Measure the named pages (all, where none is named)."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cold", action="store_true", help="forget the drawn rows before each request")
    parser.add_argument(
        "--database", default=os.environ.get(city.DATABASE, ""), help="address of a PostgreSQL database"
    )
    options = parser.parse_args()
    os.environ[city.DATABASE] = options.database
    city.ready()
    from django.conf import settings  # noqa: PLC0415 -- after setup

    from orgplan.config import wsgi  # noqa: PLC0415 -- after setup

    assert wsgi.application, "loading it settles the process as the server's own is settled"
    settings.ALLOWED_HOSTS = ["localhost"]
    signed_in = client()
    found = {}
    for name, address in addresses().items():
        if options.names and name not in options.names:
            continue
        found[name] = each = time_page(signed_in, address, cold=options.cold)
        if not options.json:
            line = f"{name:24} p50 {each.p50_ms:7.1f}  p95 {each.p95_ms:7.1f} мс  запросов {each.queries:3}"
            print(f"{line}  {each.kilobytes:6.1f} КБ", flush=True)
    if options.json:
        plain = {name: percentiles(show)[1] for name, show in plain_pages().items() if name in found}
        print(json.dumps({"pages": {name: asdict(timing) for name, timing in found.items()}, "plain": plain}))


if __name__ == "__main__":
    main()
