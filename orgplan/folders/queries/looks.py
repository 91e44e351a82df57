"""What the reader has read of a folder before."""

from __future__ import annotations

from datetime import date

from orgplan.accounts.models import User
from orgplan.folders.models import FolderLook


def read_before(user: User, person: int, day: date) -> FolderLook | None:
    """Return the folder as the reader has read it last, None where it was never read; one query."""
    found: FolderLook | None = FolderLook.objects.visible_to(user).filter(person=person, day=day).first()
    return found
