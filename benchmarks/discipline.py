"""Execution discipline over 100,000 instructions, beside the plain way: every row read and judged one by one."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date, timedelta
from functools import partial

from benchmarks.model import Benchmark, Better
from benchmarks.programs import output_of

COUNT, TARGET = 100_000, 1_000
TODAY, SINCE, UNTIL = date(2026, 10, 1), date(2026, 1, 1), date(2026, 12, 31)


def _measured(what: str) -> float:
    """Milliseconds of the processor, in a process and a database of its own."""
    return float(output_of([sys.executable, "-m", "benchmarks.discipline", what]).splitlines()[-1])


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


def _run(what: str) -> float:
    from django.core.management import call_command  # noqa: PLC0415 -- after setup
    from django.db import connection  # noqa: PLC0415 -- the same

    from orgplan.accounts.models import User  # noqa: PLC0415 -- the same
    from orgplan.instructions.queries.discipline import discipline_of  # noqa: PLC0415 -- the same

    call_command("migrate", verbosity=0, interactive=False)
    _build()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    user = User.objects.create(login="bench", name="Замер", role="department")
    begun = time.process_time()
    if what == "plain":
        _plain()
    else:
        discipline_of(user, SINCE, UNTIL, TODAY)
    return (time.process_time() - begun) * 1000


def _plain() -> None:
    from collections import Counter  # noqa: PLC0415 -- only the baseline counts so

    from orgplan.instructions.models import Instruction  # noqa: PLC0415 -- after setup
    from orgplan.instructions.rules.discipline import outcome_of  # noqa: PLC0415 -- the same

    counts: Counter[tuple[int, str, str | None]] = Counter()
    for row in Instruction.objects.filter(due_on__range=(SINCE, UNTIL)).iterator():
        outcome = outcome_of(
            row.state, due_on=row.due_on, done_on=row.done_on, is_extended=row.is_extended, today=TODAY
        )
        counts[row.unit_id, row.source_kind, outcome] += 1


def _serve(what: str) -> None:
    """Build a database, measure, print milliseconds."""
    with tempfile.TemporaryDirectory(prefix="orgplan-bench-") as folder:
        os.environ |= {
            "ORGPLAN_DATA": folder,
            "ORGPLAN_DATABASE": "",
            "DJANGO_SETTINGS_MODULE": "orgplan.config.settings",
        }
        import django  # noqa: PLC0415 -- settings are read when it starts

        django.setup()
        print(_run(what))


BENCHMARKS = [
    Benchmark(
        name="discipline",
        what="Дисциплина по 100 000 поручений",
        unit="мс",
        better=Better.LESS,
        target=TARGET,
        run=partial(_measured, "ours"),
        baseline=partial(_measured, "plain"),
        baseline_is="каждое поручение читается и относится к исходу по одному",
    )
]

if __name__ == "__main__":
    _serve(sys.argv[1])
