"""Pure rules of the interface: cursors and fingerprints of requests."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Self

_SEPARATOR = "|"


class UnreadableCursorError(ValueError):
    """A cursor that this interface never gave out."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place behind the last row of a page: the value it is ordered by, and its key."""

    value: str
    key: int

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.key}{_SEPARATOR}{self.value}".encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the cursor that `str` wrote, or raise UnreadableCursorError."""
        try:
            plain = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode()
            key, separator, value = plain.partition(_SEPARATOR)
            return cls(value, _key(key, separator))
        except ValueError as error:  # of the letters, the encoding, or the number
            raise UnreadableCursorError(text) from error


def _key(text: str, separator: str) -> int:
    if not separator or not text.isascii() or not text.isdigit() or len(text) > 18:  # noqa: PLR2004 -- 64 bits
        raise UnreadableCursorError(text)
    return int(text)


def fingerprint(method: str, path: str, body: bytes) -> str:
    """Return a mark of what was asked; JSON that differs only in spaces and order of names has the same."""
    try:
        plain = json.dumps(json.loads(body), sort_keys=True, ensure_ascii=False).encode() if body else b""
    except ValueError:
        plain = body
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), plain))).hexdigest()
