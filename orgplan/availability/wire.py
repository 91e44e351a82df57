"""The way to a calendar in another program: one GET, few redirects, bounded size and time, no inner networks.

Each step of the way is looked up once and checked (`webhooks.wire`), so that neither a redirect nor an answer of the
name server leads to a machine that only the server reaches.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError

from orgplan.availability.rules.incoming import LARGEST
from orgplan.webhooks.rules import is_address, is_inner
from orgplan.webhooks.wire import Deadline, bracketed, machine_of, session_to

TIMEOUT = 10.0
WHOLE = 30.0
MOST_REDIRECTS = 5
_PIECE = 65_536
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the content; None where it is the same as before (`tag`), or where `problem` says why nothing came."""

    content: bytes | None = None
    tag: str = ""
    problem: str = ""


class _FailedError(Exception):
    """The calendar cannot be fetched; the text is a sentence for people."""


def fetch(address: str, tag: str = "") -> Fetched:
    """Fetch a calendar; whatever happens becomes an answer. `tag` is the ETag of what is known."""
    deadline = Deadline(WHOLE)
    try:
        with deadline:
            for _step in range(MOST_REDIRECTS + 1):
                found, following = _step_to(address, tag, deadline)
                if found is not None:
                    return found
                address = following
    except _FailedError as failure:
        return Fetched(problem=str(failure))
    except requests.Timeout:
        return Fetched(problem=_("The calendar did not answer within ten seconds."))
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        if deadline.is_over:
            return Fetched(problem=_too_slow())
        return Fetched(problem=_("The calendar is not reached: %s") % type(error).__name__)
    return Fetched(problem=_("The address redirects again and again: name the final address of the calendar."))


def _step_to(address: str, tag: str, deadline: Deadline) -> tuple[Fetched | None, str]:
    """Return what came, or the address to which this one leads on."""
    if not is_address(address):
        raise _FailedError(_("The address leads to what is no address of a calendar."))
    parts = urlsplit(address)
    machine = machine_of(parts)
    if is_inner(machine, settings.WEBHOOKS_NETWORKS):
        raise _FailedError(_not_allowed(machine))
    port = f":{parts.port}" if parts.port else ""
    named = (parts.hostname or "").encode("idna").decode()
    headers = {
        "Host": bracketed(named) + port,
        "Accept": "text/calendar, */*;q=0.1",
        "User-Agent": "Orgplan-Calendars/1",
    }
    with (
        session_to(parts.hostname or "", deadline) as session,
        session.get(
            parts._replace(netloc=bracketed(machine) + port, fragment="").geturl(),
            headers=headers | ({"If-None-Match": tag} if tag else {}),
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as response,
    ):
        if response.is_redirect:
            return None, urljoin(address, response.headers["Location"])
        return _taken(response, deadline), ""


def _not_allowed(machine: str) -> str:
    said = _(
        "Not read: the address leads into an inner network (%(machine)s) that the settings do not allow (%(name)s)."
    )
    return said % {"machine": machine, "name": "ORGPLAN_WEBHOOKS_NETWORKS"}


def _taken(response: requests.Response, deadline: Deadline) -> Fetched:
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        return Fetched()
    if response.status_code != HTTPStatus.OK:
        raise _FailedError(_refusal(response.status_code))
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > LARGEST:
        raise _FailedError(_too_large())
    content = bytearray()
    while piece := response.raw.read1(_PIECE, decode_content=True):
        content += piece
        if len(content) > LARGEST:
            raise _FailedError(_too_large())
    if deadline.is_over:
        raise _FailedError(_too_slow())
    return Fetched(bytes(content), response.headers.get("ETag", "")[:200])


def _too_slow() -> str:
    return _("The calendar did not come to its end within thirty seconds.")


def _refusal(status: int) -> str:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return _("The program does not let the calendar be read (%d): take its secret address anew.") % status
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return _("There is no calendar at this address any more (%d): take its secret address anew.") % status
    return _("The program answered with an error (%d).") % status


def _too_large() -> str:
    said = _("The calendar is larger than %d MB and is not read: is the address that of a calendar?")
    return said % (LARGEST // _MEGABYTE)
