"""The post: how a letter becomes an e-mail and what the mail server's answer means.

`Post` keeps one connection for many letters. What matters is to tell three cases apart: the server did not take the
letter (try later, or refused), it took it, or the line broke after the text went out and before the answer came: then
nobody knows, and the letter is shown to a person.
"""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from orgplan.notices.models import Message, OutboxRules
from orgplan.notices.queries.stopping import stop_token, stop_words
from orgplan.notices.rules import is_temporary, message_id, refusal_words

_LINK = re.compile(r'<a href="/[^"]*">')
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class _Watched:
    """Remembers whether the text of a letter went out without an answer."""

    text_is_out = False

    def data(self, msg: Any) -> Any:
        self.text_is_out = True
        answer = super().data(msg)  # type: ignore[misc]  # smtplib.SMTP stands behind this class
        self.text_is_out = False
        return answer


class WatchedSMTP(_Watched, smtplib.SMTP):
    """A plain or STARTTLS connection."""


class WatchedSecureSMTP(_Watched, smtplib.SMTP_SSL):
    """A connection that is encrypted from its beginning."""


class WatchedBackend(EmailBackend):
    """Django's SMTP with watched connections."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the class of the connection."""
        return WatchedSecureSMTP if self.use_ssl else WatchedSMTP


@dataclass(frozen=True, slots=True)
class Taken:
    """The server answers for the letter now."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """The server did not take it and asks to try later."""

    words: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will never take it."""

    words: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The line broke where nobody can say whether the server took it."""

    words: str


Outcome = Taken | PutOff | Refused | Unknown


class PostAwayError(Exception):
    """The mail server cannot be reached or does not let us in; the text says it in words."""


class Post:
    """An open connection to the mail server; raises PostAwayError where it cannot be opened."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._connection.close()
        except OSError:
            self._connection.connection = None

    def _open(self) -> None:
        try:
            self._connection.open()
        except smtplib.SMTPAuthenticationError as error:
            raise PostAwayError(_("The mail server did not accept the name or the password (ORGPLAN_MAIL).")) from error
        except smtplib.SMTPResponseException as error:
            raise PostAwayError(refusal_words(error.smtp_code, _text(error.smtp_error))) from error
        except OSError as error:
            raise PostAwayError(_("The mail server does not answer: %(error)s.") % {"error": error}) from error

    def deliver(self, message: Message, rules: OutboxRules) -> Outcome:
        """Hand one letter over and say what became of it; a broken line is opened anew for the next one."""
        self._open()
        wire = getattr(self._connection, "connection", None)
        try:
            email = compose(message, rules)
            email.connection = self._connection
            email.send()
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            return _answered(code, _text(text))
        except smtplib.SMTPResponseException as error:
            return _answered(error.smtp_code, _text(error.smtp_error))
        except OSError as error:
            return self._broken(wire, error)
        except ValueError as error:  # a header that cannot be: a line break in the name, an address of nonsense
            return Refused(_("The letter cannot be written to this address: %(error)s.") % {"error": error})
        return Taken()

    def _broken(self, wire: Any, error: OSError) -> Outcome:
        out = getattr(wire, "text_is_out", False)
        self.__exit__(None, None, None)
        self._connection.connection = None
        if out:
            return Unknown(_("The line broke before the mail server answered: the letter may have left."))
        return PutOff(_("The line to the mail server broke: %(error)s.") % {"error": error})


def _answered(code: int, text: str) -> Outcome:
    words = refusal_words(code, text)
    return PutOff(words) if is_temporary(code) else Refused(words)


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def _page_of(message: Message) -> str:
    """Return the full address of the page; nothing where the product has no address that a reader could open."""
    if not message.about_url or urlsplit(settings.ADDRESS).hostname in _LOOPBACK:
        return ""
    return f"{settings.ADDRESS}{message.about_url}"


def compose(message: Message, rules: OutboxRules) -> EmailMultiAlternatives:
    """Return the e-mail: plain text and simple HTML, signed, with the reason and the page it is about."""
    stop = stop_address(message)
    context = {
        "message": message,
        "url": _page_of(message),
        "signature": rules.signature or settings.ADMINISTRATION,
        "html": SafeString(_with_whole_addresses(message.html)),
        "stop": stop,
        "stop_words": stop_words(message.stop) if stop else "",
    }
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=render_to_string("notices/mail.txt", context),
        from_email=formataddr((name or settings.ADMINISTRATION, address)),
        to=[formataddr((" ".join(message.recipient_name.split()), message.recipient_email))],
        headers={"Message-ID": own_message_id(message), "Auto-Submitted": "auto-generated"} | _stop_headers(stop),
    )
    email.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
    return email


def _with_whole_addresses(html: str) -> str:
    """Return the HTML that the product composed with links that a reader can open; words alone where there are none."""
    if urlsplit(settings.ADDRESS).hostname in _LOOPBACK:
        return _LINK.sub("", html).replace("</a>", "")
    return html.replace('<a href="/', f'<a href="{settings.ADDRESS}/')


def _stop_headers(stop: str) -> dict[str, str]:
    """Return the headers by which a mail program offers «отписаться» in one press (RFC 2369, RFC 8058)."""
    if not stop:
        return {}
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def stop_address(message: Message) -> str:
    """Return the full address of the signed link that mutes what the letter is about; empty where it has none."""
    if not message.stop or message.user_id is None or urlsplit(settings.ADDRESS).hostname in _LOOPBACK:
        return ""
    return f"{settings.ADDRESS}{reverse('bell:stop', args=[stop_token(message.user_id, message.stop)])}"


def own_message_id(message: Message) -> str:
    """Return the Message-ID under which the letter leaves at every attempt."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return message_id(message.send_key, address.rpartition("@")[2] or "localhost")
