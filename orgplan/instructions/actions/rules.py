"""Writes to the rules of control: levels, terms, the ladder; each can be put out of force, none is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import EditedModel, RefusedError, take_edition
from orgplan.instructions.models import ControlLevel, EscalationStep, TermRule

M = TypeVar("M", bound=EditedModel)


@audited
def write_level(
    *, facts: Mapping[str, Any], level: ControlLevel | None = None, edition: int = 0, by: Actor
) -> ControlLevel:
    """Write a level of control, a new one without `level`; `facts` are its fields by name."""
    return _write(level or ControlLevel(), facts, edition)


@audited
def write_term_rule(*, facts: Mapping[str, Any], rule: TermRule | None = None, edition: int = 0, by: Actor) -> TermRule:
    """Write a rule of terms; terms that were counted already stay as they were counted."""
    return _write(rule or TermRule(), facts, edition)


@audited
def write_step(
    *, facts: Mapping[str, Any], step: EscalationStep | None = None, edition: int = 0, by: Actor
) -> EscalationStep:
    """Write a step of the ladder."""
    return _write(step or EscalationStep(), facts, edition)


def _write(row: M, facts: Mapping[str, Any], edition: int) -> M:
    current = take_edition(row, edition) if row.pk else row
    before = state_of(current, *facts) if row.pk else {}
    for name, value in facts.items():
        setattr(current, name, value)
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError:
        raise RefusedError(_("There is such a rule already: change that one.")) from None
    record(current, before=before, after=state_of(current, *facts))
    return current
