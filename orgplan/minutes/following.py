"""Which events a performer sees because of an instruction out of their minutes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from orgplan.accounts.models import User
from orgplan.instructions.models import Instruction
from orgplan.minutes.models import Minutes


def events_of_own_instructions(user: User) -> QuerySet[Any]:
    """Return the keys of the events whose minutes gave the user something to do."""
    own = Instruction.objects.visible_to(user).values("pk")
    return Minutes.objects.filter(lines__instruction__in=own, event__isnull=False).order_by().values("event")
