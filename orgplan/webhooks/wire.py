"""The way to a program: one POST, ten seconds, no redirects, a bounded answer, no way into this machine."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _

from orgplan.webhooks.rules import EXCERPT

TIMEOUT = 10.0
_WHOLE = 20.0
_READ = 4096


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status, or None where nobody answered; and a sentence for the log."""

    status: int | None
    words: str

    @property
    def is_taken(self) -> bool:
        """Tell whether the program took the message."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 -- «success» of RFC 9110


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send the body; whatever happens becomes an Answer."""
    try:
        if _leads_home(address):
            return Answer(None, _("The address leads to this machine or to a service of its network: not sent."))
        with requests.Session() as session:
            session.trust_env = False  # neither a foreign proxy nor passwords of ~/.netrc
            with session.post(
                address, data=body, headers=dict(headers), timeout=TIMEOUT, allow_redirects=False, stream=True
            ) as response:
                return Answer(response.status_code, _excerpt(response))
    except requests.Timeout:
        return Answer(None, _("The program did not answer within ten seconds."))
    except (requests.RequestException, OSError, ValueError) as error:
        return Answer(None, _("The program is not reached: %s") % type(error).__name__)


def _excerpt(response: requests.Response) -> str:
    if response.is_redirect:
        return _("The program redirects to another address; messages do not follow: name the final address.")
    end = time.monotonic() + _WHOLE
    content = b""
    for piece in response.iter_content(1024):
        content += piece
        if len(content) >= _READ or time.monotonic() > end:
            break
    text = " ".join(content[:_READ].decode("utf-8", "replace").split()).replace("\0", "")
    return _("Answer %(status)d: %(text)s") % {"status": response.status_code, "text": text[:EXCERPT] or "—"}


def _leads_home(address: str) -> bool:
    """Tell whether the address is one where no other program can be: this machine, or its network's own services."""
    if settings.WEBHOOKS_TO_THIS_MACHINE:
        return False
    parts = urlsplit(address)
    found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    return any(_is_home(str(each[4][0])) for each in found)


def _is_home(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast
