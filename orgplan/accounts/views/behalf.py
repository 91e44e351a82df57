"""Pages of the right to act on behalf: given, revoked, used."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions import behalf as actions
from orgplan.accounts.actions.behalf import GrantFacts
from orgplan.accounts.actions.taking_back import change_with_undo
from orgplan.accounts.forms import GrantForm
from orgplan.accounts.http import UserRequest, refused
from orgplan.accounts.middleware import BEHALF
from orgplan.accounts.models import Grant
from orgplan.accounts.policy import can_grant_behalf, can_manage_users
from orgplan.accounts.queries.security import (
    grants_shown,
    possible_assistants,
    possible_leaders,
    usable_grant,
    usable_grants,
)
from orgplan.accounts.rules import Scope
from orgplan.core.editing import RefusedError, posted
from orgplan.core.pages import render_page, saved

_USUAL_TERM = timedelta(days=30)


@require_GET
def show_grants(request: UserRequest) -> HttpResponse:
    """What I may do for others, what I gave; for the administrator also everybody's."""
    user = request.user
    shown = list(grants_shown(user))
    context: dict[str, Any] = {
        "usable": usable_grants(user),
        "given": [grant for grant in shown if grant.leader_id == user.pk or can_manage_users(user)],
        "can_give": can_grant_behalf(user),
        "can_manage": can_manage_users(user),
        "acting_key": request.session.get(BEHALF),
        "is_mine": user.pk,
    }
    return render_page(request, "accounts/behalf.html", context)


@require_http_methods(["GET", "POST"])
def give(request: UserRequest) -> HttpResponse:
    """Give somebody the right to act in a leader's name."""
    user = request.user
    if not can_grant_behalf(user):
        raise PermissionDenied
    today = timezone.localdate()
    form = GrantForm(
        posted(request),
        leaders=possible_leaders(user),
        assistants=possible_assistants(user),
        needs_basis=can_manage_users(user),
        initial={"starts_on": today, "ends_on": today + _USUAL_TERM, "scope": Scope.DAY},
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            grant = actions.give_behalf(facts=GrantFacts(**given | {"scope": Scope(given["scope"])}), by=user)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return saved(request, "accounts:behalf", _("The right is given: “%(grant)s”.") % {"grant": grant})
    return render_page(request, "accounts/behalf_give.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    """End a right at once: the leader who gave it, the administrator, or the assistant who needs it no more."""
    grant = get_object_or_404(Grant.objects.visible_to(request.user).select_related("leader", "assistant"), pk=pk)
    try:
        step = change_with_undo([grant], act=lambda: actions.revoke_behalf(grant, by=request.user), by=request.user)
    except RefusedError as refusal:
        return refused(request, "accounts:behalf", str(refusal))
    words = _("The right is revoked: “%(grant)s”.") % {"grant": grant}
    return saved(request, "accounts:behalf", words, undo=step.undo_address)


@require_POST
def begin(request: UserRequest, pk: int) -> HttpResponse:
    """Begin to work in the leader's name."""
    grant = get_object_or_404(Grant.objects.visible_to(request.user), pk=pk)
    usable = usable_grant(request.user, grant.pk)
    if usable is None:
        return refused(request, "accounts:behalf", _("This right is not in force today."))
    actions.begin_behalf(usable, by=request.user)
    request.session[BEHALF] = usable.pk
    messages.info(request, _("From here on you work in another's name: “%(grant)s”.") % {"grant": usable})
    return redirect("home:today")


@require_POST
def end(request: UserRequest) -> HttpResponse:
    """Work in one's own name again."""
    key = request.session.pop(BEHALF, None)
    grant = usable_grant(request.user, int(key)) if key else None
    if grant is not None:
        actions.end_behalf(grant, by=request.user)
    return saved(request, "home:today", _("You work in your own name again."))
