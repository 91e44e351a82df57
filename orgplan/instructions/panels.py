"""What instructions add to the cards of people: what they carry out, late first."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from orgplan.accounts.models import User
from orgplan.core.seams import Panel
from orgplan.directory.models import Person
from orgplan.instructions.models import Instruction
from orgplan.instructions.rules.states import UNDER_CONTROL

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
