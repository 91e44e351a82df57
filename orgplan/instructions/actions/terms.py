"""Other terms: asked for, granted, refused, set by the giver; the history of terms stays whole."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.instructions.actions.giving import co_term
from orgplan.instructions.models import Extension, Instruction
from orgplan.instructions.rules.states import EXTENSION_TRANSITIONS, ExtensionState, next_state

_TERM = ("due_on", "extended_times", "term_words")


@audited
def ask_extension(
    instruction: Instruction, *, wanted_on: date, reason: str, done_so_far: str, edition: int, by: Actor
) -> Extension:
    """Ask for a later term with a reason; only the giver, or who keeps control, decides.

    RefusedError where the term is not later, or another request still waits.
    """
    current = take_edition(instruction, edition)
    _must_pass(current)
    if wanted_on <= current.due_on:
        raise RefusedError(_("Ask for a day after the present term, %(due)s.") % {"due": f"{current.due_on:%d.%m.%Y}"})
    if current.extensions.filter(state=ExtensionState.ASKED).exists():
        raise RefusedError(_("A request for another term already waits for its decision."))
    current.save(update_fields=["edition", "changed_at"])
    extension = Extension.objects.create(
        instruction=current,
        before_on=current.due_on,
        wanted_on=wanted_on,
        reason=reason,
        done_so_far=done_so_far,
        asked_by=str(by)[:200],
    )
    record(current, after={"asked until": f"{wanted_on:%d.%m.%Y}"}, reason=reason)
    return extension


@audited
def grant_extension(extension: Extension, *, granted_on: date, decision: str, edition: int, by: Actor) -> Instruction:
    """Grant a request, perhaps by another day than was asked for; `edition` is the instruction's."""
    current = take_edition(extension.instruction, edition)
    _must_pass(current)
    row = _asked(extension, "grant")
    if granted_on <= row.before_on:
        raise RefusedError(
            _("The new term must be later than the present one, %(due)s.") % {"due": f"{row.before_on:%d.%m.%Y}"}
        )
    _decide(row, ExtensionState.GRANTED, decision, by)
    row.granted_on, row.before_words = granted_on, current.term_words
    row.save()
    return _moved(current, granted_on, decision or row.reason)


@audited
def refuse_extension(extension: Extension, *, decision: str, edition: int, by: Actor) -> Extension:
    """Refuse a request, saying why: the present term holds."""
    current = take_edition(extension.instruction, edition)
    if not decision.strip():
        raise RefusedError(_("Say why another term is refused: the performer must know."))
    row = _asked(extension, "refuse")
    _decide(row, ExtensionState.REFUSED, decision, by)
    row.save()
    current.save(update_fields=["edition", "changed_at"])
    record(current, before={"asked until": f"{row.wanted_on:%d.%m.%Y}"}, after={"asked until": None}, reason=decision)
    return row


@audited
def withdraw_extension(extension: Extension, *, edition: int, by: Actor) -> Extension:
    """Take a request back while it waits."""
    current = take_edition(extension.instruction, edition)
    row = _asked(extension, "withdraw")
    _decide(row, ExtensionState.WITHDRAWN, "", by)
    row.save()
    current.save(update_fields=["edition", "changed_at"])
    record(current, before={"asked until": f"{row.wanted_on:%d.%m.%Y}"}, after={"asked until": None})
    return row


@audited
def set_term(instruction: Instruction, *, due_on: date, reason: str, edition: int, by: Actor) -> Instruction:
    """Set another term on the giver's word, without a request; an earlier one too. The term before stays in history."""
    current = take_edition(instruction, edition)
    _must_pass(current)
    if due_on < current.signed_on:
        raise RefusedError(_("The term cannot end before the instruction was signed."))
    if due_on == current.due_on:
        raise RefusedError(_("This is the present term: there is nothing to change."))
    if not reason.strip():
        raise RefusedError(_("Say on whose word the term is changed: it stays in the history."))
    current.extensions.filter(state=ExtensionState.ASKED).update(
        state=ExtensionState.WITHDRAWN, decided_at=timezone.now(), decided_by=str(by)[:200], decision=reason
    )
    Extension.objects.create(
        instruction=current,
        state=ExtensionState.GRANTED,
        before_on=current.due_on,
        before_words=current.term_words,
        wanted_on=due_on,
        granted_on=due_on,
        reason=reason,
        asked_by=str(by)[:200],
        decided_at=timezone.now(),
        decided_by=str(by)[:200],
    )
    return _moved(current, due_on, reason)


def _must_pass(current: Instruction) -> None:
    if next_state(current.state, "extend") is None:
        raise RefusedError(
            _("The term is not changed now: the instruction is “%(state)s”.") % {"state": current.get_state_display()}
        )


def _asked(extension: Extension, verb: str) -> Extension:
    row = Extension.objects.select_for_update().get(pk=extension.pk)
    if (ExtensionState(row.state), verb) not in EXTENSION_TRANSITIONS:
        raise RefusedError(_("This request has been decided already: %s.") % row.get_state_display())
    return row


def _decide(row: Extension, state: ExtensionState, decision: str, by: Actor) -> None:
    row.state, row.decision = state, decision
    row.decided_at, row.decided_by = timezone.now(), str(by)[:200]


def _moved(current: Instruction, due_on: date, reason: str) -> Instruction:
    """Write the new term; a later one counts as extended, and co-performers get more time, too."""
    before = state_of(current, *_TERM)
    if due_on > current.due_on:
        current.extended_times += 1
    current.due_on, current.term_words = due_on, ""
    current.save(update_fields=[*_TERM, "edition", "changed_at"])
    current.co_performers.filter(given_on=None).update(material_on=co_term(current))
    record(current, before=before, after=state_of(current, *_TERM), reason=reason)
    return current
