"""Pages of the administrator: how safe the sign-ins are, what roles are asked for, who waits."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts.actions.policies import PolicyFacts, SignInFacts, change_role_policy, change_sign_in_rules
from orgplan.accounts.actions.sessions import unlock as unlock_login
from orgplan.accounts.forms import PolicyForm, SignInRulesForm
from orgplan.accounts.http import UserRequest, refused
from orgplan.accounts.models import User
from orgplan.accounts.provider import provider
from orgplan.accounts.queries.attempts import locks, sign_in_rules
from orgplan.accounts.queries.security import (
    emergency_sign_ins,
    factor_counts,
    grants_shown,
    sign_in_trail,
    users_with_factors,
)
from orgplan.accounts.queries.standing import policy_of, role_policies
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.limits import AttemptKind
from orgplan.accounts.views.users import only_administrator
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved, window_of


@require_GET
def show_security(request: UserRequest) -> HttpResponse:
    """Who proves the sign-in by what, who waits, which sessions go on, who acts for whom."""
    only_administrator(request)
    counts, policies = factor_counts(), role_policies()
    rows = users_with_factors(User.objects.visible_to(request.user).filter(is_active=True))
    context: dict[str, Any] = {
        "roles": [(role, policies[role], counts[role]) for role in Role],
        "locks": locks(),
        "rules": sign_in_rules(),
        "emergency": emergency_sign_ins(request.user),
        "window": window_of(request, rows),
        "grants": list(grants_shown(request.user)),
        "entries": sign_in_trail(),
        "provider": provider(),
    }
    return render_page(request, "accounts/security.html", context)


@require_http_methods(["GET", "POST"])
def change_policy(request: UserRequest, role: str) -> HttpResponse:
    """Change what a role is asked for."""
    only_administrator(request)
    if role not in Role.values:
        raise Http404
    policy = policy_of(role)
    form = PolicyForm(posted(request), record=policy)
    done = submitted(
        form,
        lambda: change_role_policy(
            role=Role(role), facts=PolicyFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(
            request, "accounts:security", _("What the role “%(role)s” is asked for is changed.") % {"role": done}
        )
    context = {"form": form, "policy": policy, "provider": provider()}
    return render_page(request, "accounts/policy.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def change_limits(request: UserRequest) -> HttpResponse:
    """Change how many wrong attempts are borne, and how long they are remembered."""
    only_administrator(request)
    rules = sign_in_rules()
    form = SignInRulesForm(posted(request), record=rules)
    done = submitted(
        form,
        lambda: change_sign_in_rules(
            facts=SignInFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(request, "accounts:security", _("The rules of sign-in attempts are changed."))
    return render_page(request, "accounts/limits.html", {"form": form, "rules": rules}, status=form.status)


@require_POST
def unlock(request: UserRequest) -> HttpResponse:
    """Let a login that waits try again at once."""
    only_administrator(request)
    login, kind = request.POST.get("login", ""), request.POST.get("kind", "")
    if kind not in AttemptKind.values:
        raise Http404
    try:
        unlock_login(login=login, kind=AttemptKind(kind), by=request.user)
    except RefusedError as refusal:
        return refused(request, "accounts:security", str(refusal))
    return saved(request, "accounts:security", _("The login %(login)s may try again.") % {"login": login})
