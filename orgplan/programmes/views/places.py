"""Where and when a programme happens: districts by weeks, the calendar line, the map."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.lookups import row_key
from orgplan.core.pages import render_page
from orgplan.programmes.queries.places import QUIET_WEEKS, coverage_of, map_of, timeline_of
from orgplan.programmes.views.programmes import found_programme

_MOST_WEEKS = 52


@require_GET
def coverage(request: UserRequest, pk: int) -> HttpResponse:
    """Events by district and week; the weeks in which a district has none are named."""
    found = found_programme(request, pk)
    least = min(max(row_key(request.GET.get("weeks", "")) or QUIET_WEEKS, 1), _MOST_WEEKS)
    context = {
        "programme": found,
        "tab": "coverage",
        "page": coverage_of(request.user, found, timezone.localdate(), least),
        "least": least,
        "choices": (1, 2, 3, 4, 8),
    }
    return render_page(request, "programmes/coverage.html", context)


@require_GET
def timeline(request: UserRequest, pk: int) -> HttpResponse:
    """The sections along the calendar, with the same in numbers by months."""
    found = found_programme(request, pk)
    page = timeline_of(request.user, found, timezone.localdate())
    return render_page(request, "programmes/timeline.html", {"programme": found, "tab": "timeline", "page": page})


@require_GET
def city_map(request: UserRequest, pk: int) -> HttpResponse:
    """The venues of the programme on the city's plane, with the same as a table."""
    found = found_programme(request, pk)
    page = map_of(request.user, found)
    return render_page(request, "programmes/map.html", {"programme": found, "tab": "map", "page": page})
