"""What every request of somebody signed in passes: the session's term, the second factor, and on whose behalf.

It asks the database nothing of its own: the user comes with its standing (`SignInBackend.get_user`), the rest stands in
the session. Only an assistant at work costs one query, for the right to act, so that a revoked one ends at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from orgplan.accounts.actions import sessions as session_actions
from orgplan.accounts.models import Behalf, SignInSession, User
from orgplan.accounts.policy import reaches_page
from orgplan.accounts.queries.security import usable_grant
from orgplan.accounts.queries.standing import Standing, standing_of
from orgplan.accounts.rules.behalf import refusal
from orgplan.accounts.rules.sessions import Ending, ending_of
from orgplan.core.pages import render_page

STARTED, SEEN, PROVED, BEHALF = "signed_in_at", "seen_at", "proved", "behalf"
"""Keys of the session."""

_SEEN_EVERY = timedelta(minutes=1)
_ALWAYS_OPEN = {"accounts:sign_out"}
_OF_THE_FACTOR = {"accounts:codes", "accounts:code", "accounts:cancel_code"}
_TAKES_BACK = "accounts:take_back"
"""Of the room of the own person only by its address: it puts rows of any register back."""
_OF_BEHALF = {"accounts:behalf_end", "accounts:behalf_begin", "accounts:behalf", "accounts:presence"}
_NO_WORK = {"accounts:presence"}
"""An open page asks this by itself: it keeps no session alive, and the end of one is told to a person, not to it."""
_STOP_POLLING = 286
"""The status at which HTMX asks no more."""
_READS = {"GET", "HEAD", "OPTIONS"}


class SignInMiddleware:
    """Stands right behind Django's own authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request; everything is decided once the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_of_the_view: Any) -> HttpResponse | None:
        """Return the answer that stands before the page, or None to let the request in."""
        user = request.user
        match = request.resolver_match
        if not isinstance(user, User) or match is None or match.view_name in _ALWAYS_OPEN:
            return None
        standing = standing_of(user)
        return (
            _ended(request, user, standing, match.view_name)
            or _unproved(request, standing, match.view_name)
            or _out_of_reach(request, user, match.view_name)
            or _on_behalf(request, user, match.view_name, match.namespace)
        )


def moment_in(request: HttpRequest, key: str) -> datetime | None:
    """Return the moment that the session keeps under the key."""
    kept = request.session.get(key)
    return datetime.fromtimestamp(kept, UTC) if isinstance(kept, int | float) else None


def _ended(request: HttpRequest, user: User, standing: Standing, name: str) -> HttpResponse | None:
    """Sign out a session whose term is over; otherwise note, about once a minute, that somebody works in it."""
    now = timezone.now()
    started = moment_in(request, STARTED) or user.last_login or now
    seen = moment_in(request, SEEN) or started
    ending = ending_of(started=started, seen=seen, now=now, term=standing.term)
    if name in _NO_WORK:
        return None if ending == Ending.GOING_ON else HttpResponse(status=_STOP_POLLING)
    if ending == Ending.GOING_ON:
        if SEEN in request.session and now - seen >= _SEEN_EVERY:
            request.session[SEEN] = now.timestamp()
            session_actions.note_seen(request.session.session_key or "")
        return None
    session = SignInSession.objects.filter(session_key=request.session.session_key).first()
    if session is not None:
        session_actions.end_session(session, ending=ending, by=user)
    logout(request)
    messages.info(request, _ending_words(ending))
    where = urlencode({"next": request.get_full_path()}) if request.method in _READS else ""
    return redirect(f"{reverse('accounts:sign_in')}?{where}")


def _ending_words(ending: Ending) -> str:
    if ending == Ending.IDLE:
        return _("The session ended because nobody worked in it for long. Sign in again.")
    return _("The session reached its longest term. Sign in again.")


def _unproved(request: HttpRequest, standing: Standing, name: str) -> HttpResponse | None:
    """Lead who has one-time codes to the code, and who should have them by now to setting them up."""
    if name in _OF_THE_FACTOR:
        return None
    if standing.has_factor and not request.session.get(PROVED):
        return redirect(f"{reverse('accounts:code')}?{urlencode({'next': request.get_full_path()})}")
    if standing.is_barred(timezone.now()):
        return redirect("accounts:codes")
    return None


def _out_of_reach(request: HttpRequest, user: User, name: str) -> HttpResponse | None:
    """Lead a performer from lists that are not theirs to the own work, and refuse what is closed to the role."""
    if reaches_page(user, name):
        return None
    if name in settings.LISTS_BEFORE_OWN_WORK and request.method in _READS:
        return redirect("home:own")
    return render_page(request, "accounts/not_for_role.html", status=403)


def _on_behalf(request: HttpRequest, user: User, name: str, room: str) -> HttpResponse | None:
    """Make the leader the user of this request where an assistant acts, as far as the right reaches."""
    key = request.session.get(BEHALF)
    if not key:
        return None
    grant = usable_grant(user, int(key))
    if grant is None:
        del request.session[BEHALF]
        messages.warning(request, _("The right to act on behalf is over: you work in your own name again."))
        return redirect("home:today")
    behalf = Behalf.of(grant)
    request.behalf = behalf  # type: ignore[attr-defined]  # read by the frame on every page
    if name in _OF_BEHALF:
        return None
    leader = grant.leader
    leader.behalf = behalf
    request.user = leader
    said = refusal(
        behalf.scope,
        personal=room in settings.ROOMS_OF_THE_PERSON and name != _TAKES_BACK,
        writes=request.method not in _READS,
        decides=room in settings.ROOMS_OF_DECISIONS,
    )
    return render_page(request, "accounts/not_on_behalf.html", {"said": said}, status=403) if said else None
