"""The list of control, one's own instructions, and work on many at once."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.http import UserRequest
from orgplan.core.lookups import row_key
from orgplan.core.pages import keyed_window, render_page, saved
from orgplan.instructions.actions import remove_many
from orgplan.instructions.models import Instruction
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


@require_POST
def remove_chosen(request: UserRequest) -> HttpResponse:
    """Accept the waiting reports of the chosen instructions and remove them from control; the others stay."""
    if not can_control(request.user):
        raise PermissionDenied(_("Control is removed by the department and by whoever gave the instruction."))
    keys = [key for each in request.POST.getlist("row") if (key := row_key(each))]
    rows = list(Instruction.objects.visible_to(request.user).filter(pk__in=keys))
    removed = remove_many(rows, today=timezone.localdate(), by=request.user)
    words = ngettext("%d is removed from control.", "%d are removed from control.", len(removed)) % len(removed)
    if stay := len(rows) - len(removed):
        words += " " + ngettext("%d stays: it has no report.", "%d stay: they have no report.", stay) % stay
    return saved(request, reverse("instructions:list"), words)
