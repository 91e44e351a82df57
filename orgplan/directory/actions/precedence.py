"""Writes to the order of precedence: a table comes in whole, and is replaced or removed whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import take_edition
from orgplan.directory.actions.saving import save_record
from orgplan.directory.imports.precedence import PrecedenceDraft
from orgplan.directory.models import PrecedenceRow, PrecedenceTable
from orgplan.directory.queries import DirectoryIndex


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What is said of a table besides its rows."""

    title: str
    valid_from: date
    basis: str = ""


@audited
def bring_precedence(*, facts: TableFacts, rows: Iterable[PrecedenceDraft], by: Actor) -> PrecedenceTable:
    """Record a table of precedence with its rows; RefusedError where another begins on the same day."""
    table = PrecedenceTable(title=facts.title, valid_from=facts.valid_from, basis=facts.basis)
    save_record(table)
    count = _write_rows(table, rows)
    record(table, after=state_of(table, "title", "valid_from", "basis") | {"rows": count})
    return table


@audited
def replace_precedence(
    table: PrecedenceTable, *, facts: TableFacts, rows: Iterable[PrecedenceDraft] | None, edition: int, by: Actor
) -> PrecedenceTable:
    """Change what is said of the table; rows given take the place of all its rows."""
    current = take_edition(table, edition)
    before = state_of(current, "title", "valid_from", "basis") | {"rows": current.rows.count()}
    current.title, current.valid_from, current.basis = facts.title, facts.valid_from, facts.basis
    save_record(current)
    if rows is not None:
        current.rows.all().delete()
        _write_rows(current, rows)
    after = state_of(current, "title", "valid_from", "basis") | {"rows": current.rows.count()}
    record(current, before=before, after=after)
    return current


@audited
def remove_precedence(table: PrecedenceTable, *, by: Actor) -> None:
    """Delete a table recorded by mistake."""
    record(table, before=state_of(table, "title", "valid_from", "basis"))
    table.delete()


def _write_rows(table: PrecedenceTable, rows: Iterable[PrecedenceDraft]) -> int:
    index = DirectoryIndex()
    made = [
        PrecedenceRow(
            table=table,
            rank=each.rank,
            post=each.post,
            body=each.body,
            person=index.find_person(each.person) if each.person else None,
            person_words=each.person,
            note=each.note,
            line=each.line,
        )
        for each in rows
    ]
    PrecedenceRow.objects.bulk_create(made, batch_size=300)
    return len(made)
