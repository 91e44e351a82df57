"""Pages of one-time codes: set up, recovery codes, taken away; and what the administrator resets."""

from __future__ import annotations

import base64
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from orgplan.accounts.actions import factors
from orgplan.accounts.actions.sessions import TooManyAttemptsError, accept_attempt, open_attempt, refuse_attempt
from orgplan.accounts.forms import CodeForm, FirstCodeForm, ReasonForm
from orgplan.accounts.http import UserRequest, address_of
from orgplan.accounts.middleware import PROVED
from orgplan.accounts.models import User
from orgplan.accounts.queries.standing import policy_of, standing_of
from orgplan.accounts.queries.users import recovery_codes_left
from orgplan.accounts.rules.codes import grouped_key, key_address, new_secret
from orgplan.accounts.rules.limits import AttemptKind
from orgplan.accounts.views.users import managed
from orgplan.core.editing import RefusedError, posted
from orgplan.core.pages import render_page, saved, square_code

_NEW_KEY = "new_code_key"


@never_cache
@require_http_methods(["GET", "POST"])
def codes(request: UserRequest) -> HttpResponse:
    """One's own one-time codes: set them up, or see how many recovery codes are left."""
    if standing_of(request.user).has_factor:
        return _own_codes(request)
    form = FirstCodeForm(posted(request))
    status = 422 if form.is_bound else 200
    key: str = request.session.get(_NEW_KEY) or new_secret()
    if form.is_bound and form.is_valid():
        try:
            made = factors.set_up_codes(request.user, key=key, typed=form.cleaned_data["code"], by=request.user)
        except RefusedError as refusal:
            form.add_error("code", str(refusal))
        else:
            request.session.pop(_NEW_KEY, None)
            request.session[PROVED] = True
            return _show_once(request, made)
    request.session[_NEW_KEY] = key
    context = {
        "form": form,
        "key": grouped_key(key),
        "picture": square_code(key_address(key, login=request.user.login, issuer=_issuer())),
        "due": standing_of(request.user).factor_due,
    }
    return render_page(request, "accounts/codes_new.html", context, status=status)


def _issuer() -> str:
    return f"{_('Orgplan')} — {settings.CITY}"


def _show_once(request: UserRequest, made: list[str]) -> HttpResponse:
    """Show the recovery codes: in this answer and never again."""
    lines = [f"{_('Orgplan')}, {settings.CITY}: {request.user.login}", "", *made, ""]
    text = base64.b64encode("\r\n".join(lines).encode("utf-8-sig")).decode("ascii")
    context = {"made": made, "file": f"data:text/plain;charset=utf-8;base64,{text}"}
    return render_page(request, "accounts/codes_once.html", context)


def _own_codes(request: UserRequest) -> HttpResponse:
    """Show how the codes stand; the two buttons ask for a code again, so that an open desk gives nothing away."""
    form = CodeForm(posted(request))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            if _proves(request, form.cleaned_data["code"]):
                return _done(request)
            form.add_error("code", _("The code does not fit, or it was already used: wait for the next one."))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 429 if isinstance(refusal, TooManyAttemptsError) else 422
    context: dict[str, Any] = {
        "form": form,
        "left": recovery_codes_left(request.user),
        "is_asked": policy_of(request.user.role).asks_second_factor,
    }
    return render_page(request, "accounts/codes.html", context, status=status)


def _proves(request: UserRequest, typed: str) -> bool:
    user = request.user
    attempt = open_attempt(kind=AttemptKind.SECOND_FACTOR, login=user.login, address=address_of(request))
    if factors.prove(user, typed=typed) is None:
        refuse_attempt(attempt, by=user)
        return False
    accept_attempt(attempt)
    return True


def _done(request: UserRequest) -> HttpResponse:
    user = request.user
    if request.POST.get("verb") == "remove":
        factors.remove_codes(user, by=user)
        return saved(request, user, _("One-time codes are taken away: the password alone is asked for again."))
    return _show_once(request, factors.renew_recovery_codes(user, by=user))


@require_http_methods(["GET", "POST"])
def reset_codes(request: UserRequest, pk: int) -> HttpResponse:
    """Take somebody's one-time codes away, with the reason."""
    user = managed(request, pk)
    words = {
        "heading": _("Reset one-time codes"),
        "explained": _("The person signs in by password and sets the codes up anew. Make sure who is asking."),
        "button": _("Reset one-time codes"),
    }

    def reset(reason: str) -> None:
        factors.reset_codes(user, reason=reason, by=request.user)

    return _with_reason(request, user, words, reset, _("One-time codes of %(name)s are reset."))


@require_http_methods(["GET", "POST"])
def unlink(request: UserRequest, pk: int) -> HttpResponse:
    """Forget which person of the city's own sign-in the user is, with the reason."""
    user = managed(request, pk)
    words = {
        "heading": _("Take away the link with the city's own sign-in"),
        "explained": _("At the next sign-in from there the person confirms the link by password anew."),
        "button": _("Take away the link"),
    }

    def take(reason: str) -> None:
        factors.unlink_provider(user, reason=reason, by=request.user)

    return _with_reason(request, user, words, take, _("The link of %(name)s is taken away."))


def _with_reason(request: UserRequest, user: User, words: dict[str, str], act: Any, said: str) -> HttpResponse:
    """Ask for the reason, then act; a refusal stands at the form."""
    form = ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return saved(request, user, said % {"name": user.name})
    context = {"form": form, "shown": user, **words}
    return render_page(request, "accounts/with_reason.html", context, status=422 if form.is_bound else 200)
