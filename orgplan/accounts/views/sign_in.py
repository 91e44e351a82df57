"""Pages of sign-in: login and password, the one-time code, sign-out, one's own password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from orgplan.accounts import actions
from orgplan.accounts.actions import sessions
from orgplan.accounts.actions.factors import prove
from orgplan.accounts.actions.sessions import TooManyAttemptsError, accept_attempt, open_attempt, refuse_attempt
from orgplan.accounts.forms import CodeForm, SignInForm
from orgplan.accounts.http import UserRequest, address_of, agent_of
from orgplan.accounts.middleware import PROVED, SEEN, STARTED
from orgplan.accounts.models import User
from orgplan.accounts.provider import WayOut, provider
from orgplan.accounts.queries.standing import policy_of, standing_of, user_with_standing
from orgplan.accounts.queries.users import demo_sign_ins
from orgplan.accounts.rules.limits import AttemptKind
from orgplan.accounts.rules.sessions import Way
from orgplan.audit.actions import System
from orgplan.core.editing import RefusedError, posted
from orgplan.core.pages import render_page, saved

HALF, WAY_OUT = "half_signed_in", "way_out"
_HALF_LASTS = timedelta(minutes=10)
BACKEND = "orgplan.accounts.backends.SignInBackend"


def page_of_sign_in() -> System:
    """Return who acts while nobody is signed in yet."""
    return System(_("Page of sign-in"))


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in, and go on to the page that was asked for."""
    target = safe_target(request)
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request, posted(request))
    status = 422 if form.is_bound else 200
    if form.is_bound:
        try:
            user = _user_of(request, form)
        except TooManyAttemptsError as refusal:
            form.say(str(refusal))
            status = 429
        else:
            if user is not None:
                return _after_password(request, user, target)
    context = {"form": form, "next": request.GET.get("next", ""), "demo": demo_sign_ins(), "provider": provider()}
    return render_page(request, "accounts/sign_in.html", context, status=status)


def _user_of(request: HttpRequest, form: SignInForm) -> User | None:
    """Return who typed the right login and password; None: the form says what is wrong."""
    typed = request.POST.get("username", "")
    if not typed.strip():
        form.is_valid()
        return None
    attempt = open_attempt(kind=AttemptKind.SIGN_IN, login=typed, address=address_of(request))
    if not form.is_valid():
        refuse_attempt(attempt, by=page_of_sign_in())
        return None
    user = form.get_user()
    assert isinstance(user, User)
    accept_attempt(attempt)
    city = provider()
    if city and not user.is_emergency and not policy_of(user.role).allows_password:
        form.say(_("For your role sign-in by password is closed: use “%(name)s”.") % {"name": city.name})
        return None
    return user


def _after_password(request: HttpRequest, user: User, target: str) -> HttpResponse:
    """Go on to the one-time code where the user has one, else sign in."""
    if standing_of(user).has_factor:
        request.session.cycle_key()
        request.session[HALF] = {"user": user.pk, "at": timezone.now().timestamp()}
        return redirect(f"{resolve_url('accounts:code')}?{urlencode({'next': target})}")
    finish_sign_in(request, user, Way.EMERGENCY if user.is_emergency else Way.PASSWORD)
    return redirect(target)


