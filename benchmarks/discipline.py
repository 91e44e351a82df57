"""Execution discipline over 100,000 instructions, beside the plain way: every row read and judged one by one.

Both are measured in one process over one database, in time of the processor: writing the rows costs more than either.
The plain way reads every tenth row and is told ten times as long: its time grows evenly with the rows.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial

from benchmarks.model import Benchmark, Better
from benchmarks.programs import output_of

COUNT, TARGET = 100_000, 1_000
SAMPLE = 10
"""The plain way reads one row of so many."""
TODAY, SINCE, UNTIL = date(2026, 10, 1), date(2026, 1, 1), date(2026, 12, 31)


@cache
def _both() -> tuple[float, float]:
    """Return milliseconds of the processor of the report and of the plain way, in a process of their own."""
    ours, plain = output_of([sys.executable, "-m", "benchmarks.discipline"], timeout=1800).splitlines()[-1].split()
    return float(ours), float(plain)


def _measured(place: int) -> float:
    return _both()[place]


def _build() -> None:
    """Write so many instructions of forty units, due over a year, in all states."""
    from orgplan.directory.models import Unit  # noqa: PLC0415 -- after setup
    from orgplan.instructions.models import Instruction  # noqa: PLC0415 -- the same

    units = Unit.objects.bulk_create(Unit(name=f"Подразделение {n}", short_name=f"П {n}") for n in range(40))
    states = ("on_execution", "reported", "returned", "removed", "removed", "removed", "cancelled")
    rows = []
    for number in range(COUNT):
        due, state = SINCE + timedelta(days=number % 365), states[number % len(states)]
        removed = state == "removed"
        extended = number % 5 == 0
        rows.append(
            Instruction(
                text=f"Поручение {number}",
                unit=units[number % 40],
                signed_on=due - timedelta(days=40),
                due_on=due,
                first_due_on=due - timedelta(days=14) if extended else due,
                extended_times=int(extended),
                state=state,
                source_kind=("minutes", "resolution", "act")[number % 3],
                done_on=due + timedelta(days=number % 9 - 6) if removed or state == "reported" else None,
                removed_on=due + timedelta(days=5) if removed else None,
            )
        )
    Instruction.objects.bulk_create(rows, batch_size=500)


def _run() -> tuple[float, float]:
    from django.core.management import call_command  # noqa: PLC0415 -- after setup
    from django.db import connection  # noqa: PLC0415 -- the same

    from orgplan.accounts.models import User  # noqa: PLC0415 -- the same
    from orgplan.instructions.queries.discipline import discipline_of  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0, interactive=False)
    _build()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    user = User.objects.create(login="bench", name="Замер", role="department")
    ours = _milliseconds(lambda: discipline_of(user, SINCE, UNTIL, TODAY))
    return ours, _milliseconds(_plain) * SAMPLE


def _milliseconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1000


def _plain() -> None:
    from collections import Counter  # noqa: PLC0415 -- only the baseline counts so

    from django.db.models.functions import Mod  # noqa: PLC0415 -- after setup

    from orgplan.instructions.models import Instruction  # noqa: PLC0415 -- after setup
    from orgplan.instructions.rules.discipline import outcome_of  # noqa: PLC0415 -- the same

    counts: Counter[tuple[int, str, str | None]] = Counter()
    rows = Instruction.objects.annotate(left=Mod("pk", SAMPLE)).filter(due_on__range=(SINCE, UNTIL), left=0)
    for row in rows.iterator():
        outcome = outcome_of(
            row.state, due_on=row.due_on, done_on=row.done_on, is_extended=row.is_extended, today=TODAY
        )
        counts[row.unit_id, row.source_kind, outcome] += 1


def _serve() -> None:
    """Build a database, measure, print milliseconds."""
    with tempfile.TemporaryDirectory(prefix="orgplan-bench-") as folder:
        os.environ |= {
            "ORGPLAN_DATA": folder,
            "ORGPLAN_DATABASE": "",
            "DJANGO_SETTINGS_MODULE": "orgplan.config.settings",
        }
        import django  # noqa: PLC0415 -- settings are read when it starts

        django.setup()
        print(*_run())


BENCHMARKS = [
    Benchmark(
        name="discipline",
        what="Дисциплина по 100 000 поручений",
        unit="мс",
        better=Better.LESS,
        target=TARGET,
        run=partial(_measured, 0),
        baseline=partial(_measured, 1),
        baseline_is="каждое десятое поручение читается и относится к исходу по одному, время умножено на десять",
    )
]

if __name__ == "__main__":
    _serve()
