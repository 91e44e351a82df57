"""Pages of the city's own sign-in: there, back, and the confirmation of the first link."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from orgplan.accounts.actions.factors import link_provider
from orgplan.accounts.actions.sessions import TooManyAttemptsError, accept_attempt, open_attempt, refuse_attempt
from orgplan.accounts.actions.users import create_from_provider
from orgplan.accounts.forms import LinkForm
from orgplan.accounts.http import address_of
from orgplan.accounts.models import User
from orgplan.accounts.provider import Journey, ProvedPerson, Provider, ProviderError, provider
from orgplan.accounts.queries.standing import standing_of
from orgplan.accounts.queries.users import linked_user, user_known_as
from orgplan.accounts.rules.limits import AttemptKind
from orgplan.accounts.rules.sessions import Way
from orgplan.accounts.views.sign_in import HALF, WAY_OUT, finish_sign_in, page_of_sign_in, safe_target
from orgplan.core.editing import RefusedError, posted
from orgplan.core.pages import render_page

_JOURNEY, _FOUND = "journey", "proved_person"
_CONFIRMED_WITHIN = 600  # seconds


def _configured() -> Provider:
    found = provider()
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(resolve_url("accounts:provider_back"))


def _failed(request: HttpRequest, said: str, status: int = 422) -> HttpResponse:
    """Say what went wrong, with the way back to the sign-in page."""
    return render_page(request, "accounts/provider_failed.html", {"said": said}, status=status)


@login_not_required
@never_cache
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Leave for the city's own sign-in."""
    found = _configured()
    if request.user.is_authenticated:
        return redirect(safe_target(request))
    journey = Journey.begin()
    try:
        address = found.address_to_leave_for(journey, back=_back(request))
    except ProviderError as error:
        return _failed(request, str(error), 503)
    request.session[_JOURNEY] = asdict(journey) | {"next": safe_target(request)}
    return redirect(address)


@login_not_required
@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Take the answer of the city's own sign-in."""
    found = _configured()
    if request.user.is_authenticated:
        return redirect("home:today")
    kept: dict[str, Any] = request.session.pop(_JOURNEY, None) or {}
    target = kept.pop("next", "")
    if not kept or request.GET.get("state") != kept["state"]:
        return _failed(request, _("The answer belongs to another sign-in. Begin the sign-in again from this page."))
    if "code" not in request.GET:
        return _failed(request, _("The city's own sign-in did not let you in. Try again or sign in by password."))
    try:
        person = found.person_of(request.GET["code"], Journey(**kept), back=_back(request))
        request.session[WAY_OUT] = asdict(person.way_out)
        return _let_in(request, found, person, target)
    except (ProviderError, RefusedError) as error:
        return _failed(request, str(error))


def _let_in(request: HttpRequest, found: Provider, person: ProvedPerson, target: str) -> HttpResponse:
    """Sign in whom the link names; propose the first link to whom the claim names; else say that nobody is known."""
    user = linked_user(found.issuer, person.subject)
    if user is not None:
        return _sign_in(request, found, user, target)
    known = user_known_as(found.claim, person.known_as)
    if known is not None:
        request.session[_FOUND] = asdict(person) | {"next": target, "at": timezone.now().timestamp()}
        return redirect("accounts:provider_confirm")
    if found.new_role and person.known_as:
        made = create_from_provider(login=person.known_as, name=person.name, role=found.new_role, by=page_of_sign_in())
        link_provider(made, issuer=found.issuer, subject=person.subject, by=page_of_sign_in())
        return _sign_in(request, found, made, target)
    said = _("The city's own sign-in knows you as “%(name)s”, but here you have no sign-in. Ask the administrator.")
    return _failed(request, said % {"name": person.known_as or person.name or person.subject}, 403)


def _sign_in(request: HttpRequest, found: Provider, user: User, target: str) -> HttpResponse:
    if not user.is_open:
        return _failed(request, _("Your sign-in is closed. Ask the administrator."), 403)
    if standing_of(user).has_factor and not found.proves_second_factor:
        request.session.cycle_key()
        request.session[HALF] = {"user": user.pk, "at": timezone.now().timestamp()}
        return redirect(f"{resolve_url('accounts:code')}?{urlencode({'next': target})}")
    finish_sign_in(request, user, Way.PROVIDER)
    return redirect(target or "home:today")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm once that the person of the city's own sign-in is this user: by the password used here so far."""
    found = _configured()
    kept: dict[str, Any] = request.session.get(_FOUND) or {}
    fresh = kept and timezone.now().timestamp() - kept["at"] <= _CONFIRMED_WITHIN
    user = user_known_as(found.claim, kept["known_as"]) if fresh else None
    if user is None or request.user.is_authenticated:
        return redirect("accounts:sign_in")
    form = LinkForm(posted(request), asks_password=user.has_usable_password())
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            if _is_right(request, user, form.cleaned_data.get("password", "")):
                del request.session[_FOUND]
                link_provider(user, issuer=found.issuer, subject=kept["subject"], by=user)
                return _sign_in(request, found, user, kept["next"])
            form.add_error("password", _("The password is wrong."))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 429 if isinstance(refusal, TooManyAttemptsError) else 422
    context = {"form": form, "shown": user, "person": kept, "provider": found}
    return render_page(request, "accounts/provider_confirm.html", context, status=status)


def _is_right(request: HttpRequest, user: User, password: str) -> bool:
    """Compare the password as an attempt to sign in; who never had one has nothing to guess."""
    if not user.has_usable_password():
        return True
    attempt = open_attempt(kind=AttemptKind.SIGN_IN, login=user.login, address=address_of(request))
    if user.check_password(password):
        accept_attempt(attempt)
        return True
    refuse_attempt(attempt, by=page_of_sign_in())
    return False
