"""The way to a program: one POST, bounded time and answer, no redirects, no way into inner networks."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any, Self
from urllib.parse import SplitResult, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter

from orgplan.webhooks.rules import EXCERPT, is_inner

TIMEOUT = 10.0
"""So many seconds the other side may say nothing."""
WHOLE = 20.0
"""So many seconds the whole exchange may last: less than `rules.LEASE`."""
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
    deadline = Deadline(WHOLE)
    try:
        parts = urlsplit(address)
        machine = machine_of(parts)
        if is_inner(machine, settings.WEBHOOKS_NETWORKS):
            return Answer(None, _not_allowed(machine))
        with deadline, session_to(parts.hostname or "", deadline) as session:
            return _exchange(session, parts, machine, body, headers)
    except requests.Timeout:
        return Answer(None, _("The program did not answer within ten seconds."))
    except (requests.RequestException, OSError, ValueError) as error:
        if deadline.is_over:
            return Answer(None, _("The program did not come to the end of its answer within twenty seconds."))
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


class Deadline:
    """Breaks an exchange that lasts longer than so many seconds in all, however steadily the other side drips.

    The time-outs of a connection begin anew with every byte: a program that sends one now and then would hold the
    worker for ever.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._lines: list[socket.socket] = []
        self._timer = Timer(seconds, self._break)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._timer.cancel()
        for line in self._lines:
            line.close()

    def watch(self, line: socket.socket) -> None:
        """Take a connection that has just been made; a copy of it, for TLS takes over the original."""
        self._lines.append(line.dup())

    def _break(self) -> None:
        self.is_over = True
        for line in self._lines:
            with suppress(OSError):  # it has ended by itself
                line.shutdown(socket.SHUT_RDWR)


class _Watched(HTTPAdapter):
    """Lets a deadline watch every connection from its first moment."""

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        """Return the pool of requests, whose connections are watched."""
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        pool.ConnectionCls = _watched(pool.ConnectionCls, self.deadline)
        return pool


def _watched(plain: Any, deadline: Deadline) -> Any:
    class Watched(plain):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:  # where urllib3 lets its kinds of connections differ
            line: socket.socket = super()._new_conn()
            deadline.watch(line)
            return line

    return Watched


class _ToTheNamed(_Watched):
    """Asks the machine, whose number stands in the address, for the certificate of the host that people named."""

    def __init__(self, host: str, deadline: Deadline) -> None:
        self.host = host.encode("idna").decode()
        super().__init__(deadline)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Give the name to every connection (urllib3: `server_hostname` for SNI, `assert_hostname`)."""
        super().init_poolmanager(*args, server_hostname=self.host, assert_hostname=self.host, **kwargs)


def session_to(host: str, deadline: Deadline) -> requests.Session:
    """Return a session for the host that people named, whose machine's number will stand in the address."""
    session = requests.Session()
    session.trust_env = False  # neither a foreign proxy nor passwords of ~/.netrc
    session.mount("https://", _ToTheNamed(host, deadline))
    session.mount("http://", _Watched(deadline))
    return session


def machine_of(parts: SplitResult) -> str:
    """Return the address of the machine that the name of the host stands for, of version 4 where it has one."""
    found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    found.sort(key=lambda each: each[0] != socket.AF_INET)
    return str(found[0][4][0])


def _excerpt(response: requests.Response) -> str:
    if response.is_redirect:
        return _("The program redirects to another address; messages do not follow: name the final address.")
    content = b""
    with suppress(requests.RequestException, OSError):  # the status has come; what else was said is for the log only
        for piece in response.iter_content(1024):
            content += piece
            if len(content) >= _READ:
                break
    text = " ".join(content[:_READ].decode("utf-8", "replace").split()).replace("\0", "")
    return _("Answer %(status)d: %(text)s") % {"status": response.status_code, "text": text[:EXCERPT] or "—"}
