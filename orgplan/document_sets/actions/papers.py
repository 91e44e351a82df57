"""What becomes of a paper of a set: drafted, sent to be agreed, signed, struck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from orgplan.audit.actions import Actor, audited, nothing_changed, record, state_of
from orgplan.core.editing import RefusedError, take_edition
from orgplan.directory.models import Unit
from orgplan.document_sets.models import SetPaper
from orgplan.document_sets.rules.kinds import PaperState, next_paper_state
from orgplan.document_sets.rules.terms import MOST_DAYS, due_before
from orgplan.documents.actions import Paper, record_document, register_document
from orgplan.documents.models import Document
from orgplan.preparation.rules.kinds import OffsetUnit
from orgplan.worktime import WorkingCalendar

_STATE = ("state", "why", "signed_on", "registered_number", "registered_link")
_TERM = ("unit", "days", "offset_unit", "due_on")


@dataclass(frozen=True, slots=True)
class Signing:
    """How a paper was signed: the day, and its number and address in the document system."""

    on: date
    number: str = ""
    link: str = ""


def _pass(current: SetPaper, verb: str) -> None:
    """Pass to the next state, or refuse in words."""
    state = next_paper_state(current.state, verb)
    if state is None:
        raise RefusedError(
            _("“%(paper)s” is %(state)s: this cannot be done with it now.")
            % {"paper": current.title, "state": current.get_state_display()}
        )
    current.state = state
    if state != PaperState.NOT_NEEDED:
        current.why = ""
    if state != PaperState.SIGNED:
        current.signed_on, current.registered_number, current.registered_link = None, "", ""


@audited
def keep_draft(paper: SetPaper, *, made: Paper, by: Actor) -> Document:
    """Put a drafted file into the register as the next version of the paper; a signed one is signed anew afterwards."""
    current = SetPaper.objects.select_for_update().get(pk=paper.pk)
    before = state_of(current, *_STATE)
    _pass(current, "draft")
    document = record_document(paper=made, by=by)
    if current.document_id == document.pk and before["state"] == current.state:
        nothing_changed()
        return document
    current.document = document
    current.edition += 1
    current.save()
    record(current, before=before, after=state_of(current, *_STATE) | {"version": document.number})
    return document


@audited
def mark_paper(paper: SetPaper, *, verb: str, edition: int, by: Actor) -> SetPaper:
    """Send to be agreed, take back from there, open a signed one again, or take a struck one after all."""
    current = take_edition(paper, edition)
    before = state_of(current, *_STATE)
    _pass(current, verb)
    current.save()
    record(current, before=before, after=state_of(current, *_STATE))
    return current


@audited
def strike_paper(paper: SetPaper, *, why: str, edition: int, by: Actor) -> SetPaper:
    """Say that the paper is not needed; RefusedError without a reason."""
    if not why.strip():
        raise RefusedError(_("Say why “%(paper)s” is not needed.") % {"paper": paper.title})
    current = take_edition(paper, edition)
    before = state_of(current, *_STATE)
    _pass(current, "strike")
    current.why = why.strip()[:500]
    current.save()
    record(current, before=before, after=state_of(current, *_STATE))
    return current


@audited
def sign_paper(paper: SetPaper, *, signing: Signing, edition: int, final: Paper | None = None, by: Actor) -> SetPaper:
    """Write that the paper is signed, with its number; `final` is the file without «проект», kept as a version.

    The number and address go to the document of the register, too. RefusedError for a day that is still to come.
    """
    current = take_edition(paper, edition)
    before = state_of(current, *_STATE)
    _pass(current, "sign")
    current.signed_on = signing.on
    current.registered_number, current.registered_link = signing.number.strip(), signing.link
    if final is not None:
        current.document = record_document(paper=final, by=by)
    current.save()
    record(current, before=before, after=state_of(current, *_STATE))
    if current.document is not None and current.registered_number:
        current.document = register_document(
            current.document,
            edition=current.document.edition,
            registered_number=current.registered_number,
            registered_on=signing.on,
            registered_link=signing.link,
            by=by,
        )
    return current


@audited
def write_paper(
    paper: SetPaper, *, unit: Unit | None, days: int, offset_unit: str, edition: int, by: Actor
) -> SetPaper:
    """Say who makes the paper and how many days before the event it is due."""
    if not 0 <= days <= MOST_DAYS:
        raise RefusedError(_("The term is from 0 to %(most)d days before the event.") % {"most": MOST_DAYS})
    current = take_edition(paper, edition)
    before = state_of(current, *_TERM)
    current.unit, current.days, current.offset_unit = unit, days, offset_unit
    start = current.document_set.event.first_day
    current.due_on = due_before(start, days, OffsetUnit(offset_unit), WorkingCalendar.bundled()) if start else None
    current.save()
    record(current, before=before, after=state_of(current, *_TERM))
    return current
