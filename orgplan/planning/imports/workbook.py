"""Our own workbook that comes back: its hidden sheet says what went out, signed; the visible one what was edited."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from orgplan.core.editing import RefusedError
from orgplan.planning.models import Plan
from orgplan.planning.rules.exchange import (
    CITY_COLUMNS,
    UNIT_COLUMNS,
    Column,
    Fault,
    ReturnedRow,
    Sent,
    SentRow,
    read_sheet,
)
from orgplan.tables import read_bytes
from orgplan.tables.model import Table, UnreadableFile

SHEET = "orgplan"
_SALT = "planning.workbook"


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that was read: what had been sent, the rows that came back, faults of columns."""

    sent: Sent
    rows: tuple[ReturnedRow, ...]
    faults: tuple[Fault, ...]


def columns_of(plan: Plan) -> tuple[Column, ...]:
    """Return the columns in which a plan's workbook comes back."""
    return UNIT_COLUMNS if plan.unit_id else CITY_COLUMNS


def sealed(sent: Sent) -> list[str]:
    """Return what the hidden sheet holds, a cell each: head, signature, rows; plain ASCII that no program changes."""
    head = json.dumps({"plan": sent.plan, "period": sent.period, "at": sent.at})
    rows = [
        json.dumps([row.key, row.edition, {name.name: text for name, text in row.values.items()}]) for row in sent.rows
    ]
    return [head, _signature([head, *rows]), *rows]


def _signature(lines: Sequence[str]) -> str:
    return signing.Signer(salt=_SALT).signature("\n".join(lines))


def unsealed(lines: Sequence[str]) -> Sent:
    """Return what went out; RefusedError where the hidden sheet is not whole."""
    if len(lines) < 2 or _signature([lines[0], *lines[2:]]) != lines[1]:  # noqa: PLR2004 -- head and signature
        raise RefusedError(
            _("The hidden sheet of the workbook is damaged: export the plan anew and carry your edits over.")
        )
    head = json.loads(lines[0])
    rows = []
    for line in lines[2:]:
        key, edition, values = json.loads(line)
        rows.append(SentRow(key, edition, {Column[name]: text for name, text in values.items()}))
    return Sent(head["plan"], head["period"], head["at"], tuple(rows))


def read_returned(data: bytes, name: str, plan: Plan) -> Returned:
    """Read a returned workbook of the plan; RefusedError with one sentence for a file that is none, or another's."""
    try:
        paper = read_bytes(data, name)
    except UnreadableFile as refusal:
        raise RefusedError(str(refusal)) from None
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    ours = next((each for each in tables if each.name == SHEET), None)
    shown = next((each for each in tables if each.name != SHEET and not each.hidden), None)
    if ours is None or shown is None:
        raise RefusedError(
            _("“%s” is no workbook of ours: it has not the hidden sheet. Export the plan and edit that file.") % name
        )
    sent = unsealed([row[0].text for row in ours.rows if row and row[0].text])
    if sent.plan != plan.pk:
        other = Plan.objects.filter(pk=sent.plan).first()
        raise RefusedError(
            _("The workbook is of another plan: %s. Open that plan and bring it back there.") % (other or sent.period)
        )
    rows, faults = read_sheet(shown, columns_of(plan))
    return Returned(sent, tuple(rows), tuple(faults))
