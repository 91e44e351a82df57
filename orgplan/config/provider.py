"""The file that describes the city's own sign-in (`ORGPLAN_OIDC`), checked before the start."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_WANTED: Final = ("issuer", "client_id")
_DEFAULTS: Final = {
    "client_secret": "",
    "name": "Единый вход города",
    "claim": "preferred_username",
    "new_role": "",
    "proves_second_factor": False,
    "sign_out": "offer",
}
_NEW_ROLES: Final = {"", "coordinator", "protocol", "leader", "department"}
"""Roles that the first sign-in from the provider may give; never the administrator's."""
_SIGN_OUTS: Final = ("offer", "always", "no")
"""What signing out here does there: a button, at once, nothing."""


def read_provider(file: str, secret: str) -> dict[str, Any] | None:
    """Return what the file says with its defaults, None where none is named; ImproperlyConfigured in one sentence."""
    if not file:
        return None
    try:
        given = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"ORGPLAN_OIDC: файл «{file}» не читается: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise ImproperlyConfigured(f"ORGPLAN_OIDC: «{file}» — не TOML: {error}") from None
    unknown = sorted(set(given) - set(_WANTED) - set(_DEFAULTS))
    if unknown:
        raise ImproperlyConfigured(f"ORGPLAN_OIDC: в «{file}» неизвестные строки: {', '.join(unknown)}")
    for name in _WANTED:
        if not isinstance(given.get(name), str) or not given[name]:
            raise ImproperlyConfigured(f"ORGPLAN_OIDC: в «{file}» нужна строка {name}")
    read = _DEFAULTS | given
    read["client_secret"] = secret or read["client_secret"]
    _check(file, read)
    return read


def _check(file: str, read: dict[str, Any]) -> None:
    for name, default in _DEFAULTS.items():
        if type(read[name]) is not type(default):
            kind = "true или false" if isinstance(default, bool) else "строка в кавычках"
            raise ImproperlyConfigured(f"ORGPLAN_OIDC: в «{file}» {name} — это {kind}")
    address = urlsplit(read["issuer"])
    if address.scheme != "https" and address.hostname not in {"127.0.0.1", "localhost"}:
        raise ImproperlyConfigured(f"ORGPLAN_OIDC: в «{file}» issuer начинается с https://")
    if read["new_role"] not in _NEW_ROLES:
        known = ", ".join(sorted(_NEW_ROLES - {""}))
        raise ImproperlyConfigured(f"ORGPLAN_OIDC: в «{file}» new_role — одно из: {known}")
    if read["sign_out"] not in _SIGN_OUTS:
        raise ImproperlyConfigured(f"ORGPLAN_OIDC: в «{file}» sign_out — одно из: {', '.join(_SIGN_OUTS)}")
    if not read["claim"]:
        raise ImproperlyConfigured(f"ORGPLAN_OIDC: в «{file}» claim не может быть пустым")
