"""The basket: putting events in with a reason, seeing what lies there, taking it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import ChangedMeanwhileError, posted, submitted
from orgplan.core.lookups import row_key
from orgplan.core.pages import list_before, render_page, saved, window_of
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import (
    Chosen,
    basket_demands,
    basket_term,
    delete_with_undo,
    restore_events,
    set_basket_term,
)
from orgplan.events.forms import GroundForm, TermForm
from orgplan.events.models import Event, UndoStep
from orgplan.events.policy import can_edit, can_set_basket
from orgplan.events.views.undo import undo_address

_MOST = 500


@require_GET
def basket(request: UserRequest) -> HttpResponse:
    """Everything deleted that the reader may see, the latest first."""
    term = basket_term()
    events = Event.objects.visible_to(request.user, deleted=True).select_related("owner", "venue", "part_of")
    window = window_of(request, events.prefetch_related("occurrences").order_by("-deleted_at", "-pk"))
    rows = [
        (
            event,
            event.deleted_at + timedelta(days=term.days) if event.deleted_at else None,
            can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id),
        )
        for event in window.items
    ]
    context = {"rows": rows, "window": window, "term": term, "may_set": can_set_basket(request.user)}
    return render_page(request, "events/basket.html", context)


@require_http_methods(["GET", "POST"])
def put_in(request: UserRequest) -> HttpResponse:
    """Ask why, show what approved plans say to it, then delete; `row` names events, `seen` their editions."""
    events = _chosen(request)
    if not events:
        return saved(request, list_before(request, "events:list"), _("No event was chosen."))
    demands = list(dict.fromkeys(each.because for each in basket_demands(events, request.user)))
    form = GroundForm(posted(request) if "seen" in request.POST else None)
    changed: list[str] = []
    step = submitted(form, lambda: _delete(request, events, form, changed))
    if step is not None:
        count = len(step.befores)
        words = ngettext("%d event lies in the basket.", "%d events lie in the basket.", count) % count
        return saved(request, list_before(request, "events:list"), words, undo=undo_address(step))
    parts = [part for event in events for part in event.parts.visible_to(request.user)]
    context = {"events": events, "form": form, "demands": demands, "parts": parts, "changed": changed}
    context |= {"list_address": list_before(request, "events:list"), "query": request.POST.get("query", "")}
    return render_page(request, "events/basket_put.html", context, status=_status(form, changed))


def _status(form: GroundForm, changed: Sequence[str]) -> int:
    if changed:
        return 409
    return 422 if form.is_bound and form.errors else 200


def _delete(request: UserRequest, events: Sequence[Event], form: GroundForm, changed: list[str]) -> UndoStep | None:
    seen = dict(zip(request.POST.getlist("row"), request.POST.getlist("seen"), strict=False))
    chosen = [Chosen(event, row_key(seen.get(str(event.pk), "")) or 0) for event in events]
    try:
        return delete_with_undo(chosen=chosen, reason=form.reason_words, basis=form.ground, by=request.user)
    except ChangedMeanwhileError as race:
        changed.append(str(race.current))
        return None


def _chosen(request: UserRequest) -> list[Event]:
    given = request.POST if request.method == "POST" else request.GET
    keys = [key for each in given.getlist("row")[:_MOST] if (key := row_key(each))]
    events = Event.objects.visible_to(request.user).filter(pk__in=keys).select_related("owner", "venue", "part_of")
    found = list(events.prefetch_related("occurrences", "parts"))
    for event in found:
        if not can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id):
            raise PermissionDenied(_("This event belongs to another unit."))
    return found


@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    """Take an event out of the basket."""
    event = get_object_or_404(Event.objects.visible_to(request.user, deleted=True), pk=pk)
    if not can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id):
        raise PermissionDenied(_("This event belongs to another unit."))
    restore_events(events=[event], by=request.user)
    return saved(request, reverse("events:event", args=[event.pk]), _("The event stands where it stood."))


@require_http_methods(["GET", "POST"])
def term(request: UserRequest) -> HttpResponse:
    """Set for how many days the basket keeps."""
    if not can_set_basket(request.user):
        raise PermissionDenied(_("The department and the administrator set the term of the basket."))
    form = TermForm(posted(request), record=basket_term())
    done = submitted(
        form,
        lambda: set_basket_term(days=form.cleaned_data["days"], edition=form.cleaned_data["edition"], by=request.user),
    )
    if done is not None:
        return saved(request, "events:basket", _("The term of the basket is set."))
    return render_page(request, "events/basket_term.html", {"form": form}, status=form.status)
