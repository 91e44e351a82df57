"""One paper of a set, one duty: where it stands, who makes it, what proves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.http import UserRequest, refused
from orgplan.core.editing import ChangedMeanwhileError, RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved
from orgplan.directory.models import Unit
from orgplan.directory.queries import own_unit_key
from orgplan.document_sets import actions
from orgplan.document_sets.actions import DutyAnswer, Signing
from orgplan.document_sets.documents import draft_paper, final_of
from orgplan.document_sets.forms.sets import DutyForm, PaperForm, SignForm, StrikeForm
from orgplan.document_sets.models import SetDuty, SetPaper
from orgplan.document_sets.policy import can_keep_set, can_mark
from orgplan.document_sets.queries.known import Known
from orgplan.document_sets.queries.sets import missing_of
from orgplan.document_sets.rules.kinds import FORM_OF, PAPER_TRANSITIONS, DutyState

_MARKS = ("send", "give_back", "reopen", "take")


def _paper(request: UserRequest, pk: int) -> SetPaper:
    rows = SetPaper.objects.visible_to(request.user)
    found: SetPaper = get_object_or_404(
        rows.select_related("kind", "unit", "document", "document_set__event__owner", "document_set__size"), pk=pk
    )
    return found


def _may_mark(request: UserRequest, part: SetPaper | SetDuty) -> bool:
    owner = part.document_set.event.owner_id
    unit = own_unit_key(request.user)
    return can_mark(request.user, unit_id=unit, owner_id=owner, paper_unit_id=part.unit_id)


def _marking(request: UserRequest, part: SetPaper | SetDuty) -> None:
    if not _may_mark(request, part):
        raise PermissionDenied(_("The unit that makes the paper marks it, and whoever keeps the set."))


def _units(request: UserRequest) -> Any:
    return Unit.objects.visible_to(request.user).filter(is_active=True)


@require_http_methods(["GET", "POST"])
def paper(request: UserRequest, pk: int) -> HttpResponse:
    """The paper: where it stands, its file, what is missing; a POST writes who makes it by when."""
    found = _paper(request, pk)
    event = found.document_set.event
    may_keep = can_keep_set(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id)
    if request.method == "POST" and not may_keep:
        raise PermissionDenied(_("The document set is kept by the unit that holds the event and by the department."))
    form = PaperForm(posted(request), record=found, units=_units(request))
    done = submitted(
        form,
        lambda: actions.write_paper(found, edition=form.cleaned_data["edition"], by=request.user, **form.facts),
    )
    if done is not None:
        return saved(request, done, _("The term of the paper is saved."))
    context = {
        "paper": found,
        "event": event,
        "form": form,
        "missing": missing_of(found, Known(found.document_set)) if found.is_open else [],
        "is_late": found.is_late(timezone.localdate()),
        "may": _verbs(found) if _may_mark(request, found) else (),
        "may_keep": may_keep,
        "outdated": list(found.document.outdated_facts.all()) if found.document else [],
    }
    return render_page(request, "document_sets/paper.html", context, status=form.status)


def _verbs(found: SetPaper) -> set[str]:
    """Return what can be done with the paper now."""
    verbs = {verb for state, verb in PAPER_TRANSITIONS if state == found.state}
    return verbs if found.content in FORM_OF else verbs - {"draft"}


@require_POST
def draft(request: UserRequest, pk: int) -> HttpResponse:
    """Draft the paper of the present facts, as the next version."""
    found = _paper(request, pk)
    _marking(request, found)
    return _tried(request, found, lambda: draft_paper(found, by=request.user), _("The paper is drafted."))


@require_POST
def mark(request: UserRequest, pk: int) -> HttpResponse:
    """Send to be agreed, take back, open again, take after all."""
    found = _paper(request, pk)
    _marking(request, found)
    verb, edition = request.POST.get("verb", ""), request.POST.get("edition", "")
    if verb not in _MARKS or not (edition.isascii() and edition.isdigit()):
        return refused(request, found, _("Nothing was done: the button said nothing. Press it on this page."))
    given = int(edition[:9])
    return _tried(
        request,
        found,
        lambda: actions.mark_paper(found, verb=verb, edition=given, by=request.user),
        _("Where the paper stands is written."),
    )


def _tried(request: UserRequest, found: SetPaper, act: Callable[[], Any], said: str) -> HttpResponse:
    back = found.document_set if request.POST.get("back") == "set" else found
    try:
        act()
    except RefusedError as refusal:
        return refused(request, back, str(refusal))
    except ChangedMeanwhileError:
        return refused(request, back, _("Somebody changed this paper meanwhile: look at it anew."))
    return saved(request, back, said)


@require_http_methods(["GET", "POST"])
def sign(request: UserRequest, pk: int) -> HttpResponse:
    """Write how the paper was signed: day, number, address in the document system."""
    found = _paper(request, pk)
    _marking(request, found)
    initial = {"edition": found.edition, "signed_on": timezone.localdate()}
    form = SignForm(posted(request), initial=initial)

    def write() -> SetPaper:
        given = form.cleaned_data
        signing = Signing(given["signed_on"], given["number"], given["link"])
        final = final_of(found, signing)
        return actions.sign_paper(found, signing=signing, edition=given["edition"], final=final, by=request.user)

    return _form_page(request, found, form, write, "document_sets/sign.html", _("The paper is written down as signed."))


@require_http_methods(["GET", "POST"])
def strike(request: UserRequest, pk: int) -> HttpResponse:
    """Say why the paper is not needed."""
    found = _paper(request, pk)
    _marking(request, found)
    form = StrikeForm(posted(request), initial={"edition": found.edition})

    def write() -> SetPaper:
        given = form.cleaned_data
        return actions.strike_paper(found, why=given["why"], edition=given["edition"], by=request.user)

    return _form_page(request, found, form, write, "document_sets/strike.html", _("The paper is struck."))


def _form_page(
    request: UserRequest, found: SetPaper, form: forms.Form, write: Callable[[], Any], template: str, said: str
) -> HttpResponse:
    try:
        done = submitted(form, write)
    except ChangedMeanwhileError:
        return refused(request, found, _("Somebody changed this paper meanwhile: look at it anew."))
    if done is not None:
        return saved(request, found.document_set, said)
    return render_page(request, template, {"paper": found, "form": form}, status=422 if form.errors else 200)


def _duty(request: UserRequest, pk: int) -> SetDuty:
    rows = SetDuty.objects.visible_to(request.user)
    found: SetDuty = get_object_or_404(
        rows.select_related("duty", "unit", "document_set__event__owner", "document_set__size"), pk=pk
    )
    return found


@require_http_methods(["GET", "POST"])
def duty(request: UserRequest, pk: int) -> HttpResponse:
    """A duty by law with its basis; a POST settles it with its proof, or says why it does not apply."""
    found = _duty(request, pk)
    if request.method == "POST":
        _marking(request, found)
    initial = {"edition": found.edition, "answer": found.answer, "link": found.link, "done_on": timezone.localdate()}
    form = DutyForm(posted(request), units=_units(request), initial=initial | {"unit": found.unit_id})
    try:
        done = submitted(form, lambda: _answer(request, found, form.cleaned_data))
    except ChangedMeanwhileError:
        return refused(request, found, _("Somebody changed this duty meanwhile: look at it anew."))
    if done is not None:
        return saved(request, found.document_set, _("The duty is answered."))
    context = {
        "found": found,
        "form": form,
        "may_mark": _may_mark(request, found),
        "is_open": found.state == DutyState.OPEN,
        "is_late": found.is_late(timezone.localdate()),
    }
    return render_page(request, "document_sets/duty.html", context, status=422 if form.errors else 200)


def _answer(request: UserRequest, found: SetDuty, given: dict[str, Any]) -> SetDuty:
    return actions.answer_duty(
        found,
        verb="waive" if "waive" in request.POST else "settle",
        answer=DutyAnswer(given["answer"], given["link"], given["done_on"], given["unit"]),
        edition=given["edition"],
        by=request.user,
    )


@require_POST
def reopen(request: UserRequest, pk: int) -> HttpResponse:
    """Open an answered duty again."""
    found = _duty(request, pk)
    _marking(request, found)
    try:
        actions.reopen_duty(found, edition=found.edition, by=request.user)
    except RefusedError as refusal:
        return refused(request, found, str(refusal))
    return saved(request, found, _("The duty is open again."))
