"""Clashes beside the rows of a plan, asked for once the rows are there: finding them takes longer than the rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page
from orgplan.planning.models import Plan
from orgplan.planning.queries.clashes import clashes_by_event, clashes_by_line

_MOST = 200


@require_GET
def clash_marks(request: UserRequest, pk: int) -> HttpResponse:
    """Answer with the clashes of the named events and lines, each for the place that waits for it (`clash_places`).

    `event` and `line` may stand many times; what is beyond a window's worth or hidden from the user is left out. It
    writes nothing and tells nothing of the plan but that the reader may see it.
    """
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    asked, lines = _asked(request, "event"), _asked(request, "line")
    found = clashes_by_event(request.user, asked)
    would = clashes_by_line(request.user, plan, lines) if lines else {}
    context = {
        "plan": plan,
        "marks": [(key, found[key]) for key in sorted(asked) if key in found],
        "line_marks": [(key, would[key]) for key in sorted(lines) if key in would],
    }
    return render_page(request, "planning/clash_marks.html", context)


def _asked(request: UserRequest, name: str) -> set[int]:
    return {key for word in request.GET.getlist(name)[:_MOST] if (key := row_key(word))}
