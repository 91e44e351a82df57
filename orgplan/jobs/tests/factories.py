"""Jobs for tests, written past the actions."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from orgplan.jobs.models import Job

_numbers = count(1)


def job(**fields: Any) -> Job:
    """Return a saved job that waits and is due."""
    given = {"kind": "проба", "key": f"ключ-{next(_numbers)}", "due_at": timezone.now(), "created_by": "проба"}
    return Job.objects.create(**given | fields)
