"""The secret address: what calendar programs read. Nobody signs in here; the secret says who asks.

The secret stands in the address, therefore the answer is never logged with it (`feeds.masking`), names no page to go
back to, and asks crawlers to pass by.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from orgplan.accounts.http import address_of, agent_of
from orgplan.feeds.actions.reading import may_ask, note_reading
from orgplan.feeds.documents import feed_text, is_unchanged
from orgplan.feeds.models import Feed
from orgplan.feeds.queries.feeds import feed_at
from orgplan.feeds.rules.addresses import MOST_MISSES, MOST_READS, WINDOW, client_words, digest_of

_QUIET = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-cache",
}


@login_not_required
@require_safe
def read_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar as its owner may see it now; 304 where nothing changed, 404, 410 and 429 in words."""
    now = timezone.now()
    with override(settings.LANGUAGE_CODE):
        if not may_ask(f"read:{digest_of(secret)[:24]}", MOST_READS, now):
            return _quiet(_refusal(429))
        feed = feed_at(secret)
        if feed is None:
            may_guess = may_ask(f"miss:{address_of(request)}", MOST_MISSES, now)
            return _quiet(_refusal(404 if may_guess else 429))
        if feed.is_revoked or not feed.user.is_open:
            return _quiet(_refusal(410))
        note_reading(feed, client=client_words(agent_of(request)), now=now)
        return _quiet(_answer(request, feed, now))


def _answer(request: HttpRequest, feed: Feed, now: datetime) -> HttpResponse:
    if is_unchanged(feed, timezone.localdate(now)):
        known = _if_known(request, feed, None)
        if known is not None:
            return known
    # The address that was asked for is a secret of whoever reads it; the calendar names it to nobody else (RFC 7986).
    text = feed_text(feed, address=f"{settings.ADDRESS.rstrip('/')}{request.path}", now=now)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="orgplan.ics"'
    response["ETag"] = quote_etag(feed.content_tag)
    return _if_known(request, feed, response) or response


def _if_known(request: HttpRequest, feed: Feed, response: HttpResponse | None) -> HttpResponse | None:
    """Return 304 where the program has what would be told; the given response, or None, otherwise."""
    changed = int(feed.content_at.timestamp()) if feed.content_at else None
    if response is not None and changed is not None:
        response["Last-Modified"] = http_date(changed)
    answer = get_conditional_response(request, etag=quote_etag(feed.content_tag), last_modified=changed)
    if answer is not None and answer.status_code == 304:  # noqa: PLR2004 -- not modified
        answer["ETag"] = quote_etag(feed.content_tag)
        return answer
    return response


def _refusal(status: int) -> HttpResponse:
    words = {
        404: _("There is no calendar at this address. Check that it was copied whole, or make a new subscription."),
        410: _("This calendar subscription has ended: its owner revoked it or works here no more. Remove it."),
        429: _("This calendar is read too often. Ask again in some minutes; once an hour is enough."),
    }
    response = HttpResponse(f"{words[status]}\n", status=status, content_type="text/plain; charset=utf-8")
    if status == 429:  # noqa: PLR2004 -- too many requests
        response["Retry-After"] = str(int(WINDOW.total_seconds()))
    return response


def _quiet(response: HttpResponse) -> HttpResponse:
    for name, value in _QUIET.items():
        response[name] = value
    return response
