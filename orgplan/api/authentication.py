"""Who asks: the holder of a token, with its scopes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from orgplan.accounts.actions.tokens import note_use
from orgplan.accounts.models import User
from orgplan.accounts.policy import is_performer
from orgplan.accounts.queries.tokens import token_in_force
from orgplan.accounts.rules.tokens import TokenScope
from orgplan.api.problems import ProblemError


@dataclass(frozen=True, slots=True)
class Access:
    """A user through a token. The user's `program` is set, so that history names both."""

    user: User
    scopes: frozenset[TokenScope]


class ApiRequest(HttpRequest):
    """A request that has shown a token."""

    auth: Access


class TokenFor(HttpBearer):
    """Takes «Authorization: Bearer …» and asks for one scope.

    A token that is unknown, revoked, over, of a closed sign-in or of a performer is nobody (401); one without the
    scope is told so.
    """

    openapi_name = "token"

    def __init__(self, scope: TokenScope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Access | None:  # noqa: ARG002 -- the library's shape
        """Return who asks, or None; ProblemError 403 without the scope."""
        found = token_in_force(token)
        if found is None or is_performer(found.user):
            return None
        note_use(found)
        access = Access(found.user, frozenset(TokenScope(each) for each in found.scopes if each in TokenScope.values))
        if self.scope not in access.scopes:
            raise ProblemError(403, "scope", _("The token lacks the scope “%s”.") % self.scope.value)
        access.user.program = found.name
        return access
