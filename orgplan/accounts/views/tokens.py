"""Pages of the tokens of programs."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions import tokens as actions
from orgplan.accounts.actions.taking_back import change_with_undo
from orgplan.accounts.forms import TokenForm
from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import Token
from orgplan.accounts.policy import can_manage_users, is_oneself
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import local_address, render_page, saved, window_of

_USUAL_TERM = timedelta(days=90)


@require_GET
def list_tokens(request: UserRequest) -> HttpResponse:
    """The own tokens; for the administrator everybody's."""
    tokens = Token.objects.visible_to(request.user).select_related("user")
    context = {
        "window": window_of(request, tokens),
        "now": timezone.now(),
        "may_revoke": is_oneself(request.user),
        "shows_all": can_manage_users(request.user),
    }
    return render_page(request, "accounts/tokens.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def issue(request: UserRequest) -> HttpResponse:
    """Issue a token to oneself; it is shown this once."""
    if not is_oneself(request.user):
        raise PermissionDenied(_("A token is issued in the own name only."))
    form = TokenForm(posted(request), initial={"until": timezone.localdate() + _USUAL_TERM})
    issued = submitted(form, lambda: actions.issue_token(user=request.user, by=request.user, **form.facts()))
    if issued is not None:
        return render_page(request, "accounts/token_once.html", {"issued": issued})
    return render_page(request, "accounts/token_issue.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    """Close a program's way in."""
    token = get_object_or_404(Token.objects.visible_to(request.user), pk=pk)
    if not is_oneself(request.user):
        raise PermissionDenied(_("Tokens are revoked in the own name only."))
    step = change_with_undo([token], act=lambda: actions.revoke_token(token, by=request.user), by=request.user)
    back = local_address(request, reverse("accounts:tokens"))
    return saved(request, back, _("The token is revoked: %(token)s.") % {"token": token}, undo=step.undo_address)
