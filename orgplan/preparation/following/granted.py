"""Which events a performer sees because of a step."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from orgplan.accounts.models import User
from orgplan.preparation.models import Step
from orgplan.preparation.models.step import of_person


def events_of_own_steps(user: User) -> QuerySet[Any]:
    """Return the keys of the events in whose preparation the user is named in person."""
    return Step.objects.filter(of_person(user), event__isnull=False).order_by().values("event")