def finish_sign_in(request: HttpRequest, user: User, way: Way) -> None:
    """Open the session: Django's own, the marks that the middleware reads, and the line in the list of sessions."""
    login(request, user, backend=BACKEND)
    now = timezone.now().timestamp()
    request.session[STARTED] = request.session[SEEN] = now
    request.session[PROVED] = True
    key = request.session.session_key or ""
    sessions.sign_in(user, key=key, way=way, address=address_of(request), agent=agent_of(request), by=user)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the one-time code of somebody whose password was right."""
    user = _half_signed_in(request)
    if user is None:
        return redirect("home:today")
    form = CodeForm(posted(request))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            way = _prove(request, user, form.cleaned_data["code"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 429 if isinstance(refusal, TooManyAttemptsError) else 422
        else:
            if way is not None:
                request.session.pop(HALF, None)
                finish_sign_in(request, user, way)
                return redirect(safe_target(request))
            form.add_error("code", _("The code does not fit, or it was already used: wait for the next one."))
    context = {"form": form, "who": user, "next": request.GET.get("next", "")}
    return render_page(request, "accounts/code.html", context, status=status)


def _prove(request: HttpRequest, user: User, typed: str) -> Way | None:
    attempt = open_attempt(kind=AttemptKind.SECOND_FACTOR, login=user.login, address=address_of(request))
    way = prove(user, typed=typed)
    if way is None:
        refuse_attempt(attempt, by=page_of_sign_in())
    else:
        accept_attempt(attempt)
    return way


def _half_signed_in(request: HttpRequest) -> User | None:
    """Return who still has to type the code: after the password, or in a session that began before the codes."""
    if isinstance(request.user, User):
        waits = standing_of(request.user).has_factor and not request.session.get(PROVED)
        return request.user if waits else None
    half: dict[str, Any] = request.session.get(HALF) or {}
    if not half or timezone.now().timestamp() - half["at"] > _HALF_LASTS.total_seconds():
        return None
    user = user_with_standing(half["user"])
    return user if user is not None and user.is_open else None


@login_not_required
@require_POST
def cancel_code(request: HttpRequest) -> HttpResponse:
    """Go back from the one-time code to the sign-in page, as somebody else perhaps."""
    logout(request)
    return redirect("accounts:sign_in")


def safe_target(request: HttpRequest) -> str:
    """Return the page to go on to; an address of another host is not followed."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=hosts, require_https=request.is_secure()):
        return asked
    return resolve_url("home:today")


@never_cache
@require_POST
def sign_out(request: UserRequest) -> HttpResponse:
    """Sign out and show the sign-in page; who came by the city's own sign-in is shown the way out of that, too.

    A page stands between: the page policy lets no form lead to another host, not even by a redirect.
    """
    kept: dict[str, str] = request.session.get(WAY_OUT) or {}
    sessions.sign_out(request.user, key=request.session.session_key or "", by=request.user)
    logout(request)
    found = provider()
    back = request.build_absolute_uri(resolve_url("accounts:sign_in"))
    address = found.address_to_sign_out(WayOut(**kept), back=back) if found else ""
    if not address:
        return redirect("accounts:sign_in")
    return render_page(request, "accounts/signed_out.html", {"address": address, "provider": found})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_own_password(request: UserRequest) -> HttpResponse:
    """Change one's own password; this session goes on, all others end."""
    form = PasswordChangeForm(request.user, posted(request))
    status = 422 if form.is_bound else 200
    if form.is_bound:
        try:
            done = _change_password(request, form)
        except TooManyAttemptsError as refusal:
            form.add_error(None, str(refusal))
            status = 429
        else:
            if done:
                return saved(request, "home:today", _("The password is changed. Your other sessions are ended."))
    return render_page(request, "accounts/password.html", {"form": form}, status=status)


def _change_password(request: UserRequest, form: PasswordChangeForm) -> bool:
    """Change the password; a wrong old one counts as an attempt to guess it."""
    user = request.user
    attempt = open_attempt(kind=AttemptKind.PASSWORD, login=user.login, address=address_of(request))
    if not form.is_valid():
        if "old_password" in form.errors:
            refuse_attempt(attempt, by=user)
        else:
            accept_attempt(attempt)
        return False
    accept_attempt(attempt)
    old = request.session.session_key or ""
    changed = actions.set_password(user, password=form.cleaned_data["new_password1"], keep_session=old, by=user)
    update_session_auth_hash(request, changed)
    sessions.renew_key(old=old, new=request.session.session_key or "")
    return True
