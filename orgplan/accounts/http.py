"""The type of a request behind sign-in, for the views of all rooms."""

from __future__ import annotations

from orgplan.accounts.models import User
from orgplan.core.pages import AuthRequest


class UserRequest(AuthRequest):
    """A request of somebody signed in: `LoginRequiredMiddleware` saw to it."""

    user: User
