"""One-time codes by time (RFC 6238 over RFC 4226) and the recovery codes that stand in for a lost telephone.

The form is the one that every authenticator knows: SHA-1, six digits, thirty seconds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

STEP_SECONDS: Final = 30
DIGITS: Final = 6
DRIFT: Final = 1
"""Steps by which the telephone's clock may be fast or slow (RFC 6238 §5.2 recommends one)."""

RECOVERY_CODES: Final = 10
_RECOVERY_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_HALF: Final = 5
_SECRET_BYTES: Final = 20
_KEY_GROUP: Final = 4


def new_secret() -> str:
    """Return a new random key of 160 bits (RFC 4226 §4) as authenticators take it: base32, upper case."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")


def step_of(moment: datetime) -> int:
    """Return the number of the thirty seconds in which the moment lies."""
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    """Return the code of a step (RFC 4226 §5.3)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, typed: str, *, now: datetime, used: int) -> int | None:
    """Return the step whose code was typed, or None.

    A step up to `used` is refused: a code works once, whoever looked over the shoulder (RFC 6238 §5.2).
    """
    code, present = plain_code(typed), step_of(now)
    found = None
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()) and step > used:
            found = step
    return found


def plain_code(typed: str) -> str:
    """Return what was typed without the spaces and hyphens by which people group it, in lower case."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def grouped_key(secret: str) -> str:
    """Return the key in groups of four, to be typed from a sheet."""
    return " ".join(secret[at : at + _KEY_GROUP] for at in range(0, len(secret), _KEY_GROUP))


def key_address(secret: str, *, login: str, issuer: str) -> str:
    """Return the otpauth: address that the square code carries; `issuer` names the product in the authenticator."""
    label = quote(f"{issuer}:{login}", safe="")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': issuer}, quote_via=quote)}"


def new_recovery_codes() -> list[str]:
    """Return ten new codes of 49 bits each, «k7mf2-wxepq», of letters that nobody mistakes on paper."""
    return [_recovery_code() for _number in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    letters = "".join(secrets.choice(_RECOVERY_LETTERS) for _letter in range(2 * _RECOVERY_HALF))
    return f"{letters[:_RECOVERY_HALF]}-{letters[_RECOVERY_HALF:]}"
