"""Pages of sessions: one's own, and those of somebody for the administrator."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from orgplan.accounts.actions import sessions as actions
from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import SignInSession, User
from orgplan.accounts.policy import can_manage_users
from orgplan.accounts.queries.security import sessions_of
from orgplan.accounts.rules.sessions import Ending
from orgplan.core.pages import render_page, saved


@require_GET
def list_sessions(request: UserRequest, pk: int) -> HttpResponse:
    """The sessions of a sign-in that go on."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    context = {
        "shown": user,
        "sessions": list(sessions_of(user)),
        "own_key": request.session.session_key,
        "can_manage": can_manage_users(request.user),
    }
    return render_page(request, "accounts/sessions.html", context)


@require_POST
def end_session(request: UserRequest, pk: int) -> HttpResponse:
    """End one session: the own one somewhere else, or anybody's for the administrator."""
    session = get_object_or_404(SignInSession.objects.visible_to(request.user).select_related("user"), pk=pk)
    actions.end_session(session, ending=Ending.ENDED, by=request.user)
    return saved(request, _list_of(session.user), _("The session is ended."))


@require_POST
def end_sessions(request: UserRequest, pk: int) -> HttpResponse:
    """End all sessions of a sign-in but the one at which the button was pressed."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    actions.end_sessions(user, ending=Ending.ENDED, keep=request.session.session_key or "", by=request.user)
    return saved(request, _list_of(user), _("All other sessions are ended."))


def _list_of(user: User) -> str:
    return reverse("accounts:sessions", args=[user.pk])
