"""The type of a request behind sign-in, for the views of all rooms; from where it came."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from orgplan.accounts.models import User
from orgplan.core.pages import AuthRequest, SeeOther


class UserRequest(AuthRequest):
    """A request of somebody signed in: `LoginRequiredMiddleware` saw to it.

    While an assistant acts, the user is the leader, and `user.behalf` says who acts and how far.
    """

    user: User


def address_of(request: HttpRequest) -> str:
    """Return the address the request came from, empty where there is none.

    Behind a proxy (`ORGPLAN_HTTPS=yes`) it is the last address of X-Forwarded-For, the one that the proxy itself wrote:
    whatever stands before it was sent by the browser.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER and (forwarded := request.headers.get("X-Forwarded-For")):
        text = forwarded.rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return ""


def agent_of(request: HttpRequest) -> str:
    """Return what the browser says of itself."""
    return request.headers.get("User-Agent", "")


def refused(request: HttpRequest, to: str | Any, said: str) -> HttpResponse:
    """Go back to the page and say there why nothing was done; for buttons that have no form of their own."""
    messages.warning(request, said)
    return SeeOther(resolve_url(to))
