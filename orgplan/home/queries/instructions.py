"""Instructions on the first screen: what the reader has to do, late first, and what waits for the reader's decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from orgplan.accounts.models import User
from orgplan.accounts.policy import has_role
from orgplan.accounts.rules import Role
from orgplan.instructions.models import Extension, Instruction
from orgplan.instructions.policy import can_control
from orgplan.instructions.queries.listing import own_condition
from orgplan.instructions.rules.states import OPEN, ExtensionState, InstructionState

_SHOWN = 5
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class InstructionsToday:
    """The nearest of the own instructions and of those to decide on; `more` where there are further ones."""

    own: list[Any]
    more_own: bool
    deciding: list[Any]
    more_deciding: bool

    def __bool__(self) -> bool:
        return bool(self.own or self.deciding)


def instructions_today(user: User, today: date) -> InstructionsToday:
    """Return what is late or due within a week, and reports and requests that wait for the reader; two queries."""
    rows = Instruction.objects.visible_to(user).select_related("unit", "person")
    mine = rows.filter(own_condition(user), state__in=OPEN, due_on__lte=today + _SOON).order_by("due_on", "pk")
    own = list(mine[: _SHOWN + 1])
    deciding = _deciding(user, rows) if can_control(user) else []
    return InstructionsToday(own[:_SHOWN], len(own) > _SHOWN, deciding[:_SHOWN], len(deciding) > _SHOWN)


def instructions_to_decide(user: User) -> InstructionsToday:
    """Return only what waits for the reader's decision: a leader's own screen tells no more; one query."""
    rows = Instruction.objects.visible_to(user).select_related("unit", "person")
    deciding = _deciding(user, rows) if can_control(user) else []
    return InstructionsToday([], more_own=False, deciding=deciding[:_SHOWN], more_deciding=len(deciding) > _SHOWN)


def _deciding(user: User, rows: Any) -> list[Any]:
    """The department decides for the givers, a leader on what was given in person."""
    asked = Extension.objects.filter(instruction=OuterRef("pk"), state=ExtensionState.ASKED)
    found = rows.annotate(is_asked=Exists(asked)).filter(Q(state=InstructionState.REPORTED) | Q(is_asked=True))
    if has_role(user, Role.LEADER):
        found = found.filter(giver__memberships__user=user.pk)
    return list(found.order_by("due_on", "pk")[: _SHOWN + 1])
