"""The list of control, and one's own instructions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import keyed_window, render_page
from orgplan.instructions.policy import can_control, can_give, can_see_discipline
from orgplan.instructions.queries.listing import BOUND, filter_of, listed, matching, own_work, selects_of
from orgplan.saved_views.queries import default_address


@require_GET
def control_list(request: UserRequest) -> HttpResponse:
    """Instructions under control by their terms, or as the filter says."""
    if not request.GET and (address := default_address(request.user, "instructions")):
        return redirect(address)
    today = timezone.localdate()
    wanted = filter_of(request.GET.dict())
    found = matching(request.user, wanted, today)
    window = keyed_window(request, found, listed, bound=BOUND if wanted.words else 0)
    context = {
        "wanted": wanted,
        "window": window,
        "rows": [(each, each.status_on(today)) for each in window.items],
        "selects": selects_of(request.user, wanted),
        "today": today,
        "query": request.GET.urlencode(),
        "may_give": can_give(request.user),
        "may_control": can_control(request.user),
        "may_see_discipline": can_see_discipline(request.user),
    }
    return render_page(request, "instructions/list.html", context, fragment="rows")


@require_GET
def mine(request: UserRequest) -> HttpResponse:
    """The reader's own work: late first, then by term; material for others; reports that wait."""
    today = timezone.localdate()
    work = own_work(request.user, today)
    return render_page(request, "instructions/mine.html", {"work": work, "today": today})
