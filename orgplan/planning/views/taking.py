"""Events chosen in the list, put into a plan and its section at once."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError
from orgplan.core.lookups import row_key
from orgplan.core.pages import list_before, render_page, saved
from orgplan.events.models import Event
from orgplan.planning.actions.undo import place_with_undo
from orgplan.planning.forms import TakeInForm
from orgplan.planning.models import Plan, PlanUndo
from orgplan.planning.policy import can_consolidate
from orgplan.planning.views.undo import undo_address

_MOST = 2_000
_PLANS = 24


@require_POST
def take_in_events(request: UserRequest) -> HttpResponse:
    """Ask for plan and section, with a reason and a basis where the plan is approved, then put the events there."""
    if not can_consolidate(request.user):
        raise PermissionDenied(_("Only the organisational department works on the city plan."))
    keys = [key for each in request.POST.getlist("row")[:_MOST] if (key := row_key(each))]
    events = list(Event.objects.visible_to(request.user).filter(pk__in=keys).select_related("owner", "venue"))
    if not events:
        return saved(request, list_before(request, "events:list"), _("Choose events in the list first."))
    plans = Plan.objects.visible_to(request.user).filter(unit__isnull=True, ends_on__gte=timezone.localdate())
    plans = plans.order_by("starts_on", "ends_on").prefetch_related("sections")[:_PLANS]
    form = TakeInForm(request.POST if "place" in request.POST else None, plans=plans)
    if form.is_bound and form.is_valid() and (taken := _place(request, events, form)) is not None:
        told = _("Put into the plan: %(taken)d. Stood there already: %(stood)d.")
        words = told % {"taken": taken[0], "stood": len(events) - taken[0]}
        address = reverse("planning:plan", args=[form.chosen[0].pk])
        return saved(request, address, words, undo=undo_address(taken[1]))
    context = {"form": form, "events": events, "has_plans": bool(form.places)}
    context |= {"list_address": list_before(request, "events:list"), "query": request.POST.get("query", "")}
    return render_page(request, "planning/take_in.html", context, status=422 if form.is_bound else 200)


def _place(request: UserRequest, events: list[Event], form: TakeInForm) -> tuple[int, PlanUndo] | None:
    """Put the events there: how many came and the step back; None where the plan refuses, the form then says why."""
    plan, section = form.chosen
    reason, basis = form.cleaned_data["reason"], form.ground
    try:
        return place_with_undo(plan=plan, events=events, section=section, reason=reason, basis=basis, by=request.user)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return None
