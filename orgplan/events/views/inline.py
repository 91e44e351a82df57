"""One field of an event changed where it stands: in the list and on the card."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import SeeOther, render_page, saved, tell_saved
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import Wanted, change_with_undo, prepare_change
from orgplan.events.following import GroundNeededError, ProposalOnlyError, page_of
from orgplan.events.forms import LINE_FIELDS, LineForm
from orgplan.events.models import Event, ProposedChange, UndoStep
from orgplan.events.policy import can_edit
from orgplan.events.views.undo import back_to, undo_address


@require_http_methods(["GET", "POST"])
def line(request: UserRequest, pk: int, field: str) -> HttpResponse:
    """Open, save or leave one field; a fragment for HTMX, a small page without it."""
    if field not in LINE_FIELDS:
        raise Http404
    event = _editable(request, pk)
    if request.method == "GET" and "shown" in request.GET:
        return _shown(request, event, field) if request.htmx else SeeOther(_card(event))
    form = LineForm(posted(request), record=event, only=field)
    done = submitted(form, lambda: _save(request, event, form))
    if isinstance(done, ProposedChange):
        return HttpResponseClientRedirect(page_of(done)) if request.htmx else SeeOther(page_of(done))
    if done is None:
        context = {"event": event, "form": form, "field": field, "next": back_to(request, _card(event))}
        return render_page(request, "events/line.html", context, fragment="editor", status=form.status)
    sentence = _("The event is changed.")
    if not request.htmx:
        return saved(request, back_to(request, _card(event)), sentence, undo=undo_address(done))
    tell_saved(request, sentence, undo=undo_address(done))
    return _shown(request, Event.objects.visible_to(request.user).get(pk=pk), field)


def _editable(request: UserRequest, pk: int) -> Event:
    events = Event.objects.visible_to(request.user).select_related("owner", "venue", "part_of")
    event = get_object_or_404(events, pk=pk)
    if not can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id):
        raise PermissionDenied(_("This event belongs to another unit."))
    return event


def _save(request: UserRequest, event: Event, form: LineForm) -> UndoStep | ProposedChange:
    """Change the field; where an approved plan asks for more, keep what was typed for the page of the change."""
    facts, edition = form.over(event), form.cleaned_data["edition"]
    try:
        return change_with_undo(wanted=[Wanted(event, facts, edition)], by=request.user)
    except (GroundNeededError, ProposalOnlyError):
        return prepare_change(event, facts=facts, edition=edition, by=request.user)


def _shown(request: UserRequest, event: Event, field: str) -> HttpResponse:
    context = {"event": event, "field": field, "when": event.when_in(timezone.localdate().year), "may_edit": True}
    return render_page(request, "events/line.html", context, fragment="shown")


def _card(event: Event) -> str:
    return reverse("events:event", args=[event.pk])
