"""Subscriptions, and a program on the loopback that takes their messages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from django.utils import timezone

from orgplan.accounts.models import User
from orgplan.audit.actions import System
from orgplan.webhooks.actions.subscriptions import Ordered, create_subscription
from orgplan.webhooks.jobs import tell_programs
from orgplan.webhooks.models import Delivery, Subscription
from orgplan.webhooks.queries.sources import topics

BY = System("тест")
NOWHERE = "http://192.0.2.1/hook"
"""An address of RFC 5737: of no machine."""


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
    """A program that takes messages; `statuses` are answered in turn, then `status`."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.status, self.statuses = 204, list[int]()
        self.answer, self.location = b"", ""
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
                status = receiver.statuses.pop(0) if receiver.statuses else receiver.status
                self.send_response(status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
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
    return tell_programs(Event())


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
