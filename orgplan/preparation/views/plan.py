"""The preparation of an event: its plan as a table and as a timeline, what is late and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.editing import RefusedError
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page, saved
from orgplan.directory.queries import own_unit_key
from orgplan.events.models import Event, EventTemplate
from orgplan.events.policy import can_edit
from orgplan.preparation.actions import compress_plan, copy_steps, fix_baseline, follow_event, shorten_plan
from orgplan.preparation.forms import ReasonForm, TakeForm
from orgplan.preparation.queries.lessons import checklist_of, lessons_of
from orgplan.preparation.queries.plan import preparation_of, timeline_of
from orgplan.preparation.queries.similar import similar_past, traits_of


def found_event(request: UserRequest, pk: int) -> Event:
    """Return the event, or 404 where the reader does not see it."""
    events = Event.objects.visible_to(request.user).select_related("owner", "venue")
    return get_object_or_404(events.prefetch_related("occurrences"), pk=pk)


def may_change(request: UserRequest, event: Event) -> bool:
    """Tell whether the reader changes the plan of the event."""
    return can_edit(request.user, unit_id=own_unit_key(request.user), owner_id=event.owner_id)


def changed_event(request: UserRequest, pk: int) -> Event:
    """Return the event whose plan the reader may change; 403 for others who see it."""
    event = found_event(request, pk)
    if not may_change(request, event):
        raise PermissionDenied(_("The plan of preparation is changed by those who may change the event."))
    return event


@require_GET
def plan(request: UserRequest, pk: int) -> HttpResponse:
    """The plan with the checklist of lessons; `?view=timeline` shows it against the calendar."""
    event = found_event(request, pk)
    today = timezone.localdate()
    found = preparation_of(event, today)
    as_timeline = request.GET.get("view") == "timeline"
    context = {
        "event": event,
        "plan": found,
        "timeline": timeline_of(found) if as_timeline else None,
        "as_timeline": as_timeline,
        "checklist": checklist_of(request.user, event),
        "lessons": lessons_of(request.user, event),
        "may_edit": may_change(request, event),
        "own_unit": own_unit_key(request.user),
        "take_form": _take_form(request) if not found.steps else None,
        "reason_form": ReasonForm() if found.shortage else None,
        "today": today,
    }
    return render_page(request, "preparation/plan.html", context)


def _take_form(request: UserRequest, data: Any = None) -> TakeForm:
    templates = EventTemplate.objects.visible_to(request.user).filter(is_active=True, steps__isnull=False)
    return TakeForm(data, templates=templates.distinct())


@require_POST
def take(request: UserRequest, pk: int) -> HttpResponse:
    """Take the steps of a template into an event that stands already."""
    event = changed_event(request, pk)
    form = _take_form(request, request.POST)
    if not form.is_valid():
        return _back(request, event, _("Choose the template whose steps are to be taken."))
    template = form.cleaned_data["template"]
    count = copy_steps(source=template, event=event, shift=None, by=request.user)
    return _back(request, event, ngettext("%d step was taken.", "%d steps were taken.", count) % count)


def _back(request: UserRequest, event: Event, words: str) -> HttpResponse:
    return saved(request, reverse("preparation:plan", args=[event.pk]), words)


def _done(request: UserRequest, event: Event, do: Callable[[], str]) -> HttpResponse:
    """Run a write of the whole plan and say what was done, or why not."""
    try:
        words = do()
    except RefusedError as refusal:
        words = str(refusal)
    return _back(request, event, words)


@require_POST
def baseline(request: UserRequest, pk: int) -> HttpResponse:
    """Fix the present plan as the first one."""
    event = changed_event(request, pk)

    def fix() -> str:
        fix_baseline(event, by=request.user)
        return _("The plan is fixed: later moves are shown against it.")

    return _done(request, event, fix)


@require_POST
def recount(request: UserRequest, pk: int) -> HttpResponse:
    """Count the days of the steps anew from the day on which the event stands now."""
    event = changed_event(request, pk)
    count = follow_event(events=[event], by=request.user)
    words = ngettext("%d step of preparation moved.", "%d steps of preparation moved.", count) % count
    return _back(request, event, words)


@require_POST
def compress(request: UserRequest, pk: int) -> HttpResponse:
    """Press the open steps into the time that is left."""
    event = changed_event(request, pk)

    def press() -> str:
        count = compress_plan(event, today=timezone.localdate(), by=request.user)
        return ngettext("%d step was pressed together.", "%d steps were pressed together.", count) % count

    return _done(request, event, press)


@require_POST
def shorten(request: UserRequest, pk: int) -> HttpResponse:
    """Skip late steps on purpose: those chosen, or all that are not essential."""
    event = changed_event(request, pk)
    form = ReasonForm(request.POST)
    chosen = [key for text in request.POST.getlist("step") if (key := row_key(text))]

    def skip() -> str:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        only = chosen if request.POST.get("what") == "chosen" else None
        titles = shorten_plan(event, only=only, reason=reason, today=timezone.localdate(), by=request.user)
        return _("Skipped on purpose: %(steps)s.") % {"steps": "; ".join(titles)}

    return _done(request, event, skip)


@require_GET
def similar(request: UserRequest, pk: int) -> HttpResponse:
    """Past events that are like this one, by meaning: asked for when the card is there."""
    event = found_event(request, pk)
    found = similar_past(request.user, traits_of(event), timezone.localdate())
    return render_page(request, "preparation/similar.html", {"event": event, "similar": found}, fragment="rows")
