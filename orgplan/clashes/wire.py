"""The way to the city's routing server: one GET, ten seconds, no redirects, a bounded answer.

An inner network has to be allowed by the settings, as for messages to programs (`webhooks.wire`).
"""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError

from orgplan.webhooks.rules import is_address, is_inner
from orgplan.webhooks.wire import WHOLE, Deadline, bracketed, machine_of, session_to

TIMEOUT = 10.0
_LARGEST = 2_000_000


class UnreachedError(Exception):
    """The server was not asked or did not answer; the text is a sentence for people."""


def ask(address: str) -> bytes:
    """Return what the server answers, its refusals included.

    Raises:
        UnreachedError: nothing came that could be read.
    """
    if not is_address(address):
        raise UnreachedError(_("The address of the routing server is no address: “http://host:5000” is one."))
    deadline = Deadline(WHOLE)
    try:
        return _asked(address, deadline)
    except requests.Timeout as error:
        raise UnreachedError(_("The routing server did not answer within ten seconds.")) from error
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        if deadline.is_over:
            raise UnreachedError(_too_slow()) from error
        raise UnreachedError(_("The routing server is not reached: %s.") % type(error).__name__) from error


def _too_slow() -> str:
    return _("The routing server did not come to the end of its answer within twenty seconds.")


def _asked(address: str, deadline: Deadline) -> bytes:
    parts = urlsplit(address)
    machine = machine_of(parts)
    if is_inner(machine, settings.WEBHOOKS_NETWORKS):
        said = _(
            "The routing server was not asked: its address (%(machine)s) lies in an inner network that the settings do"
            " not allow (%(name)s)."
        )
        raise UnreachedError(said % {"machine": machine, "name": "ORGPLAN_WEBHOOKS_NETWORKS"})
    port = f":{parts.port}" if parts.port else ""
    named = (parts.hostname or "").encode("idna").decode()
    with (
        deadline,
        session_to(parts.hostname or "", deadline) as session,
        session.get(
            parts._replace(netloc=bracketed(machine) + port).geturl(),
            headers={"Host": bracketed(named) + port, "Accept": "application/json"},
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as response,
    ):
        content: bytes = response.raw.read(_LARGEST + 1, decode_content=True)
        if deadline.is_over:
            raise UnreachedError(_too_slow())
        if len(content) > _LARGEST:
            raise UnreachedError(_("The answer of the routing server is larger than any table of roads."))
        # Its own refusals come as JSON with 400; anything else is another program.
        if response.status_code not in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST):
            raise UnreachedError(_("The routing server answered with an error (%d).") % response.status_code)
        return content
