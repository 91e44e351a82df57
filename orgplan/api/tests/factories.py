"""Programs that ask: clients with a token."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from orgplan.accounts.actions.tokens import issue_token
from orgplan.accounts.models import User
from orgplan.accounts.rules import Role
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.accounts.tests import factories as accounts
from orgplan.audit.actions import System

BY = System("тест")


class Program:
    """A client that shows its token with every request and speaks JSON."""

    def __init__(self, user: User, scopes: tuple[TokenScope, ...], name: str) -> None:
        end = timezone.now() + timedelta(days=1)
        self.user = user
        self.issued = issue_token(user=user, name=name, scopes=scopes, expires_at=end, by=BY)
        self.client = Client(headers={"Authorization": f"Bearer {self.issued.text}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def send(self, method: str, path: str, content: Any, **headers: str) -> Any:
        call = getattr(self.client, method)
        return call(f"/api/v1{path}", content, content_type="application/json", headers=headers)

    def post(self, path: str, content: Any, **headers: str) -> Any:
        return self.send("post", path, content, **headers)

    def patch(self, path: str, content: Any, **headers: str) -> Any:
        return self.send("patch", path, content, **headers)


def program(role: Role = Role.DEPARTMENT, *, user: User | None = None, scopes: Any = None) -> Program:
    """Return a program that works as a new user of the role, or as the given user."""
    return Program(user or accounts.user(role), scopes or tuple(TokenScope), "Сайт города")


def words_of(answer: Any) -> str:
    """Return the answer as text in which Russian can be looked for: JSON may write its letters as numbers."""
    return json.dumps(answer.json(), ensure_ascii=False) if answer.content else ""
