"""Writing a file of the directory: nothing before confirmation, everything in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError
from orgplan.directory.actions.people import PositionFacts, add_position
from orgplan.directory.actions.saving import change_fields, create_fields
from orgplan.directory.models import Intake, Person, Record
from orgplan.directory.queries.intake import CHANGED, DOUBTFUL, NEW, SAME, ComparedRow, compare, differences
from orgplan.directory.rules import INTAKE_TRANSITIONS, Gender, IntakeState

_OF_THE_NAME = ("surname", "first_name", "patronymic", "gender")


@audited
def take_in(*, kind: str, file_name: str, rows: list[dict[str, Any]], notices: list[str], by: Actor) -> Intake:
    """Keep what was read of a file until somebody confirms it; the directory stays as it is."""
    intake: Intake = Intake.objects.create(
        kind=kind, file_name=file_name[:300], rows=rows, notices=notices, created_by=str(by)[:200]
    )
    record(intake, after=state_of(intake, "kind", "file_name") | {"rows": len(rows)})
    return intake


@audited
def apply_intake(intake: Intake, *, answers: Mapping[int, str], day: date, by: Actor) -> Counter[str]:
    """Write the new and changed rows and those doubtful ones that were answered; return counts by what was done.

    The file is compared anew with the directory as it stands now. `answers` are keyed by the row's number: «skip»,
    «new», «pk:5», «row:2», «m», «f»; doubtful rows without one are left out.
    """
    current = _pass(intake, "apply")
    done: Counter[str] = Counter()
    made: dict[int, Record] = {}
    for row in compare(current, day):
        done[_write(row, answers.get(row.number, ""), made, by)] += 1
    current.rows = []  # what was read has become records; people of the file are not kept twice
    current.save(update_fields=["state", "rows"])
    record(current, after={"state": current.state} | {name: done[name] for name in ("created", "changed", "left out")})
    return done


@audited
def drop_intake(intake: Intake, *, by: Actor) -> Intake:
    """Put the file aside: nothing of it is written."""
    current = _pass(intake, "drop")
    current.rows = []
    current.save(update_fields=["state", "rows"])
    record(current, after={"state": current.state})
    return current


def _pass(intake: Intake, verb: str) -> Intake:
    current: Intake = Intake.objects.select_for_update().get(pk=intake.pk)
    state = INTAKE_TRANSITIONS.get((IntakeState(current.state), verb))
    if state is None:
        raise RefusedError(_("This file is settled already: %(state)s.") % {"state": IntakeState(current.state).label})
    current.state = state
    return current


def _write(row: ComparedRow, answer: str, made: dict[int, Record], by: Actor) -> str:
    """Write one row as it was answered; return what was done. `made` are the records of the rows before."""
    match, values = row.match, dict(row.values)
    if row.status == DOUBTFUL:
        if answer not in {each for each, _words in row.choices} - {"skip"}:
            return "left out"
        if answer.startswith("pk:"):
            match = row.model._default_manager.get(pk=int(answer[3:]))  # noqa: SLF001 -- Django's name
        elif answer.startswith("row:"):
            match = made[row.same_as]
        elif answer in Gender.values:
            values["gender"] = answer
    elif row.status not in (NEW, CHANGED):
        return "same" if row.status == SAME else "left out"
    written = _recorded(row.model, values) if match is None else _brought_up(match, values)
    made[row.number] = written
    if row.post and isinstance(written, Person):
        add_position(written, facts=PositionFacts(**row.post), by=by)
    return "created" if match is None else "changed"


def _recorded(model: type[Record], values: dict[str, Any]) -> Record:
    return create_fields(model(), {name: value for name, value in values.items() if value is not None})


def _brought_up(match: Record, values: dict[str, Any]) -> Record:
    """Write what differs; a person keeps the name of the card."""
    wanted = {name: value for name, value in values.items() if name not in _OF_THE_NAME}
    changed = {name: value for name, value in wanted.items() if differences(match, {name: value})}
    return change_fields(match, changed, match.edition) if changed else match
