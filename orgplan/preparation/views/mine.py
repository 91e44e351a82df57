"""My steps, and the events that are being prepared."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import render_page, window_of
from orgplan.events.policy import can_create
from orgplan.preparation.queries.mine import events_prepared, grouped, own_steps


@require_GET
def mine(request: UserRequest) -> HttpResponse:
    """The open steps for which the reader or the reader's unit answers, late first."""
    today = timezone.localdate()
    window = window_of(request, own_steps(request.user))
    context = {"groups": grouped(list(window.items), today), "window": window, "today": today}
    return render_page(request, "preparation/mine.html", context)


@require_GET
def prepared(request: UserRequest) -> HttpResponse:
    """Coming events with their steps: how many are done, how many are late."""
    today = timezone.localdate()
    window = window_of(request, events_prepared(request.user, today))
    context = {"window": window, "today": today, "may_create": can_create(request.user)}
    return render_page(request, "preparation/events.html", context)
