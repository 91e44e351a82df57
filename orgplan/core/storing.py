"""Files are stored whole or not at all, and never without the row that names them.

A full disk leaves no half of a file (`WholeFiles`), and an action that fails after storing one leaves no orphan
(`files_of_one_write`, opened by `audit.actions.audited` around the outermost action).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import FileSystemStorage

_stored: ContextVar[list[Path] | None] = ContextVar("files_of_one_write", default=None)

PART = ".part"
"""Ending of a file that is being written; one that a killed process left behind may be deleted."""


class WholeFiles(FileSystemStorage):
    """Files in a folder, written beside their place and put there when they are whole."""

    def _save(self, name: str, content: File[bytes]) -> str:
        part = f"{name}.{uuid4().hex}{PART}"
        try:
            super()._save(part, content)  # type: ignore[misc]  # Django's documented hook, absent from its stubs
            name = self._reserved(name)
            Path(self.path(part)).replace(self.path(name))
        except OSError:
            with suppress(OSError):
                Path(self.path(part)).unlink()
            raise
        stored = _stored.get()
        if stored is not None:
            stored.append(Path(self.path(name)))
        return name

    def _reserved(self, name: str) -> str:
        """Take the name, or the next free one where somebody was quicker."""
        while True:
            try:
                os.close(os.open(self.path(name), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


@contextmanager
def files_of_one_write() -> Iterator[None]:
    """Delete the files stored inside the block if it fails: its rows are rolled back, nobody would name them."""
    if _stored.get() is not None:
        yield
        return
    stored: list[Path] = []
    token = _stored.set(stored)
    try:
        yield
    except BaseException:
        for path in stored:
            with suppress(OSError):
                path.unlink()
        raise
    finally:
        _stored.reset(token)
