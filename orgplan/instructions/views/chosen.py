"""Many instructions at once: what to do, a preview of every row, one write."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, RefusedError
from orgplan.core.lookups import row_key
from orgplan.core.pages import list_before, render_page, saved, window_of
from orgplan.instructions.actions import remove_many
from orgplan.instructions.actions.chosen import NewTerm, extend_many, remind_performers
from orgplan.instructions.forms.chosen import FORMS
from orgplan.instructions.models import Instruction
from orgplan.instructions.policy import can_control
from orgplan.instructions.queries.chosen import (
    MOST,
    ChosenRow,
    chosen_instructions,
    extension_rows,
    reminder_rows,
    removal_rows,
)
from orgplan.instructions.rules.chosen import Deed


@dataclass(frozen=True, slots=True)
class Choice:
    """The instructions that were chosen, and the editions with which they were seen."""

    rows: list[Instruction]
    seen: dict[int, int]
    too_many: bool

    @property
    def words(self) -> str:
        """Return «12:3 15:1»: keys and present editions."""
        return " ".join(f"{row.pk}:{row.edition}" for row in self.rows)

    @property
    def changed(self) -> list[Instruction]:
        """Return those that somebody changed since they were seen."""
        return [row for row in self.rows if row.edition != self.seen.get(row.pk, row.edition)]


@require_POST
def chosen(request: UserRequest) -> HttpResponse:
    """Take the chosen rows, ask for what the deed needs, show what becomes of each, write; the steps of one form."""
    if not can_control(request.user):
        raise PermissionDenied(
            _("Terms and reports are decided on by whoever gave the instruction and by the department for them.")
        )
    deed = Deed(request.POST["deed"]) if request.POST.get("deed") in Deed.values else Deed.REMIND
    choice = _choice(request)
    if not choice.rows:
        return saved(request, list_before(request, "instructions:list"), _("No instruction was chosen."))
    form = FORMS[deed](request.POST if {"preview", "apply", "page"} & set(request.POST) else None)
    is_asked = form.is_bound and form.is_valid()
    rows = _preview(deed, form, choice.rows) if is_asked or deed != Deed.EXTEND else []
    if is_asked and request.POST.get("apply") == _seal(request, choice) and not choice.changed:
        said = _written(request, deed, form, [row for row in rows if not row.refusal])
        if said:
            return saved(request, list_before(request, "instructions:list"), said)
    context = _context(request, deed, form, choice, rows)
    return render_page(request, "instructions/chosen.html", context, status=_status(request, form))


def _preview(deed: Deed, form: Any, rows: Sequence[Instruction]) -> list[ChosenRow]:
    today = timezone.localdate()
    match deed:
        case Deed.EXTEND:
            return extension_rows(rows, form.shift, today)
        case Deed.REMIND:
            return reminder_rows(rows, today)
    return removal_rows(rows)


def _written(request: UserRequest, deed: Deed, form: forms.Form, rows: Sequence[ChosenRow]) -> str:
    """Do it, and say it; empty where somebody was faster, which the form then says."""
    if not rows:
        form.add_error(None, _("Nothing of this can be done now: see why beside each row."))
        return ""
    try:
        return _DEEDS[deed](request, form, rows)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
    except ChangedMeanwhileError as race:
        form.add_error(None, _("“%(what)s” was changed a moment ago: look at the preview again.") % {"what": race})
    return ""


def _extend(request: UserRequest, form: forms.Form, rows: Sequence[ChosenRow]) -> str:
    terms = [NewTerm(each.instruction, each.due_on) for each in rows if each.due_on]
    count = len(extend_many(terms=terms, reason=form.cleaned_data["reason"], by=request.user))
    return ngettext("The term of %d is extended.", "The terms of %d are extended.", count) % count


def _remind(request: UserRequest, form: forms.Form, rows: Sequence[ChosenRow]) -> str:
    given = [each.instruction for each in rows]
    words = form.cleaned_data["words"]
    found = remind_performers(instructions=given, words=words, today=timezone.localdate(), by=request.user)
    count = len({told.key for each in found for told in each.told})
    return ngettext("%d letter is written.", "%d letters are written.", count) % count


def _remove(request: UserRequest, form: forms.Form, rows: Sequence[ChosenRow]) -> str:
    given = [each.instruction for each in rows]
    decision = form.cleaned_data["decision"]
    removed = remove_many(given, decision=decision, today=timezone.localdate(), by=request.user)
    return ngettext("%d is removed from control.", "%d are removed from control.", len(removed)) % len(removed)


_DEEDS = {Deed.EXTEND: _extend, Deed.REMIND: _remind, Deed.REMOVE: _remove}


def _context(
    request: UserRequest, deed: Deed, form: forms.Form, choice: Choice, rows: Sequence[ChosenRow]
) -> dict[str, object]:
    going = [row for row in rows if not row.refusal]
    staying = [row for row in rows if row.refusal]
    return {
        "deed": deed,
        "list_address": list_before(request, "instructions:list"),
        "query": request.POST.get("query", ""),
        "form": form,
        "chosen": choice.words,
        "count": len(choice.rows),
        "too_many": MOST if choice.too_many else 0,
        "changed": choice.changed,
        "window": window_of(request, [*going, *staying], number=request.POST.get("page", "")),
        "going": len(going),
        "staying": len(staying),
        "seal": _seal(request, choice),
        "previewed": bool(rows),
    }


def _status(request: UserRequest, form: forms.Form) -> int:
    if form.is_bound and form.errors:
        return 422
    return 409 if request.POST.get("apply") else 200


def _choice(request: UserRequest) -> Choice:
    """Read what was chosen: carried with its editions, or ticked in the list."""
    pairs = (word.partition(":") for word in request.POST.get("chosen", "").split()[:MOST])
    seen = {key: edition for left, _colon, right in pairs if (key := row_key(left)) and (edition := row_key(right))}
    keys = list(seen) or [key for each in request.POST.getlist("row") if (key := row_key(each))]
    rows = chosen_instructions(request.user, keys)
    return Choice(rows[:MOST], seen, len(rows) > MOST)


def _seal(request: UserRequest, choice: Choice) -> str:
    """Return a mark of exactly what was previewed: another choice or another form shows a preview first."""
    said = [request.POST.get(name, "") for name in ("deed", "due_on", "days", "measure")]
    return hashlib.sha256(repr((said, choice.words)).encode()).hexdigest()[:16]
