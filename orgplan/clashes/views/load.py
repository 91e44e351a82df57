"""How much of each leader's month is taken."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.clashes.policy import can_keep_norms, can_see_load
from orgplan.clashes.queries import load_of, norms
from orgplan.core.pages import render_page
from orgplan.directory.queries import leaders_on


def _month(text: str, today: date) -> date:
    """Return the first day of the month «2026-08», of the present one where the address makes no sense."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if date(1900, 2, 1) <= found <= date(2199, 11, 1) else today.replace(day=1)


@require_GET
def load(request: UserRequest) -> HttpResponse:
    """Hours, evenings and days off of every leader in a month."""
    if not can_see_load(request.user):
        raise PermissionDenied(_("The load of leaders is for those who keep their calendars."))
    month = _month(request.GET.get("month", ""), timezone.localdate())
    posts = leaders_on(month)
    loads = load_of({post.person_id for post in posts}, month)
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    context = {
        "rows": [(post, loads[post.person_id]) for post in posts],
        "month": month,
        "last": last,
        "before": (month - timedelta(days=1)).replace(day=1),
        "after": last + timedelta(days=1),
        "norm": norms().load_of(month),
        "closes": norms().hours.office_on(month)[1],
        "may_keep": can_keep_norms(request.user),
    }
    return render_page(request, "clashes/load.html", context)
