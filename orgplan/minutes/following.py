"""Events a performer sees because of an instruction out of their minutes; instructions that name a day of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.audit.actions import Actor
from orgplan.events.following import Decisions, Demand, Effect, EventChange, Written, by_hand, look_at
from orgplan.events.queries.card import may_have
from orgplan.events.rules import ChangeKind
from orgplan.instructions.models import Instruction
from orgplan.instructions.rules.states import UNDER_CONTROL
from orgplan.minutes.models import Minutes
from orgplan.minutes.queries import HAS_MINUTES

_OFF = frozenset({ChangeKind.CANCELLED, ChangeKind.NOT_HELD})


def events_of_own_instructions(user: User) -> QuerySet[Any]:
    """Return the keys of the events whose minutes gave the user something to do."""
    own = Instruction.objects.visible_to(user).values("pk")
    return Minutes.objects.filter(lines__instruction__in=own, event__isnull=False).order_by().values("event")


@dataclass(frozen=True, slots=True)
class InstructionsFollower:
    """Instructions out of the event's minutes: signed words are nobody's to rewrite, one that names a day is shown."""

    key: str = "minutes.instructions"

    @property
    def heading(self) -> str:
        """Return the name of the group."""
        return _("Instructions")

    def demands(self, changes: Sequence[EventChange], by: Actor) -> list[Demand]:  # noqa: ARG002 -- the seam's shape
        """Ask nothing."""
        return []

    def preview(self, change: EventChange, user: User) -> list[Effect]:
        """Return the instructions under control that name a day; one query, none where there are no minutes."""
        if not may_have(change.event, HAS_MINUTES):
            return []
        points = Minutes.objects.filter(event=change.event.pk, lines__instruction__isnull=False)
        rows = Instruction.objects.visible_to(user).filter(
            pk__in=points.values("lines__instruction"), state__in=UNDER_CONTROL
        )
        found = list(rows.order_by("due_on", "pk"))
        if change.kinds & _OFF:
            return [_of_no_event(each) for each in found]
        return by_hand(change, [_as_written(each) for each in found])

    def apply(self, change: EventChange, decisions: Decisions, by: Actor) -> list[str]:  # noqa: ARG002 -- people look
        """Do nothing: another term or another text is the giver's decision."""
        return []


def _of_no_event(row: Instruction) -> Effect:
    address = reverse("instructions:instruction", args=[row.pk])
    words = _("on control until %(day)s: look whether it is still needed") % {"day": f"{row.due_on:%d.%m.%Y}"}
    return look_at(str(row.pk), row.heading, address, words)


def _as_written(row: Instruction) -> Written:
    address = reverse("instructions:instruction", args=[row.pk])
    return Written(str(row.pk), row.heading, address, (row.text,), follows=False)
