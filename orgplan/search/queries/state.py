"""How the index stands."""

from __future__ import annotations

from datetime import datetime

from orgplan.search.models import IndexState


def compared_at() -> datetime | None:
    """Return when the index was last compared with all records; None if never."""
    return IndexState.objects.order_by("pk").values_list("compared_at", flat=True).first()
