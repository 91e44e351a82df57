"""The list of events with its filter."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import keyed_window, render_page
from orgplan.directory.queries import leaders_on, own_unit_key
from orgplan.events.panels import offers_for
from orgplan.events.policy import can_create, can_edit
from orgplan.events.queries import BOUND, filter_choices, filter_of, gone_words, matching
from orgplan.events.queries.shown import list_rows
from orgplan.saved_views.queries import default_address


@require_GET
def event_list(request: UserRequest) -> HttpResponse:
    """Events from today on, or as the filter says; a list opened without any filter opens the default view."""
    if not request.GET and (address := default_address(request.user, "events")):
        return redirect(address)
    today = timezone.localdate()
    wanted = filter_of(request.GET.dict(), today)
    bound = BOUND if wanted.is_scanned else 0
    found = matching(request.user, wanted)
    may_choose = can_create(request.user)
    may_edit = partial(_may_edit, request, own_unit_key(request.user))
    fetch = partial(list_rows, year=today.year, may_choose=may_choose, may_edit=may_edit)
    window = keyed_window(request, found, fetch, bound=bound, from_end=wanted.is_late)
    often, seldom = filter_choices(request.user, wanted, leaders_on(today))
    context = {
        "wanted": wanted,
        "window": window,
        "selects": often,
        "more_selects": seldom,
        "more_open": any(each.value for each in seldom),
        "gone": gone_words((*often, *seldom)),
        "query": request.GET.urlencode(),
        "offers": offers_for(request.user),
        "may_create": may_choose,
    }
    return render_page(request, "events/list.html", context, fragment="rows")


def _may_edit(request: UserRequest, unit_id: int | None, owner_id: int) -> bool:
    return can_edit(request.user, unit_id=unit_id, owner_id=owner_id)
