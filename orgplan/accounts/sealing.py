"""Secrets that the database keeps but a copy of it must not tell: sealed with the installation's signing key.

Keys of one-time codes have to be read again, so they are encrypted; recovery codes only have to be recognised, so their
fingerprint is kept.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac

_PURPOSE = b"orgplan.accounts.sealing"


class BrokenSealError(Exception):
    """The secret was sealed with another signing key."""


def seal(secret: str) -> str:
    """Return the secret encrypted with the signing key of the installation."""
    return _box().encrypt(secret.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Return the secret again; BrokenSealError where the signing key was changed since."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise BrokenSealError from error


def fingerprint(code: str) -> str:
    """Return what is kept of a recovery code: enough to recognise it, not to write it."""
    return salted_hmac(_PURPOSE, code, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"orgplan sealing", digest_size=32).digest()
    return Fernet(base64.urlsafe_b64encode(key))
