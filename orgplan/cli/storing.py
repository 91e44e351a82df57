"""Storing what `orgplan import` has read: the same actions as the page, in the name of the command line."""

from __future__ import annotations

from pathlib import Path

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
    from orgplan.planning.actions.pairs import suggest_pairs  # noqa: PLC0415 -- the same
    from orgplan.planning.actions.plans import open_city_plan, open_plan  # noqa: PLC0415 -- the same
    from orgplan.planning.actions.submissions import read_in, submit  # noqa: PLC0415 -- the same
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


def _unit(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- the model loads only after Django is set up
    from django.db.models import Q  # noqa: PLC0415 -- needs Django to be set up

    from orgplan.directory.models import Unit  # noqa: PLC0415 -- the same

    found = list(Unit.objects.filter(Q(name__iexact=name) | Q(short_name__iexact=name), is_active=True)[:2])
    if len(found) != 1:
        known = ", ".join(Unit.objects.filter(is_active=True, submits_plans=True).values_list("short_name", flat=True))
        raise Failure(f"подразделение «{name}» не найдено; есть: {known}")
    return found[0]
