"""Pages of the sign-ins: list, card, made, changed, closed, opened again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgplan.accounts import actions
from orgplan.accounts.actions import UserFacts
from orgplan.accounts.actions.users import Closed
from orgplan.accounts.actions.users import close_user as close
from orgplan.accounts.actions.users import reopen_user as reopen
from orgplan.accounts.forms import ClosingForm, NewUserForm, PasswordForm, UserForm
from orgplan.accounts.http import UserRequest, refused
from orgplan.accounts.models import User
from orgplan.accounts.policy import can_manage_users, is_oneself, is_performer
from orgplan.accounts.queries.open_work import open_work_of
from orgplan.accounts.queries.security import colleagues_of, sessions_of
from orgplan.accounts.queries.standing import standing_of
from orgplan.accounts.queries.tokens import tokens_of, working_tokens_of
from orgplan.accounts.queries.users import counts_by_role, users_matching
from orgplan.accounts.rules import Role
from orgplan.core.editing import RefusedError, posted, submitted
from orgplan.core.pages import render_page, saved, window_of


def only_administrator(request: UserRequest) -> None:
    """Raise PermissionDenied for everybody else."""
    if not can_manage_users(request.user):
        raise PermissionDenied


def managed(request: UserRequest, pk: int) -> User:
    """Return the sign-in that the administrator manages: a stranger's is not found, the own one is only seen."""
    user: User = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    only_administrator(request)
    return user


@require_GET
def list_users(request: UserRequest) -> HttpResponse:
    """All sign-ins, by words, role, and whether they are open."""
    only_administrator(request)
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
    context = {
        "shown": user,
        "can_manage": can_manage_users(request.user),
        "has_factor": standing_of(user).has_factor,
        "is_linked": hasattr(user, "provider_link"),
        "tokens": list(tokens_of(user)),
        "now": timezone.now(),
        "limited": is_performer(request.user),
        "may_revoke": is_oneself(request.user),
    }
    return render_page(request, "accounts/user.html", context)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def create_user(request: UserRequest) -> HttpResponse:
    """Give a new sign-in."""
    only_administrator(request)
    form = NewUserForm(posted(request))
    user = submitted(form, lambda: actions.create_user(**form.facts, by=request.user))
    if user:
        return saved(request, user, _("The sign-in of %(name)s is created.") % {"name": user.name})
    return render_page(request, "accounts/user_form.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
def change_user(request: UserRequest, pk: int) -> HttpResponse:
    """Change the name, role, mail."""
    user = managed(request, pk)
    form = UserForm(posted(request), record=user)
    done = submitted(
        form,
        lambda: actions.change_user(
            user,
            facts=UserFacts(**form.facts, is_active=user.is_active),
            edition=form.cleaned_data["edition"],
            by=request.user,
        ),
    )
    if done:
        return saved(request, done, _("The sign-in is changed."))
    return render_page(request, "accounts/user_form.html", {"form": form, "shown": user}, status=form.status)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def set_password(request: UserRequest, pk: int) -> HttpResponse:
    """Give somebody a new password."""
    user = managed(request, pk)
    form = PasswordForm(posted(request))
    if form.is_bound and form.is_valid():
        actions.set_password(user, password=form.cleaned_data["password"], by=request.user)
        return saved(request, user, _("The new password of %(name)s is set.") % {"name": user.name})
    status = 422 if form.is_bound else 200
    return render_page(request, "accounts/set_password.html", {"form": form, "shown": user}, status=status)


@require_http_methods(["GET", "POST"])
def close_user(request: UserRequest, pk: int) -> HttpResponse:
    """Close a sign-in, after showing what it leaves open."""
    user = managed(request, pk)
    work = open_work_of(user)
    colleagues = colleagues_of(user).exclude(pk__in=[key for each in work for key in each.unable])
    form = ClosingForm(posted(request), colleagues=colleagues)
    done = submitted(
        form,
        lambda: close(user, reason=form.cleaned_data["reason"], heir=form.cleaned_data["heir"], by=request.user),
    )
    if done:
        return saved(request, done.user, _closed_words(done))
    handed = any(each.hand_over for each in work)
    context = {
        "form": form,
        "shown": user,
        "work": work,
        "can_hand_over": handed and colleagues.exists(),
        "nobody_can": handed and not colleagues.exists(),
        "sessions": sessions_of(user).count(),
        "tokens": list(working_tokens_of(user)),
    }
    return render_page(request, "accounts/close.html", context, status=422 if form.is_bound else 200)


def _closed_words(closed: Closed) -> str:
    """Say what ended with the sign-in, each with its number; what there was none of is left out."""
    said = [_("The sign-in of %(name)s is closed.") % {"name": closed.user.name}]
    for number, words in (
        (closed.sessions, ngettext("%d session ended.", "%d sessions ended.", closed.sessions)),
        (closed.tokens, ngettext("%d token revoked.", "%d tokens revoked.", closed.tokens)),
        (closed.rights, ngettext("%d right to act ended.", "%d rights to act ended.", closed.rights)),
    ):
        if number:
            said.append(words % number)
    return " ".join(said)


@require_POST
def reopen_user(request: UserRequest, pk: int) -> HttpResponse:
    """Let a closed sign-in work again."""
    user = managed(request, pk)
    try:
        reopen(user, by=request.user)
    except RefusedError as refusal:
        return refused(request, user, str(refusal))
    return saved(request, user, _("The sign-in of %(name)s is open again.") % {"name": user.name})
