"""Clashes: the command over 100,000 events, and one event against a database of 200,000."""

from __future__ import annotations

import json
import math
import random
import sys
import tempfile
import time
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.model import Benchmark, Better
from benchmarks.programs import ORGPLAN, output_of

EVENTS, PEOPLE, VENUES = 100_000, 300, 200
_QUARTERS = 365 * 24 * 4


@cache
def _file() -> Path:
    """Write a year of events, 1 to 3 of 300 people each, in 200 venues; seeded."""
    dice = random.Random(2026)
    first = datetime.fromisoformat("2026-01-01T00:00")
    venues = [
        {"id": f"v{n}", "lat": 54.9 + dice.random() / 5, "lon": 73.2 + dice.random() / 2.5} for n in range(VENUES)
    ]
    events = []
    for number in range(EVENTS):
        start = first + timedelta(minutes=15 * dice.randrange(_QUARTERS))
        end = start + timedelta(minutes=dice.choice((30, 60, 90, 120)))
        people = dice.sample(range(PEOPLE), dice.randint(1, 3))
        events.append(
            {
                "id": f"e{number}",
                "start": start.isoformat(timespec="minutes"),
                "end": end.isoformat(timespec="minutes"),
                "venue": f"v{dice.randrange(VENUES)}",
                "people": [f"p{each}" for each in people],
            }
        )
    path = Path(tempfile.mkdtemp(prefix="orgplan-bench-")) / "clashes.json"
    document = {"venues": venues, "travel": {"speed_kmh": 30, "detour": 1.4, "overhead_min": 10}, "events": events}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def _command_seconds() -> float:
    path = _file()
    best = math.inf
    for _attempt in range(3):
        start = time.perf_counter()
        output_of([*ORGPLAN, "clashes", str(path), "--json"])
        best = min(best, time.perf_counter() - start)
    return best


def _plain_seconds() -> float:
    """Every pair of a person's and a venue's events, read and compared as they stand in the file; persons only."""
    start = time.perf_counter()
    document = json.loads(_file().read_bytes())
    rows: dict[str, list[tuple[datetime, datetime]]] = {}
    for event in document["events"]:
        span = (datetime.fromisoformat(event["start"]), datetime.fromisoformat(event["end"]))
        for person in event["people"]:
            rows.setdefault(person, []).append(span)
    found = 0
    for own in list(rows.values())[:30]:
        found += sum(
            one[0] < other[1] and other[0] < one[1] for number, one in enumerate(own) for other in own[number + 1 :]
        )
    spent = time.perf_counter() - start
    return spent * PEOPLE / 30


@cache
def _measured() -> Any:
    return json.loads(output_of((sys.executable, "-W", "ignore", "-m", "benchmarks.clash_city")))


BENCHMARKS = [
    Benchmark(
        "clashes.command",
        "Накладки 100 000 мероприятий, весь процесс",
        "с",
        Better.LESS,
        1.0,
        _command_seconds,
        _plain_seconds,
        "каждая пара мероприятий человека, без площадок и дороги (по десятой части людей)",
    ),
    Benchmark(
        "clashes.one",
        "Одно мероприятие среди 200 000, медиана",
        "мс",
        Better.LESS,
        5,
        lambda: float(_measured()["one"]),
        lambda: float(_measured()["plain"]),
        "прочесть все мероприятия с их временем",
    ),
    Benchmark(
        "clashes.one.p95",
        "Одно мероприятие среди 200 000, 95 %",
        "мс",
        Better.LESS,
        5,
        lambda: float(_measured()["one_p95"]),
    ),
    Benchmark(
        "clashes.one.queries", "Одно мероприятие: запросов", "", Better.LESS, 8, lambda: float(_measured()["queries"])
    ),
    Benchmark(
        "clashes.week",
        "Перенос: неделя невозможного времени, 95 %",
        "мс",
        Better.LESS,
        50,
        lambda: float(_measured()["week_p95"]),
    ),
]
