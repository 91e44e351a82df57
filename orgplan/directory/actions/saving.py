"""How every action of the directory writes a record and its entry."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from orgplan.audit.actions import record, state_of
from orgplan.core.editing import EditedModel, RefusedError, take_edition

E = TypeVar("E", bound=EditedModel)


def values_of(facts: Any) -> dict[str, Any]:
    """Return the facts by field, rows staying rows."""
    return {each.name: getattr(facts, each.name) for each in fields(facts)}


def create_record(entry: E, facts: Any) -> E:
    """Write a new record from its facts, with its entry."""
    return create_fields(entry, values_of(facts))


def create_fields(entry: E, values: dict[str, Any]) -> E:
    """Write a new record from values by field, with its entry."""
    for name, value in values.items():
        setattr(entry, name, value)
    save_record(entry)
    record(entry, after=state_of(entry, *values))
    return entry


def change_record(entry: E, facts: Any, edition: int, **more: Any) -> E:
    """Write the facts over the record, if it still is the edition that was opened."""
    return change_fields(entry, values_of(facts) | more, edition)


def change_fields(entry: E, values: dict[str, Any], edition: int, *, reason: str = "") -> E:
    """Write values by field over the record, if it still is the edition that was opened."""
    current = take_edition(entry, edition)
    before = state_of(current, *values)
    for name, value in values.items():
        setattr(current, name, value)
    save_record(current)
    record(current, before=before, after=state_of(current, *values), reason=reason)
    return current


def save_record(entry: EditedModel) -> None:
    """Save; what the database refuses becomes a sentence, the transaction around goes on."""
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        raise RefusedError(_("The database refused this: the name is taken, or the dates contradict.")) from error
    except DataError as error:
        raise RefusedError(_("The database refused this: a text or a number is too long.")) from error
