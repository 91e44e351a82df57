"""How Django finds who is signed in: by login and password, and again at every request with everything it must know."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from orgplan.accounts.models import User
from orgplan.accounts.queries.standing import user_with_standing


class SignInBackend(ModelBackend):
    """Sign-in by password; a closed sign-in and an emergency one whose hours are over are nobody's.

    Attempts are counted by the page (`accounts.actions.sign_in`), not here: tests and commands may ask for a password
    as often as they like.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        """Refuse who may not sign in any more; the time of the answer is the same, the password was checked."""
        return isinstance(user, User) and user.is_open

    def get_user(self, user_id: int) -> Any:
        """Return the user of a session with the standing of its role, in one query."""
        user = user_with_standing(user_id)
        return user if user is not None and user.is_open else None
