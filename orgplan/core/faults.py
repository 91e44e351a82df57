"""Faults of the machine told from faults of the program: a busy or absent database, a full disk."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from enum import Enum

from django.db import InterfaceError, OperationalError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_WORDS = ("is full", "no space left", "disk i/o error")


class Fault(Enum):
    """What failed; the value is the HTTP status that says so."""

    DATABASE = 503
    DISK = 507


def fault_of(error: BaseException | None) -> Fault | None:
    """Return the machine's fault behind an exception or its causes; None for a mistake of the program."""
    for each in _chain(error):
        if isinstance(each, OSError) and each.errno in _NO_ROOM:
            return Fault.DISK
        if isinstance(each, OperationalError | InterfaceError):
            full = any(words in str(each).lower() for words in _FULL_WORDS)
            return Fault.DISK if full else Fault.DATABASE
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
