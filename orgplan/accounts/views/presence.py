"""The sign of life of an open page, answered with who else has the same thing open."""

from __future__ import annotations

from django.core import signing
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from orgplan.accounts.actions.presence import note_presence
from orgplan.accounts.http import UserRequest
from orgplan.accounts.queries.presence import SALT, also_open
from orgplan.core.pages import render_page

_LONGEST_PAGE = 24 * 3600
"""A page that was opened a day ago says nothing more."""


@require_POST
def presence(request: UserRequest, page: str) -> HttpResponse:
    """Note that the page is open, return the hint. `page` is signed: nobody asks about what he cannot see."""
    try:
        place, key = signing.loads(page, salt=SALT, max_age=_LONGEST_PAGE)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if key != request.user.pk:
        raise Http404
    now = timezone.now()
    note_presence(user=request.user, place=place, now=now)
    return render_page(request, "accounts/presence.html", {"people": also_open(request.user, place, now)})
