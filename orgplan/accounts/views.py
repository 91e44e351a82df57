"""Pages of sign-in and sign-ins."""

from __future__ import annotations

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts import actions
from orgplan.accounts.actions import UserFacts
from orgplan.accounts.forms import NewUserForm, PasswordForm, SignInForm, UserForm
from orgplan.accounts.http import UserRequest
from orgplan.accounts.models import User
from orgplan.accounts.policy import can_manage_users
from orgplan.accounts.queries import counts_by_role, demo_sign_ins, users_matching
from orgplan.accounts.rules import Role
from orgplan.core.editing import posted, submitted
from orgplan.core.pages import render_page, saved, window_of


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, and go on to the page that was asked for."""
    target = _safe_target(request)
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request, posted(request))
    if form.is_bound and form.is_valid():
        login(request, form.get_user())
        return redirect(target)
    context = {"form": form, "next": request.GET.get("next", ""), "demo": demo_sign_ins()}
    return render_page(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)


def _safe_target(request: HttpRequest) -> str:
    """Return the page to go on to; an address of another host is not followed."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=hosts, require_https=request.is_secure()):
        return asked
    return resolve_url("home:today")


@require_POST
def sign_out(request: UserRequest) -> HttpResponse:
    """Sign out and show the sign-in page."""
    logout(request)
    return redirect("accounts:sign_in")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_own_password(request: UserRequest) -> HttpResponse:
    """Change one's own password; this session goes on, all others end."""
    form = PasswordChangeForm(request.user, posted(request))
    if form.is_bound and form.is_valid():
        user = actions.set_password(request.user, password=form.cleaned_data["new_password1"], by=request.user)
        update_session_auth_hash(request, user)
        return saved(request, "home:today", _("The password is changed."))
    return render_page(request, "accounts/password.html", {"form": form}, status=422 if form.is_bound else 200)


def _only_administrator(request: UserRequest) -> None:
    if not can_manage_users(request.user):
        raise PermissionDenied


@require_GET
def list_users(request: UserRequest) -> HttpResponse:
    """All sign-ins, by words, role, and whether they are open."""
    _only_administrator(request)
    text, role, closed = request.GET.get("q", ""), request.GET.get("role", ""), request.GET.get("closed") == "1"
    rows = users_matching(User.objects.visible_to(request.user), text=text, closed=closed)
    counts = counts_by_role(rows)
    roles = [(each.value, each.label, counts.get(each.value, 0)) for each in Role]
    chosen = rows.filter(role=role) if role in Role.values else rows
    context = {
        "window": window_of(request, chosen),
        "roles": roles,
        "everybody": sum(counts.values()),
        "filter": {"q": text, "role": role, "closed": closed},
    }
    return render_page(request, "accounts/users.html", context)


@require_GET
def show_user(request: UserRequest, pk: int) -> HttpResponse:
    """One sign-in with its history; everybody may see the own one."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    context = {"shown": user, "can_manage": can_manage_users(request.user)}
    return render_page(request, "accounts/user.html", context)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def create_user(request: UserRequest) -> HttpResponse:
    """Give a new sign-in."""
    _only_administrator(request)
    form = NewUserForm(posted(request))
    user = submitted(form, lambda: actions.create_user(**form.facts, by=request.user))
    if user:
        return saved(request, user, _("The sign-in of %(name)s is created.") % {"name": user.name})
    return render_page(request, "accounts/user_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_user(request: UserRequest, pk: int) -> HttpResponse:
    """Change the name, role, mail; close or open the sign-in."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    _only_administrator(request)
    form = UserForm(posted(request), record=user)
    done = submitted(
        form,
        lambda: actions.change_user(
            user, facts=UserFacts(**form.facts), edition=form.cleaned_data["edition"], by=request.user
        ),
    )
    if done:
        return saved(request, done, _("The sign-in is changed."))
    return render_page(request, "accounts/user_form.html", {"form": form, "shown": user}, status=form.status)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def set_password(request: UserRequest, pk: int) -> HttpResponse:
    """Give somebody a new password."""
    user = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    _only_administrator(request)
    form = PasswordForm(posted(request))
    if form.is_bound and form.is_valid():
        actions.set_password(user, password=form.cleaned_data["password"], by=request.user)
        return saved(request, user, _("The new password of %(name)s is set.") % {"name": user.name})
    status = 422 if form.is_bound else 200
    return render_page(request, "accounts/set_password.html", {"form": form, "shown": user}, status=status)
