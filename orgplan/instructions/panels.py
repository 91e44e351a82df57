"""What instructions add to the cards of people and units: what they carry out, late first."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.models import Person, Unit
from orgplan.instructions.models import Instruction
from orgplan.instructions.rules.states import OPEN, UNDER_CONTROL

_SHOWN = 5


def instructions_of_person(user: User, person: Person) -> Panel | None:
    """The nearest instructions under control of the person, as far as the reader sees them."""
    rows = Instruction.objects.visible_to(user).of_person(person.pk).filter(state__in=UNDER_CONTROL)
    found = list(rows.order_by("due_on", "pk")[: _SHOWN + 1])
    if not found:
        return None
    today = timezone.localdate()
    context = {
        "rows": [(each, each.status_on(today)) for each in found[:_SHOWN]],
        "more": len(found) > _SHOWN,
        "person": person,
    }
    return Panel(_("Instructions"), "instructions/panels/person.html", context, beside=True)


def instructions_of_unit(user: User, unit: Unit) -> Panel | None:
    """How many instructions the unit carries out, how many are late, and the nearest; two queries."""
    rows = Instruction.objects.visible_to(user).of_unit(unit.pk).filter(state__in=UNDER_CONTROL)
    found = list(rows.order_by("due_on", "pk")[:_SHOWN])
    if not found:
        return None
    today = timezone.localdate()
    late = Count("pk", filter=Q(state__in=OPEN, due_on__lt=today))
    counts = rows.order_by().aggregate(total=Count("pk"), late=late)
    context = {"rows": [(each, each.status_on(today)) for each in found], "unit": unit, "counts": counts}
    return Panel(_("Instructions"), "instructions/panels/unit.html", context, beside=True)
