"""Storing what `orgplan import` has read: the same actions as the page, in the name of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from orgplan.cli.failure import Failure
from orgplan.cli.serving import set_up
from orgplan.language.periods import Period
from orgplan.planning.rules.reading.model import PlanReading


def store(reading: PlanReading, file: Path, period: Period, unit_name: str) -> str:
    """Send the reading as the unit's plan of the period; return a sentence that tells what changed.

    One transaction: a command that is stopped in the middle leaves the database as it was.
    """
    set_up()
    from django.db import transaction  # noqa: PLC0415 -- needs Django to be set up

    from orgplan.audit.actions import System  # noqa: PLC0415 -- the same
    from orgplan.planning.actions.plans import open_city_plan, open_plan  # noqa: PLC0415 -- the same
    from orgplan.planning.actions.submissions import read_in, submit  # noqa: PLC0415 -- the same
    from orgplan.planning.actions.suggestions import suggest_pairs  # noqa: PLC0415 -- the same
    from orgplan.planning.imports import Source  # noqa: PLC0415 -- the same
    from orgplan.planning.queries.submissions import review_counts  # noqa: PLC0415 -- the same

    by = System("Командная строка")
    unit = _unit(unit_name)
    with transaction.atomic():
        plan = open_plan(unit=unit, period=period, by=by)
        source = Source(name=file.name, data=file.read_bytes())
        submission = read_in(plan=plan, source=source, reading=reading, by=by)
        counts = review_counts(submission)
        submit(submission, by=by)
        suggest_pairs(plan=open_city_plan(period=period, by=by), by=by)
    return f"{plan}: новых строк {counts.new}, изменённых {counts.changed}, без изменений {counts.same}."


def _unit(name: str) -> Any:
    """Return the unit of this full or short name, whatever the case of its letters; Failure names those that exist."""
    from orgplan.directory.models import Unit  # noqa: PLC0415 -- needs Django to be set up

    units = list(Unit.objects.filter(is_active=True))
    found = [unit for unit in units if name.casefold() in {unit.name.casefold(), unit.short_name.casefold()}]
    if len(found) != 1:
        known = ", ".join(unit.short_name for unit in units if unit.submits_plans)
        raise Failure(f"подразделение «{name}» не найдено; есть: {known}")
    return found[0]
