"""Pure rules of the interface: cursors, fingerprints of requests, words of faults."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


_NAMED = re.compile("'([^']*)'")

#: What is wrong, by the checker's name of the fault (pydantic 2, «Validation Errors»); bounds come beside the name.
_FAULTS: dict[str, Any] = {
    "missing": gettext_lazy("This is needed and was not sent."),
    "extra_forbidden": gettext_lazy("There is no such name."),
    "json_invalid": gettext_lazy("This is not JSON."),
    "string_too_short": gettext_lazy("At least %(min_length)s characters are needed."),
    "string_too_long": gettext_lazy("At most %(max_length)s characters fit."),
    "too_short": gettext_lazy("At least %(min_length)s values are needed."),
    "too_long": gettext_lazy("At most %(max_length)s values fit."),
    "string_pattern_mismatch": gettext_lazy("The text does not have the form that the description asks for."),
    "greater_than_equal": gettext_lazy("The number is %(ge)s or greater."),
    "less_than_equal": gettext_lazy("The number is %(le)s or less."),
    "enum": gettext_lazy("One of these is expected: %(expected)s."),
    "literal_error": gettext_lazy("One of these is expected: %(expected)s."),
    "timezone_aware": gettext_lazy("A moment with its zone is expected: 2026-08-12T14:00:00+06:00."),
}
#: The same by the first word of the name, where several faults come to one.
_FAULTS_OF_TYPE: dict[str, Any] = {
    "string": gettext_lazy("A text is expected."),
    "int": gettext_lazy("A whole number is expected."),
    "bool": gettext_lazy("true or false is expected."),
    "date": gettext_lazy("A day is expected: 2026-08-12."),
    "datetime": gettext_lazy("A moment with its zone is expected: 2026-08-12T14:00:00+06:00."),
    "time": gettext_lazy("A time is written HH:MM, by the wall-clock of the city."),
    "uuid": gettext_lazy("A UUID is expected."),
    "list": gettext_lazy("A list is expected."),
    "model": gettext_lazy("An object with names is expected."),
    "dict": gettext_lazy("An object with names is expected."),
}


def fault_words(kind: str, bounds: Mapping[str, Any]) -> str:
    """Return in words what is wrong with a value; `kind` and `bounds` are the checker's.

    A check of our own speaks for itself (`bounds["error"]`); a fault that nobody foresaw points to the description.
    """
    said = _FAULTS.get(kind) or _FAULTS_OF_TYPE.get(kind.partition("_")[0])
    if said is not None:
        named = ", ".join(_NAMED.findall(str(bounds.get("expected", ""))))
        return str(said) % {**bounds, "expected": named}
    if kind == "value_error" and bounds.get("error"):
        return str(bounds["error"])
    return _("The value is not what the description asks for.")
