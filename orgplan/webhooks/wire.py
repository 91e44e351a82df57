"""The way to a program: one POST, ten seconds, no redirects, a bounded answer, no way into inner networks."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter

from orgplan.webhooks.rules import EXCERPT, is_inner

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
    """Send the body; whatever happens becomes an Answer.

    The host's name is looked up once, and the connection goes to the very machine that was checked: an answer of the
    name server that changes in between leads nowhere else.
    """
    try:
        parts = urlsplit(address)
        machine = machine_of(parts)
        if is_inner(machine, settings.WEBHOOKS_NETWORKS):
            return Answer(None, _not_allowed(machine))
        with requests.Session() as session:
            session.trust_env = False  # neither a foreign proxy nor passwords of ~/.netrc
            session.mount("https://", ToTheNamed(parts.hostname or ""))
            return _exchange(session, parts, machine, body, headers)
    except requests.Timeout:
        return Answer(None, _("The program did not answer within ten seconds."))
    except (requests.RequestException, OSError, ValueError) as error:
        return Answer(None, f"{_why_unreached(error)} ({type(error).__name__}).")


def _why_unreached(error: Exception) -> str:
    """Return in words what stood in the way; the name of the error behind it is for who runs the server."""
    if isinstance(error, requests.exceptions.SSLError):
        return _("The program is not reached: its certificate cannot be trusted")
    if isinstance(error, socket.gaierror):
        return _("The program is not reached: nobody knows the name of its machine")
    return _("The program is not reached: the connection is refused or broke")


def _not_allowed(machine: str) -> str:
    said = _(
        "Not sent: the address leads into an inner network (%(machine)s) that the settings do not allow (%(name)s)."
    )
    return said % {"machine": machine, "name": "ORGPLAN_WEBHOOKS_NETWORKS"}


def _exchange(
    session: requests.Session, parts: SplitResult, machine: str, body: bytes, headers: Mapping[str, str]
) -> Answer:
    port = f":{parts.port}" if parts.port else ""
    named = (parts.hostname or "").encode("idna").decode()
    with session.post(
        parts._replace(netloc=bracketed(machine) + port).geturl(),
        data=body,
        headers={**headers, "Host": bracketed(named) + port},
        timeout=TIMEOUT,
        allow_redirects=False,
        stream=True,
    ) as response:
        return Answer(response.status_code, _excerpt(response))


def bracketed(host: str) -> str:
    """Return the host as an address names it: numbers of version 6 stand in brackets."""
    return f"[{host}]" if ":" in host else host


class ToTheNamed(HTTPAdapter):
    """Asks the machine, whose number stands in the address, for the certificate of the host that people named."""

    def __init__(self, host: str) -> None:
        self.host = host.encode("idna").decode()
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give the name to every connection (urllib3: `server_hostname` for SNI, `assert_hostname`)."""
        super().init_poolmanager(*args, server_hostname=self.host, assert_hostname=self.host, **kwargs)


def machine_of(parts: SplitResult) -> str:
    """Return the address of the machine that the name of the host stands for, of version 4 where it has one."""
    found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    found.sort(key=lambda each: each[0] != socket.AF_INET)
    return str(found[0][4][0])


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
