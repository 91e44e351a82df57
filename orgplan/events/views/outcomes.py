"""Reports about events: what became of them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import local_address, render_page, saved
from orgplan.directory.queries import own_unit_key
from orgplan.events.actions import report_outcome, take_back_outcomes
from orgplan.events.forms import OutcomeForm
from orgplan.events.models import Event
from orgplan.events.policy import can_report
from orgplan.events.queries.outcomes import report_of


def _found(request: UserRequest, pk: int) -> Event:
    events = Event.objects.visible_to(request.user).prefetch_related("co_owners", "occurrences")
    return get_object_or_404(events, pk=pk)


@require_http_methods(["GET", "POST"])
def outcome(request: UserRequest, pk: int) -> HttpResponse:
    """What became of the event: on which days it was held, with how many people, or why it was not.

    A page of its own; with `row=1` a row of the table in which the event stands.
    """
    event = _found(request, pk)
    if not may_report(request, event):
        raise PermissionDenied(_("The unit that holds the event reports on it."))
    today = timezone.localdate()
    form = OutcomeForm(posted(request), event=event, today=today, record=report_of(event, today))
    done = submitted(
        form,
        lambda: report_outcome(
            event, facts=form.to_write(), edition=form.cleaned_data["edition"], today=today, by=request.user
        ),
    )
    back = local_address(request, reverse("events:event", args=[event.pk]))
    if done is not None:
        return saved(
            request, back, _("The report is saved."), undo=reverse("events:take_back_outcome", args=[event.pk])
        )
    in_row = request.GET.get("row") == "1"
    context = {"event": event, "form": form, "back": back, "in_row": in_row}
    fragment = "row" if in_row and not form.is_bound else "form"
    return render_page(request, "events/outcome.html", context, fragment=fragment, status=form.status)


def may_report(request: UserRequest, event: Event) -> bool:
    """Tell whether the reader may report on the event, whose co-owners are at hand."""
    own = own_unit_key(request.user)
    units = {event.owner_id, *(each.pk for each in event.co_owners.all())}
    return can_report(request.user, unit_id=own, unit_ids=units)


@require_POST
def take_back_outcome(request: UserRequest, pk: int) -> HttpResponse:
    """Take the report back: the event waits for one again."""
    event = _found(request, pk)
    if not may_report(request, event):
        raise PermissionDenied(_("The unit that holds the event reports on it."))
    take_back_outcomes(events=[event], by=request.user)
    back = local_address(request, reverse("events:event", args=[event.pk]))
    return saved(request, back, _("The report was taken back."))
