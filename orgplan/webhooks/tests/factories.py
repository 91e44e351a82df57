"""Subscriptions, and a program on the loopback that takes their messages."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import System
from orgplan.events.models import Event
from orgplan.events.tests import factories as events
from orgplan.webhooks.actions.subscriptions import Ordered, create_subscription
from orgplan.webhooks.jobs import tell_programs
from orgplan.webhooks.models import Delivery, Subscription
from orgplan.webhooks.queries.sources import topics

BY = System("тест")
NOWHERE = "http://nowhere.invalid/hook"
"""A name of RFC 6761: of no machine. Nothing is sent there."""
HERE = (ip_network("127.0.0.0/8"),)
"""The network of the receiver below."""


@dataclass(frozen=True)
class Message:
    """What came: the bytes and the headers."""

    body: bytes
    headers: dict[str, str]

    @property
    def content(self) -> Any:
        """Return the JSON."""
        return json.loads(self.body)


class Receiver:
    """A program that takes messages; `statuses` are answered in turn, then `status`; `drops` tenths of a second late."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.status, self.statuses = 204, list[int]()
        self.answer, self.location = b"", ""
        self.drops, self.encoding = 0, ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.thread = Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Be down."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.taken.append(Message(body, dict(self.headers)))
                for _drop in range(receiver.drops):  # a proxy says «wait» again and again
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                    time.sleep(0.1)
                status = receiver.statuses.pop(0) if receiver.statuses else receiver.status
                self.send_response(status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                if receiver.encoding:
                    self.send_header("Content-Encoding", receiver.encoding)
                if status != 204:
                    self.send_header("Content-Length", str(len(receiver.answer)))
                self.end_headers()
                if status != 204:
                    self.wfile.write(receiver.answer)

            def log_message(self, *_given: Any) -> None:
                """Say nothing."""

        return Handler


def ordered(user: User, address: str = NOWHERE, *names: str, name: str = "Сайт города") -> Ordered:
    """Return a new subscription of the user with its secret; without names to everything."""
    return create_subscription(user=user, name=name, address=address, topics=names or topics(), by=BY)


def turn() -> int:
    """Let the worker take one turn."""
    return tell_programs(Flag())


def delivery(subscription: Subscription, **fields: Any) -> Delivery:
    """Return a message that was taken."""
    now = timezone.now()
    return Delivery.objects.create(
        **{"subscription": subscription, "topic": "event.changed", "state": "taken", "occurred_at": now, "due_at": now}
        | fields
    )


def subscribed(user: User) -> tuple[Subscription, Delivery]:
    """Return a subscription of the user and a message of it."""
    subscription = ordered(user).subscription
    return subscription, delivery(subscription)


def self_signed(host: str) -> Path:
    """Return a file with a key and a certificate of the host that no authority knows."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = timezone.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    own = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = Path(tempfile.mkstemp(suffix=".pem")[1])
    file.write_bytes(own + made.public_bytes(Encoding.PEM))
    return file


def recorded(title: str = "Приём делегации", **fields: Any) -> Event:
    """An event recorded by the real action: history knows of it."""
    return events.event(title=title, **fields)
