"""Signed links in letters that mute in one press, without a sign-in (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.notices.rules.telling import MuteScope

_SALT = "orgplan.notices.stop"
DIGEST = "digest:"


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link mutes: the whole digest (`scope` is empty), or a scope with its value."""

    user: int
    scope: str
    value: str

    @property
    def is_digest(self) -> bool:
        """Tell whether it is the morning digest."""
        return not self.scope


def stop_token(user: int, stop: str) -> str:
    """Return the signed mark of a link; it says who and what and can do nothing else."""
    return signing.dumps([user, stop], salt=_SALT, compress=True)


def read_stop(token: str) -> Stop | None:
    """Return what the link mutes, None where it was not signed here."""
    try:
        user, stop = signing.loads(token, salt=_SALT)
        user = int(user)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if stop == DIGEST:
        return Stop(user, "", "")
    scope, _colon, value = str(stop).partition(":")
    return Stop(user, scope, value) if scope in MuteScope.values and value else None


def stop_words(stop: str) -> str:
    """Return what pressing the link means, in words for the letter."""
    return _("Send me no morning digest") if stop == DIGEST else _("Tell me no more about this")


def user_of(found: Stop) -> User | None:
    """Return the user for whom the link was signed; None where the sign-in is closed."""
    user: User | None = User.objects.filter(is_active=True, pk=found.user).first()
    return user
