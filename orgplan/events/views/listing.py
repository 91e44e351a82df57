"""The list of events with its filter."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import keyed_window, render_page
from orgplan.directory.models import Unit
from orgplan.directory.queries import leaders_on
from orgplan.events.policy import can_create
from orgplan.events.queries import BOUND, filter_of, listed, matching
from orgplan.events.rules import EventKind, EventState, Level


@require_GET
def event_list(request: UserRequest) -> HttpResponse:
    """Events from today on, or as the filter says."""
    today = timezone.localdate()
    wanted = filter_of(request.GET.dict(), today)
    bound = BOUND if wanted.is_scanned else 0
    found = matching(request.user, wanted)
    window = keyed_window(request, found, listed, bound=bound, from_end=wanted.is_late)
    context = {
        "wanted": wanted,
        "window": window,
        "rows": [(event, event.when_in(today.year)) for event in window.items],
        "units": Unit.objects.visible_to(request.user),
        "leaders": [(each.person_id, each.title) for each in leaders_on(today)],
        "kinds": EventKind.choices,
        "levels": Level.choices,
        "states": EventState.choices,
        "may_create": can_create(request.user),
    }
    return render_page(request, "events/list.html", context, fragment="rows")
