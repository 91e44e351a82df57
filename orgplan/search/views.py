"""The page of the search, and the list that the palette shows while one types."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from orgplan.accounts.http import UserRequest
from orgplan.core.pages import render_page
from orgplan.search.queries.finding import answer
from orgplan.search.queries.naming import all_commands
from orgplan.search.rules.asking import LONGEST_QUESTION

ON_PAGE, IN_PALETTE = 20, 5


@require_GET
def search(request: UserRequest) -> HttpResponse:
    """Everything found for `q`, by kind; without a question what can be asked."""
    text = request.GET.get("q", "")[:LONGEST_QUESTION]
    found = answer(text, reader=request.user, today=timezone.localdate(), each=ON_PAGE)
    return render_page(request, "search/search.html", {"text": text.strip(), "found": found})


@require_GET
def palette(request: UserRequest) -> HttpResponse:
    """The rows of the palette: a few of each kind, or the pages and actions while nothing is typed."""
    text = request.GET.get("q", "")[:LONGEST_QUESTION]
    if text.strip():
        found = answer(text, reader=request.user, today=timezone.localdate(), each=IN_PALETTE)
        context = {"groups": found.groups, "read_as": found.read_as, "text": text.strip()}
    else:
        context = {"groups": [all_commands(request.user)], "read_as": (), "text": ""}
    return render_page(request, "search/palette.html", context)
