"""Clashes that stop the approval of a plan."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from orgplan.core.editing import RefusedError
from orgplan.planning.models import Plan
from orgplan.planning.queries.clashes import clashes_that_stop

_NAMED = 2


def refuse_clashing(plan: Plan) -> None:
    """Raise RefusedError with the first clashes that stop approval, and the way out."""
    found = clashes_that_stop(plan)
    if not found:
        return
    named = "; ".join(f"{each.clash.resource_name}: {each.clash.sentence}" for each in found[:_NAMED])
    words = ngettext("%d clash stops approval", "%d clashes stop approval", len(found)) % len(found)
    raise RefusedError(
        _("%(count)s: %(named)s. Move an event or accept the clash with a reason.") % {"count": words, "named": named}
    )
