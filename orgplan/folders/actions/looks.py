"""What was read of folders: no acts upon records, they leave no line in the history and are forgotten with the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from orgplan.accounts.models import User
from orgplan.folders.models import FolderLook


def note_read(*, user: User, person: int, day: date, data: Mapping[str, Any], now: datetime) -> None:
    """Note that the user has read the folder as it stands in `data`."""
    FolderLook.objects.update_or_create(
        user=user, person_id=person, day=day, defaults={"data": dict(data), "read_at": now}
    )


def forget_looks(*, before: date) -> int:
    """Forget what was read of days before; return how many rows went."""
    return int(FolderLook.objects.filter(day__lt=before).delete()[0])
